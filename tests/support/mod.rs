//! What the tests stand on: engines, running services, a plain HTTP client.

mod client;
mod postgres;
mod service;
pub(crate) mod workbook;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

pub(crate) use client::{Response, http_get, raw_exchange};
pub(crate) use service::{Service, folder, tassei};

use postgres::Cluster;

/// A database engine, there or not.
#[derive(Clone)]
pub(crate) enum Engine {
    /// SQLite, always there.
    Sqlite,
    /// PostgreSQL, if its programs were found.
    Postgres(Option<Arc<Cluster>>),
}

impl Engine {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    pub(crate) fn is_there(&self) -> bool {
        !matches!(self, Self::Postgres(None))
    }

    /// A new, empty database: the value of `DATABASE_URL`, or nothing for the default in the data folder.
    pub(crate) fn new_database(&self) -> Option<String> {
        match self {
            Self::Sqlite => None,
            Self::Postgres(cluster) => Some(cluster.as_ref().expect("ignored tests do not run").new_database()),
        }
    }
}

/// All that runs beside the tests, ended when they are over: libtest drops no statics.
#[derive(Clone)]
pub(crate) struct World {
    engines: Arc<[Engine; 2]>,
    reading: Arc<Mutex<HashMap<&'static str, Arc<Service>>>>,
}

impl World {
    pub(crate) fn new() -> Self {
        let cluster = Cluster::start().map(Arc::new);
        Self { engines: Arc::new([Engine::Sqlite, Engine::Postgres(cluster)]), reading: Arc::default() }
    }

    pub(crate) fn engines(&self) -> &[Engine; 2] {
        &self.engines
    }

    /// The service with the bundled data that all reading tests of an engine share.
    pub(crate) fn reading_service(&self, engine: &Engine) -> Arc<Service> {
        let mut services = self.reading.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Arc::clone(services.entry(engine.name()).or_insert_with(|| Arc::new(Service::start(engine, &[]))))
    }

    pub(crate) fn end(&self) {
        self.reading.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clear();
        if let Engine::Postgres(Some(cluster)) = &self.engines[1] {
            cluster.stop();
        }
    }
}
