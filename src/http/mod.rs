//! What every resource shares over HTTP: parameters, formats, problems, cursors, conditional requests, headers.
//!
//! Knows `cache` and `text`; knows no resource, no database.

mod call;
mod coder;
mod conditional;
mod cursor;
mod encoding;
mod middleware;
mod negotiation;
mod problem;
mod query;
mod representation;
mod routes;
mod traffic;

pub use call::Call;
pub use coder::{CONTENT_DIGEST, Coder};
pub use conditional::{EntityTag, fresh_headers, not_modified, unchanged};
pub use cursor::{Cursor, CursorError};
pub use encoding::Encoding;
pub use middleware::{common_headers, refuse_bad_targets};
pub use negotiation::{Format, language};
pub use problem::{Problem, ProblemBody};
pub use query::{Query, QueryError};
pub use representation::{Answers, Edition, Representation, tag};
pub use routes::{Handler, Outcome, Route, Router, configure};
pub use traffic::Traffic;
