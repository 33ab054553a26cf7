//! `/docs`: the OpenAPI document to read and try, by Swagger UI out of the binary.

use std::sync::{Arc, LazyLock};

use utoipa_swagger_ui::Config;

use super::static_pages::fixed;
use crate::http::ProblemCode;
use crate::http::{Answers, Call, Outcome, Problem, Route};

/// Swagger UI writes styles into its elements and asks this service; nothing comes from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

static CONFIG: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
    let config = Config::from("/openapi.json");
    Arc::new(config.try_it_out_enabled(true).display_request_duration(true).default_models_expand_depth(0))
});

pub(super) fn routes() -> Vec<Route<Answers>> {
    vec![
        // Relative links of the page need the slash.
        Route::new("/docs", &[], |_, call: Call| async move {
            call.no_parameters()?;
            Ok(actix_web::HttpResponse::PermanentRedirect()
                .insert_header(("location", "/docs/"))
                .insert_header(("cache-control", "public, max-age=86400"))
                .finish())
        }),
        Route::new("/docs/", &[], |answers, call| async move { file(&answers, &call).await }),
        Route::new("/docs/{*file}", &[], |answers, call| async move { file(&answers, &call).await }),
    ]
}

async fn file(answers: &Answers, call: &Call) -> Outcome {
    let name = call.raw_segment("file");
    let found = utoipa_swagger_ui::serve(&name, Arc::clone(&CONFIG)).map_err(|error| {
        log::error!("Swagger UI: {error}");
        Problem::plain(ProblemCode::InternalError)
    })?;
    let found = found.ok_or_else(|| Problem::plain(ProblemCode::NotFound).value(&name))?;
    fixed(answers, call, &found.content_type, &found.bytes, POLICY).await
}
