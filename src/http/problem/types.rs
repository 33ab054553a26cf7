//! A problem before and after rendering.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use super::code::ProblemCode;

/// Longest part of a request that is repeated in a problem, in characters.
const MAX_ECHOED_CHARACTERS: usize = 100;

/// A problem in both languages; the middleware renders it in the language of the request. Boxed, because the error path is
/// rare and the type is in every result.
#[derive(Debug, Clone)]
pub struct Problem(pub(super) Box<Details>);

#[derive(Debug, Clone)]
pub(super) struct Details {
    pub(super) code: ProblemCode,
    pub(super) detail: [String; 2],
    pub(super) parameter: Option<String>,
    pub(super) value: Option<String>,
    pub(super) allowed: Vec<String>,
    pub(super) nearest: Option<String>,
    pub(super) restart: Option<String>,
    /// Length of the file whose bytes were asked for.
    pub(super) file_bytes: Option<u64>,
}

/// The body of a problem response: `application/problem+json`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// The page that explains the problem in Japanese and English; absolute where the service knows its public URL.
    #[serde(rename = "type")]
    #[schema(example = "/problems/unknown_parameter")]
    pub kind: String,
    /// Short name of the problem.
    #[schema(example = "Unknown parameter")]
    pub title: &'static str,
    /// HTTP status.
    #[schema(example = 400)]
    pub status: u16,
    /// What is wrong with this request and how to fix it; Japanese with `Accept-Language: ja`, English otherwise.
    #[schema(example = "There is no parameter \"plan\" here. Did you mean \"plan_id\"?")]
    pub detail: String,
    /// Code of the problem; it stays the same when the wording changes.
    #[schema(example = "unknown_parameter")]
    pub code: &'static str,
    /// The parameter at fault; null where none is.
    #[schema(example = "plan")]
    pub parameter: Option<String>,
    /// The value that was sent, cut to 100 characters.
    #[schema(example = "072036-gk2022")]
    pub value: Option<String>,
    /// Accepted values; empty where they are many or not a closed list.
    #[schema(example = json!(["localgov_code", "plan_id"]))]
    pub allowed: Vec<String>,
    /// What was probably meant: an existing id, name or address. Null where nothing is near.
    #[schema(example = "plan_id")]
    pub nearest: Option<String>,
    /// Where to start again after a cursor that is no longer valid.
    #[schema(example = "/v1/observations?kind=target")]
    pub restart: Option<String>,
    /// Id of the request, for a report; also in the header `X-Request-Id`.
    #[schema(example = "5f3b6a1e00000001")]
    pub request_id: String,
}

impl Problem {
    /// Builds a problem with a detail in Japanese and English.
    pub fn new(code: ProblemCode, ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Box::new(Details {
            code,
            detail: [ja.into(), en.into()],
            parameter: None,
            value: None,
            allowed: Vec::new(),
            nearest: None,
            restart: None,
            file_bytes: None,
        }))
    }

    /// Builds a problem whose detail is the general explanation of its code.
    pub fn plain(code: ProblemCode) -> Self {
        let explanation = code.explanation();
        Self::new(code, explanation.ja, explanation.en)
    }

    /// Names the parameter at fault.
    #[must_use]
    pub fn parameter(mut self, name: &str) -> Self {
        self.0.parameter = Some(excerpt(name));
        self
    }

    /// Repeats the value that was sent, cut.
    #[must_use]
    pub fn value(mut self, value: &str) -> Self {
        self.0.value = Some(excerpt(value));
        self
    }

    /// Lists the accepted values.
    #[must_use]
    pub fn allowed<T: Into<String>>(mut self, allowed: impl IntoIterator<Item = T>) -> Self {
        self.0.allowed = allowed.into_iter().map(Into::into).collect();
        self
    }

    /// Names the nearest existing id or name.
    #[must_use]
    pub fn nearest(mut self, nearest: Option<String>) -> Self {
        self.0.nearest = nearest;
        self
    }

    /// Links to where to start again.
    #[must_use]
    pub fn restart(mut self, link: String) -> Self {
        self.0.restart = Some(link);
        self
    }

    /// The problem for a range that a file of `bytes` bytes does not have.
    pub fn unsatisfiable_range(bytes: u64) -> Self {
        let mut problem = Self::plain(ProblemCode::RangeNotSatisfiable);
        problem.0.file_bytes = Some(bytes);
        problem
    }

    /// Code of the problem.
    pub fn code(&self) -> ProblemCode {
        self.0.code
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code.code(), self.0.detail[1])
    }
}

/// The response has no body yet: it depends on the request's language and id, which only the middleware sees.
impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

/// Returns the part of a request that a problem repeats.
pub fn excerpt(text: &str) -> String {
    let mut short: String = text.chars().take(MAX_ECHOED_CHARACTERS).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
