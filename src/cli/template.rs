//! `tassei template`: empty tables to be filled in.

use super::{Failure, files, print};
use crate::config::Template;
use crate::dataset::{template_files, workbook};

pub(super) fn run(settings: &Template) -> Result<(), Failure> {
    let (out, language) = (&settings.out, settings.lang);
    if !settings.csv && out.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("xlsx")) {
        return Err(language.pick(
            format!(
                "{} は .xlsx で終わる名前にしてください（CSV の場合は --csv を付けてフォルダーを書く）。",
                out.display()
            ),
            format!("Give {} a name that ends in .xlsx (or --csv and a folder).", out.display()),
        ));
    }
    if out.exists() && !settings.csv {
        return Err(language.pick(
            format!("{} はもうあります。別の名前を --out に書いてください。", out.display()),
            format!("{} is there already. Give another name with --out.", out.display()),
        ));
    }
    if settings.csv {
        let code = settings.localgov_code.to_string();
        for (name, bytes) in template_files(&code).map_err(|error| error.to_string())? {
            let path = out.join(name);
            if path.exists() {
                return Err(language.pick(
                    format!("{} はもうあります。空のフォルダーを --out に書いてください。", path.display()),
                    format!("{} is there already. Give an empty folder with --out.", path.display()),
                ));
            }
            files::write(&path, &bytes)?;
        }
    } else {
        files::write(out, &workbook::template().map_err(|error| error.to_string())?)?;
    }
    let path = out.display();
    print(&language.pick(
        format!("{path} を作りました。記入したら tassei check {path} で確かめてください。"),
        format!("Made {path}. Fill it in, then check it: tassei check {path}"),
    ));
    Ok(())
}
