//! Remembers when the store last took a write, and whether that succeeded.
//!
//! Readers answer long after a disk is full or a primary is gone, so readiness looks at writes.
//! Entry points: [`LastWrite::beat`] after each write and [`LastWrite::is_fresh`].

use std::sync::Mutex;
use std::time::{Duration, Instant};

/// For how long a write that succeeded speaks for the store.
const FRESH: Duration = Duration::from_secs(5);

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
