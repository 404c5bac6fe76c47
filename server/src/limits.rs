//! How many writes one person may make in a minute.
//!
//! Counted in this server's memory, against the opaque subject; a browser without one is counted
//! against its address, which is not stored. Entry point: [`Limits::check`].

use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::http::Refusal;

/// Counts writes.
pub struct Limits {
    limiter: Option<DefaultKeyedRateLimiter<String>>,
}

impl Limits {
    /// That many writes a minute, in bursts of as many; 0 for no limit.
    pub fn new(per_minute: u32) -> Self {
        let quota = NonZeroU32::new(per_minute).map(Quota::per_minute);
        Self {
            limiter: quota.map(RateLimiter::keyed),
        }
    }

    /// Counts one write; refuses it with the time to wait.
    pub fn check(&self, who: &str) -> Result<(), Refusal> {
        let Some(limiter) = &self.limiter else {
            return Ok(());
        };
        limiter.check_key(&who.to_owned()).map_err(|early| {
            let wait = early.wait_time_from(DefaultClock::default().now());
            Refusal::too_many(wait.as_secs() + 1)
        })
    }

    /// Forgets who has not written for a while.
    pub fn forget(&self) {
        if let Some(limiter) = &self.limiter {
            limiter.retain_recent();
        }
    }
}
