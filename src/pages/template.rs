//! Rendering of page templates.

use actix_web::http::header::CONTENT_SECURITY_POLICY;
use askama::Template;

use crate::http::cache::Representation;
use crate::http::negotiation::HTML;
use crate::http::problem::{Problem, ProblemCode};

/// Pages load their own style sheet and nothing else.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

/// Renders a page that changes with the program only.
pub(super) fn page(template: &impl Template) -> Result<Representation, Problem> {
    let html = template.render().map_err(|error| {
        log::error!("cannot render a page: {error}");
        Problem::plain(ProblemCode::InternalError)
    })?;
    Ok(Representation::new(HTML.content_type, html).header(CONTENT_SECURITY_POLICY, POLICY))
}
