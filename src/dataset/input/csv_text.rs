//! The text of a CSV file as a stream: UTF-8 whatever it is written in, every line ending in LF. Knows `encoding`.

use std::io::{self, Read};

use encoding_rs::Decoder;

use super::encoding::Detected;

/// Bytes that are read at once.
const CHUNK: usize = 16_384;

/// Reads a CSV file.
pub(super) struct CsvText<R> {
    reader: R,
    decoder: Decoder,
    /// Bytes of the mark still to be passed over.
    mark: usize,
    chunk: Vec<u8>,
    /// What is ready to be read, and how much of it was.
    text: Vec<u8>,
    given: usize,
    is_done: bool,
    after_cr: bool,
    quotes: u64,
}

impl<R: Read> CsvText<R> {
    /// Reads what was detected so.
    pub(super) fn new(reader: R, detected: Detected) -> Self {
        Self {
            reader,
            decoder: detected.encoding.new_decoder_without_bom_handling(),
            mark: detected.mark,
            chunk: vec![0; CHUNK],
            text: Vec::new(),
            given: 0,
            is_done: false,
            after_cr: false,
            quotes: 0,
        }
    }

    /// Whether a quote was opened and never closed, in what was read so far.
    pub(super) const fn is_open(&self) -> bool {
        self.quotes % 2 == 1
    }

    fn fill(&mut self) -> io::Result<()> {
        let count = self.reader.read(&mut self.chunk)?;
        let bytes = self.chunk.get(..count).unwrap_or_default();
        let marked = self.mark.min(bytes.len());
        self.mark -= marked;
        let bytes = bytes.get(marked..).unwrap_or_default();
        let length = self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(CHUNK);
        let mut decoded = String::with_capacity(length);
        // The buffer holds whatever may come, and what is no text was refused before.
        let _ = self.decoder.decode_to_string(bytes, &mut decoded, count == 0);
        self.text.clear();
        self.given = 0;
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
        while self.given == self.text.len() && !self.is_done {
            self.fill()?;
        }
        let count = self.text.get(self.given..).unwrap_or_default().read(buffer)?;
        self.given += count;
        Ok(count)
    }
}
