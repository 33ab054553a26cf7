//! `/v1`: what there is and on what terms; and `/openapi.json`.

use std::sync::{Arc, LazyLock};

use serde::Serialize;
use utoipa::ToSchema;

use super::routes;
use crate::http::ProblemCode;
use crate::http::{Call, Edition, Outcome, Problem, Representation};
use crate::service::app::{App, DATASET_VERSION, edition, json};
use crate::service::list::{ATTRIBUTION, License, licenses};
use crate::service::parameters::{DEFAULT_LIMIT, LARGEST_LIMIT};

/// The service: its data, its terms, its resources.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Service {
    /// What this is.
    #[schema(example = "Tassei")]
    name: &'static str,
    /// The version of the program.
    #[schema(example = "0.1.0")]
    version: &'static str,
    /// The version of the data.
    #[schema(example = "5c0f2d6b9a1e4c37")]
    dataset_version: String,
    /// When the data was last imported here, UTC.
    #[schema(example = "2026-11-20T09:00:00Z")]
    imported_at: String,
    /// How to name the source when you use this.
    attribution: &'static str,
    /// The licences of tables and texts.
    licenses: Vec<License>,
    /// Limits of a page.
    limits: PageLimits,
    /// The documentation.
    documentation: &'static str,
    /// The OpenAPI document.
    openapi: &'static str,
    /// The paths of all resources.
    resources: Vec<String>,
}

/// How large a page may be.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PageLimits {
    /// The rows of a page that does not say.
    #[schema(example = 100)]
    default: i64,
    /// The most rows of a page.
    #[schema(example = 1000)]
    maximum: i64,
}

/// The map does not change while the program runs.
static RESOURCES: LazyLock<Vec<String>> =
    LazyLock::new(|| routes::paths().into_iter().filter(|path| path.starts_with("/v1/")).collect());

/// The service
///
/// What there is here, in which version, on what terms.
#[utoipa::path(get, path = "/v1", operation_id = "get_service", tag = "service")]
pub(crate) async fn service(app: Arc<App>, call: Call) -> Outcome {
    call.no_parameters()?;
    let (state, ()) = app.ask(&call, |_, _| Ok(())).await?;
    let body = json(&Service {
        name: "Tassei",
        version: env!("CARGO_PKG_VERSION"),
        dataset_version: state.hash.clone(),
        imported_at: state.imported_at.clone(),
        attribution: ATTRIBUTION,
        licenses: licenses(),
        limits: PageLimits { default: DEFAULT_LIMIT, maximum: LARGEST_LIMIT },
        documentation: "/docs",
        openapi: "/openapi.json",
        resources: RESOURCES.clone(),
    })
    .map_err(|_| Problem::plain(ProblemCode::InternalError))?;
    // The one answer that says when its data was imported: that is part of its tag.
    let mut own = edition(&state);
    own.version += &state.imported_at;
    let whole = Representation::new(call.format().content_type(), body).of(own.clone());
    app.answers.answer(&call, &own, async { Ok(whole.with(DATASET_VERSION, &state.hash)) }).await
}

/// This document
///
/// The OpenAPI 3.1 document of this service.
#[utoipa::path(get, path = "/openapi.json", operation_id = "get_openapi", tag = "service")]
pub(crate) async fn openapi(app: Arc<App>, call: Call) -> Outcome {
    call.no_parameters()?;
    // It names the address of this service: instances have documents of their own.
    let edition = Edition::fixed(&app.openapi_digest);
    let document = Representation::new(call.format().content_type(), app.openapi.clone()).of(edition.clone());
    app.answers.answer(&call, &edition, async { Ok(document) }).await
}
