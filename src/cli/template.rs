//! `tassei template`: empty tables to be filled in.

use super::{Failure, files, print};
use crate::config::Template;
use crate::dataset::{template_files, workbook};

/// Excel in Japan takes a CSV without it for `Shift_JIS`, and shows a template as garbage. Only files that people open to
/// fill them in begin with it: what is exported is for programs, where it would stick to the first header.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

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
        let Some(code) = settings.localgov_code.as_ref().map(ToString::to_string) else {
            return Err(language
                .pick(
                    "--csv には --localgov-code も要ります。全国地方公共団体コード6桁を書いてください\
                     （例 --localgov-code 072036）。ファイル名の先頭になります。",
                    "--csv needs --localgov-code too: the six digits of the local government code (such as \
                     --localgov-code 072036), with which the names of the files begin.",
                )
                .to_owned());
        };
        for (name, bytes) in template_files(&code).map_err(|error| error.to_string())? {
            let path = out.join(name);
            if path.exists() {
                return Err(language.pick(
                    format!("{} はもうあります。空のフォルダーを --out に書いてください。", path.display()),
                    format!("{} is there already. Give an empty folder with --out.", path.display()),
                ));
            }
            files::write(&path, &[BYTE_ORDER_MARK, &bytes].concat())?;
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
