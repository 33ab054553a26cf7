//! `tassei export`: writes the data of the database to files that can be imported again.

use std::io::Write as _;

use super::{Failure, files, print};
use crate::config::Export;
use crate::dataset::{DATAPACKAGE, describe_error, workbook};
use crate::model::{DataScope, SHARED};
use crate::store::{Store, StoreError, export};

pub(super) fn run(settings: &Export) -> Result<(), Failure> {
    let language = settings.lang;
    let store = Store::open(&settings.database.address()?, 1);
    let stored = store
        .read::<_, StoreError>(None, DataScope::All, |connection, _| export::dataset_ids(connection))
        .map_err(|error| error.to_string())?;
    let wanted: Vec<String> = if settings.localgov_code.is_empty() {
        stored.value.clone()
    } else {
        settings.localgov_code.iter().map(ToString::to_string).collect()
    };
    if let Some(missing) = wanted.iter().find(|id| !stored.value.contains(id)) {
        let known = stored.value.join(", ");
        return Err(language.pick(
            format!("{missing} のデータはありません。書き出せるのは {known} です。"),
            format!("No data of {missing} in the database. Available: {known}."),
        ));
    }
    for id in &wanted {
        // One read transaction for each dataset, so that its tables are consistent.
        let read = store.read::<_, StoreError>(None, DataScope::All, |connection, _| export::dataset(connection, id));
        let dataset = read.map_err(|error| describe_error(&error, language))?.value;
        let folder = if id == SHARED { settings.out.clone() } else { settings.out.join(id) };
        if settings.xlsx && id != SHARED {
            let path = settings.out.join(format!("{id}.xlsx"));
            let book = workbook::from_dataset(&dataset).map_err(|error| format!("{}: {error}", path.display()))?;
            files::write_new(&path, settings.force, language, |file| Ok(file.write_all(&book)?))?;
            print(&path.display().to_string());
            continue;
        }
        for rows in dataset.tables() {
            let path = folder.join(dataset.file_name(rows.table));
            files::write_new(&path, settings.force, language, |file| Ok(rows.write_csv(file)?))?;
        }
        let package = dataset.datapackage().map_err(|error| describe_error(&error, language))?;
        let path = folder.join(DATAPACKAGE);
        files::write_new(&path, settings.force, language, |file| Ok(file.write_all(package.as_bytes())?))?;
        print(&folder.display().to_string());
    }
    Ok(())
}
