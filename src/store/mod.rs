//! The database: prepare, import, and one query function a question, on SQLite and PostgreSQL alike.
//!
//! Knows `domain` and `dataset`; knows no HTTP. Readers hold read-only connections and every answer comes from one
//! read transaction, so that its rows and the version it names belong together.

pub mod assessment;
pub mod column_types;
mod connection;
pub mod export;
pub mod filter;
mod import;
pub mod listing;
mod prepare;
pub mod records;
#[rustfmt::skip]
pub mod schema;
pub mod search;

use std::sync::{Arc, RwLock};
use std::time::Duration;

use diesel::connection::{SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::r2d2::Pool;

pub use connection::{Access, Address, AnyConnection};
pub use import::{DERIVED_COLUMNS, Outcome};
pub use prepare::{WriteError, Writer};

use connection::Opener;

/// How long a statement of an ordinary question may run.
pub const QUERY_TIMEOUT: Duration = Duration::from_secs(5);

/// What the service answers from: grows by one with every import.
#[derive(Debug, Clone, PartialEq, Eq, Default, Queryable)]
pub struct State {
    /// Counts the imports of this database.
    pub generation: i64,
    /// The hash of all that is in it: the same for two databases with the same content.
    pub version: String,
    /// When the last import ended, `2026-11-20T09:00:00Z`; empty before the first.
    pub imported_at: String,
}

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No connection could be had in time.
    #[error("no connection to the database: {0}")]
    Connection(#[from] diesel::r2d2::PoolError),
    /// The engine refused or failed.
    #[error("the database failed: {0}")]
    Query(#[from] diesel::result::Error),
}

/// A value with the state of the data it was read from.
#[derive(Debug)]
pub struct Snapshot<T> {
    /// The state in the same read transaction.
    pub state: State,
    /// What was asked for.
    pub value: T,
}

/// How the pool does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connections {
    /// Open connections.
    pub open: u32,
    /// Of them, those nobody uses.
    pub idle: u32,
    /// The most there may be.
    pub most: u32,
}

/// A pool of read-only connections.
#[derive(Clone)]
pub struct Store {
    pool: Pool<Opener>,
    /// The newest state any reader has seen: a 304 is decided by it without touching the database.
    newest: Arc<RwLock<Arc<State>>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("newest", &self.newest).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens up to `connections` read-only connections, none before it is needed.
    pub fn open(address: &Address, connections: u32) -> Self {
        let pool = Pool::builder()
            .max_size(connections)
            .min_idle(Some(0))
            .connection_timeout(Duration::from_secs(2))
            // A broken connection is found by `has_broken` and by the read itself; a probe for every read is dearer.
            .test_on_check_out(matches!(address, Address::Postgres(_)))
            .build_unchecked(Opener(address.clone()));
        Self { pool, newest: Arc::default() }
    }

    /// How the pool does.
    pub fn connections(&self) -> Connections {
        let state = self.pool.state();
        Connections { open: state.connections, idle: state.idle_connections, most: self.pool.max_size() }
    }

    /// The newest state seen so far.
    pub fn newest(&self) -> Arc<State> {
        self.newest.read().map(|state| Arc::clone(&state)).unwrap_or_default()
    }

    /// Asks for the state alone.
    ///
    /// # Errors
    /// [`Error`] when the database cannot be asked.
    pub fn state(&self) -> Result<State, Error> {
        self.read(Some(QUERY_TIMEOUT), |_, _| Ok(())).map(|snapshot| snapshot.state)
    }

    /// Runs `question` in one read transaction; a statement of it that runs longer than `patience` is ended.
    ///
    /// # Errors
    /// [`Error`] when no connection is to be had or a query fails.
    pub fn read<T>(
        &self,
        patience: Option<Duration>,
        question: impl FnOnce(&mut AnyConnection, &State) -> QueryResult<T>,
    ) -> Result<Snapshot<T>, Error> {
        let mut connection = self.pool.get()?;
        let (state, value) = sqlite_guard::with_deadline(patience, || {
            read_transaction(&mut connection, patience, |connection| {
                let state = current_state(connection)?;
                question(connection, &state).map(|value| (state, value))
            })
        })?;
        self.saw(&state);
        Ok(Snapshot { state, value })
    }

    /// Never goes back: a slow reader of an older state does not undo a newer one.
    fn saw(&self, state: &State) {
        if let Ok(mut newest) = self.newest.write()
            && newest.generation < state.generation
        {
            *newest = Arc::new(state.clone());
        }
    }
}

fn current_state(connection: &mut AnyConnection) -> QueryResult<State> {
    use schema::service_state::dsl::{generation, imported_at, service_state, version};
    service_state.select((generation, version, imported_at)).get_result(connection)
}

/// PostgreSQL would mix versions under READ COMMITTED; SQLite's deferred transaction is a snapshot by itself.
fn read_transaction<T>(
    connection: &mut AnyConnection,
    patience: Option<Duration>,
    body: impl FnOnce(&mut AnyConnection) -> QueryResult<T>,
) -> QueryResult<T> {
    type Manager = <AnyConnection as Connection>::TransactionManager;
    Manager::begin_transaction(connection)?;
    let outcome = match connection {
        AnyConnection::Postgres(postgres) => {
            // `SET LOCAL` ends with the transaction; 0 is no limit.
            let limit = patience.map_or(0, |patience| patience.as_millis());
            postgres.batch_execute(&format!(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = {limit}"
            ))
        }
        AnyConnection::Sqlite(_) => Ok(()),
    }
    .and_then(|()| body(connection));
    match outcome {
        Ok(value) => Manager::commit_transaction(connection).map(|()| value),
        Err(error) => {
            // The first error is the one to tell; a connection whose rollback fails too is found broken by the pool.
            let _ = Manager::rollback_transaction(connection);
            Err(error)
        }
    }
}
