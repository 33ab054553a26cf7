//! Values of parameters: single ones, and the problems of bad ones.

use super::hint::Hint;
use crate::domain::similarity::nearest_names;
use crate::http::problem::{Problem, ProblemCode, excerpt};
use crate::http::strict_query::Query;

/// Returns the value of a parameter that may be given once.
pub(super) fn single<'a>(query: &'a Query, name: &'static str) -> Result<Option<&'a str>, Problem> {
    let mut values = query.values(name);
    match (values.next(), values.next()) {
        (first, None) => Ok(first),
        _ => Err(Problem::new(
            ProblemCode::RepeatedParameter,
            format!("「{name}」が2回以上あります。1回だけ書いてください。"),
            format!("\"{name}\" is given more than once. Give it once."),
        )
        .parameter(name)),
    }
}

/// The problem for a value that is not valid.
pub fn invalid(name: &str, value: &str) -> Problem {
    let (ja, en) = if value.is_empty() {
        (
            format!("「{name}」の値が空です。値を書くか、パラメーターを除いてください。"),
            format!("\"{name}\" has no value. Give one or leave the parameter out."),
        )
    } else {
        (
            format!("「{name}」の値が正しくありません。使える値または書き方の例は allowed にあります。"),
            format!("The value of \"{name}\" is not valid. Valid values, or examples of their form, are in `allowed`."),
        )
    };
    Problem::new(ProblemCode::InvalidParameter, ja, en).parameter(name).value(value)
}

/// The problem for a parameter that does not exist here, with its hint or the nearest of `known`.
pub(super) fn unknown(name: &str, known: &[&'static str], hint: Option<Hint>) -> Problem {
    // Shorter names are part of too many.
    let nearest = || nearest_names(name, known.iter().copied().filter(|_| name.len() >= 3), 1).pop();
    let hint = hint.or_else(|| Hint::other_name(&nearest()?, known));
    let (ja, en) = hint.as_ref().map_or_else(Default::default, |hint| (hint.ja.as_str(), format!(" {}", hint.en)));
    Problem::new(
        ProblemCode::UnknownParameter,
        format!("「{}」というパラメーターはありません。{ja}", excerpt(name)),
        format!("There is no parameter \"{}\" here.{en}", excerpt(name)),
    )
    .parameter(name)
    .allowed(known.iter().copied())
    .nearest(hint.and_then(|hint| hint.nearest))
}
