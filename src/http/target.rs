//! The target of a request: path, extension and query, read strictly before anything else looks at them.

use std::future::{Ready, ready};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest};

use super::data_scope::data_scope;
use super::problem::{Problem, ProblemCode};
use super::strict_query::{Query, QueryError, decode};
use crate::model::DataScope;

/// Longest accepted path and query, in bytes.
const MAX_TARGET_BYTES: usize = 8_000;

/// A readable request target. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Target(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    path: String,
    /// Length of the path without its extension.
    stem: usize,
    query: Query,
    canonical: String,
    scope: DataScope,
}

impl Target {
    fn parse(path: &str, query: &str) -> Result<Self, Problem> {
        if path.len() + query.len() > MAX_TARGET_BYTES {
            return Err(Problem::plain(ProblemCode::TargetTooLong));
        }
        decode(path, false).map_err(|error| malformed(error, path))?;
        let path = normalised(path);
        // In one order, so that links in the response do not depend on the order in which the parameters were sent.
        let query = Query::parse(query).map_err(|error| malformed(error, query))?.sorted();
        let canonical = query.link(&path);
        let stem = stem_length(&path);
        let scope = data_scope(path.get(..stem).unwrap_or_default(), &query);
        Ok(Self(Arc::new(Parts { path, stem, query, canonical, scope })))
    }

    /// Path, percent-encoded where a character must be.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Path without the extension of its last segment.
    pub fn stem(&self) -> &str {
        self.0.path.get(..self.0.stem).unwrap_or_default()
    }

    /// Extension of the last segment, without the dot.
    pub fn extension(&self) -> Option<&str> {
        self.0.path.get(self.0.stem + 1..)
    }

    /// Decoded query, in canonical order.
    pub fn query(&self) -> &Query {
        &self.0.query
    }

    /// The one spelling of all targets with the same path and parameters.
    pub fn canonical(&self) -> &str {
        &self.0.canonical
    }

    /// The data that responses depend on.
    pub fn scope(&self) -> DataScope {
        self.0.scope
    }

    /// Size of the target in memory, in bytes.
    pub(super) fn bytes(&self) -> usize {
        // Path and query are there twice: decoded, and in the canonical spelling.
        size_of::<Parts>() + 2 * (self.0.canonical.len() + self.0.path.len())
    }

    /// Path and parameter names for the log. Values are left out: they may hold what somebody searched for.
    pub fn without_values(&self) -> String {
        let names: Vec<&str> = self.0.query.pairs().map(|(name, _)| name).collect();
        let path = printable(&self.0.path);
        if names.is_empty() { path } else { format!("{path} by {}", names.join(", ")) }
    }
}

/// Targets are equal where their canonical spelling is.
impl PartialEq for Target {
    fn eq(&self, other: &Self) -> bool {
        self.0.canonical == other.0.canonical
    }
}

impl Eq for Target {}

impl Hash for Target {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.canonical.hash(state);
    }
}

impl FromRequest for Target {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let known = request.extensions().get::<Self>().cloned();
        ready(known.map_or_else(|| Self::parse(request.uri().path(), request.query_string()), Ok))
    }
}

/// Middleware: reads the [`Target`] into the request's extensions, and refuses one that is too long or not valid
/// percent-encoded UTF-8.
///
/// # Errors
/// The error of the next service.
pub async fn read_target<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    match Target::parse(request.uri().path(), request.query_string()) {
        Ok(target) => {
            request.extensions_mut().insert(target);
            next.call(request).await.map(ServiceResponse::map_into_boxed_body)
        }
        Err(problem) => Ok(request.error_response(problem)),
    }
}

/// Path for a log line: at most 200 characters; what could end the line or colour a terminal is escaped.
pub(super) fn printable(path: &str) -> String {
    path.chars().take(200).flat_map(char::escape_default).collect()
}

/// Ids hold no dots, so the last dot of the last segment starts an extension.
fn stem_length(path: &str) -> usize {
    let last_segment = path.rfind('/').map_or(0, |slash| slash + 1);
    let dot = path.get(last_segment..).and_then(|segment| segment.rfind('.'));
    dot.map_or(path.len(), |dot| last_segment + dot)
}

/// Decodes escapes of unreserved characters (RFC 3986, 6.2.2.2), which need none: `%2E` is a dot.
fn normalised(path: &str) -> String {
    let mut parts = path.split('%');
    let mut normalised = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let byte = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let is_unreserved = |it: &char| it.is_ascii_alphanumeric() || matches!(it, '-' | '.' | '_' | '~');
        if let Some(character) = byte.map(char::from).filter(is_unreserved) {
            normalised.push(character);
            normalised.push_str(part.get(2..).unwrap_or_default());
        } else {
            normalised.push('%');
            normalised.push_str(part);
        }
    }
    normalised
}

fn malformed(error: QueryError, part: &str) -> Problem {
    let [ja, en] = match error {
        QueryError::Escape => {
            ["URL の % の後に16進2桁がありません。", "A % in the URL is not followed by two hexadecimal digits."]
        }
        QueryError::NotUtf8 => ["URL を復号すると UTF-8 になりません。", "The URL does not decode to UTF-8."],
        QueryError::Control => {
            ["URL に NUL などの制御文字があります。", "The URL contains a control character such as NUL."]
        }
    };
    Problem::new(ProblemCode::BadRequestTarget, ja, en).value(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_starts_at_the_last_dot_of_the_last_segment() {
        for (path, stem, extension) in [
            ("/v1/measures.csv", "/v1/measures", Some("csv")),
            ("/v1/measures", "/v1/measures", None),
            ("/v1.0/measures", "/v1.0/measures", None),
            ("072036-gk2022.json", "072036-gk2022", Some("json")),
        ] {
            let target = Target::parse(path, "").unwrap();
            assert_eq!((target.stem(), target.extension()), (stem, extension), "{path}");
        }
    }

    #[test]
    fn equal_targets_have_one_spelling() {
        let target = |path: &str, query: &str| Target::parse(path, query).unwrap();
        let one = target("/v1/%70lans%2Ejson", "b=%e5%b8%82&a=1");
        assert_eq!(one, target("/v1/plans.json", "a=1&b=市"));
        assert_eq!((one.path(), one.extension()), ("/v1/plans.json", Some("json")));
        assert_eq!(target("/v1/sources/a%2Fb", "").path(), "/v1/sources/a%2Fb");
    }

    #[test]
    fn a_path_cannot_end_a_log_line() {
        assert_eq!(printable("/a\r\n\u{1b}[31m窓"), "/a\\r\\n\\u{1b}[31m\\u{7a93}");
    }
}
