//! `tassei import`: checks the input and imports it in one transaction.

use super::{Failure, check, diff, print};
use crate::config::Import;
use crate::dataset::diff::{Detail, changes};
use crate::dataset::{Dataset, describe_error};
use crate::language::Language;
use crate::model::DataScope;
use crate::store::{Address, ImportOutcome, Store, StoreError, Writer, export};

pub(super) fn run(settings: &Import) -> Result<(), Failure> {
    let language = settings.lang;
    let Some((dataset, input)) = check::load(&settings.input, language) else {
        return Err(language.pick("取り込みませんでした。", "Nothing was imported.").to_owned());
    };
    let address = settings.database.address()?;
    if settings.dry_run {
        return dry_run(&address, &dataset, language);
    }
    let mut writer = Writer::open(&address).map_err(|error| error.to_string())?;
    writer.restore_outdated().map_err(|error| describe_error(&error, language))?;
    let outcome = writer.import_own(&dataset, &input).map_err(|error| describe_error(&error, language))?;
    let (id, engine, location) = (&dataset.id, address.engine(), address.redacted());
    let version = Store::open(&address, 1).refresh_version().map_err(|error| error.to_string())?.hash.clone();
    print(&match outcome {
        ImportOutcome::Replaced => language.pick(
            format!(
                "{id} を {engine}（{location}）に取り込みました。データの版は {version} です（/v1 の dataset_version）。"
            ),
            format!(
                "Imported {id} into {engine} ({location}). Data version: {version} (dataset_version in /v1)."
            ),
        ),
        ImportOutcome::Unchanged => language.pick(
            format!(
                "{id} は {engine} にあるデータと同じです。変更はありません（今後、同梱データで置き換えることはありません）。"
            ),
            format!(
                "{id} in {engine} is already up to date. Nothing changed. (Bundled data will not replace it from now on.)"
            ),
        ),
    });
    Ok(())
}

/// Prints the changes that the import would make. A database that does not exist yet is treated as empty.
fn dry_run(address: &Address, dataset: &Dataset, language: Language) -> Result<(), Failure> {
    let is_new = matches!(address, Address::Sqlite(path) if !path.exists());
    let old = if is_new {
        Dataset::empty(&dataset.id).map_err(|error| describe_error(&error, language))?
    } else {
        let id = dataset.id.clone();
        let read = Store::open(address, 1)
            .read::<_, StoreError>(None, DataScope::All, move |connection, _| export::dataset(connection, &id));
        read.map_err(|error| describe_error(&error, language))?.value
    };
    let events = changes(&old, dataset, Detail::Rows).map_err(|error| describe_error(&error, language))?;
    print(&diff::format_changes(&events, language));
    print(language.pick("ドライランのため、何も変更していません。", "Dry run: nothing was changed."));
    Ok(())
}
