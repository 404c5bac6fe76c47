//! Metrics for Prometheus: counts of requests and decisions, and how long they took. No person can
//! be told from them.
//!
//! Entry points: [`Metrics::count_request`], [`Metrics::count_decision`], [`Metrics::note_parts`],
//! [`Metrics::text`].

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use consent::wire::{Kind, Verb};
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::store::{Part, Undelivered};

/// The type of [`Metrics::text`].
pub const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper ends of the buckets of request times, in seconds.
const BUCKETS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];

/// Counters since the start.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Histogram, fn() -> Histogram>,
    decisions: Family<Decision, Counter>,
    undelivered: Family<Waiting, Gauge>,
    parts: Family<StorePart, Gauge>,
    is_store_whole: AtomicBool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    method: &'static str,
    /// The pattern of its address, which names nobody.
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Decision {
    kind: &'static str,
    verb: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Waiting {
    state: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StorePart {
    part: String,
}

impl Default for Metrics {
    fn default() -> Self {
        let requests: Family<_, _, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(BUCKETS));
        let (decisions, undelivered) = (Family::default(), Family::default());
        let parts = Family::default();
        let mut registry = Registry::with_prefix("mingbai");
        // The library ends each sentence with a full stop, and the name of a counter with `_total`.
        registry.register("decisions", "Decisions stored", decisions.clone());
        registry.register(
            "request_seconds",
            "Time that requests took",
            requests.clone(),
        );
        registry.register(
            "webhook_undelivered",
            "Messages that the webhook's receiver has not taken",
            undelivered.clone(),
        );
        registry.register(
            "store_part_reachable",
            "Whether upkeep reached that part of the store when it last looked",
            parts.clone(),
        );
        Self {
            registry,
            requests,
            decisions,
            undelivered,
            parts,
            is_store_whole: AtomicBool::new(true),
        }
    }
}

impl Metrics {
    /// Counts a request by the pattern of its address.
    pub fn count_request(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let request = Request {
            method,
            route: route.to_owned(),
            status,
        };
        let times = self.requests.get_or_create(&request);
        times.observe(took.as_secs_f64());
    }

    /// Counts a stored decision.
    pub fn count_decision(&self, kind: Kind, verb: Verb) {
        let (kind, verb) = (kind.code(), verb.code());
        self.decisions.get_or_create(&Decision { kind, verb }).inc();
    }

    /// Notes which parts of the store could be reached; nothing where it is in one piece.
    pub fn note_parts(&self, parts: &[Part]) {
        let answers = |part: &Part| part.trouble.is_none() || !part.is_added;
        let is_whole = parts.iter().all(answers);
        self.is_store_whole.store(is_whole, Ordering::Relaxed);
        self.parts.clear();
        for Part { name, trouble, .. } in parts {
            let part = name.clone();
            let gauge = self.parts.get_or_create(&StorePart { part });
            gauge.set(i64::from(trouble.is_none()));
        }
    }

    /// Notes that it could not be asked which parts there are: nothing is known of any.
    pub fn note_no_parts(&self) {
        self.is_store_whole.store(false, Ordering::Relaxed);
        self.parts.clear();
    }

    /// Whether all parts of the store that were ever added could be reached when they were last looked at.
    pub fn is_store_whole(&self) -> bool {
        self.is_store_whole.load(Ordering::Relaxed)
    }

    /// Everything as OpenMetrics; without `undelivered` when the store does not say.
    pub fn text(&self, undelivered: Option<Undelivered>) -> String {
        self.undelivered.clear();
        if let Some(counts) = undelivered {
            let states = [
                ("waiting", counts.waiting),
                ("retrying", counts.retrying),
                ("failed", counts.failed),
                ("erasure", counts.erasures),
            ];
            for (state, count) in states {
                let gauge = self.undelivered.get_or_create(&Waiting { state });
                gauge.set(count);
            }
        }
        let mut out = String::new();
        text::encode(&mut out, &self.registry).expect("writing to a string does not fail");
        out
    }
}
