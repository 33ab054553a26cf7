//! Statistics for PostgreSQL's planner. SQLite has fixed ones, which a migration writes.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::connection::AnyConnection;
use super::error::StoreResult;

/// The tables that grow with every government.
const TABLES: &str = "local_governments, sources, plans, sections, departments, measures, measure_departments, \
                      measure_tags, actions, indicators, breakdowns, observations, achievements, indicator_progress, \
                      effective_tags, rendered_rows, search_entries, search_tokens";

#[derive(Debug, QueryableByName)]
struct Outdated {
    #[diesel(sql_type = Bool)]
    outdated: bool,
}

/// Collects the statistics anew if the number of observations has changed by more than a fifth since they were collected:
/// autovacuum comes a minute later, or never where it is off. Smaller imports leave the plans as they are.
pub(super) fn refresh(connection: &mut AnyConnection) -> StoreResult<()> {
    let AnyConnection::Postgres(connection) = connection else { return Ok(()) };
    let outdated: Outdated = diesel::sql_query(
        "SELECT abs(reltuples - rows) > 0.2 * rows AS outdated FROM pg_class, \
         (SELECT coalesce(sum(observation_count), 0)::real AS rows FROM local_governments) AS counted \
         WHERE oid = 'observations'::regclass",
    )
    .get_result(connection)?;
    if outdated.outdated {
        connection.batch_execute(&format!("ANALYZE {TABLES}"))?;
    }
    Ok(())
}
