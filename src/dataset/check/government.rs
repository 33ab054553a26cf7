//! Rules of the government: its row, and its code and name in all other rows.

use super::checker::{Checker, Result};
use crate::dataset::fault::{Fault, excerpt};
use crate::dataset::row::Row;

impl Checker<'_> {
    /// The table of the government has one row, and its area code matches its code.
    pub(super) fn government(&mut self) -> Result {
        let Some(own) = self.dataset.rows("local_governments") else { return Ok(()) };
        if own.count() != 1 {
            let rows = usize::try_from(own.count()).unwrap_or(usize::MAX);
            self.error_at(own, 1, "localgov_code", Fault::GovernmentRowCount { rows });
        }
        let Some(government) = self.dataset.government()? else { return Ok(()) };
        let area = self.dataset.id.get(..5).unwrap_or_default();
        let found = government.get("standard_area_code");
        if !found.is_empty() && found != area {
            let fault = Fault::AreaCode { cell: excerpt(found), expected: area.to_owned() };
            self.error(&government, "standard_area_code", fault);
        }
        Ok(())
    }

    /// Every row has the code and the name of the government, and its id begins with the code.
    pub(super) fn government_of_row(&mut self, row: &Row, government: &str) {
        let code = self.dataset.id.clone();
        let found = row.get("localgov_code");
        if !found.is_empty() && found != code {
            let fault = Fault::OtherGovernment { cell: excerpt(found), expected: code.clone() };
            self.error(row, "localgov_code", fault);
        }
        let found = row.get("localgov_name");
        if !found.is_empty() && !government.is_empty() && found != government {
            let fault = Fault::OtherName { cell: excerpt(found), expected: excerpt(government) };
            self.error(row, "localgov_name", fault);
        }
        let id = row.get("id");
        let is_own = row.table.name == "local_governments";
        let prefix = if is_own { code } else { format!("{code}-") };
        let is_wrong = if is_own { id != prefix } else { !id.starts_with(&prefix) };
        if is_wrong && !id.is_empty() {
            self.error(row, "id", Fault::IdPrefix { id: id.to_owned(), prefix });
        }
    }
}
