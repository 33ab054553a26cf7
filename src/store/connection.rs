//! One connection type over both engines, and the two pools' way to open it.
//!
//! Knows diesel only. The engine is chosen by the URL's scheme, because the derived `establish` of a
//! `MultiConnection` tries one engine after the other and hides why each failed.

use std::path::PathBuf;

use diesel::ConnectionError;
use diesel::connection::{Connection as _, SimpleConnection};
use diesel::pg::PgConnection;
use diesel::r2d2::ManageConnection;
use diesel::sqlite::SqliteConnection;

use super::error::{StoreError, StoreResult};

/// A connection to either engine.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// The backend of [`AnyConnection`]: what boxed queries are built for.
pub(super) type Backend = <AnyConnection as diesel::Connection>::Backend;

/// Where the data is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A file of ours.
    Sqlite(PathBuf),
    /// A server, by its `postgres://` URL.
    Postgres(String),
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Answering requests: the engine itself refuses to write.
    ReadOnly,
    /// Preparing and importing.
    Write,
}

impl Address {
    /// Reads `postgres://…`, `postgresql://…`, `sqlite://path`, or a plain path.
    ///
    /// # Errors
    /// The scheme, where it is none of these: a password must not become the name of a file.
    pub fn parse(url: &str) -> Result<Self, String> {
        match url.split_once("://") {
            None => Ok(Self::Sqlite(PathBuf::from(url))),
            Some((scheme, rest)) => match scheme.to_ascii_lowercase().as_str() {
                "postgres" | "postgresql" => Ok(Self::Postgres(format!("postgres://{rest}"))),
                "sqlite" => Ok(Self::Sqlite(PathBuf::from(rest))),
                other => Err(other.to_owned()),
            },
        }
    }

    /// The name of the engine, for people.
    pub const fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// Where it is, for people: without user and password.
    pub fn place(&self) -> String {
        match self {
            Self::Sqlite(path) => std::path::absolute(path).unwrap_or_else(|_| path.clone()).display().to_string(),
            Self::Postgres(url) => url.rsplit_once('@').map_or(url.as_str(), |(_, rest)| rest).to_owned(),
        }
    }

    /// Opens a connection.
    ///
    /// # Errors
    /// What the engine says of the address.
    pub fn connect(&self, access: Access) -> StoreResult<AnyConnection> {
        match self {
            Self::Postgres(url) => {
                let mut connection = PgConnection::establish(url)?;
                let setup = match access {
                    Access::ReadOnly => "SET default_transaction_read_only = on;",
                    Access::Write => "SET default_transaction_read_only = off;",
                };
                connection.batch_execute(setup).map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(AnyConnection::Postgres(connection))
            }
            Self::Sqlite(path) => {
                // `mode=ro` also keeps a missing file from being created in silence.
                let (mode, setup) = match access {
                    Access::ReadOnly => ("ro", "PRAGMA busy_timeout = 5000; PRAGMA query_only = ON;"),
                    // A machine may have no folder for temporary files that can be written.
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
        }
    }
}

/// SQLite's URI form; `?`, `#` and `%` of the path would end or change it.
fn file_uri(path: &std::path::Path, mode: &str) -> String {
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
