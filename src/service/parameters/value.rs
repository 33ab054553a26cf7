//! Values of parameters: single ones, and the problems of bad ones.

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

/// The problem for a parameter that does not exist here; names the nearest of `known`.
pub(super) fn unknown(name: &str, known: &[&'static str]) -> Problem {
    let shared_prefix = |known: &str| known.bytes().zip(name.bytes()).take_while(|(one, two)| one == two).count();
    let nearest = known.iter().copied().max_by_key(|known| (shared_prefix(known), std::cmp::Reverse(known.len())));
    let nearest = nearest.filter(|nearest| shared_prefix(nearest) > 0);
    let (ja, en) = nearest.map_or_else(Default::default, |nearest| {
        (format!("「{nearest}」のことではありませんか。"), format!(" Did you mean \"{nearest}\"?"))
    });
    Problem::new(
        ProblemCode::UnknownParameter,
        format!("「{}」というパラメーターはありません。{ja}", excerpt(name)),
        format!("There is no parameter \"{}\" here.{en}", excerpt(name)),
    )
    .parameter(name)
    .allowed(known.iter().copied())
    .nearest(nearest.map(str::to_owned))
}
