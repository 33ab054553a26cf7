//! The registry of table formats.

use super::format::TableFormat;
use super::{csv, jsonl};

/// Table formats in the order of preference.
pub static TABLE_FORMATS: [&TableFormat; 2] = [&csv::FORMAT, &jsonl::FORMAT];

/// CSV, for resources that offer it alone.
pub static CSV: &TableFormat = &csv::FORMAT;
