//! The trend of an indicator as a table.

use serde::Serialize;
use utoipa::ToSchema;

use super::trend::{Trend, TrendAchievement, TrendValue, TrendYear};
use crate::domain::Number;

/// One row of a trend as a table: a value, or a year that has achievements only.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TrendRow {
    /// The indicator's id.
    pub indicator_id: String,
    /// The indicator's name.
    pub indicator_name: String,
    /// The fiscal year; empty if the document prints none.
    pub fiscal_year: Option<i32>,
    /// 和暦 of the fiscal year.
    pub fiscal_year_label: Option<String>,
    /// Kind of the value: baseline, target or actual; empty for a year without values.
    pub kind: Option<String>,
    /// Code of the breakdown member.
    pub breakdown_code: Option<String>,
    /// Its name.
    pub breakdown_name: Option<String>,
    /// The value.
    #[schema(value_type = Option<f64>)]
    pub value: Option<Number>,
    /// The denominator.
    #[schema(value_type = Option<f64>)]
    pub denominator: Option<Number>,
    /// The value as printed.
    pub value_text: Option<String>,
    /// Status of the value.
    pub value_status: Option<String>,
    /// How the value is to be compared.
    pub comparator: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// The revision.
    pub revision: Option<i32>,
    /// Whether a target is in force; empty for other kinds.
    pub in_force: Option<bool>,
    /// Why the value cannot be compared with earlier ones.
    pub break_reason: Option<String>,
    /// What changed in the definition, scope or method.
    pub break_note: Option<String>,
    /// Code of what is doubtful about the value.
    pub doubt: Option<String>,
    /// Status of progress in this year; on the row of the actual that was assessed.
    pub progress_status: Option<&'static str>,
    /// 実績 of the year.
    pub result: Option<String>,
    /// 計画の見直し of the year.
    pub review: Option<String>,
    /// The document.
    pub source_id: Option<String>,
    /// Location in the document.
    pub source_place: Option<String>,
    /// A note.
    pub note: Option<String>,
}

impl Trend {
    /// Returns the trend as a table, ordered by year; the texts of a year are repeated on each of its values.
    pub fn rows(&self) -> Vec<TrendRow> {
        let mut rows = Vec::new();
        for year in &self.years {
            let figures = year.figures.iter().map(Some);
            // A year without values is a row of its own.
            let without_values = (year.figures.is_empty() && !year.achievements.is_empty()).then_some(None);
            rows.extend(figures.chain(without_values).map(|value| self.row(Some(year), value)));
        }
        rows.extend(self.undated.iter().map(|value| self.row(None, Some(value))));
        rows
    }

    fn row(&self, year: Option<&TrendYear>, value: Option<&TrendValue>) -> TrendRow {
        let text_of = |text: fn(&TrendAchievement) -> &Option<String>| {
            let texts = year.iter().flat_map(|year| &year.achievements).filter_map(|record| text(record).as_deref());
            let texts = texts.collect::<Vec<_>>().join("\n");
            Some(texts).filter(|texts| !texts.is_empty())
        };
        // Only the value that was assessed has a status, not the other members of the breakdown.
        let assessed = year.and_then(|year| year.progress.as_ref()).filter(|progress| {
            let code = progress.breakdown_code.as_deref();
            value.is_some_and(|value| value.kind == "actual" && Some(value.breakdown.code.as_str()) == code)
        });
        TrendRow {
            indicator_id: self.indicator.id.clone(),
            indicator_name: self.indicator.name.clone(),
            fiscal_year: year.map(|year| year.fiscal_year),
            fiscal_year_label: year.map(|year| year.fiscal_year_label.clone()),
            kind: value.map(|value| value.kind.clone()),
            breakdown_code: value.map(|value| value.breakdown.code.clone()),
            breakdown_name: value.map(|value| value.breakdown.name.clone()),
            value: value.and_then(|value| value.value),
            denominator: value.and_then(|value| value.denominator),
            value_text: value.map(|value| value.value_text.clone()),
            value_status: value.map(|value| value.value_status.clone()),
            comparator: value.and_then(|value| value.comparator.clone()),
            unit: self.indicator.unit.clone(),
            revision: value.map(|value| value.revision),
            in_force: value.and_then(|value| value.in_force),
            break_reason: value.and_then(|value| value.break_reason.clone()),
            break_note: value.and_then(|value| value.break_note.clone()),
            doubt: value.and_then(|value| value.doubt.clone()),
            progress_status: assessed.map(|progress| progress.status),
            result: text_of(|record| &record.result),
            review: text_of(|record| &record.review),
            source_id: value.map(|value| value.source.id.clone()),
            source_place: value.map(|value| value.source.place.clone()),
            note: value.and_then(|value| value.note.clone()),
        }
    }
}
