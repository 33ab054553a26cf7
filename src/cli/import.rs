//! `tassei import`: the same checks, then one transaction.

use super::{Failure, check, print};
use crate::config::Import;
use crate::store::{Outcome, Writer};

pub(super) fn run(settings: &Import) -> Result<(), Failure> {
    let language = settings.lang;
    let Some((dataset, input)) = check::load(&settings.folder, language) else {
        return Err(language.pick("取り込みませんでした。", "Nothing was imported.").to_owned());
    };
    let address = settings.database.address();
    let mut writer = Writer::open(&address).map_err(|error| error.to_string())?;
    let outcome = writer.import_own(&dataset, &input).map_err(|error| error.to_string())?;
    let (id, engine) = (&dataset.id, address.engine());
    print(&match outcome {
        Outcome::Replaced => language.pick(
            format!("{id} を {engine} に取り込みました（版 {}）。", dataset.version()),
            format!("Imported {id} into {engine} (version {}).", dataset.version()),
        ),
        Outcome::Unchanged => language.pick(
            format!("{id} は {engine} にあるものと同じです。変更はありません。"),
            format!("{id} is what {engine} holds already. Nothing changed."),
        ),
    });
    Ok(())
}
