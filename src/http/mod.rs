//! What every resource shares over HTTP: parameters, formats, problems, cursors, conditional requests, headers.
//!
//! Knows `text`; knows no resource, no database.

mod call;
mod conditional;
mod cursor;
mod middleware;
mod negotiation;
mod problem;
mod query;
mod routes;

pub use call::Call;
pub use conditional::{EntityTag, fresh_headers, not_modified};
pub use cursor::{Cursor, CursorError};
pub use middleware::{common_headers, refuse_bad_targets};
pub use negotiation::{Format, language};
pub use problem::{Problem, ProblemBody};
pub use query::{Query, QueryError};
pub use routes::{Handler, Outcome, Route, configure};
