//! `/metrics`

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64};

use actix_web::HttpResponse;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use crate::http::ProblemCode;
use crate::http::{Call, Outcome, Problem};
use crate::service::app::App;

/// The media type of the answer.
pub(crate) const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Figures of the running service
///
/// In the `OpenMetrics` text format, as Prometheus reads it: requests and latency by route and status, the response cache, the connections to the database, running exports, the version and age of the data. Nothing in it is of a client: no address, no search words.
#[utoipa::path(get, path = "/metrics", operation_id = "get_metrics", tag = "service")]
pub(crate) async fn metrics(app: Arc<App>, call: Call) -> Outcome {
    call.no_parameters()?;
    let mut text = String::new();
    encode(&mut text, &registry(&app)).map_err(|error| {
        log::error!("the metrics cannot be written: {error}");
        Problem::plain(ProblemCode::InternalError)
    })?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).content_type(OPENMETRICS).body(text))
}

/// All figures as they are now.
fn registry(app: &App) -> Registry {
    let mut registry = Registry::with_prefix("tassei");
    app.traffic.register(&mut registry);

    let cache = app.answers.figures();
    registry.register("cache_requests", "Answers that the cache was asked for", counter(cache.asked));
    registry.register("cache_misses", "Answers that were not there and had to be made", counter(cache.made));
    registry.register("cache_entries", "Answers that are kept", gauge(cache.entries));
    registry.register_with_unit("cache_size", "What the kept answers weigh", Unit::Bytes, gauge(cache.bytes));
    registry.register_with_unit("cache_capacity", "What they may weigh", Unit::Bytes, gauge(app.cache_bytes));
    // Before the first request there is no ratio: 1 would be a lie and NaN an alarm.
    let hits = cache.asked.saturating_sub(cache.made);
    let ratio = if cache.asked == 0 { 0.0 } else { approximate(hits) / approximate(cache.asked) };
    registry.register_with_unit(
        "cache_hit",
        "Part of the answers that was there",
        Unit::Ratios,
        ConstGauge::new(ratio),
    );

    let pool = app.store.pool_status();
    registry.register("database_connections", "Open connections to the database", gauge(pool.open.into()));
    registry.register("database_connections_idle", "Of them, those nobody uses", gauge(pool.idle.into()));
    registry.register("database_connections_limit", "The most there may be", gauge(pool.max.into()));
    let exports = app.most_exports.saturating_sub(app.exports.available_permits());
    registry.register("exports_running", "Exports that are being read", gauge(exports as u64));
    registry.register("exports_limit", "The most there may be", gauge(app.most_exports as u64));

    let state = app.store.current_version();
    registry.register("dataset", "The version of the data", Info::new([("version", state.hash.clone())]));
    let generation: Gauge<i64, AtomicI64> = Gauge::default();
    generation.set(state.generation);
    registry.register("dataset_imports", "Imports into this database", generation);
    if let Ok(imported) = state.imported_at.parse::<jiff::Timestamp>() {
        let age = jiff::Timestamp::now().duration_since(imported).as_secs_f64();
        registry.register_with_unit("dataset_age", "Time since the last import", Unit::Seconds, ConstGauge::new(age));
    }
    registry.register("build", "The program", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
    registry
}

fn counter(value: u64) -> ConstCounter<u64> {
    ConstCounter::new(value)
}

fn gauge(value: u64) -> Gauge<u64, AtomicU64> {
    let gauge = Gauge::default();
    gauge.set(value);
    gauge
}

/// A count as a float; counts this large do not happen.
fn approximate(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}
