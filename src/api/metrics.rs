//! `/metrics`

use std::sync::atomic::{AtomicI64, AtomicU64};

use actix_web::HttpResponse;
use actix_web::web::Data;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use crate::http::cache::ResponseCache;
use crate::http::metrics::HttpMetrics;
use crate::http::problem::{Problem, ProblemCode};
use crate::service::{HandlerResult, NoParameters, Service};

/// Media type of the response.
pub(super) const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Metrics
///
/// Metrics of the running service in the `OpenMetrics` text format of Prometheus: requests and latency by route and status, the response cache, the database connections, running exports, version and age of the data. They contain nothing about clients: no address, no search text.
#[utoipa::path(get, path = "/metrics", operation_id = "get_metrics", tag = "service")]
pub(super) async fn metrics(
    _: NoParameters,
    service: Data<Service>,
    cache: Data<ResponseCache>,
    http: Data<HttpMetrics>,
) -> HandlerResult {
    let mut text = String::new();
    encode(&mut text, &registry(&service, &cache, &http)).map_err(|error| {
        log::error!("cannot write the metrics: {error}");
        Problem::plain(ProblemCode::InternalError)
    })?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).content_type(OPENMETRICS).body(text))
}

fn registry(service: &Service, cache: &ResponseCache, http: &HttpMetrics) -> Registry {
    let mut registry = Registry::with_prefix("tassei");
    http.register(&mut registry);
    register_cache(&mut registry, cache);

    let pool = service.store().pool_status();
    registry.register("database_connections", "Open connections to the database", gauge(pool.open.into()));
    registry.register("database_connections_idle", "Open connections that are not in use", gauge(pool.idle.into()));
    registry.register("database_connections_limit", "Largest number of connections", gauge(pool.max.into()));
    let (running, limit) = service.export_counts();
    registry.register("exports_running", "Exports that are being written", gauge(running as u64));
    registry.register("exports_limit", "Largest number of exports", gauge(limit as u64));

    let versions = service.store().current_versions();
    let version = versions.all();
    registry.register("dataset", "Version of the data", Info::new([("version", version.hash.clone())]));
    let generation: Gauge<i64, AtomicI64> = Gauge::default();
    generation.set(version.generation);
    registry.register("dataset_imports", "Imports into this database that changed something", generation);
    if let Ok(imported) = version.imported_at.parse::<jiff::Timestamp>() {
        let age = jiff::Timestamp::now().duration_since(imported).as_secs_f64();
        registry.register_with_unit("dataset_age", "Time since the last import", Unit::Seconds, ConstGauge::new(age));
    }
    registry.register("build", "The program", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
    registry
}

fn register_cache(registry: &mut Registry, cache: &ResponseCache) {
    let stats = cache.stats();
    registry.register("cache_requests", "Lookups of responses that can be cached", counter(stats.lookups));
    registry.register("cache_misses", "Lookups that rendered the response", counter(stats.misses));
    registry.register("cache_entries", "Cached responses", gauge(stats.entries));
    registry.register_with_unit("cache_size", "Size of the cached responses", Unit::Bytes, gauge(stats.bytes));
    registry.register_with_unit("cache_capacity", "Largest size of the cache", Unit::Bytes, gauge(stats.capacity));
    // Before the first request there is no ratio: 1 would be a lie and NaN an alarm.
    let hits = stats.lookups.saturating_sub(stats.misses);
    let ratio = if stats.lookups == 0 { 0.0 } else { approximate(hits) / approximate(stats.lookups) };
    registry.register_with_unit("cache_hit", "Share of lookups that were hits", Unit::Ratios, ConstGauge::new(ratio));
}

fn counter(value: u64) -> ConstCounter<u64> {
    ConstCounter::new(value)
}

fn gauge(value: u64) -> Gauge<u64, AtomicU64> {
    let gauge = Gauge::default();
    gauge.set(value);
    gauge
}

/// A count as a float: exact below 2^32, and infinite above.
fn approximate(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}
