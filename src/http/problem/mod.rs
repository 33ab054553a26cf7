//! Problems (RFC 9457): every refusal names the place and the mend. Knows `text`.

use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, CACHE_CONTROL, CONTENT_LANGUAGE, RETRY_AFTER, VARY};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::middleware::RequestId;
use crate::http::negotiation::language;
mod code;

pub use code::ProblemCode;

/// A problem before it is said in a language. Boxed: it is the rare side of every result.
#[derive(Debug, Clone)]
pub struct Problem(Box<Details>);

#[derive(Debug, Clone)]
struct Details {
    code: ProblemCode,
    detail: [String; 2],
    parameter: Option<String>,
    value: Option<String>,
    allowed: Vec<String>,
    nearest: Option<String>,
    restart: Option<String>,
}

/// A problem as it is answered: `application/problem+json`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// The page that explains the problem, in Japanese and English.
    #[serde(rename = "type")]
    #[schema(example = "/problems/unknown_parameter")]
    kind: String,
    /// What kind of problem it is.
    #[schema(example = "Unknown parameter")]
    title: &'static str,
    /// The HTTP status.
    #[schema(example = 400)]
    status: u16,
    /// What is wrong with this request and how to mend it; Japanese with `Accept-Language: ja`, English otherwise.
    #[schema(example = "There is no parameter \"plan\" here. Did you mean \"plan_id\"?")]
    detail: String,
    /// The code of the problem; it stays when the words change.
    #[schema(example = "unknown_parameter")]
    code: &'static str,
    /// The parameter that is wrong, where it is one.
    #[schema(example = "plan")]
    parameter: Option<String>,
    /// What was sent, cut to 100 characters.
    #[schema(example = "072036-gk2022")]
    value: Option<String>,
    /// What may be written instead; empty where it is no closed list.
    #[schema(example = json!(["localgov_code", "plan_id"]))]
    allowed: Vec<String>,
    /// The nearest thing there is: an id or a name.
    #[schema(example = "plan_id")]
    nearest: Option<String>,
    /// Where to begin again, after a cursor that is no good any more.
    #[schema(example = "/v1/observations?kind=target")]
    restart: Option<String>,
    /// The request, to be named in a report; also in the header `X-Request-Id`.
    #[schema(example = "5f3b6a1e00000001")]
    request_id: String,
}

impl Problem {
    /// A problem of this code; the detail in Japanese and English.
    pub fn new(code: ProblemCode, ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Box::new(Details {
            code,
            detail: [ja.into(), en.into()],
            parameter: None,
            value: None,
            allowed: Vec::new(),
            nearest: None,
            restart: None,
        }))
    }

    /// A problem whose general explanation is all there is to say.
    pub fn plain(code: ProblemCode) -> Self {
        let words = code.explanation();
        Self::new(code, words.ja, words.en)
    }

    /// Names the parameter.
    #[must_use]
    pub fn parameter(mut self, name: &str) -> Self {
        self.0.parameter = Some(cut(name));
        self
    }

    /// Repeats what was sent, cut.
    #[must_use]
    pub fn value(mut self, value: &str) -> Self {
        self.0.value = Some(cut(value));
        self
    }

    /// Says what is allowed.
    #[must_use]
    pub fn allowed<T: Into<String>>(mut self, allowed: impl IntoIterator<Item = T>) -> Self {
        self.0.allowed = allowed.into_iter().map(Into::into).collect();
        self
    }

    /// Names the nearest thing there is.
    #[must_use]
    pub fn nearest(mut self, nearest: Option<String>) -> Self {
        self.0.nearest = nearest;
        self
    }

    /// Says where to begin again.
    #[must_use]
    pub fn restart(mut self, link: String) -> Self {
        self.0.restart = Some(link);
        self
    }

    /// The answer to `request`, in its language.
    pub fn respond(self, request: &HttpRequest) -> HttpResponse {
        let language = language(request.headers());
        let details = *self.0;
        let [ja, en] = details.detail;
        let detail = language.pick(ja, en);
        let status = StatusCode::from_u16(details.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let request_id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        let body = ProblemBody {
            kind: format!("/problems/{}", details.code.code()),
            title: details.code.title().to(language),
            status: status.as_u16(),
            detail,
            code: details.code.code(),
            parameter: details.parameter,
            value: details.value,
            allowed: details.allowed,
            nearest: details.nearest,
            restart: details.restart,
            request_id,
        };
        let mut response = HttpResponse::build(status);
        response.insert_header((CACHE_CONTROL, "no-store"));
        response.insert_header((CONTENT_LANGUAGE, language.pick("ja", "en")));
        response.insert_header((VARY, "Accept, Accept-Encoding, Accept-Language"));
        match details.code {
            ProblemCode::MethodNotAllowed => {
                response.insert_header((ALLOW, "GET, HEAD, OPTIONS"));
            }
            ProblemCode::Unavailable => {
                response.insert_header((RETRY_AFTER, "5"));
            }
            _ => {}
        }
        let json = serde_json::to_string(&body).unwrap_or_default();
        response.content_type("application/problem+json").body(json)
    }
}

fn cut(text: &str) -> String {
    let mut short: String = text.chars().take(100).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
