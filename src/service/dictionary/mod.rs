//! The data dictionary: columns and codes as lists.

mod codes;
mod columns;

pub use codes::{CodeDefinition, CodeFilter, CodeListDefinition};
pub use columns::{CellKind, CellNeed, ColumnDefinition, DefinitionFilter, TableDefinition};
