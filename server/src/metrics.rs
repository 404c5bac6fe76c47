//! What is counted, for Prometheus: requests, decisions, time. No person can be told from it.
//!
//! Entry points: [`Metrics::count_request`], [`Metrics::count_decision`], [`Metrics::text`].

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;
use std::time::Duration;

use consent::wire::{Kind, Verb};

use crate::store::Undelivered;

/// Upper ends of the buckets of request times, in seconds.
const BUCKETS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];

/// Counters since the start.
#[derive(Default)]
pub struct Metrics {
    requests: Mutex<BTreeMap<(String, String, u16), Times>>,
    decisions: Mutex<BTreeMap<(&'static str, &'static str), u64>>,
}

#[derive(Default)]
struct Times {
    count: u64,
    seconds: f64,
    buckets: [u64; BUCKETS.len()],
}

impl Metrics {
    /// Counts a request by the pattern of its address, which names nobody.
    pub fn count_request(&self, method: &str, route: &str, status: u16, took: Duration) {
        let mut requests = self.requests.lock().expect("no holder of this lock panics");
        let times = requests
            .entry((method.to_owned(), route.to_owned(), status))
            .or_default();
        let seconds = took.as_secs_f64();
        times.count += 1;
        times.seconds += seconds;
        for (bucket, end) in times.buckets.iter_mut().zip(BUCKETS) {
            *bucket += u64::from(seconds <= end);
        }
    }

    /// Counts a stored decision.
    pub fn count_decision(&self, kind: Kind, verb: Verb) {
        let mut decisions = self
            .decisions
            .lock()
            .expect("no holder of this lock panics");
        *decisions.entry((kind.code(), verb.code())).or_default() += 1;
    }

    /// Everything in the Prometheus text format; without `undelivered` when the store does not say.
    pub fn text(&self, undelivered: Option<Undelivered>) -> String {
        let mut out = String::new();
        self.write(&mut out)
            .and_then(|()| undelivered.map_or(Ok(()), |counts| write_undelivered(&mut out, counts)))
            .expect("writing to a string does not fail");
        out
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        writeln!(out, "# HELP mingbai_decisions_total Decisions stored.")?;
        writeln!(out, "# TYPE mingbai_decisions_total counter")?;
        let decisions = self
            .decisions
            .lock()
            .expect("no holder of this lock panics");
        for ((kind, verb), count) in decisions.iter() {
            writeln!(
                out,
                "mingbai_decisions_total{{kind=\"{kind}\",verb=\"{verb}\"}} {count}"
            )?;
        }
        drop(decisions);
        let name = "mingbai_request_seconds";
        writeln!(out, "# HELP {name} Time that requests took.")?;
        writeln!(out, "# TYPE {name} histogram")?;
        let requests = self.requests.lock().expect("no holder of this lock panics");
        for ((method, route, status), times) in requests.iter() {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            for (count, end) in times.buckets.iter().zip(BUCKETS) {
                writeln!(out, "{name}_bucket{{{labels},le=\"{end}\"}} {count}")?;
            }
            writeln!(out, "{name}_bucket{{{labels},le=\"+Inf\"}} {}", times.count)?;
            writeln!(out, "{name}_sum{{{labels}}} {}", times.seconds)?;
            writeln!(out, "{name}_count{{{labels}}} {}", times.count)?;
        }
        Ok(())
    }
}

fn write_undelivered(out: &mut String, counts: Undelivered) -> std::fmt::Result {
    let name = "mingbai_webhook_undelivered";
    writeln!(
        out,
        "# HELP {name} Messages that the webhook's receiver has not taken."
    )?;
    writeln!(out, "# TYPE {name} gauge")?;
    let states = [
        ("waiting", counts.waiting),
        ("retrying", counts.retrying),
        ("failed", counts.failed),
        ("erasure", counts.erasures),
    ];
    for (state, count) in states {
        writeln!(out, "{name}{{state=\"{state}\"}} {count}")?;
    }
    Ok(())
}
