//! `/`, `/problems` and `/problems/{code}`, in Japanese and English on one page.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_SECURITY_POLICY;
use askama::Template;

use crate::http::ProblemCode;
use crate::http::{Answers, Call, Edition, Format, Outcome, Problem, Representation, Route};

/// Pages load their own style sheet and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

const STYLE: &str = include_str!("../../templates/style.css");

#[derive(Template)]
#[template(path = "index.html")]
struct Index;

#[derive(Template)]
#[template(path = "problems.html")]
struct Problems {
    problems: Vec<ProblemCode>,
}

pub(super) fn routes() -> Vec<Route<Answers>> {
    vec![
        Route::new("/", &[], |answers, call| async move { page(&answers, &call, &Index).await }),
        Route::new("/problems", &[], |answers, call| async move {
            page(&answers, &call, &Problems { problems: ProblemCode::ALL.to_vec() }).await
        }),
        Route::new("/problems/{code}", &[], problem),
        // Browsers ask for it by themselves.
        Route::new("/favicon.ico", &[], |_, _| async move {
            Ok(HttpResponse::NoContent().insert_header(("cache-control", "public, max-age=86400")).finish())
        }),
        Route::new("/style.css", &[], |answers: Arc<Answers>, call: Call| async move {
            fixed(&answers, &call, "text/css; charset=utf-8", STYLE.as_bytes(), POLICY).await
        }),
    ]
}

async fn problem(answers: Arc<Answers>, call: Call) -> Outcome {
    let code = call.raw_segment("code");
    let known = ProblemCode::ALL.into_iter().find(|known| known.code() == code);
    let known = known.ok_or_else(|| {
        Problem::plain(ProblemCode::NotFound).value(&code).allowed(ProblemCode::ALL.map(ProblemCode::code))
    })?;
    page(&answers, &call, &Problems { problems: vec![known] }).await
}

async fn page(answers: &Answers, call: &Call, template: &impl Template) -> Outcome {
    let html = template.render().map_err(|error| {
        log::error!("a page cannot be made: {error}");
        Problem::plain(ProblemCode::InternalError)
    })?;
    fixed(answers, call, Format::Html.content_type(), html.as_bytes(), POLICY).await
}

/// Answers with what changes with the program only.
pub(super) async fn fixed(answers: &Answers, call: &Call, content_type: &str, body: &[u8], policy: &str) -> Outcome {
    call.no_parameters()?;
    let whole = async { Ok(Representation::new(content_type, body.to_vec()).with(CONTENT_SECURITY_POLICY, policy)) };
    answers.answer(call, &Edition::default(), whole).await
}
