//! The text of a CSV file as a stream: UTF-8 whatever it is written in, every line ending in LF, and no cell and no line
//! so long that it would fill the memory. Knows `encoding` and the limits.

use std::io::{self, Read};

use encoding_rs::Decoder;

use super::encoding::Detected;
use crate::dataset::read::limits;

/// Bytes that are read at once.
const CHUNK: usize = 16_384;

/// Bytes of a cell that are passed on: more than it may have in any script, so that it is seen to be too long.
const CELL_BYTES: usize = limits::CELL_CHARACTERS * 4 + 4;

/// Reads a CSV file.
pub(in crate::dataset) struct CsvText<R> {
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
    cell: Cell,
    /// Commas since the line began.
    commas: usize,
}

/// The cell that is being read.
#[derive(Default)]
struct Cell {
    bytes: usize,
    is_quoted: bool,
    /// Whether what comes belongs to it whatever it is.
    is_open: bool,
    /// Where its rest is left out: whether a quote was open there.
    cut: Option<bool>,
}

impl<R: Read> CsvText<R> {
    /// Reads what was detected so.
    pub(in crate::dataset) fn new(reader: R, detected: Detected) -> Self {
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
            cell: Cell::default(),
            commas: 0,
        }
    }

    /// Whether a quote was opened and never closed.
    pub(in crate::dataset) const fn is_open(&self) -> bool {
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
            match (byte, std::mem::replace(&mut self.after_cr, byte == b'\r')) {
                (b'\n', true) => {}
                (b'\r', _) => self.take(b'\n'),
                _ => self.take(byte),
            }
        }
        self.is_done = count == 0;
        Ok(())
    }

    fn take(&mut self, byte: u8) {
        self.quotes += u64::from(byte == b'"');
        let ends = !self.cell.is_open && matches!(byte, b',' | b'\n');
        if ends {
            if self.cell.cut == Some(true) {
                self.text.push(b'"');
            }
            self.cell = Cell::default();
            self.commas = if byte == b'\n' { 0 } else { self.commas + 1 };
            if self.commas <= limits::SHEET_COLUMNS {
                self.text.push(byte);
            }
            return;
        }
        let was_open = self.cell.is_open;
        if byte == b'"' {
            self.cell.is_quoted |= self.cell.bytes == 0;
            self.cell.is_open ^= self.cell.is_quoted;
        }
        self.cell.bytes += 1;
        // Never within a character, nor between two quotes that stand for one.
        let is_within = matches!(byte, 0x80..=0xbf) || (byte == b'"' && self.cell.is_quoted && !was_open);
        if self.cell.cut.is_none() && self.cell.bytes > CELL_BYTES && !is_within {
            self.cell.cut = Some(was_open);
        }
        if self.cell.cut.is_none() && self.commas <= limits::SHEET_COLUMNS {
            self.text.push(byte);
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::input::encoding::detect;

    fn rows(text: &str) -> (Vec<Vec<String>>, bool) {
        let detected = detect(&mut text.as_bytes()).unwrap().unwrap();
        let mut reader = CsvText::new(text.as_bytes(), detected);
        let mut csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&mut reader);
        let rows = csv.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        (rows, reader.is_open())
    }

    #[test]
    fn what_is_short_passes_as_it_is() {
        let (rows, is_open) = rows("a,\"b,\"\"\nc\",d\r\ne,\"\",f\r");
        assert_eq!(rows, [["a", "b,\"\nc", "d"], ["e", "", "f"]]);
        assert!(!is_open);
    }

    #[test]
    fn a_cell_without_end_is_cut_and_the_next_one_is_whole() {
        for long in
            ["長".repeat(200_000), "\"".to_owned() + &"い\"\"う,\n".repeat(100_000) + "\"", "\"".repeat(400_000)]
        {
            let (rows, is_open) = rows(&format!("a,{long},b\nc,d,e\n"));
            assert!(rows[0].len() == 3 && rows[0][2] == "b" && rows[1] == ["c", "d", "e"], "{:?}", rows[0][2]);
            assert!((limits::CELL_CHARACTERS + 1..=CELL_BYTES + 4).contains(&rows[0][1].len()));
            assert!(rows[0][1].chars().count() > limits::CELL_CHARACTERS && !is_open);
        }
    }

    #[test]
    fn a_line_without_end_is_cut_and_the_next_one_is_whole() {
        let (rows, _) = rows(&format!("{}\na,b\n", "x,".repeat(1_000_000)));
        assert_eq!((rows[0].len(), &rows[1]), (limits::SHEET_COLUMNS + 1, &vec!["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn a_quote_that_is_never_closed_is_seen() {
        assert!(rows("a,\"b\nc,d\n").1);
    }
}
