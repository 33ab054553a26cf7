//! `tassei template`: creates empty tables to fill in.

use super::{Failure, files, print};
use crate::config::Template;
use crate::dataset::{template_files, workbook};

/// Without it, Japanese Excel reads CSV files as `Shift_JIS` and shows garbage. Only templates have it, because people open
/// them: exports are for programs, which may treat it as a part of the first header.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

pub(super) fn run(settings: &Template) -> Result<(), Failure> {
    let (out, language) = (&settings.out, settings.lang);
    if !settings.csv && out.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("xlsx")) {
        return Err(language.pick(
            format!(
                "{} は .xlsx で終わる名前にしてください（CSV の場合は --csv を付けてフォルダーを指定します）。",
                out.display()
            ),
            format!("{} must end in .xlsx (or use --csv with a folder).", out.display()),
        ));
    }
    if out.exists() && !settings.csv {
        return Err(language.pick(
            format!("{} はすでにあります。--out に別の名前を指定してください。", out.display()),
            format!("{} already exists. Use another name with --out.", out.display()),
        ));
    }
    if settings.csv {
        let Some(code) = settings.localgov_code.as_ref().map(ToString::to_string) else {
            return Err(language
                .pick(
                    "--csv には --localgov-code も必要です。ファイル名の先頭になる全国地方公共団体コード6桁を指定してください\
                     （例 --localgov-code 072036）。",
                    "--csv requires --localgov-code: the six digits of the local government code, with which the file names \
                     begin (such as --localgov-code 072036).",
                )
                .to_owned());
        };
        for (name, bytes) in template_files(&code).map_err(|error| error.to_string())? {
            let path = out.join(name);
            if path.exists() {
                return Err(language.pick(
                    format!("{} はすでにあります。--out に空のフォルダーを指定してください。", path.display()),
                    format!("{} already exists. Use an empty folder with --out.", path.display()),
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
        format!("Created {path}. Fill it in, then run tassei check {path}"),
    ));
    Ok(())
}
