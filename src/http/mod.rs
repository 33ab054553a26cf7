//! What every resource shares over HTTP: parameters, formats, problems, cursors, conditional requests, headers.
//!
//! Knows `cache` and `text`; knows no resource, no database.

mod cache;
mod call;
mod compression;
mod cursor;
mod metrics;
mod middleware;
mod negotiation;
mod problem;
mod routes;
mod strict_query;

pub use cache::representation::{Answers, Edition, Representation, tag};
pub use cache::validators::{EntityTag, fresh_headers, not_modified, unchanged};
pub use cache::{Cache, Figures, Memory, Weight};
pub use call::Call;
pub use compression::Encoding;
pub use compression::stream::{CONTENT_DIGEST, Coder};
pub use cursor::{Cursor, CursorError};
pub use metrics::Traffic;
pub use middleware::{common_headers, refuse_bad_targets};
pub use negotiation::{Format, language};
pub use problem::{Problem, ProblemBody, ProblemCode};
pub use routes::{Handler, Outcome, Route, Router, configure};
pub use strict_query::{Query, QueryError};
