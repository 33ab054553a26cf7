//! The files of large tables: those that are kept, and those being written.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::spool::Spool;
use crate::http::problem::{Problem, ProblemCode};

/// Largest size of all files that are kept, in bytes.
const MAX_KEPT_BYTES: u64 = 512 * 1024 * 1024;

/// How long a file is kept after its last download; after an import nobody asks for the old one any more.
const KEPT_UNUSED: Duration = Duration::from_mins(5);

/// How long a download waits where the largest number of files is being written.
const QUEUE_TIMEOUT: Duration = Duration::from_secs(20);

/// The files that were written, and those being written.
#[derive(Debug, Clone)]
pub(super) struct Files {
    pub(super) kept: moka::future::Cache<String, Arc<Spool>>,
    writers: Arc<Semaphore>,
    max_writers: usize,
}

impl Files {
    /// Creates the store of files, of which `max_writers` may be written at the same time.
    pub(super) fn new(max_writers: usize) -> Self {
        let weigh = |key: &String, file: &Arc<Spool>| {
            u32::try_from(key.len() as u64 + file.progress().bytes).unwrap_or(u32::MAX)
        };
        let kept = moka::future::Cache::builder()
            .max_capacity(MAX_KEPT_BYTES)
            .weigher(weigh)
            .time_to_idle(KEPT_UNUSED)
            .build();
        Self { kept, writers: Arc::new(Semaphore::new(max_writers)), max_writers }
    }

    /// Files being written, and how many may be.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.max_writers.saturating_sub(self.writers.available_permits()), self.max_writers)
    }

    /// Waits for the permission to write a file.
    ///
    /// # Errors
    /// The [`Problem`] where it takes too long.
    pub(super) async fn permit(&self) -> Result<OwnedSemaphorePermit, Problem> {
        let waited = tokio::time::timeout(QUEUE_TIMEOUT, Arc::clone(&self.writers).acquire_owned()).await;
        waited.ok().and_then(Result::ok).ok_or_else(|| {
            Problem::new(
                ProblemCode::Unavailable,
                "大きな表を作る順番が来ませんでした。少し待って、もう一度お試しください。",
                "Too many large tables are being written. Wait a little and try again.",
            )
        })
    }
}
