//! Supervises background tasks: one that ends or panics is started again.
//!
//! Each task reports a heartbeat after each round; readiness fails while one is late or has ended without
//! being asked to. Entry points: [`Background::expect`], [`Background::beat`], [`Background::unwell`] and
//! [`run`].

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::time::Instant;

use crate::state::App;

/// How long to wait before a task that ended is started again.
const PAUSE: Duration = Duration::from_secs(1);

/// The parts that have to show that they go on.
#[derive(Default)]
pub struct Background(Mutex<BTreeMap<&'static str, Part>>);

struct Part {
    last: Instant,
    longest: Duration,
    has_ended: bool,
}

impl Background {
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

    fn note_end(&self, name: &'static str) {
        if let Some(part) = self.parts().get_mut(name) {
            part.has_ended = true;
        }
    }

    fn parts(&self) -> MutexGuard<'_, BTreeMap<&'static str, Part>> {
        self.0.lock().expect("no holder of this lock panics")
    }
}

/// Runs a task until the server stops; one that ends before, by a panic too, is started again.
pub async fn run<W, F>(app: Arc<App>, name: &'static str, longest: Duration, work: W)
where
    W: Fn(Arc<App>) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    let mut stopping = app.live.stopping();
    app.background.expect(name, longest);
    loop {
        // A task of its own, so that its panic ends here.
        let ended = tokio::spawn(work(app.clone())).await;
        if *stopping.borrow_and_update() {
            return;
        }
        app.background.note_end(name);
        let panic = ended.err().map(|error| error.to_string());
        tracing::error!(
            task = name,
            panic,
            "a background task ended; it is started again"
        );
        tokio::select! {
            _ = stopping.wait_for(|is_stopping| *is_stopping) => return,
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_part_that_is_silent_for_too_long_is_not_well_until_it_beats() {
        let background = Background::default();
        background.expect("upkeep", Duration::from_secs(60));
        tokio::time::advance(Duration::from_secs(60)).await;
        assert!(background.unwell().is_empty());
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(background.unwell(), ["upkeep has done nothing for 61 s"]);
        background.beat("upkeep");
        background.beat("nobody expected this");
        assert!(background.unwell().is_empty());
    }
}
