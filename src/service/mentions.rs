//! What the filters of a list name: looked up before the list is read.
//!
//! An id that no row has is a problem, because the list would be empty whatever the data says. A renamed id is followed. A
//! name is free text, so one that nothing has is a warning beside the empty list.

use serde::Serialize;
use utoipa::ToSchema;

use super::error::ServiceError;
use super::parameters::{ListParameters, ListQuery, Mention, Named};
use crate::domain::similarity::nearest_names;
use crate::http::problem::{Problem, ProblemCode, excerpt};
use crate::model::DataScope;
use crate::model::ids::is_id;
use crate::store::AnyConnection;
use crate::store::records::redirects::{self, Redirected, ResourceKind};
use crate::store::records::{changes, departments, plans, sdg_targets};

/// Most names in a warning.
const MAX_NEAREST: usize = 5;

/// Most ids that a problem lists as allowed.
const MAX_ALLOWED: usize = 20;

/// What to know about a filter of this request.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Warning {
    /// The filter.
    #[schema(example = "department")]
    parameter: &'static str,
    /// Its value.
    #[schema(example = "人事")]
    value: String,
    /// The nearest values that exist, at most five; empty where none is near.
    #[schema(example = json!(["人事課"]))]
    nearest: Vec<String>,
    /// What it means.
    message: Message,
}

/// A text in both languages.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct Message {
    /// In Japanese.
    ja: String,
    /// In English.
    en: String,
}

/// Looks up what the filters name, follows renamed ids, and returns the warnings. Nothing outside `scope` is used, because
/// the response has the version of that scope.
///
/// # Errors
/// The problem of an id that no row has, or the error of the database.
pub(super) fn resolve<F: ListParameters>(
    connection: &mut AnyConnection,
    scope: DataScope,
    query: &mut ListQuery<F>,
) -> Result<Vec<Warning>, ServiceError> {
    let mut warnings = Vec::new();
    for mention in query.mentions.clone() {
        let kind = match mention.named {
            Named::Row(kind) => kind,
            Named::ChangedGovernment if changes::exist_for(connection, &mention.id)? => continue,
            Named::ChangedGovernment => ResourceKind::LocalGovernment,
            Named::Department | Named::SdgTarget => continue,
        };
        if redirects::exists(connection, kind, &mention.id)? {
            continue;
        }
        match redirects::follow(connection, kind, &mention.id)? {
            Some(Redirected { id, kind: new_kind }) if new_kind == kind && scope.contains(&id) => {
                query.rename(mention.parameter, &mention.id, &id);
                warnings.push(Warning::renamed(&mention, id));
            }
            elsewhere => {
                let new_id = elsewhere.map(|redirected| redirected.id);
                return Err(unknown_value(connection, kind, &mention, new_id)?.into());
            }
        }
    }
    let named_by_text: Vec<Mention> =
        query.mentions.iter().filter(|it| matches!(it.named, Named::Department | Named::SdgTarget)).cloned().collect();
    if !named_by_text.is_empty() {
        let governments = match scope.code() {
            Some(code) => vec![code.to_owned()],
            None => governments(connection, &query.mentions)?,
        };
        for mention in named_by_text {
            warnings.extend(look_up_text(connection, scope, query, &mention, &governments)?);
        }
    }
    Ok(warnings)
}

/// Returns the governments that the filters select; none where they select no government or plan.
fn governments(connection: &mut AnyConnection, mentions: &[Mention]) -> Result<Vec<String>, ServiceError> {
    let ids = |kind: ResourceKind| -> Vec<String> {
        mentions.iter().filter(|it| it.named == Named::Row(kind)).map(|it| it.id.clone()).collect()
    };
    let (codes, plans) = (ids(ResourceKind::LocalGovernment), ids(ResourceKind::Plan));
    if codes.is_empty() && !plans.is_empty() { Ok(plans::governments(connection, &plans)?) } else { Ok(codes) }
}

