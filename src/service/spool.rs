//! A file that is written once and read by any number of clients, from the first byte on and while it grows.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::{Arc, Once, RwLock};

use actix_web::web::Bytes;
use tokio::sync::watch;

use crate::http::problem::{Problem, ProblemCode};
use crate::model::DataVersion;

/// A file without a name: it is gone when the last reader is.
#[derive(Debug)]
pub(super) struct Spool {
    storage: Storage,
    progress: watch::Sender<Progress>,
}

/// How far a file has grown.
#[derive(Debug, Clone, Default)]
pub(super) struct Progress {
    /// What is known before the first byte.
    pub(super) facts: Option<Arc<FileFacts>>,
    /// Bytes written.
    pub(super) bytes: u64,
    pub(super) end: Option<End>,
}

/// What a file holds.
#[derive(Debug)]
pub(super) struct FileFacts {
    /// Version of the data it was read from.
    pub(super) version: DataVersion,
    /// Number of rows.
    pub(super) rows: i64,
}

/// How the writing of a file ended.
#[derive(Debug, Clone)]
pub(super) enum End {
    /// With its last byte, and this digest.
    Whole(String),
    /// Before it.
    Failed(Problem),
}

#[derive(Debug)]
enum Storage {
    Disk(File),
    Memory(RwLock<Vec<u8>>),
}

/// Largest file that is kept in memory where no temporary file can be created, in bytes.
const MAX_MEMORY_BYTES: usize = 64 * 1024 * 1024;

impl Spool {
    /// Creates an empty file: a temporary one, or one in memory where the temporary folder cannot be written.
    pub(super) fn new() -> Self {
        static REPORT: Once = Once::new();
        let storage = tempfile::tempfile().map_or_else(
            |error| {
                REPORT.call_once(|| {
                    log::warn!(
                        "downloads are kept in memory, each up to {} MB: cannot create a file in {}: {error}",
                        MAX_MEMORY_BYTES >> 20,
                        std::env::temp_dir().display()
                    );
                });
                Storage::Memory(RwLock::default())
            },
            Storage::Disk,
        );
        Self { storage, progress: watch::Sender::default() }
    }

    /// Says what the file will hold.
    pub(super) fn start(&self, facts: FileFacts) {
        self.progress.send_modify(|progress| progress.facts = Some(Arc::new(facts)));
    }

    /// Appends bytes. There is one writer.
    ///
    /// # Errors
    /// The error of the file system, or [`io::ErrorKind::StorageFull`] of a file in memory.
    pub(super) fn append(&self, bytes: &[u8]) -> io::Result<()> {
        let offset = self.progress.borrow().bytes;
        match &self.storage {
            Storage::Disk(file) => file.write_all_at(bytes, offset)?,
            Storage::Memory(content) => {
                let mut content = content.write().map_err(|_| io::ErrorKind::Other)?;
                if content.len() + bytes.len() > MAX_MEMORY_BYTES {
                    return Err(io::ErrorKind::StorageFull.into());
                }
                content.extend_from_slice(bytes);
            }
        }
        self.progress.send_modify(|progress| progress.bytes += bytes.len() as u64);
        Ok(())
    }

    /// Ends the file.
    pub(super) fn finish(&self, end: End) {
        self.progress.send_modify(|progress| progress.end = Some(end));
    }

    /// Reads up to `limit` bytes that were written.
    ///
    /// # Errors
    /// The error of the file system.
    pub(super) fn read(&self, offset: u64, limit: usize) -> io::Result<Bytes> {
        match &self.storage {
            Storage::Disk(file) => {
                let mut bytes = vec![0; limit];
                let length = file.read_at(&mut bytes, offset)?;
                bytes.truncate(length);
                Ok(bytes.into())
            }
            Storage::Memory(content) => {
                let content = content.read().map_err(|_| io::ErrorKind::Other)?;
                let rest = usize::try_from(offset).ok().and_then(|start| content.get(start..)).unwrap_or_default();
                Ok(Bytes::copy_from_slice(rest.get(..limit).unwrap_or(rest)))
            }
        }
    }

    /// Returns how far the file has grown.
    pub(super) fn progress(&self) -> Progress {
        self.progress.borrow().clone()
    }

    /// Waits until `is_enough` of the file is there, or it has ended.
    pub(super) async fn wait(&self, is_enough: impl Fn(&Progress) -> bool) -> Progress {
        let mut progress = self.progress.subscribe();
        let reached = progress.wait_for(|progress| progress.end.is_some() || is_enough(progress)).await;
        // The sender lives as long as the file.
        reached.map_or_else(|_| self.progress(), |reached| reached.clone())
    }

    /// Waits for what the file holds.
    ///
    /// # Errors
    /// The problem that ended it before.
    pub(super) async fn facts(&self) -> Result<Arc<FileFacts>, Problem> {
        let Progress { facts, end, .. } = self.wait(|progress| progress.facts.is_some()).await;
        match (facts, end) {
            (_, Some(End::Failed(problem))) => Err(problem),
            (Some(facts), _) => Ok(facts),
            (None, _) => Err(Problem::plain(ProblemCode::InternalError)),
        }
    }

    /// Waits for the end of the file.
    pub(super) async fn ended(&self) -> Progress {
        self.wait(|_| false).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(spool: &Spool) -> Vec<u8> {
        let mut all = Vec::new();
        loop {
            let bytes = spool.read(all.len() as u64, 3).unwrap();
            if bytes.is_empty() {
                return all;
            }
            all.extend_from_slice(&bytes);
        }
    }

    #[test]
    fn a_file_is_read_while_it_grows_wherever_it_is_kept() {
        let in_memory = Spool { storage: Storage::Memory(RwLock::default()), progress: watch::Sender::default() };
        for spool in [Spool::new(), in_memory] {
            spool.append("市民".as_bytes()).unwrap();
            assert_eq!(read_all(&spool), "市民".as_bytes());
            spool.append("課".as_bytes()).unwrap();
            assert_eq!(read_all(&spool), "市民課".as_bytes());
            assert_eq!(spool.progress().bytes, 9);
        }
    }

    #[test]
    fn a_file_in_memory_does_not_grow_without_end() {
        let spool = Spool { storage: Storage::Memory(RwLock::default()), progress: watch::Sender::default() };
        let chunk = vec![b'x'; MAX_MEMORY_BYTES / 2 + 1];
        spool.append(&chunk).unwrap();
        assert_eq!(spool.append(&chunk).unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(spool.progress().bytes, chunk.len() as u64);
    }
}
