//! Why the store could not answer or be written.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use crate::dataset::StagingError;
use crate::formats::RenderError;

/// The result of a store operation.
pub type StoreResult<T> = Result<T, StoreError>;

/// Why a store operation failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The pool had no free connection in time and could not open one.
    #[error("no connection to the database: {0}")]
    Pool(#[from] diesel::r2d2::PoolError),
    /// A connection could not be opened or set up. The message contains no secret of the address.
    #[error("cannot open the database: {0}")]
    Connect(String),
    /// A query was ended because it ran longer than it was allowed to.
    #[error("a query ran longer than its deadline")]
    Timeout,
    /// The database rejected a statement, or the connection failed.
    #[error("database error: {0}")]
    Database(#[source] DieselError),
    /// A value could not be read from or written as JSON.
    #[error("JSON error: {0}")]
    Json(#[from] serde_json::Error),
    /// A row could not be rendered.
    #[error("cannot render a row: {0}")]
    Render(#[from] RenderError),
    /// The temporary tables that hold a dataset during import or export failed.
    #[error(transparent)]
    Staging(#[from] StagingError),
}

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        match error {
            // Neither SQLITE_INTERRUPT nor PostgreSQL's `query_canceled` has a kind of its own in diesel, and
            // PostgreSQL translates its messages. Nothing but the deadline ends a query early.
            DieselError::DatabaseError(DatabaseErrorKind::Unknown, _) if sqlite_guard::is_past_deadline() => {
                Self::Timeout
            }
            other => Self::Database(other),
        }
    }
}
