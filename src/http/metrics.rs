//! HTTP metrics for operators.
//!
//! A label never repeats what a client sent: routes are patterns, and unknown methods share one label.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Upper bounds of the latency buckets, in seconds: from a cache hit to the query timeout.
const SECONDS: [f64; 12] = [0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.1, 0.25, 1.0, 2.5, 5.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct LatencyLabels {
    route: String,
    status: u16,
}

/// Number of responses, and the time until each began. A clone counts into the same metrics.
#[derive(Debug, Clone)]
pub struct HttpMetrics {
    requests: Family<RequestLabels, Counter>,
    latency: Family<LatencyLabels, Histogram, fn() -> Histogram>,
}

impl Default for HttpMetrics {
    fn default() -> Self {
        let histogram: fn() -> Histogram = || Histogram::new(SECONDS);
        Self { requests: Family::default(), latency: Family::new_with_constructor(histogram) }
    }
}

impl HttpMetrics {
    /// Counts one response. `route` is the pattern that matched, `None` where no route did.
    pub(super) fn count(&self, route: Option<&str>, method: &str, status: u16, time: Duration) {
        let route = route.unwrap_or("none").to_owned();
        let method = ["GET", "HEAD", "OPTIONS"].into_iter().find(|known| *known == method).unwrap_or("other");
        self.latency.get_or_create(&LatencyLabels { route: route.clone(), status }).observe(time.as_secs_f64());
        self.requests.get_or_create(&RequestLabels { route, method, status }).inc();
    }

    /// Registers the metrics.
    pub fn register(&self, registry: &mut Registry) {
        registry.register("http_requests", "Responses by route, method and status", self.requests.clone());
        registry.register(
            "http_request_duration_seconds",
            "Time until the response began, without the time a slow client takes to read it",
            self.latency.clone(),
        );
    }
}
