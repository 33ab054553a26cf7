//! The kinds of rendered rows.

use super::build::STORED_DATA_HASH;

/// What is rendered. The value of `rendered_rows.kind` is made of it and of the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RenderedKind {
    /// A row of `/v1/sources`.
    Source = 1,
    /// A row of `/v1/plans`.
    Plan,
    /// A row of `/v1/sections`.
    Section,
    /// A row of `/v1/departments`.
    Department,
    /// A row of `/v1/measures`.
    Measure,
    /// A row of `/v1/achievements`.
    Achievement,
    /// A row of `/v1/indicators`, with the current progress.
    Indicator,
    /// A row of `/v1/observations`.
    Observation,
    /// What an indicator by its id has besides its row: breakdown and observations.
    IndicatorDetail,
    /// What the current trend of an indicator has besides its row.
    Trend,
}

/// The upper bits of every kind: the sources that rendered the rows. The lower eight are a [`RenderedKind`].
const BUILD: u64 = match u64::from_str_radix(STORED_DATA_HASH, 16) {
    Ok(hash) => hash & !0xff,
    Err(_) => panic!("the hash of the sources is not hexadecimal"),
};

impl RenderedKind {
    /// Returns the value of `rendered_rows.kind`.
    pub(super) const fn stored(self) -> i64 {
        (BUILD | self as u64).cast_signed()
    }
}
