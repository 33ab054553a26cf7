//! Why the service could not respond as requested.

use actix_web::error::BlockingError;

use crate::formats::RenderError;
use crate::http::problem::{Problem, ProblemCode};
use crate::store::StoreError;

/// Why a request was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The database is not available, or a query failed or took too long.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A row could not be rendered.
    #[error("cannot render a row: {0}")]
    Render(#[from] RenderError),
    /// No thread was free to run a query.
    #[error("cannot run a query: {0}")]
    Blocking(#[from] BlockingError),
    /// A file could not be written, read or compressed.
    #[error("cannot write or send a file: {0}")]
    File(#[from] std::io::Error),
    /// The request cannot be answered.
    #[error("{0}")]
    Refused(Problem),
}

impl From<Problem> for ServiceError {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

impl From<serde_json::Error> for ServiceError {
    fn from(error: serde_json::Error) -> Self {
        Self::Render(error.into())
    }
}

/// The cause goes to the log, never to the client: it may name hosts, files or statements.
impl From<ServiceError> for Problem {
    fn from(error: ServiceError) -> Self {
        let code = match error {
            ServiceError::Refused(problem) => return problem,
            // A value that cannot be read is a fault of ours; waiting does not help.
            ServiceError::Store(StoreError::Json(_) | StoreError::Render(_) | StoreError::Staging(_))
            | ServiceError::Render(_)
            | ServiceError::Blocking(_)
            | ServiceError::File(_) => ProblemCode::InternalError,
            ServiceError::Store(_) => ProblemCode::Unavailable,
        };
        log::error!("{error}");
        Self::plain(code)
    }
}
