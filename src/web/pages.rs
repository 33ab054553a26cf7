//! `/`, `/problems` and `/problems/{code}`, in Japanese and English on one page.

use std::sync::Arc;

use actix_web::HttpResponse;
use askama::Template;

use crate::http::{Call, EntityTag, Format, Outcome, Problem, Route, fresh_headers, not_modified};
use crate::text::ProblemCode;

/// Pages load their own style sheet and nothing else.
pub(super) const POLICY: (&str, &str) = (
    "content-security-policy",
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'",
);

const STYLE: &str = include_str!("../../templates/style.css");

#[derive(Template)]
#[template(path = "index.html")]
struct Index;

#[derive(Template)]
#[template(path = "problems.html")]
struct Problems {
    problems: Vec<ProblemCode>,
}

pub(super) fn routes() -> Vec<Route<()>> {
    vec![
        Route::new("/", &[], |_, call| async move { page(&call, &Index) }),
        Route::new("/problems", &[], |_, call| async move {
            page(&call, &Problems { problems: ProblemCode::ALL.to_vec() })
        }),
        Route::new("/problems/{code}", &[], problem),
        Route::new("/style.css", &[], |_, call: Call| async move {
            static_answer(&call, "text/css; charset=utf-8", STYLE.as_bytes())
        }),
    ]
}

async fn problem(_: Arc<()>, call: Call) -> Outcome {
    let code = call.segment("code");
    let known = ProblemCode::ALL.into_iter().find(|known| known.code() == code);
    let known = known.ok_or_else(|| {
        Problem::plain(ProblemCode::NotFound).value(&code).allowed(ProblemCode::ALL.map(ProblemCode::code))
    })?;
    page(&call, &Problems { problems: vec![known] })
}

fn page(call: &Call, template: &impl Template) -> Outcome {
    let html = template.render().map_err(|error| {
        log::error!("a page cannot be made: {error}");
        Problem::plain(ProblemCode::InternalError)
    })?;
    static_answer(call, Format::Html.content_type(), html.as_bytes())
}

/// What changes with the program only.
pub(super) fn static_answer(call: &Call, content_type: &str, body: &[u8]) -> Outcome {
    call.no_parameters()?;
    let tag = EntityTag::of("", call.path(), content_type);
    if let Some(unchanged) = not_modified(call.headers(), &tag, "") {
        return Ok(unchanged);
    }
    let mut response = HttpResponse::Ok();
    for header in fresh_headers(&tag, "") {
        response.insert_header(header);
    }
    response.insert_header(POLICY);
    Ok(response.content_type(content_type).body(body.to_vec()))
}
