//! What the service answered and how fast, for operators. Knows nobody.
//!
//! A label is never what a client sent: routes are patterns of ours, other methods are one.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Upper bounds of the classes of latency, in seconds: from a kept answer to the patience with a question.
const SECONDS: [f64; 12] = [0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.1, 0.25, 1.0, 2.5, 5.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Routed {
    route: String,
    status: u16,
}

/// Counts of answers, and how long each took until it began. A clone counts into the same.
#[derive(Debug, Clone)]
pub struct Traffic {
    answers: Family<Answered, Counter>,
    latency: Family<Routed, Histogram, fn() -> Histogram>,
}

impl Default for Traffic {
    fn default() -> Self {
        let histogram: fn() -> Histogram = || Histogram::new(SECONDS);
        Self { answers: Family::default(), latency: Family::new_with_constructor(histogram) }
    }
}

impl Traffic {
    /// Counts one answer. `route` is the pattern that matched, none where no route did.
    pub(super) fn count(&self, route: Option<&str>, method: &str, status: u16, time: Duration) {
        let route = route.unwrap_or("none").to_owned();
        let known = ["GET", "HEAD", "OPTIONS"].into_iter().find(|known| *known == method);
        self.latency.get_or_create(&Routed { route: route.clone(), status }).observe(time.as_secs_f64());
        self.answers.get_or_create(&Answered { route, method: known.unwrap_or("other"), status }).inc();
    }

    /// Gives the counts to a registry.
    pub fn register(&self, registry: &mut Registry) {
        registry.register("http_requests", "Requests that were answered", self.answers.clone());
        registry.register(
            "http_request_duration_seconds",
            "Time until an answer began; what a slow reader takes after that is not in it",
            self.latency.clone(),
        );
    }
}
