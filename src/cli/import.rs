//! `tassei import`: the same checks, then one transaction.

use super::{Failure, check, print};
use crate::config::Import;
use crate::store::{Outcome, Store, Writer};

pub(super) fn run(settings: &Import) -> Result<(), Failure> {
    let language = settings.lang;
    let Some((dataset, input)) = check::load(&settings.folder, language) else {
        return Err(language.pick("取り込みませんでした。", "Nothing was imported.").to_owned());
    };
    let address = settings.database.address()?;
    let mut writer = Writer::open(&address).map_err(|error| error.to_string())?;
    let outcome = writer.import_own(&dataset, &input).map_err(|error| error.to_string())?;
    let (id, engine, place) = (&dataset.id, address.engine(), address.place());
    let version = Store::open(&address, 1).state().map_err(|error| error.to_string())?.version;
    print(&match outcome {
        Outcome::Replaced => language.pick(
            format!(
                "{id} を {engine}（{place}）に取り込みました。データの版は {version} です（/v1 の dataset_version）。"
            ),
            format!(
                "Imported {id} into {engine} ({place}). The data is at version {version} (dataset_version of /v1)."
            ),
        ),
        Outcome::Unchanged => language.pick(
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
