//! `/`, the style sheet and the icon.

use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_SECURITY_POLICY;
use actix_web::web::ServiceConfig;
use askama::Template;

use super::template::{POLICY, page};
use crate::http::cache::Representation;
use crate::http::problem::Problem;
use crate::http::resource::read_only;
use crate::service::NoParameters;

const STYLE: &str = include_str!("../../templates/style.css");

#[derive(Template)]
#[template(path = "index.html")]
struct StartPage;

pub(super) fn configure(config: &mut ServiceConfig) {
    config
        .service(read_only(vec!["/".to_owned()], start))
        .service(read_only(vec!["/style.css".to_owned()], style))
        // Browsers request it by themselves.
        .service(read_only(vec!["/favicon.ico".to_owned()], icon));
}

async fn start(_: NoParameters) -> Result<Representation, Problem> {
    page(&StartPage)
}

async fn style(_: NoParameters) -> Representation {
    Representation::new("text/css; charset=utf-8", STYLE).header(CONTENT_SECURITY_POLICY, POLICY)
}

async fn icon() -> HttpResponse {
    HttpResponse::NoContent().insert_header(("cache-control", "public, max-age=86400")).finish()
}
