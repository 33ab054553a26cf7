//! One request as a handler sees it: path, ids, query, format. Knows the rest of `http`.

use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::http::header::HeaderMap;

use super::negotiation::Format;
use super::problem::Problem;
use super::strict_query::{Query, decode};
use crate::http::ProblemCode;

/// A request whose URL was found readable.
#[derive(Debug)]
pub struct Call {
    request: HttpRequest,
    /// The pattern of its route, and what stands in the place of each parameter, not decoded.
    pattern: Arc<str>,
    segments: Vec<(String, String)>,
    /// The path without its extension.
    path: String,
    query: Query,
    /// One spelling of all targets that mean the same.
    target: String,
    format: Format,
}

impl Call {
    /// Reads the request; the format is chosen by extension first, by `Accept` second. A page or a file, which has no
    /// `formats`, is what it is whatever is asked for.
    ///
    /// # Errors
    /// A problem where the format does not exist or the query cannot be read.
    pub(super) fn new(
        request: HttpRequest,
        pattern: &Arc<str>,
        segments: Vec<(String, String)>,
        formats: &'static [Format],
    ) -> Result<Self, Problem> {
        let (path, extension) =
            if formats.is_empty() { (request.path(), None) } else { split_extension(request.path()) };
        let by_extension = |extension: &str| formats.iter().copied().find(|format| format.extension() == extension);
        let format = match extension {
            Some(extension) => by_extension(extension).ok_or_else(|| {
                let allowed = formats.iter().map(|format| format!(".{}", format.extension()));
                Problem::plain(ProblemCode::NotFound).value(request.path()).allowed(allowed)
            })?,
            None if formats.is_empty() => Format::Html,
            None => Format::accepted(request.headers(), formats).ok_or_else(|| {
                let allowed = formats.iter().map(|format| format.media_type());
                Problem::plain(ProblemCode::NotAcceptable).allowed(allowed)
            })?,
        };
        let path = path.to_owned();
        // Refused before any handler if unreadable: see `refuse_bad_targets`.
        let query = Query::parse(request.query_string()).unwrap_or_default();
        let target = format!("{path}?{}", query.canonical());
        Ok(Self { request, pattern: Arc::clone(pattern), segments, path, query, target, format })
    }

    /// The path as it was asked for, without the extension.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query.
    pub const fn query(&self) -> &Query {
        &self.query
    }

    /// The format of the answer.
    pub const fn format(&self) -> Format {
        self.format
    }

    /// The headers of the request.
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// The part of the path that the route calls `name`, decoded, without the extension.
    pub fn segment(&self, name: &str) -> String {
        let whole = self.raw_segment(name);
        // Only the end of the path has an extension, and it was found to be a known one.
        if self.is_last(name) { split_extension(&whole).0.to_owned() } else { whole }
    }

    /// Whether the route's parameter `name` is the end of the path.
    fn is_last(&self, name: &str) -> bool {
        self.pattern.ends_with(&format!("{{{name}}}"))
    }

    /// The target of the request with another id in the place of the parameter `name`, its extension and query kept.
    pub fn target_with(&self, name: &str, id: &str) -> String {
        let (before, after) = self.pattern.split_once(&format!("{{{name}}}")).unwrap_or((&self.pattern, ""));
        let extension = if self.is_last(name) { split_extension(self.request.path()).1 } else { None };
        let extension = extension.map(|extension| format!(".{extension}")).unwrap_or_default();
        self.query.link(&format!("{before}{id}{extension}{after}"))
    }

    /// One spelling of all targets that mean the same.
    pub fn canonical_target(&self) -> &str {
        &self.target
    }

    /// The request in a log: its path and the names of its parameters. What was searched for is not the log's.
    pub fn described(&self) -> String {
        let names: Vec<&str> = self.query.pairs().map(|(name, _)| name).collect();
        let path: String = self.path.chars().take(200).flat_map(char::escape_default).collect();
        if names.is_empty() { path } else { format!("{path} by {}", names.join(", ")) }
    }

    /// The part of the path that the route calls `name`, decoded, as it was asked for.
    pub fn raw_segment(&self, name: &str) -> String {
        let raw = self.segments.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        decode(raw.unwrap_or_default(), false).unwrap_or_default()
    }

    /// Refuses any query parameter.
    ///
    /// # Errors
    /// The problem that names the first one.
    pub fn no_parameters(&self) -> Result<(), Problem> {
        match self.query.pairs().next() {
            None => Ok(()),
            Some((name, _)) => Err(Problem::new(
                ProblemCode::UnknownParameter,
                format!("この資源にパラメーターはありません。「{name}」を除いてください。"),
                format!("This resource has no parameters. Remove \"{name}\"."),
            )
            .parameter(name)),
        }
    }
}

/// Ids have no dots: what follows the last one of the last segment is an extension.
fn split_extension(path: &str) -> (&str, Option<&str>) {
    let last = path.rfind('/').map_or(0, |slash| slash + 1);
    match path.get(last..).and_then(|segment| segment.rfind('.')) {
        Some(dot) => path.split_at_checked(last + dot).map_or((path, None), |(stem, dotted)| (stem, dotted.get(1..))),
        None => (path, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_is_what_follows_the_last_dot_of_the_last_segment() {
        assert_eq!(split_extension("/v1/measures.csv"), ("/v1/measures", Some("csv")));
        assert_eq!(split_extension("/v1/measures"), ("/v1/measures", None));
        assert_eq!(split_extension("/v1.0/measures"), ("/v1.0/measures", None));
        assert_eq!(split_extension("072036-gk2022.json"), ("072036-gk2022", Some("json")));
    }
}
