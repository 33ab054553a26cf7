//! `/problems` and `/problems/{code}`, and a problem of a request as a page.

use actix_web::web::{Path, ServiceConfig};
use askama::Template;

use super::template::{POLICY, page};
use crate::http::cache::Representation;
use crate::http::problem::{Problem, ProblemBody, ProblemCode, ProblemPage};
use crate::http::resource::read_only;
use crate::language::Language;
use crate::service::NoParameters;

/// The page of a problem for readers who accept `text/html`.
pub const PROBLEM_PAGE: ProblemPage =
    ProblemPage { policy: POLICY, render: |problem, language| RequestProblem { problem, language }.render().ok() };

#[derive(Template)]
#[template(path = "problems.html")]
struct Problems {
    problems: Vec<ProblemCode>,
}

#[derive(Template)]
#[template(path = "problem.html")]
struct RequestProblem<'a> {
    problem: &'a ProblemBody,
    language: Language,
}

impl RequestProblem<'_> {
    fn language(&self) -> &'static str {
        self.language.pick("ja", "en")
    }

    fn say(&self, ja: &'static str, en: &'static str) -> &'static str {
        self.language.pick(ja, en)
    }

    /// Path of the general explanation.
    fn explanation(&self) -> String {
        format!("/problems/{}", self.problem.code)
    }
}

pub(super) fn configure(config: &mut ServiceConfig) {
    config
        .service(read_only(vec!["/problems".to_owned()], list))
        .service(read_only(vec!["/problems/{code}".to_owned()], item));
}

async fn list(_: NoParameters) -> Result<Representation, Problem> {
    page(&Problems { problems: ProblemCode::ALL.to_vec() })
}

async fn item(_: NoParameters, code: Path<String>) -> Result<Representation, Problem> {
    let known = ProblemCode::ALL.into_iter().find(|known| known.code() == code.as_str());
    let known = known.ok_or_else(|| {
        Problem::plain(ProblemCode::NotFound).value(&code).allowed(ProblemCode::ALL.map(ProblemCode::code))
    })?;
    page(&Problems { problems: vec![known] })
}
