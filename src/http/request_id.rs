//! The id of a request, as its response header, log line and problem name it.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Unique within a process; two processes rarely share one.
#[derive(Debug, Clone, Copy)]
pub(super) struct RequestId {
    process: u32,
    number: u32,
}

impl RequestId {
    pub(super) fn next() -> Self {
        static PROCESS: LazyLock<u32> = LazyLock::new(|| {
            let [a, b, c, d, ..] = RandomState::new().hash_one(std::process::id()).to_be_bytes();
            u32::from_be_bytes([a, b, c, d])
        });
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        Self { process: *PROCESS, number: NUMBER.fetch_add(1, Ordering::Relaxed) }
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}{:08x}", self.process, self.number)
    }
}
