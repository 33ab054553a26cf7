//! Ids that are made from the cells of a row where its file gives none.

use crate::dataset::Row;
use crate::domain::progress::TOTAL;

/// `{indicator}[_{breakdown}]-{kind}-fy{year|x}[-{period_end}]-r{n}`; an id has no dots. Nothing where a part of it could
/// not be read.
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

/// `{measure}-fy{year}[-p{part}]`. Nothing where a part of it could not be read.
pub(super) fn achievement_id(row: &Row) -> Option<String> {
    let number = match part(row, "part")? {
        "" | "1" => String::new(),
        number => format!("-p{number}"),
    };
    Some(format!("{}-fy{}{number}", part(row, "measure_id")?, part(row, "fiscal_year")?))
}

fn part<'a>(row: &'a Row, column: &str) -> Option<&'a str> {
    (!row.is_unread(column)).then(|| row.get(column))
}
