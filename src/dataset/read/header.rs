//! The header of a table.

use super::cells::may_be_blank;
use super::context::TableReader;
use crate::dataset::fault::Fault;
use crate::domain::similarity::nearest;
use crate::model::{Column, Need};

/// Returns, for each cell of a record, the index of its column in the definition. Reports unknown, repeated and missing
/// columns.
pub(super) fn read_header(reader: &mut TableReader<'_>, header: &[&str]) -> Vec<Option<usize>> {
    let mut columns: Vec<Option<usize>> = Vec::with_capacity(header.len());
    for found in header.iter().copied() {
        let matches = |column: &Column| column.header == found || column.name == found;
        let index = reader.table.columns.iter().position(matches);
        match index {
            None => {
                let nearest = nearest(found, reader.table.columns.iter().map(|column| column.header));
                reader.error(Some(1), None, Fault::UnknownColumn { header: found.to_owned(), nearest });
            }
            Some(_) if columns.contains(&index) => {
                reader.error(Some(1), None, Fault::RepeatedColumn { header: found.to_owned() });
            }
            Some(_) => {}
        }
        columns.push(index);
    }
    for (index, column) in reader.table.columns.iter().enumerate() {
        let has_default = !reader.defaults.cell(reader.table, column).is_empty();
        let is_required = column.need == Need::Required && !has_default && !may_be_blank(reader.table, column);
        if is_required && !columns.contains(&Some(index)) {
            let fault = Fault::MissingColumn { header: column.header.to_owned(), name: column.name.to_owned() };
            reader.error(Some(1), None, fault);
        }
    }
    columns
}
