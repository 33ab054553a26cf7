//! The text of a CSV file as a stream: converted to UTF-8, with LF line endings.

use std::io::{self, Read};

use encoding_rs::Decoder;

use super::encoding::Detected;

/// Size of the read buffer in bytes.
const CHUNK: usize = 16_384;

/// Converts a CSV file to UTF-8 with LF line endings.
pub(super) struct CsvText<R> {
    reader: R,
    decoder: Decoder,
    /// Number of bytes of the byte order mark still to skip.
    bom: usize,
    chunk: Vec<u8>,
    /// Converted text, and the number of its bytes already returned.
    text: Vec<u8>,
    consumed: usize,
    is_done: bool,
    after_cr: bool,
    quotes: u64,
}

impl<R: Read> CsvText<R> {
    pub(super) fn new(reader: R, detected: Detected) -> Self {
        Self {
            reader,
            decoder: detected.encoding.new_decoder_without_bom_handling(),
            bom: detected.bom,
            chunk: vec![0; CHUNK],
            text: Vec::new(),
            consumed: 0,
            is_done: false,
            after_cr: false,
            quotes: 0,
        }
    }

    /// Returns whether the text read so far ends within quotes.
    pub(super) const fn has_open_quote(&self) -> bool {
        self.quotes % 2 == 1
    }

    fn fill(&mut self) -> io::Result<()> {
        let count = self.reader.read(&mut self.chunk)?;
        let bytes = self.chunk.get(..count).unwrap_or_default();
        let skipped = self.bom.min(bytes.len());
        self.bom -= skipped;
        let bytes = bytes.get(skipped..).unwrap_or_default();
        let length = self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(CHUNK);
        let mut decoded = String::with_capacity(length);
        // The buffer is large enough, and detecting the encoding has rejected malformed text.
        let _ = self.decoder.decode_to_string(bytes, &mut decoded, count == 0);
        self.text.clear();
        self.consumed = 0;
        for byte in decoded.bytes() {
            self.quotes += u64::from(byte == b'"');
            match (byte, std::mem::replace(&mut self.after_cr, byte == b'\r')) {
                (b'\n', true) => {}
                (b'\r', _) => self.text.push(b'\n'),
                _ => self.text.push(byte),
            }
        }
        self.is_done = count == 0;
        Ok(())
    }
}

impl<R: Read> Read for CsvText<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.consumed == self.text.len() && !self.is_done {
            self.fill()?;
        }
        let count = self.text.get(self.consumed..).unwrap_or_default().read(buffer)?;
        self.consumed += count;
        Ok(count)
    }
}
