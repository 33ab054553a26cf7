//! Rendering a problem for the request that caused it: language, request id, JSON or a page.

use actix_web::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_RANGE, CONTENT_SECURITY_POLICY, RETRY_AFTER, VARY,
};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError, web};

use super::code::ProblemCode;
use super::types::{Problem, ProblemBody};
use crate::http::negotiation::{language, prefers_html};
use crate::http::request_id::RequestId;
use crate::language::Language;

/// Methods that every path allows.
pub(in crate::http) const ALLOWED_METHODS: &str = "GET, HEAD, OPTIONS";

/// How problems are rendered by this service.
#[derive(Debug, Clone, Default)]
pub struct ProblemSettings {
    /// Address of the service, without a slash at the end: makes `type` absolute.
    pub public_url: Option<String>,
    /// The page for readers who accept `text/html`.
    pub page: Option<ProblemPage>,
}

/// A problem as an HTML page.
#[derive(Debug, Clone, Copy)]
pub struct ProblemPage {
    /// `Content-Security-Policy` of the page.
    pub policy: &'static str,
    /// Renders the page; `None` where that fails, and the problem is JSON then.
    pub render: fn(&ProblemBody, Language) -> Option<String>,
}

/// Responds to `request` with `problem`.
pub(in crate::http) fn respond(problem: &Problem, request: &HttpRequest) -> HttpResponse {
    let settings = request.app_data::<web::Data<ProblemSettings>>();
    let language = language(request);
    let body = body(problem, language, request, settings.and_then(|settings| settings.public_url.as_deref()));
    let mut response = HttpResponse::build(problem.status_code());
    response.insert_header((CACHE_CONTROL, "no-store"));
    response.insert_header((CONTENT_LANGUAGE, language.pick("ja", "en")));
    response.insert_header((VARY, "Accept, Accept-Encoding, Accept-Language"));
    match problem.code() {
        ProblemCode::MethodNotAllowed => {
            response.insert_header((ALLOW, ALLOWED_METHODS));
        }
        ProblemCode::Unavailable => {
            response.insert_header((RETRY_AFTER, "5"));
        }
        _ => {}
    }
    if let Some(bytes) = problem.0.file_bytes {
        response.insert_header((CONTENT_RANGE, format!("bytes */{bytes}")));
    }
    let page = settings.and_then(|settings| settings.page).filter(|_| prefers_html(request));
    if let Some((html, page)) = page.and_then(|page| Some(((page.render)(&body, language)?, page))) {
        return response
            .insert_header((CONTENT_SECURITY_POLICY, page.policy))
            .content_type("text/html; charset=utf-8")
            .body(html);
    }
    response.content_type("application/problem+json").body(serde_json::to_string(&body).unwrap_or_default())
}

fn body(problem: &Problem, language: Language, request: &HttpRequest, public_url: Option<&str>) -> ProblemBody {
    let details = problem.0.as_ref().clone();
    let [ja, en] = details.detail;
    ProblemBody {
        kind: format!("{}/problems/{}", public_url.unwrap_or_default(), details.code.code()),
        title: details.code.title().to(language),
        status: details.code.status(),
        detail: language.pick(ja, en),
        code: details.code.code(),
        parameter: details.parameter,
        value: details.value,
        allowed: details.allowed,
        nearest: details.nearest,
        restart: details.restart,
        request_id: request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default(),
    }
}
