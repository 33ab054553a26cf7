//! The name under which a browser saves a file: what was asked for.

use actix_web::http::header::{Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue};

use crate::http::target::Target;

/// Parameters that say how the rows are written, not which.
const FORM: [&str; 6] = ["cursor", "excel", "fields", "header", "limit", "sort"];

/// Parameters that name a government or a plan: they come first.
const SCOPE: [&str; 2] = ["localgov_code", "plan_id"];

/// Longest name, in characters.
const MAX_CHARACTERS: usize = 100;

/// Returns the value of `Content-Disposition` for a file at `target`.
pub(super) fn disposition(target: &Target, extension: &str) -> String {
    let name = format!("{}.{extension}", name(target));
    let plain: String = name.chars().map(|it| if it.is_ascii() { it } else { '_' }).collect();
    let mut parameters = vec![DispositionParam::Filename(plain)];
    if !name.is_ascii() {
        let charset = Charset::Ext("UTF-8".to_owned());
        let value = ExtendedValue { charset, language_tag: None, value: name.into_bytes() };
        parameters.push(DispositionParam::FilenameExt(value));
    }
    ContentDisposition { disposition: DispositionType::Inline, parameters }.to_string()
}

/// `072036_indicators_behind` for `/v1/indicators.csv?localgov_code=072036&status=behind`.
fn name(target: &Target) -> String {
    let values = |is_scope: bool| {
        let pairs = target.query().pairs().filter(|(name, _)| !FORM.contains(name));
        pairs.filter(move |(name, _)| SCOPE.contains(name) == is_scope).map(|(_, value)| value)
    };
    // Without the version of the API.
    let path = target.stem().split('/').skip(2);
    let parts: Vec<&str> = values(true).chain(path).chain(values(false)).filter(|part| !part.is_empty()).collect();
    let is_plain = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.');
    parts.join("_").chars().map(|it| if is_plain(it) { it } else { '-' }).take(MAX_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::FromRequest as _;
    use actix_web::test::TestRequest;

    fn of(uri: &str) -> String {
        let request = TestRequest::with_uri(uri).to_http_request();
        let target = actix_web::rt::System::new().block_on(Target::extract(&request)).unwrap();
        disposition(&target, "csv")
    }

    #[test]
    fn a_file_is_named_after_what_was_asked_for() {
        for (uri, name) in [
            ("/v1/observations.csv", "observations"),
            ("/v1/observations?sort=-id&excel=true", "observations"),
            ("/v1/indicators.csv?status=behind&localgov_code=072036", "072036_indicators_behind"),
            (
                "/v1/observations.csv?fiscal_year=2022..2025&plan_id=072036-gk2022",
                "072036-gk2022_observations_2022..2025",
            ),
            ("/v1/indicators/072036-gk2022-1/trend.csv", "indicators_072036-gk2022-1_trend"),
            ("/v1/search.csv?q=../a%22b", "search_..-a-b"),
        ] {
            assert_eq!(of(uri), format!("inline; filename=\"{name}.csv\""), "{uri}");
        }
        assert_eq!(
            of("/v1/measures.csv?department=%E5%B8%82%E6%B0%91%E8%AA%B2"),
            "inline; filename=\"measures____.csv\"; filename*=UTF-8''measures_%E5%B8%82%E6%B0%91%E8%AA%B2.csv"
        );
        assert!(of(&format!("/v1/search.csv?q={}", "a".repeat(500))).len() < 140);
    }
}
