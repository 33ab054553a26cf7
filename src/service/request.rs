//! Typed requests: extractors that read path, format and query strictly.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::HeaderValue;
use actix_web::{FromRequest, HttpRequest};

use super::file_name::disposition;
use super::parameters::{ItemQuery, ListParameters, ListQuery};
use crate::formats::{TABLE_FORMATS, TableFormat};
use crate::http::negotiation::{HTML, JSON, MediaType, preferred};
use crate::http::problem::{Problem, ProblemCode, excerpt};
use crate::http::strict_query::decode;
use crate::http::target::Target;
use crate::store::list::List;

/// What every typed request holds: the request, its target and the format of the response.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// The request itself.
    pub request: HttpRequest,
    /// Path and query.
    pub target: Target,
    /// Media type of the response.
    pub media_type: MediaType,
    /// Whether `Accept` chose among several media types.
    is_negotiated: bool,
}

/// A page or the whole table of the list `L`.
#[derive(Debug, Clone)]
pub struct ListRequest<L: List> {
    pub(super) context: RequestContext,
    /// The table format; `None` for a page as JSON.
    pub(super) table: Option<&'static TableFormat>,
    pub(super) query: ListQuery<L::Filter>,
}

/// A single item by its id, with the parameters `Q`.
#[derive(Debug, Clone)]
pub struct ItemRequest<Q> {
    pub(super) context: RequestContext,
    /// The decoded id in the path.
    pub id: String,
    /// The table format; `None` for JSON.
    pub table: Option<&'static TableFormat>,
    /// The parameters.
    pub query: Q,
}

/// A JSON resource without id and parameters.
#[derive(Debug, Clone)]
pub struct PlainRequest {
    /// The request.
    pub context: RequestContext,
}

/// A request whose response has one format and no parameters.
#[derive(Debug, Clone, Copy)]
pub struct NoParameters;

impl RequestContext {
    /// Chooses the format: by extension first, by `Accept` second.
    fn read(
        request: &HttpRequest,
        tables: &[&'static TableFormat],
    ) -> Result<(Self, Option<&'static TableFormat>), Problem> {
        let target = Target::from_request(request, &mut Payload::None).into_inner()?;
        let available: Vec<MediaType> =
            std::iter::once(JSON).chain(tables.iter().map(|table| media_type(table))).collect();
        let chosen = match target.extension() {
            Some(extension) => available.iter().find(|known| known.extension == extension).ok_or_else(|| {
                let allowed = available.iter().map(|known| format!(".{}", known.extension));
                Problem::plain(ProblemCode::NotFound).value(target.path()).allowed(allowed)
            })?,
            None => preferred(request, &available).ok_or_else(|| {
                Problem::plain(ProblemCode::NotAcceptable).allowed(available.iter().map(|known| known.essence))
            })?,
        };
        let table = tables.iter().copied().find(|table| table.extension == chosen.extension);
        let is_negotiated = target.extension().is_none() && available.len() > 1;
        Ok((Self { request: request.clone(), media_type: *chosen, target, is_negotiated }, table))
    }

    pub(super) fn content_location_header(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.content_location()?).ok()
    }

    /// Value of `Content-Disposition` for a table: the name under which a browser saves it.
    pub(super) fn disposition(&self) -> Option<String> {
        (self.media_type != JSON).then(|| disposition(&self.target, self.media_type.extension))
    }

    /// Value of `Content-Location`: the address of this very representation, where `Accept` chose it.
    pub(super) fn content_location(&self) -> Option<String> {
        let path = || format!("{}.{}", self.target.stem(), self.media_type.extension);
        self.is_negotiated.then(|| self.target.query().link(&path()))
    }
}

/// Media type of a table format.
pub(crate) fn media_type(format: &TableFormat) -> MediaType {
    MediaType {
        essence: format.media_type,
        aliases: format.aliases,
        content_type: format.content_type,
        extension: format.extension,
    }
}

fn refuse_parameters(target: &Target) -> Result<(), Problem> {
    match target.query().pairs().next() {
        None => Ok(()),
        Some((name, _)) => Err(Problem::new(
            ProblemCode::UnknownParameter,
            format!("この URL にパラメーターはありません。「{}」を除いてください。", excerpt(name)),
            format!("This resource has no parameters. Remove \"{}\".", excerpt(name)),
        )
        .parameter(name)),
    }
}

/// Returns the decoded parameter of the route, without the extension that selects the format.
fn path_id(context: &RequestContext) -> String {
    let raw = context.request.match_info().iter().next().map(|(_, value)| value).unwrap_or_default();
    let id = decode(raw, false).unwrap_or_default();
    let is_last = context.target.path().rsplit('/').next().is_some_and(|last| decode(last, false).as_ref() == Ok(&id));
    let stem = context.target.extension().filter(|_| is_last).and_then(|extension| id.strip_suffix(extension));
    stem.and_then(|stem| stem.strip_suffix('.')).map_or(id.clone(), str::to_owned)
}

impl<L> FromRequest for ListRequest<L>
where
    L: List + 'static,
    L::Row: utoipa::ToSchema,
    L::Filter: ListParameters,
{
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = || {
            let (context, table) = RequestContext::read(request, TABLE_FORMATS)?;
            let query = ListQuery::read(&context.target, table)?;
            Ok(Self { context, table, query })
        };
        ready(read())
    }
}

impl<Q: ItemQuery> FromRequest for ItemRequest<Q> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = || {
            let (context, table) = RequestContext::read(request, Q::TABLES)?;
            let query = Q::read(&context.target, table)?;
            Ok(Self { id: path_id(&context), context, table, query })
        };
        ready(read())
    }
}

impl FromRequest for PlainRequest {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = || {
            let (context, _) = RequestContext::read(request, &[])?;
            refuse_parameters(&context.target)?;
            Ok(Self { context })
        };
        ready(read())
    }
}

impl FromRequest for NoParameters {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let target = Target::from_request(request, payload).into_inner();
        ready(target.and_then(|target| refuse_parameters(&target)).map(|()| Self))
    }
}

/// Media types of all responses of the service.
pub fn media_types() -> Vec<MediaType> {
    [JSON, HTML].into_iter().chain(TABLE_FORMATS.iter().map(|table| media_type(table))).collect()
}
