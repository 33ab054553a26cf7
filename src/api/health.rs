//! `/livez` and `/readyz`

use std::sync::Arc;

use actix_web::HttpResponse;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::{Call, Outcome};
use crate::service::app::App;

/// The health of this process.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// `ok`; anything else is answered as a problem.
    #[schema(example = "ok")]
    status: &'static str,
}

fn ok() -> HttpResponse {
    HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(Health { status: "ok" })
}

/// Whether the process lives
///
/// Answers without asking the database: if it does not answer, restart it.
#[utoipa::path(get, path = "/livez", operation_id = "get_liveness", tag = "service")]
pub(crate) async fn live(_: Arc<App>, call: Call) -> Outcome {
    call.no_parameters()?;
    Ok(ok())
}

/// Whether the service can answer
///
/// Asks the database: while it is not ready, send requests elsewhere.
#[utoipa::path(get, path = "/readyz", operation_id = "get_readiness", tag = "service")]
pub(crate) async fn ready(app: Arc<App>, call: Call) -> Outcome {
    call.no_parameters()?;
    app.ask(&call, |_, _| Ok(())).await?;
    Ok(ok())
}
