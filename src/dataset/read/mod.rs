//! Reading tables: encoding, header and format of every cell.
//!
//! All problems are reported, not only the first one. Cells in another format are normalised and reported, too.

mod cells;
mod context;
mod dataset;
mod header;
mod records;
mod row_ids;
mod table;

pub(super) use dataset::read;
