//! What a client takes of its responses, and how long it has taken nothing.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::rt::time::{Instant, Sleep, sleep};

/// How long the kernel may take no byte from us.
pub(super) const STALL_LIMIT: Duration = Duration::from_secs(15);

/// Progress of the output of a connection.
pub(super) struct Progress {
    output: Output,
    last: Instant,
    /// Set once in a while, not with every byte.
    timer: Pin<Box<Sleep>>,
    is_timer_started: bool,
}

#[derive(PartialEq, Eq)]
enum Output {
    Flushed,
    /// The kernel took some bytes since the last flush.
    Written,
    /// The kernel takes no more for now.
    Blocked,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self {
            output: Output::Flushed,
            last: Instant::now(),
            timer: Box::pin(sleep(STALL_LIMIT)),
            is_timer_started: false,
        }
    }

    /// Records the result of a write.
    pub(super) fn record(&mut self, written: &Poll<std::io::Result<usize>>) {
        match written {
            Poll::Ready(Ok(1..)) => {
                self.output = Output::Written;
                self.last = Instant::now();
            }
            Poll::Ready(_) => {}
            Poll::Pending => self.output = Output::Blocked,
        }
    }

    /// Records a flush; returns whether anything was written since the last one.
    pub(super) fn flush(&mut self) -> bool {
        std::mem::replace(&mut self.output, Output::Flushed) == Output::Written
    }

    /// Returns whether the kernel takes no more for now.
    pub(super) fn is_blocked(&self) -> bool {
        self.output == Output::Blocked
    }

    /// Returns whether the client has stalled, and has the task woken when it does. A client that `waits` for the first
    /// byte of a response has not.
    pub(super) fn has_stalled(&mut self, task: &mut Context<'_>, waits: bool) -> bool {
        if self.is_timer_started && !self.timer.is_elapsed() {
            return false;
        }
        self.is_timer_started = true;
        while self.timer.as_mut().poll(task).is_ready() {
            let now = Instant::now();
            let since = if waits && !self.is_blocked() { now } else { self.last };
            if since + STALL_LIMIT <= now {
                return true;
            }
            self.timer.as_mut().reset(since + STALL_LIMIT);
        }
        false
    }
}
