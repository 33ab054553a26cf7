//! Pages for people: start page, documentation, explanation of each problem. Assets are in the binary.

mod docs;
mod problems;
mod start;
mod template;

use actix_web::web::ServiceConfig;

pub use problems::PROBLEM_PAGE;

/// Pages load their own style sheet and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

/// Routes of the pages.
pub fn configure(config: &mut ServiceConfig) {
    start::configure(config);
    problems::configure(config);
    docs::configure(config);
}
