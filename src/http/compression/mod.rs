//! Compression of responses.

mod encoding;
mod stream;

pub use encoding::Encoding;
pub use stream::{CONTENT_DIGEST, StreamEncoder, content_digest};
