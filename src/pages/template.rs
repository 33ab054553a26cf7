//! Rendering of page templates.

use actix_web::http::header::CONTENT_SECURITY_POLICY;
use askama::Template;

use super::POLICY;
use crate::http::cache::Representation;
use crate::http::negotiation::HTML;
use crate::http::problem::{Problem, ProblemCode};

/// Renders a page that changes with the program only.
pub(super) fn page(template: &impl Template) -> Result<Representation, Problem> {
    let html = template.render().map_err(|error| {
        log::error!("cannot render a page: {error}");
        Problem::plain(ProblemCode::InternalError)
    })?;
    Ok(Representation::new(HTML.content_type, html).header(CONTENT_SECURITY_POLICY, POLICY))
}
