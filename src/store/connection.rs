//! One connection type for both engines, and how it is opened.
//!
//! The engine is chosen by the scheme of the URL, because the derived `establish` of a `MultiConnection` tries one
//! engine after the other and hides why each failed.

use std::path::Path;

use diesel::connection::{Connection as _, SimpleConnection};
use diesel::pg::PgConnection;
use diesel::r2d2::ManageConnection;
use diesel::sqlite::SqliteConnection;
use diesel::{ConnectionError, ConnectionResult};

use super::address::{Address, PostgresUrl};
use super::error::{StoreError, StoreResult};

/// A connection to one of the engines.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// The backend that boxed queries are built for.
pub(super) type Backend = <AnyConnection as diesel::Connection>::Backend;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// For requests; the engine itself rejects writes.
    ReadOnly,
    /// For preparing and importing.
    Write,
}

impl Address {
    /// Opens a connection.
    ///
    /// # Errors
    /// [`StoreError::Connect`] with the engine's message, without secrets.
    pub fn connect(&self, access: Access) -> StoreResult<AnyConnection> {
        match self {
            Self::Postgres(url) => {
                connect_postgres(url, access).map_err(|error| StoreError::Connect(url.redact(&error.to_string())))
            }
            Self::Sqlite(path) => connect_sqlite(path, access).map_err(|error| StoreError::Connect(error.to_string())),
        }
    }
}

fn connect_postgres(url: &PostgresUrl, access: Access) -> ConnectionResult<AnyConnection> {
    let mut connection = PgConnection::establish(url.with_secrets())?;
    let setup = match access {
        // The queries of a list take milliseconds; a second process for one of them, or compiling it, costs more.
        Access::ReadOnly => {
            "SET default_transaction_read_only = on; SET max_parallel_workers_per_gather = 0; SET jit = off;"
        }
        Access::Write => "SET default_transaction_read_only = off;",
    };
    connection.batch_execute(setup).map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(AnyConnection::Postgres(connection))
}

fn connect_sqlite(path: &Path, access: Access) -> ConnectionResult<AnyConnection> {
    // `mode=ro` also prevents SQLite from creating a missing file.
    let (mode, setup) = match access {
        Access::ReadOnly => ("ro", "PRAGMA busy_timeout = 5000; PRAGMA query_only = ON;"),
        // There may be no writable folder for temporary files.
        Access::Write => (
            "rwc",
            "PRAGMA busy_timeout = 60000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;",
        ),
    };
    sqlite_guard::install();
    let mut connection = SqliteConnection::establish(&file_uri(path, mode))?;
    connection.batch_execute(setup).map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(AnyConnection::Sqlite(connection))
}

/// Returns a path as an SQLite URI. Unescaped, `?`, `#` and `%` would end or change the path.
fn file_uri(path: &Path, mode: &str) -> String {
    let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?mode={mode}")
}

/// Opens read-only connections for the pool.
#[derive(Debug)]
pub(super) struct Opener(pub(super) Address);

impl ManageConnection for Opener {
    type Connection = AnyConnection;
    type Error = StoreError;

    fn connect(&self) -> StoreResult<AnyConnection> {
        self.0.connect(Access::ReadOnly)
    }

    fn is_valid(&self, connection: &mut AnyConnection) -> StoreResult<()> {
        Ok(connection.batch_execute("SELECT 1")?)
    }

    fn has_broken(&self, connection: &mut AnyConnection) -> bool {
        use diesel::r2d2::R2D2Connection;
        connection.is_broken()
    }
}
