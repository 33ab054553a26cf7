//! Preparation of the database: create it, migrate it, store outdated data again, import the bundled data.

use std::fs::File;
use std::path::Path;

use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::address::Address;
use super::build::STORED_DATA_HASH;
use super::connection::{Access, AnyConnection};
use super::error::StoreError;
use super::export;
use super::import::{Import, ImportOutcome, Origin, import};
use super::schema::datasets;
use super::statistics;
use crate::dataset::{Dataset, Finding, Input, Severity};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Key of the PostgreSQL lock that every writer holds: "tassei" as a number.
const ADVISORY_LOCK: i64 = 0x7461_7373_6569;

/// Why the database could not be prepared or written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder of the SQLite file cannot be created or locked.
    #[error("cannot use the folder {folder}: {error}")]
    Folder {
        /// Path of the folder.
        folder: String,
        /// Error of the operating system.
        error: std::io::Error,
    },
    /// A migration failed.
    #[error("cannot migrate the database: {0}")]
    Migrate(Box<dyn std::error::Error + Send + Sync>),
    /// A connection, a statement or the staging of the rows failed.
    #[error(transparent)]
    Store(StoreError),
    /// The files cannot be read again for their hash.
    #[error("cannot read the files again: {0}")]
    Input(std::io::Error),
    /// The bundled data does not pass the checks, which is a defect of the build.
    #[error("the bundled data is not valid: {0:?}")]
    Bundled(Vec<Finding>),
}

// Also from diesel's errors, so that `?` works on plain queries.
impl<E: Into<StoreError>> From<E> for WriteError {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

/// A connection that may write. While it exists, no other process prepares or imports.
pub struct Writer {
    connection: AnyConnection,
    /// The lock file of an SQLite database; PostgreSQL's lock ends with the connection.
    _lock: Option<File>,
}

impl Writer {
    /// Opens the database for writing, and creates and migrates it as needed. Waits for other writers.
    ///
    /// # Errors
    /// [`WriteError`] when a step fails.
    pub fn open(address: &Address) -> Result<Self, WriteError> {
        let lock = match address {
            Address::Sqlite(path) => Some(lock_next_to(path)?),
            Address::Postgres(_) => None,
        };
        let mut connection = address.connect(Access::Write)?;
        match &mut connection {
            AnyConnection::Postgres(postgres) => {
                diesel::sql_query(format!("SELECT pg_advisory_lock({ADVISORY_LOCK})")).execute(postgres)?;
                // Readers do not block an import. Anything else that blocks it is reported after a minute.
                diesel::sql_query("SET lock_timeout = '60s'").execute(postgres)?;
                postgres.run_pending_migrations(POSTGRES).map_err(WriteError::Migrate)?;
            }
            AnyConnection::Sqlite(sqlite) => {
                sqlite.run_pending_migrations(SQLITE).map_err(WriteError::Migrate)?;
            }
        }
        Ok(Self { connection, _lock: lock })
    }

    /// Stores and renders datasets again that another version of the program stored. They are read from the tables:
    /// their files may not be at hand.
    ///
    /// # Errors
    /// [`WriteError`] when a step fails.
    pub fn restore_outdated(&mut self) -> Result<(), WriteError> {
        let known: Vec<(String, String, String)> = datasets::table
            .select((datasets::id, datasets::origin, datasets::input_digest))
            .load(&mut self.connection)?;
        for (id, origin, stored) in known {
            let (hash, digest) = stored.split_once(':').unwrap_or(("", &stored));
            if hash == STORED_DATA_HASH {
                continue;
            }
            let dataset = export::dataset(&mut self.connection, &id)?;
            let origin = if origin == Origin::Own.name() { Origin::Own } else { Origin::Bundled };
            let input_digest = with_stored_data_hash(digest);
            let request = Import { dataset: &dataset, origin, input_digest: &input_digest };
            self.import(&request)?;
            log::info!("stored {id} again, as this version of the program stores it");
        }
        Ok(())
    }

    fn import(&mut self, request: &Import<'_>) -> Result<ImportOutcome, WriteError> {
        let outcome = import(&mut self.connection, request)?;
        // The rows are stored: without new statistics, some queries are only slower.
        if let Err(error) = statistics::refresh(&mut self.connection) {
            log::warn!("the statistics of the database could not be collected: {error}");
        }
        Ok(outcome)
    }

    /// Imports a dataset of the operator.
    ///
    /// # Errors
    /// [`WriteError`] when a step fails; nothing has changed then.
    pub fn import_own(&mut self, dataset: &Dataset, input: &Input) -> Result<ImportOutcome, WriteError> {
        let digest = stored_digest(input)?;
        self.import(&Import { dataset, origin: Origin::Own, input_digest: &digest })
    }

    /// Imports the bundled datasets that have changed, unless the operator imported one with the same id. Returns the
    /// ids of the imported datasets.
    ///
    /// # Errors
    /// [`WriteError`] when a step fails.
    pub fn import_bundled(&mut self, inputs: &[Input]) -> Result<Vec<String>, WriteError> {
        let known: Vec<(String, String, String)> = datasets::table
            .select((datasets::id, datasets::origin, datasets::input_digest))
            .load(&mut self.connection)?;
        let mut imported = Vec::new();
        for input in inputs {
            let digest = stored_digest(input)?;
            if known
                .iter()
                .any(|(id, origin, known)| *known == digest || (*origin == Origin::Own.name() && *id == input.name))
            {
                continue;
            }
            let (dataset, findings) = Dataset::load(input);
            let Some(dataset) = dataset else {
                let errors = findings.listed().iter().filter(|finding| finding.severity == Severity::Error);
                return Err(WriteError::Bundled(errors.cloned().collect()));
            };
            let request = Import { dataset: &dataset, origin: Origin::Bundled, input_digest: &digest };
            self.import(&request)?;
            imported.push(dataset.id);
        }
        Ok(imported)
    }
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

fn with_stored_data_hash(digest: &str) -> String {
    format!("{STORED_DATA_HASH}:{digest}")
}

fn stored_digest(input: &Input) -> Result<String, WriteError> {
    Ok(with_stored_data_hash(&input.digest().map_err(WriteError::Input)?))
}

/// Creates the folder and locks a file in it, waiting for the process that holds the lock.
fn lock_next_to(path: &Path) -> Result<File, WriteError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error| WriteError::Folder { folder: folder.display().to_string(), error };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    let file = File::create(folder.join(name)).map_err(failed)?;
    file.lock().map_err(failed)?;
    Ok(file)
}
