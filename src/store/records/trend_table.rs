//! The trend of an indicator as a table.

use serde::Serialize;
use utoipa::ToSchema;

use super::trend::{Trend, TrendAchievement, TrendFigure, TrendYear};
use crate::domain::Number;

/// One line of a trend as a table: a figure, or a year of which there are only words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TrendRow {
    /// The indicator's id.
    pub indicator_id: String,
    /// The indicator's name.
    pub indicator_name: String,
    /// The fiscal year; empty where the document prints none.
    pub fiscal_year: Option<i32>,
    /// 和暦 of it.
    pub fiscal_year_label: Option<String>,
    /// baseline, target or actual; empty where there are only words.
    pub kind: Option<String>,
    /// Which member of the breakdown, as a code.
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
    /// The state of the value.
    pub value_status: Option<String>,
    /// How it is to be compared.
    pub comparator: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// The revision.
    pub revision: Option<i32>,
    /// Of a target, whether it is in force.
    pub in_force: Option<bool>,
    /// Why it cannot be compared with earlier figures.
    pub break_reason: Option<String>,
    /// What changed.
    pub break_note: Option<String>,
    /// What is doubtful.
    pub doubt: Option<String>,
    /// Where the indicator stood in this year; on the row of the actual it was assessed from.
    pub progress_status: Option<&'static str>,
    /// 実績 of the year.
    pub result: Option<String>,
    /// 計画の見直し of the year.
    pub review: Option<String>,
    /// The document.
    pub source_id: Option<String>,
    /// The place in it.
    pub source_place: Option<String>,
    /// A note.
    pub note: Option<String>,
}

impl Trend {
    /// The trend as a table, by year; the words of a year stand beside each of its figures.
    pub fn rows(&self) -> Vec<TrendRow> {
        let mut rows = Vec::new();
        for year in &self.years {
            let figures = year.figures.iter().map(Some);
            // A year of which there are only words is a row of its own.
            let only_words = (year.figures.is_empty() && !year.achievements.is_empty()).then_some(None);
            rows.extend(figures.chain(only_words).map(|figure| self.row(Some(year), figure)));
        }
        rows.extend(self.undated.iter().map(|figure| self.row(None, Some(figure))));
        rows
    }

    fn row(&self, year: Option<&TrendYear>, figure: Option<&TrendFigure>) -> TrendRow {
        let words = |text: fn(&TrendAchievement) -> &Option<String>| {
            let told = year.iter().flat_map(|year| &year.achievements).filter_map(|record| text(record).as_deref());
            let told = told.collect::<Vec<_>>().join("\n");
            Some(told).filter(|told| !told.is_empty())
        };
        // The status is that of the figure it was assessed from, not of the other members of the breakdown.
        let assessed = year.and_then(|year| year.progress.as_ref()).filter(|progress| {
            let code = progress.breakdown_code.as_deref();
            figure.is_some_and(|figure| figure.kind == "actual" && Some(figure.breakdown.code.as_str()) == code)
        });
        TrendRow {
            indicator_id: self.indicator.id.clone(),
            indicator_name: self.indicator.name.clone(),
            fiscal_year: year.map(|year| year.fiscal_year),
            fiscal_year_label: year.map(|year| year.fiscal_year_label.clone()),
            kind: figure.map(|figure| figure.kind.clone()),
            breakdown_code: figure.map(|figure| figure.breakdown.code.clone()),
            breakdown_name: figure.map(|figure| figure.breakdown.name.clone()),
            value: figure.and_then(|figure| figure.value),
            denominator: figure.and_then(|figure| figure.denominator),
            value_text: figure.map(|figure| figure.value_text.clone()),
            value_status: figure.map(|figure| figure.value_status.clone()),
            comparator: figure.and_then(|figure| figure.comparator.clone()),
            unit: self.indicator.unit.clone(),
            revision: figure.map(|figure| figure.revision),
            in_force: figure.and_then(|figure| figure.in_force),
            break_reason: figure.and_then(|figure| figure.break_reason.clone()),
            break_note: figure.and_then(|figure| figure.break_note.clone()),
            doubt: figure.and_then(|figure| figure.doubt.clone()),
            progress_status: assessed.map(|progress| progress.status),
            result: words(|record| &record.result),
            review: words(|record| &record.review),
            source_id: figure.map(|figure| figure.source.id.clone()),
            source_place: figure.map(|figure| figure.source.place.clone()),
            note: figure.and_then(|figure| figure.note.clone()),
        }
    }
}
