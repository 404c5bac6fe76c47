//! Remembers when the store last took a write, and whether that succeeded.
//!
//! Readers answer long after a disk is full or a primary is gone, so readiness looks at writes.
//! Entry points: [`LastWrite::beat`] after each write and [`LastWrite::is_fresh`].

use std::sync::Mutex;
use std::time::Duration;

use tokio::time::Instant;

/// How long after the store ceased to take writes readiness says so, at most: `docs/operations.md` names it.
const READINESS_LAG: Duration = Duration::from_secs(4);

/// How long of that the store may take to show that it takes writes.
pub const READY_PATIENCE: Duration = Duration::from_secs(3);

/// For how long a write that succeeded speaks for the store: whoever asks more often costs it nothing.
const FRESH: Duration = READINESS_LAG.saturating_sub(READY_PATIENCE);

/// When something was last written; `None` when the last write failed, and before the first.
#[derive(Debug, Default)]
pub struct LastWrite {
    last: Mutex<Option<Instant>>,
}

impl LastWrite {
    /// Notes what became of a write.
    pub fn beat(&self, is_written: bool) {
        *self.last.lock().expect("no holder of this lock panics") = is_written.then(Instant::now);
    }

    /// Whether a write succeeded lately and none failed since.
    pub fn is_fresh(&self) -> bool {
        let last = self.last.lock().expect("no holder of this lock panics");
        last.is_some_and(|last| last.elapsed() < FRESH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Five seconds it was, and with the three that a question may take the manual said nothing of eight.
    #[tokio::test(start_paused = true)]
    async fn a_write_speaks_for_the_store_as_long_as_the_manual_says() {
        let manual = include_str!("../../../docs/operations.md");
        let lag = READINESS_LAG.as_secs();
        let sentence = format!("at most {lag} seconds behind the store");
        assert!(manual.contains(&sentence), "{sentence}");

        let writes = LastWrite::default();
        assert!(!writes.is_fresh());
        writes.beat(true);
        tokio::time::advance(READINESS_LAG - READY_PATIENCE - Duration::from_millis(1)).await;
        assert!(writes.is_fresh());
        tokio::time::advance(Duration::from_millis(1)).await;
        assert!(!writes.is_fresh());
        writes.beat(true);
        writes.beat(false);
        assert!(!writes.is_fresh());
    }
}
