//! Large bodies in slices: the server copies what a body yields into the buffer of its connection, so a client that reads
//! slowly would hold a second copy of the whole body.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;

/// Bodies of at most this many bytes are sent whole.
const MAX_WHOLE_BYTES: usize = 64 * 1024;

/// Size of a slice: what actix collects before it writes.
const SLICE_BYTES: usize = 32 * 1024;

/// A body that is in memory and sent slice by slice.
struct Slices(Bytes);

impl MessageBody for Slices {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.0.len() as u64)
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        let length = self.0.len().min(SLICE_BYTES);
        Poll::Ready((length > 0).then(|| Ok(self.0.split_to(length))))
    }
}

/// Slices a body that is large and in memory; others stay as they are.
pub(super) fn sliced(body: BoxBody) -> BoxBody {
    match body.size() {
        BodySize::Sized(bytes) if bytes > MAX_WHOLE_BYTES as u64 => {
            body.try_into_bytes().map_or_else(|body| body, |bytes| BoxBody::new(Slices(bytes)))
        }
        _ => body,
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use actix_web::rt::System;

    use super::*;

    fn slices(bytes: &Bytes) -> (BodySize, Vec<Bytes>) {
        let mut body = sliced(BoxBody::new(bytes.clone()));
        let (size, mut slices) = (body.size(), Vec::new());
        System::new().block_on(async {
            while let Some(slice) = poll_fn(|task| Pin::new(&mut body).poll_next(task)).await {
                slices.push(slice.unwrap());
            }
        });
        (size, slices)
    }

    #[test]
    fn only_a_large_body_is_sliced_and_stays_whole() {
        for (length, count) in [(0, 0), (MAX_WHOLE_BYTES, 1), (MAX_WHOLE_BYTES + 1, 3), (10 * SLICE_BYTES, 10)] {
            let bytes = Bytes::from((0..=250).cycle().take(length).collect::<Vec<u8>>());
            let (size, slices) = slices(&bytes);
            assert_eq!((size, slices.len()), (BodySize::Sized(length as u64), count));
            assert_eq!(slices.concat(), bytes);
        }
    }
}
