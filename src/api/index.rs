//! `/v1`: what the service offers and on what terms; and `/openapi.json`.

use actix_web::web::Data;
use actix_web::{HttpResponse, Responder};
use serde::Serialize;
use utoipa::ToSchema;

use super::state::ApiState;
use crate::http::cache::Representation;
use crate::service::parameters::{DEFAULT_LIMIT, MAX_LIMIT};
use crate::service::{ATTRIBUTION, HandlerResult, License, PlainRequest, Service, ServiceError, licenses};

/// The service: its data, its terms, its resources.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Service)]
pub(super) struct ServiceIndex {
    /// Name of the software.
    #[schema(example = "Tassei")]
    name: &'static str,
    /// Version of the software.
    #[schema(example = "0.1.0")]
    version: &'static str,
    /// Version of all data.
    #[schema(example = "5c0f2d6b9a1e4c37")]
    dataset_version: String,
    /// When the data was last imported here, UTC.
    #[schema(example = "2026-11-20T09:00:00Z")]
    imported_at: String,
    /// How to name the source when you use the data.
    attribution: &'static str,
    /// Licenses of tables and texts.
    licenses: Vec<License>,
    /// Limits of a page.
    limits: PageLimits,
    /// Path of the documentation.
    documentation: &'static str,
    /// Path of the OpenAPI document.
    openapi: &'static str,
    /// Paths of all resources.
    resources: Vec<String>,
}

/// Number of rows on a page.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PageLimits {
    /// Without `limit`.
    #[schema(example = 100)]
    default: i64,
    /// The largest `limit`.
    #[schema(example = 1000)]
    maximum: i64,
}

/// The service
///
/// What the service offers, in which version of the data, and on what terms.
#[utoipa::path(get, path = "/v1", operation_id = "get_service", tag = "service")]
pub(super) async fn service(service: Data<Service>, state: Data<ApiState>, request: PlainRequest) -> HandlerResult {
    let version = service.query(&request.context.target, |_, _| Ok(())).await?.version;
    let index = ServiceIndex {
        name: "Tassei",
        version: env!("CARGO_PKG_VERSION"),
        dataset_version: version.hash.clone(),
        imported_at: version.imported_at.clone(),
        attribution: ATTRIBUTION,
        licenses: licenses(),
        limits: PageLimits { default: DEFAULT_LIMIT, maximum: MAX_LIMIT },
        documentation: "/docs",
        openapi: "/openapi.json",
        resources: state.paths.clone(),
    };
    let body = serde_json::to_vec(&index).map_err(ServiceError::from)?;
    // The only response that tells when its data was imported: that is part of its tag.
    let content = format!("{}{}", version.hash, version.imported_at);
    let representation = Representation::new(request.context.media_type.content_type, body).of_version(&version);
    Ok(representation.identified_by(&content).respond_to(&request.context.request))
}

/// This document
///
/// The OpenAPI 3.1 document of this service.
#[utoipa::path(get, path = "/openapi.json", operation_id = "get_openapi", tag = "service")]
pub(super) async fn openapi(state: Data<ApiState>, request: PlainRequest) -> HttpResponse {
    state.openapi.representation().respond_to(&request.context.request)
}
