//! The records of a CSV file as a stream. Overlong cells and lines are truncated, so that memory use is bounded.

use std::io::{self, Read};

use csv_core::{ReadFieldResult, Reader};

use super::csv_text::CsvText;
use super::encoding::Detected;
use crate::model::limits;

/// Size of the parse buffer in bytes.
const CHUNK: usize = 16_384;

/// Size in bytes at which a cell is truncated: more than the limit in any script, so that the check still fails.
const CELL_BYTES: usize = limits::CELL_CHARACTERS * 4 + 4;

/// Iterator over the records of a CSV file.
pub(in crate::dataset) struct Records<R> {
    text: CsvText<R>,
    parser: Reader,
    chunk: Vec<u8>,
    /// Unparsed range of the chunk.
    start: usize,
    end: usize,
    is_done: bool,
}

/// Line and cells of a record. Overlong cells and records are truncated just above their limits.
pub(in crate::dataset) type Cells = (u64, Vec<String>);

impl<R: Read> Records<R> {
    pub(in crate::dataset) fn new(reader: R, detected: Detected) -> Self {
        let (text, parser) = (CsvText::new(reader, detected), Reader::new());
        Self { text, parser, chunk: vec![0; CHUNK], start: 0, end: 0, is_done: false }
    }

    /// Returns whether the file ends within quotes, after the last record was read.
    pub(in crate::dataset) const fn has_open_quote(&self) -> bool {
        self.is_done && self.text.has_open_quote()
    }

    /// Refills the chunk if it is parsed; it stays empty at the end of the file.
    fn fill(&mut self) -> io::Result<()> {
        if self.start == self.end {
            self.start = 0;
            self.end = self.text.read(&mut self.chunk)?;
        }
        Ok(())
    }

    /// Skips empty lines, so that the line number is that of the next record.
    fn skip_empty_lines(&mut self) -> io::Result<()> {
        loop {
            self.fill()?;
            let next = self.chunk.get(self.start..self.end).unwrap_or_default();
            let Some(b'\n') = next.first() else { return Ok(()) };
            let (_, read, _) = self.parser.read_field(next.get(..1).unwrap_or_default(), &mut [0; 8]);
            self.start += read;
        }
    }

    fn record(&mut self) -> io::Result<Option<Cells>> {
        self.skip_empty_lines()?;
        let line = self.parser.line();
        let (mut cells, mut cell) = (Vec::new(), Vec::new());
        let mut output = [0; 4_096];
        loop {
            self.fill()?;
            let input = self.chunk.get(self.start..self.end).unwrap_or_default();
            let (result, read, written) = self.parser.read_field(input, &mut output);
            self.start += read;
            if cell.len() < CELL_BYTES {
                cell.extend_from_slice(output.get(..written).unwrap_or_default());
            }
            match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    if cells.len() <= limits::SHEET_COLUMNS {
                        // The text is UTF-8; only a truncated cell can end within a character.
                        cells.push(String::from_utf8_lossy(&cell).into_owned());
                    }
                    cell.clear();
                    if record_end {
                        return Ok(Some((line, cells)));
                    }
                }
                ReadFieldResult::End => return Ok(None),
            }
        }
    }
}

impl<R: Read> Iterator for Records<R> {
    type Item = io::Result<Cells>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let record = self.record().transpose();
        self.is_done = !matches!(record, Some(Ok(_)));
        record
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::dataset::input::encoding::detect;

    fn read(text: &str) -> (Vec<Cells>, bool) {
        let detected = detect(&mut text.as_bytes()).unwrap().unwrap();
        let mut records = Records::new(text.as_bytes(), detected);
        let read = records.by_ref().map(Result::unwrap).collect();
        (read, records.has_open_quote())
    }

    fn lines(text: &str) -> Vec<u64> {
        read(text).0.into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn reads_quotes_commas_and_line_breaks() {
        let (records, is_open) = read("a,\"b,\"\"\nc\",d\r\ne,\"\",f\r");
        assert_eq!(records.iter().map(|(_, cells)| cells.join("|")).collect::<Vec<_>>(), ["a|b,\"\nc|d", "e||f"]);
        assert!(!is_open && read("a,\"b\nc,d\n").1);
    }

    #[test]
    fn record_has_the_line_it_begins_in() {
        assert_eq!(lines("a\n\n\nb\n\"c\n\n\"\nd\n"), [1, 4, 5, 8]);
        assert_eq!(lines("a\r\rb\r\n\r\nc"), [1, 3, 5]);
        let cut = format!("a\n\"{}\"\nb\n", "x\n".repeat(60_000));
        assert_eq!(lines(&cut), [1, 2, 60_003]);
    }

    #[test]
    fn overlong_cell_is_truncated_and_the_next_one_is_complete() {
        let long = "長".repeat(200_000);
        let quoted = "\"".to_owned() + &"い\"\"う,\n".repeat(100_000) + "\"";
        for long in [long, quoted, "\"".repeat(400_000)] {
            let (records, is_open) = read(&format!("a,{long},b\nc,d,e\n"));
            let [(_, first), (_, second)] = records.as_slice() else { panic!("{} records", records.len()) };
            assert!(first.len() == 3 && first[2] == "b" && *second == ["c", "d", "e"] && !is_open);
            assert!(first[1].chars().count() > limits::CELL_CHARACTERS && first[1].len() < CELL_BYTES + 5_000);
        }
    }

    #[test]
    fn overlong_line_is_truncated_and_the_next_one_is_complete() {
        let wide = "x,".repeat(1_000_000) + "\"" + &"y".repeat(100_000) + "\"";
        let (records, _) = read(&format!("{wide}\na,b\n"));
        assert_eq!(
            (records[0].1.len(), &records[1].1),
            (limits::SHEET_COLUMNS + 1, &vec!["a".to_owned(), "b".to_owned()])
        );
    }

    proptest! {
        #[test]
        fn agrees_with_the_csv_crate(text in "[\",\na長 ]{0,60}") {
            let mut library = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let wanted: Vec<Vec<String>> =
                library.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
            let found: Vec<Vec<String>> = read(&text).0.into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(found, wanted);
        }
    }
}
