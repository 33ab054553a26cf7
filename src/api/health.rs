//! `/livez` and `/readyz`

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Serialize;
use utoipa::ToSchema;

use crate::service::{HandlerResult, PlainRequest, Service};

/// Health of the process.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Health {
    /// `ok`; any other state is a problem.
    #[schema(example = "ok")]
    status: &'static str,
}

fn ok() -> HttpResponse {
    HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(Health { status: "ok" })
}

/// Liveness
///
/// Responds without a query: if there is no response, restart the process.
#[utoipa::path(get, path = "/livez", operation_id = "get_liveness", tag = "service")]
pub(super) async fn live(_: PlainRequest) -> HandlerResult {
    Ok(ok())
}

/// Readiness
///
/// Queries the database: while it is not ready, send requests elsewhere.
#[utoipa::path(get, path = "/readyz", operation_id = "get_readiness", tag = "service")]
pub(super) async fn ready(service: Data<Service>, request: PlainRequest) -> HandlerResult {
    service.query(&request.context.target, |_, _| Ok(())).await?;
    Ok(ok())
}