/// Looks up a department or an SDG target.
fn look_up_text<F: ListParameters>(
    connection: &mut AnyConnection,
    scope: DataScope,
    query: &mut ListQuery<F>,
    mention: &Mention,
    governments: &[String],
) -> Result<Option<Warning>, ServiceError> {
    let value = &mention.id;
    if mention.named == Named::SdgTarget {
        if sdg_targets::exists(connection, value, governments)? {
            return Ok(None);
        }
        let mut nearest = sdg_targets::of_same_goal(connection, value, governments)?;
        nearest.truncate(MAX_NEAREST);
        return Ok(Some(Warning::no_sdg_target(mention, nearest, governments)));
    }
    if departments::exists(connection, value, governments)? {
        return Ok(None);
    }
    if let Some(Redirected { id, kind: ResourceKind::Department }) =
        redirects::follow(connection, ResourceKind::Department, value)?
    {
        query.rename(mention.parameter, value, &id);
        return Ok(Some(Warning::renamed(mention, id)));
    }
    let id = if is_id(value) { redirects::nearest(connection, ResourceKind::Department, value)? } else { None };
    let mut nearest: Vec<String> = id.into_iter().filter(|id| scope.contains(id)).collect();
    if nearest.is_empty() {
        let names = departments::names(connection, governments)?;
        nearest = nearest_names(value, names.iter().map(String::as_str), MAX_NEAREST);
    }
    Ok(Some(Warning::no_department(mention, nearest, governments)))
}

/// The problem for an id in a filter that no row has, or whose row has an id of another government now.
fn unknown_value(
    connection: &mut AnyConnection,
    kind: ResourceKind,
    mention: &Mention,
    new_id: Option<String>,
) -> Result<Problem, ServiceError> {
    let nearest = match new_id {
        Some(new_id) => Some(new_id),
        None => match redirects::nearest(connection, kind, &mention.value)? {
            None if mention.id != mention.value => redirects::nearest(connection, kind, &mention.id)?,
            nearest => nearest,
        },
    };
    let allowed = redirects::all_if_few(connection, kind, MAX_ALLOWED)?;
    let (parameter, value) = (mention.parameter, excerpt(&mention.value));
    let (ja, en) = nearest.as_ref().map_or_else(Default::default, |nearest| {
        (format!("「{nearest}」のことではありませんか。"), format!(" Did you mean \"{nearest}\"?"))
    });
    let problem = Problem::new(
        ProblemCode::UnknownId,
        format!("「{parameter}」に書かれた「{value}」は、このデータにありません。{ja}"),
        format!("\"{value}\" in \"{parameter}\" is not in the data.{en}"),
    );
    Ok(problem.parameter(parameter).value(&mention.value).allowed(allowed).nearest(nearest))
}

impl Warning {
    fn new(mention: &Mention, nearest: Vec<String>, ja: String, en: String) -> Self {
        let message = if nearest.is_empty() {
            Message { ja, en }
        } else {
            let (in_ja, in_en) = (nearest.join("、"), nearest.join(", "));
            Message { ja: format!("{ja}近いもの：{in_ja}"), en: format!("{en} The nearest: {in_en}") }
        };
        Self { parameter: mention.parameter, value: excerpt(&mention.value), nearest, message }
    }

    fn renamed(mention: &Mention, new_id: String) -> Self {
        let old_id = &mention.id;
        let ja = format!("ID「{old_id}」は「{new_id}」に変わりました。新しい ID で絞り込んでいます。");
        let en = format!("The id \"{old_id}\" is now \"{new_id}\", and the list is filtered by that.");
        let value = excerpt(&mention.value);
        Self { parameter: mention.parameter, value, nearest: vec![new_id], message: Message { ja, en } }
    }

    fn no_department(mention: &Mention, nearest: Vec<String>, governments: &[String]) -> Self {
        let (value, [scope_ja, scope_en]) = (excerpt(&mention.value), scope(governments));
        let ja = format!("「{value}」という名称または ID の部署は、{scope_ja}データにありません。");
        let en = format!("No department in the data{scope_en} has the name or id \"{value}\".");
        Self::new(mention, nearest, ja, en)
    }

    fn no_sdg_target(mention: &Mention, nearest: Vec<String>, governments: &[String]) -> Self {
        let (value, [scope_ja, scope_en]) = (excerpt(&mention.value), scope(governments));
        let ja = format!("SDGs のターゲット {value} が付いた取組は、{scope_ja}データにありません。");
        let en = format!("No measure in the data{scope_en} is tagged with the SDG target {value}.");
        Self::new(mention, nearest, ja, en)
    }
}

/// Names the data that was looked at, in Japanese and English.
const fn scope(governments: &[String]) -> [&'static str; 2] {
    match governments.len() {
        0 => ["この", ""],
        1 => ["この団体の", " of this government"],
        _ => ["これらの団体の", " of these governments"],
    }
}
