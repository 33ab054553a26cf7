//! Test environment: engines, running services, and a plain HTTP client.

mod client;
mod postgres;
mod service;
pub(crate) mod workbook;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

pub(crate) use client::{Response, http_get, raw_exchange};
pub(crate) use service::{Service, folder, tassei};

use postgres::Cluster;

/// A database engine, which may not be installed.
#[derive(Clone)]
pub(crate) enum Engine {
    /// SQLite, always available.
    Sqlite,
    /// PostgreSQL, if its programs are installed.
    Postgres(Option<Arc<Cluster>>),
}

impl Engine {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    pub(crate) fn is_available(&self) -> bool {
        !matches!(self, Self::Postgres(None))
    }

    /// Creates an empty database and returns its `DATABASE_URL`; `None` for the default in the data folder.
    pub(crate) fn new_database(&self) -> Option<String> {
        match self {
            Self::Sqlite => None,
            Self::Postgres(cluster) => {
                Some(cluster.as_ref().expect("tests of a missing engine are ignored").new_database())
            }
        }
    }
}

/// Everything that runs beside the tests. [`World::stop`] ends it, because no destructor runs at the end.
#[derive(Clone)]
pub(crate) struct World {
    engines: Arc<[Engine; 2]>,
    shared: Arc<Mutex<HashMap<&'static str, Arc<Service>>>>,
}

impl World {
    pub(crate) fn new() -> Self {
        let cluster = Cluster::start().map(Arc::new);
        Self { engines: Arc::new([Engine::Sqlite, Engine::Postgres(cluster)]), shared: Arc::default() }
    }

    pub(crate) fn engines(&self) -> &[Engine; 2] {
        &self.engines
    }

    /// Returns the service with the bundled data that all tests of an engine share.
    pub(crate) fn shared_service(&self, engine: &Engine) -> Arc<Service> {
        let mut services = self.shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Arc::clone(services.entry(engine.name()).or_insert_with(|| Arc::new(Service::start(engine, &[]))))
    }

    pub(crate) fn stop(&self) {
        self.shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clear();
        if let Engine::Postgres(Some(cluster)) = &self.engines[1] {
            cluster.stop();
        }
    }
}
