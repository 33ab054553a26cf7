//! Documents that change with the program or its settings only.

use actix_web::web::Bytes;
use sha2::{Digest, Sha256};

use crate::http::cache::Representation;

/// A document in memory, with the hash that identifies its content. Cheap to clone.
#[derive(Debug, Clone)]
pub struct FixedDocument {
    content_type: &'static str,
    body: Bytes,
    hash: String,
}

impl FixedDocument {
    /// Creates a document.
    pub fn new(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(&body));
        Self { content_type, body, hash }
    }

    /// Returns its representation.
    pub fn representation(&self) -> Representation {
        Representation::new(self.content_type, self.body.clone()).identified_by(&self.hash)
    }
}
