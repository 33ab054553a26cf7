//! The published tables, parents before children: the order in which files are read and references resolved.
//!
//! Knows the tables of its rooms and the type of a table.

mod common;
mod figures;
mod government;
mod observations;
mod plan;
mod shared;
mod words;

use super::Table;

/// Every published table, parents before children.
pub static TABLES: &[&Table] = &[
    &government::LOCAL_GOVERNMENTS,
    &government::SOURCES,
    &plan::PLANS,
    &plan::SECTIONS,
    &government::DEPARTMENTS,
    &plan::MEASURES,
    &plan::MEASURE_DEPARTMENTS,
    &plan::MEASURE_TAGS,
    &plan::ACTIONS,
    &figures::INDICATORS,
    &figures::BREAKDOWNS,
    &observations::OBSERVATIONS,
    &words::ACHIEVEMENTS,
    &shared::TOPICS,
    &shared::TOPIC_MEMBERS,
    &shared::REDIRECTS,
    &shared::CHANGES,
];
