//! `tassei import`: the same checks, then one transaction.

use super::{Failure, check, diff, print};
use crate::config::Import;
use crate::dataset::diff::{Detail, changes};
use crate::dataset::{Dataset, told};
use crate::language::Language;
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
    let outcome = writer.import_own(&dataset, &input).map_err(|error| told(&error, language))?;
    let (id, engine, place) = (&dataset.id, address.engine(), address.place());
    let version = Store::open(&address, 1).refresh_version().map_err(|error| error.to_string())?.hash;
    print(&match outcome {
        ImportOutcome::Replaced => language.pick(
            format!(
                "{id} を {engine}（{place}）に取り込みました。データの版は {version} です（/v1 の dataset_version）。"
            ),
            format!(
                "Imported {id} into {engine} ({place}). The data is at version {version} (dataset_version of /v1)."
            ),
        ),
        ImportOutcome::Unchanged => language.pick(
            format!(
                "{id} は {engine} にあるものと同じです。変更はありません（以後、同梱データでは置き換わりません）。"
            ),
            format!(
                "{id} is what {engine} holds already. Nothing changed. (From now on bundled data will not replace it.)"
            ),
        ),
    });
    Ok(())
}

/// Tells what the import would change. A database that is not there yet holds nothing.
fn dry_run(address: &Address, dataset: &Dataset, language: Language) -> Result<(), Failure> {
    let is_new = matches!(address, Address::Sqlite(path) if !path.exists());
    let old = if is_new {
        Dataset::empty(&dataset.id).map_err(|error| told(&error, language))?
    } else {
        let id = dataset.id.clone();
        let read =
            Store::open(address, 1).read::<_, StoreError>(None, move |connection, _| export::dataset(connection, &id));
        read.map_err(|error| told(&error, language))?.value
    };
    let events = changes(&old, dataset, Detail::Rows).map_err(|error| told(&error, language))?;
    print(&diff::told(&events, language));
    print(language.pick("試しの実行です。何も変えていません。", "A dry run: nothing was changed."));
    Ok(())
}
