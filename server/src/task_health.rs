//! Whether the tasks in the background go on: each reports a heartbeat after each round.
//!
//! Readiness fails while one is late, or has ended without being asked to. Entry points:
//! [`TaskHealth::expect`], [`TaskHealth::beat`] and [`TaskHealth::unwell`].

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use tokio::time::Instant;

/// The parts that have to show that they go on.
#[derive(Default)]
pub struct TaskHealth(Mutex<BTreeMap<&'static str, Part>>);

struct Part {
    last: Instant,
    longest: Duration,
    has_ended: bool,
}

impl TaskHealth {
    /// From now on that part is expected to beat, with at most so long in between.
    pub fn expect(&self, name: &'static str, longest: Duration) {
        let part = Part {
            last: Instant::now(),
            longest,
            has_ended: false,
        };
        self.parts().insert(name, part);
    }

    /// That part has done a round.
    pub fn beat(&self, name: &'static str) {
        if let Some(part) = self.parts().get_mut(name) {
            part.last = Instant::now();
            part.has_ended = false;
        }
    }

    /// The names of the parts that are expected to beat, in order.
    pub fn names(&self) -> Vec<&'static str> {
        self.parts().keys().copied().collect()
    }

    /// What is wrong, a sentence for each part that is not well.
    pub fn unwell(&self) -> Vec<String> {
        let parts = self.parts();
        let problems = parts.iter().filter_map(|(name, part)| {
            let silent = part.last.elapsed();
            if part.has_ended {
                return Some(format!("{name} ended and is started again"));
            }
            (silent > part.longest)
                .then(|| format!("{name} has done nothing for {} s", silent.as_secs()))
        });
        problems.collect()
    }

    /// That part has ended without being asked to.
    pub fn note_end(&self, name: &'static str) {
        if let Some(part) = self.parts().get_mut(name) {
            part.has_ended = true;
        }
    }

    fn parts(&self) -> MutexGuard<'_, BTreeMap<&'static str, Part>> {
        self.0.lock().expect("no holder of this lock panics")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_part_that_is_silent_for_too_long_is_not_well_until_it_beats() {
        let health = TaskHealth::default();
        health.expect("upkeep", Duration::from_secs(60));
        tokio::time::advance(Duration::from_secs(60)).await;
        assert!(health.unwell().is_empty());
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(health.unwell(), ["upkeep has done nothing for 61 s"]);
        health.beat("upkeep");
        health.beat("nobody expected this");
        assert!(health.unwell().is_empty());
    }
}
