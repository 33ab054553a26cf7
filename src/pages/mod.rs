//! Pages for people: start page, documentation, explanation of each problem. Assets are in the binary.

mod docs;
mod problems;
mod start;
mod template;

use actix_web::web::ServiceConfig;

pub use problems::PROBLEM_PAGE;

/// Routes of the pages.
pub fn configure(config: &mut ServiceConfig) {
    start::configure(config);
    problems::configure(config);
    docs::configure(config);
}
