//! The server's time, which is the only one that counts.
//!
//! Gives seconds and RFC 3339 text; tests move it forward. Entry point: [`Clock`].

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// The time of day, in UTC.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    ahead: Arc<AtomicI64>,
}

impl Clock {
    /// Now.
    pub fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.ahead.load(Ordering::Relaxed));
        Timestamp::now()
            .saturating_add(ahead)
            .expect("a duration of seconds only is added")
    }

    /// Now, in seconds.
    pub fn seconds(&self) -> i64 {
        self.now().as_second()
    }

    /// Now, as a record has it: to the millisecond.
    pub fn text(&self) -> String {
        to_text(self.now())
    }

    /// Moves this clock and its copies forward: for tests.
    pub fn advance(&self, seconds: i64) {
        self.ahead.fetch_add(seconds, Ordering::Relaxed);
    }
}

/// RFC 3339 in UTC, to the millisecond.
pub fn to_text(time: Timestamp) -> String {
    format!("{time:.3}")
}

/// RFC 3339 in UTC of a number of seconds.
pub fn seconds_to_text(seconds: i64) -> String {
    Timestamp::from_second(seconds)
        .map(to_text)
        .unwrap_or_else(|_| "not-stated".to_owned())
}

/// The seconds of an RFC 3339 text, as [`to_text`] writes it.
pub fn seconds(text: &str) -> Option<i64> {
    text.parse().ok().map(Timestamp::as_second)
}
