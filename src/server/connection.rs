//! A connection of a client: the TCP stream as the HTTP parser sees it.
//!
//! **Request lines.** Characters that a URL may not hold are percent-encoded, so that a URL as people type it is answered
//! as if it were encoded. Nothing else is changed, and nothing at all once a request announced a body.
//!
//! **One request at a time.** The next request of a client that does not wait for responses (pipelining) is passed on
//! when the response to the one before was written, and nothing is read while writing is blocked: otherwise a client that
//! sends and never reads would fill memory.
//!
//! **One rule against slow clients.** A connection on which the kernel took no byte from us for [`STALL_LIMIT`] is reset,
//! whatever was read: a head that drips in would live for ever. The clock starts with the connection and again with every
//! byte taken. It stops while a request that arrived whole waits for the first byte of its response: that is our time, not
//! the client's. Where the parser has a time-out of its own, it closes the connection before that: with a 408 on a new one
//! without a request, silently on one that has been idle since its last response.

use std::io;
use std::mem::take;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::rt::net::TcpStream;
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::progress::{Progress, STALL_LIMIT};
use super::request_lines::{RequestLines, Stop};

/// Bytes that the kernel keeps for a client that has not read them yet. Without a limit it takes megabytes at once, and
/// then none for longer than [`STALL_LIMIT`] from a client that does read, slowly.
const SEND_BUFFER_BYTES: usize = 64 * 1024;

/// A connection, with its request lines rewritten and its time limited.
pub(super) struct Connection {
    stream: TcpStream,
    lines: RequestLines,
    /// Rewritten bytes that the reader had no room for.
    rewritten: Vec<u8>,
    /// What the client sent after a request that has no response yet.
    pipelined: Vec<u8>,
    /// A request was passed on, and no byte of its response was written yet.
    owes_response: bool,
    /// Reading was put off until something is written.
    is_read_deferred: bool,
    progress: Progress,
}

impl Connection {
    pub(super) fn new(stream: TcpStream) -> Self {
        // A socket that is closed already cannot be set: the first read shows it.
        // Nagle's algorithm would delay the chunks of a stream by 40 ms.
        let _ = stream.set_nodelay(true);
        let _ = SockRef::from(&stream).set_send_buffer_size(SEND_BUFFER_BYTES);
        Self {
            stream,
            lines: RequestLines::default(),
            rewritten: Vec::new(),
            pipelined: Vec::new(),
            owes_response: false,
            is_read_deferred: false,
            progress: Progress::new(),
        }
    }

    /// Fails if the client has stalled; its connection is reset when it is dropped.
    fn check_progress(&mut self, task: &mut Context<'_>) -> io::Result<()> {
        if self.progress.has_stalled(task, self.owes_response) {
            log::debug!("a client took nothing for {} seconds: its connection is reset", STALL_LIMIT.as_secs());
            let _ = self.stream.set_zero_linger();
            return Err(io::ErrorKind::TimedOut.into());
        }
        Ok(())
    }

    fn defer_read<T>(&mut self) -> Poll<T> {
        self.is_read_deferred = true;
        Poll::Pending
    }

    /// Reads from the client straight into `buffer`, up to what has to wait or to be rewritten.
    fn poll_client(&mut self, task: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let start = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(task, buffer))?;
        let Some(received @ [_, ..]) = buffer.filled().get(start..) else { return Poll::Ready(Ok(())) };
        if self.owes_response {
            self.pipelined = received.to_vec();
            buffer.set_filled(start);
            return self.defer_read();
        }
        let (plain, stop) = self.lines.advance(received);
        let rest = received.get(plain..).unwrap_or_default().to_vec();
        buffer.set_filled(start + plain);
        match stop {
            Stop::End => {}
            Stop::Escape => self.rewrite(&rest),
            Stop::Head => self.wait_for_response(rest),
        }
        Poll::Ready(Ok(()))
    }

    fn wait_for_response(&mut self, pipelined: Vec<u8>) {
        self.owes_response = true;
        self.pipelined = pipelined;
    }

    /// Rewrites the bytes of one request; the rest waits for its response.
    fn rewrite(&mut self, mut bytes: &[u8]) {
        loop {
            let (plain, stop) = self.lines.advance(bytes);
            let (passed, rest) = bytes.split_at_checked(plain).unwrap_or((bytes, &[]));
            self.rewritten.extend_from_slice(passed);
            match (stop, rest) {
                (Stop::Escape, [byte, rest @ ..]) => {
                    self.rewritten.extend_from_slice(percent_encoding::percent_encode_byte(*byte).as_bytes());
                    bytes = rest;
                }
                (Stop::Head, _) => return self.wait_for_response(rest.to_vec()),
                _ => return,
            }
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(self: Pin<&mut Self>, task: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        this.check_progress(task)?;
        if this.rewritten.is_empty() {
            if this.progress.is_blocked() || (this.owes_response && !this.pipelined.is_empty()) {
                return this.defer_read();
            }
            if this.pipelined.is_empty() {
                let filled = buffer.filled().len();
                ready!(this.poll_client(task, buffer))?;
                if buffer.filled().len() > filled || this.rewritten.is_empty() {
                    return Poll::Ready(Ok(()));
                }
            } else {
                let pipelined = take(&mut this.pipelined);
                this.rewrite(&pipelined);
            }
        }
        let fitting = this.rewritten.len().min(buffer.remaining());
        buffer.put_slice(this.rewritten.get(..fitting).unwrap_or_default());
        this.rewritten.drain(..fitting);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Connection {
    fn poll_write(self: Pin<&mut Self>, task: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.check_progress(task)?;
        let written = Pin::new(&mut this.stream).poll_write(task, bytes);
        this.progress.record(&written);
        written
    }

    /// Called when all that there is to write was taken by the kernel.
    fn poll_flush(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        this.check_progress(task)?;
        if this.progress.flush() {
            this.owes_response = false;
            if take(&mut this.is_read_deferred) {
                task.waker().wake_by_ref();
            }
        }
        Pin::new(&mut this.stream).poll_flush(task)
    }

    fn poll_shutdown(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(task)
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::io::Write as _;
    use std::time::Duration;

    use actix_web::rt::System;
    use actix_web::rt::net::TcpListener;
    use actix_web::rt::time::timeout;

    use super::*;

    /// Returns what the parser can read now.
    async fn read(connection: &mut Connection) -> Option<String> {
        let mut bytes = [0; 1024];
        let mut buffer = ReadBuf::new(&mut bytes);
        let read = poll_fn(|task| Pin::new(&mut *connection).poll_read(task, &mut buffer));
        let is_read = timeout(Duration::from_millis(200), read).await.is_ok();
        is_read.then(|| String::from_utf8_lossy(buffer.filled()).into_owned())
    }

    #[test]
    fn a_pipelined_request_waits_for_the_response_before() {
        let requests = "GET /1 HTTP/1.1\r\n\r\nGET /\"2 HTTP/1.1\r\n\r\nGET /3";
        System::new().block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let mut client = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
            client.write_all(requests.as_bytes()).unwrap();
            let mut connection = Connection::new(listener.accept().await.unwrap().0);
            for expected in ["GET /1 HTTP/1.1\r\n\r\n", "GET /%222 HTTP/1.1\r\n\r\n", "GET /3"] {
                assert_eq!(read(&mut connection).await.unwrap(), expected);
                assert_eq!(read(&mut connection).await, None, "after {expected}");
                poll_fn(|task| Pin::new(&mut connection).poll_write(task, b"a response")).await.unwrap();
                poll_fn(|task| Pin::new(&mut connection).poll_flush(task)).await.unwrap();
            }
        });
    }
}
