//! Pages for people: where to begin, the documentation, the explanation of each problem.
//!
//! Knows `http` and `text`. Nothing here asks the database; assets are in the binary and load nothing from elsewhere.

mod docs;
mod static_pages;

use crate::http::{Answers, Route};

/// The routes of the pages.
pub fn routes() -> Vec<Route<Answers>> {
    let mut routes = static_pages::routes();
    routes.extend(docs::routes());
    routes
}
