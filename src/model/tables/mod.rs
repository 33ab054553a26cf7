//! The published tables, one file a table.

mod achievements;
mod actions;
mod breakdowns;
mod changes;
mod columns;
mod departments;
mod indicators;
mod local_governments;
mod measure_departments;
mod measure_tags;
mod measures;
mod observations;
mod plans;
mod redirects;
mod sections;
mod sources;
mod topic_members;
mod topics;

use super::table::{Scope, Table};

/// Every published table, parents before children: files are read and references resolved in this order.
pub static TABLES: &[&Table] = &[
    &local_governments::LOCAL_GOVERNMENTS,
    &sources::SOURCES,
    &plans::PLANS,
    &sections::SECTIONS,
    &departments::DEPARTMENTS,
    &measures::MEASURES,
    &measure_departments::MEASURE_DEPARTMENTS,
    &measure_tags::MEASURE_TAGS,
    &actions::ACTIONS,
    &indicators::INDICATORS,
    &breakdowns::BREAKDOWNS,
    &observations::OBSERVATIONS,
    &achievements::ACHIEVEMENTS,
    &topics::TOPICS,
    &topic_members::TOPIC_MEMBERS,
    &redirects::REDIRECTS,
    &changes::CHANGES,
];

/// Returns the table `name`.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().copied().find(|table| table.name == name)
}

/// Iterates over the tables of a scope, parents before children.
pub fn tables_of(scope: Scope) -> impl Iterator<Item = &'static Table> {
    TABLES.iter().copied().filter(move |table| table.scope == scope)
}
