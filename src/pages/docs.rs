//! `/docs/`: Swagger UI for the OpenAPI document, from the binary.

use std::sync::{Arc, LazyLock};

use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_SECURITY_POLICY;
use actix_web::web::{Path, ServiceConfig};
use utoipa_swagger_ui::Config;

use crate::http::cache::Representation;
use crate::http::problem::{Problem, ProblemCode};
use crate::http::resource::read_only;
use crate::service::{HandlerResult, NoParameters};

/// Swagger UI writes styles into its elements and requests this service; nothing comes from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

static CONFIG: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
    let config = Config::from("/openapi.json");
    Arc::new(config.try_it_out_enabled(true).display_request_duration(true).default_models_expand_depth(0))
});

pub(super) fn configure(config: &mut ServiceConfig) {
    config
        .service(read_only(vec!["/docs".to_owned()], redirect))
        .service(read_only(vec!["/docs/{file:.*}".to_owned()], file));
}

/// Relative links of the page need the slash.
async fn redirect(_: NoParameters) -> HandlerResult {
    Ok(HttpResponse::PermanentRedirect()
        .insert_header(("location", "/docs/"))
        .insert_header(("cache-control", "public, max-age=86400"))
        .finish())
}

async fn file(_: NoParameters, name: Path<String>) -> Result<Representation, Problem> {
    let found = utoipa_swagger_ui::serve(&name, Arc::clone(&CONFIG)).map_err(|error| {
        log::error!("Swagger UI: {error}");
        Problem::plain(ProblemCode::InternalError)
    })?;
    let found = found.ok_or_else(|| Problem::plain(ProblemCode::NotFound).value(&name))?;
    Ok(Representation::new(&found.content_type, found.bytes.into_owned()).header(CONTENT_SECURITY_POLICY, POLICY))
}
