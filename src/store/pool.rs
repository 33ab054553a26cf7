//! The pool of read-only connections and the read transaction that every response is computed in.

use std::sync::{Arc, RwLock};
use std::time::Duration;

use diesel::connection::{SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::r2d2::Pool;

use super::address::Address;
use super::connection::{AnyConnection, Opener};
use super::error::{StoreError, StoreResult};
use super::versions;
use crate::model::{DataScope, DataVersion, DataVersions};

/// Time limit for the queries of an ordinary request.
pub const QUERY_TIMEOUT: Duration = Duration::from_secs(5);

/// A value together with the version of the data it was read from.
#[derive(Debug)]
pub struct Snapshot<T> {
    /// The version of its scope, read in the same transaction as the value.
    pub version: Arc<DataVersion>,
    /// The result of the query.
    pub value: T,
}

/// Connection counts of the pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolStatus {
    /// Open connections.
    pub open: u32,
    /// Open connections that are not in use.
    pub idle: u32,
    /// Upper limit of open connections.
    pub max: u32,
}

/// A pool of read-only connections.
#[derive(Clone)]
pub struct Store {
    pool: Pool<Opener>,
    /// The newest versions any reader has seen: conditional requests are answered from them without a query.
    newest: Arc<RwLock<Arc<DataVersions>>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("newest", &self.newest).finish_non_exhaustive()
    }
}

impl Store {
    /// Creates a pool of up to `connections` connections; each is opened when it is first needed.
    pub fn open(address: &Address, connections: u32) -> Self {
        let pool = Pool::builder()
            .max_size(connections)
            .min_idle(Some(0))
            .connection_timeout(Duration::from_secs(2))
            // `has_broken` and the read itself detect a broken connection; a probe before every read costs more.
            .test_on_check_out(matches!(address, Address::Postgres(_)))
            .build_unchecked(Opener(address.clone()));
        Self { pool, newest: Arc::default() }
    }

    /// Returns the connection counts of the pool.
    pub fn pool_status(&self) -> PoolStatus {
        let state = self.pool.state();
        PoolStatus { open: state.connections, idle: state.idle_connections, max: self.pool.max_size() }
    }

    /// Returns the newest versions seen so far, without a query; the default before the first read.
    pub fn current_versions(&self) -> Arc<DataVersions> {
        self.newest.read().map(|versions| Arc::clone(&versions)).unwrap_or_default()
    }

    /// Reads the version of all data from the database.
    ///
    /// # Errors
    /// [`StoreError`] when there is no connection or the query fails.
    pub fn refresh_version(&self) -> StoreResult<Arc<DataVersion>> {
        let read = self.read::<_, StoreError>(Some(QUERY_TIMEOUT), DataScope::All, |_, _| Ok(()));
        read.map(|snapshot| snapshot.version)
    }

    /// Runs `query` in one read transaction, with the version of `scope`. A statement that runs past `timeout` is ended;
    /// `None` sets no limit.
    ///
    /// # Errors
    /// The error of `query`, or [`StoreError`] when there is no connection or the transaction fails.
    pub fn read<T, E: From<StoreError>>(
        &self,
        timeout: Option<Duration>,
        scope: DataScope,
        query: impl FnOnce(&mut AnyConnection, &DataVersion) -> Result<T, E>,
    ) -> Result<Snapshot<T>, E> {
        let mut connection = self.pool.get().map_err(StoreError::from)?;
        let (versions, value) = sqlite_guard::with_deadline(timeout, || {
            read_transaction(&mut connection, timeout, |connection| {
                let versions = versions::read(connection, self.current_versions())?;
                query(connection, versions.of(scope)).map(|value| (versions, value))
            })
        })?;
        let version = Arc::clone(versions.of(scope));
        self.record_newer(versions);
        Ok(Snapshot { version, value })
    }

    /// Never goes back: a slow reader of older versions does not replace newer ones.
    fn record_newer(&self, versions: Arc<DataVersions>) {
        if let Ok(mut newest) = self.newest.write()
            && newest.all().generation < versions.all().generation
        {
            *newest = versions;
        }
    }
}

/// PostgreSQL would mix versions under READ COMMITTED; a deferred transaction of SQLite is a snapshot by itself.
fn read_transaction<T, E: From<StoreError>>(
    connection: &mut AnyConnection,
    timeout: Option<Duration>,
    body: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
) -> Result<T, E> {
    type Manager = <AnyConnection as Connection>::TransactionManager;
    Manager::begin_transaction(connection).map_err(StoreError::from)?;
    let result = match connection {
        AnyConnection::Postgres(postgres) => {
            // `SET LOCAL` ends with the transaction; 0 disables the limit.
            let limit = timeout.map_or(0, |timeout| timeout.as_millis());
            postgres.batch_execute(&format!(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = {limit}"
            ))
        }
        AnyConnection::Sqlite(_) => Ok(()),
    }
    .map_err(|error| StoreError::from(error).into())
    .and_then(|()| body(connection));
    match result {
        Ok(value) => {
            Manager::commit_transaction(connection).map_err(StoreError::from)?;
            Ok(value)
        }
        Err(error) => {
            // Only the first error is reported; the pool detects a connection whose rollback fails as broken.
            let _ = Manager::rollback_transaction(connection);
            Err(error)
        }
    }
}
