//! Ids of observations and achievements, derived from their other cells.

use crate::dataset::row::Row;
use crate::domain::progress::TOTAL;

/// Returns `{indicator}[_{breakdown}]-{kind}-fy{year|x}[-{period_end}]-r{n}`, with dots replaced by hyphens; `None` if a
/// part is invalid.
pub(super) fn observation_id(row: &Row) -> Option<String> {
    let breakdown = match part(row, "breakdown_code")? {
        TOTAL => String::new(),
        code => format!("_{}", code.replace('.', "-")),
    };
    let year = match part(row, "fiscal_year")? {
        "" => "x",
        year => year,
    };
    let period_end = match part(row, "period_end")? {
        "" => String::new(),
        day => format!("-{}", day.replace('-', "")),
    };
    let (indicator, kind, revision) = (part(row, "indicator_id")?, part(row, "kind")?, part(row, "revision")?);
    Some(format!("{indicator}{breakdown}-{kind}-fy{year}{period_end}-r{revision}"))
}

/// Returns `{measure}-fy{year}[-p{part}]`; `None` if a part is invalid.
pub(super) fn achievement_id(row: &Row) -> Option<String> {
    let number = match part(row, "part")? {
        "" | "1" => String::new(),
        number => format!("-p{number}"),
    };
    Some(format!("{}-fy{}{number}", part(row, "measure_id")?, part(row, "fiscal_year")?))
}

fn part<'a>(row: &'a Row, column: &str) -> Option<&'a str> {
    (!row.is_invalid(column)).then(|| row.get(column))
}
