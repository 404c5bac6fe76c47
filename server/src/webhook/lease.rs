//! How long a claim lasts, and whether there is still time to post under it.
//!
//! A server that was paused between claiming and posting would post what another server has posted
//! since, or what the person has withdrawn. Entry points: [`Lease::from`] and
//! [`Lease::leaves_time`].

use std::time::{Duration, Instant};

use super::receiver::PATIENCE;

/// How long a claim lasts: the receiver's patience, and as much again for whatever comes before it.
const LENGTH: Duration = Duration::from_secs(2 * PATIENCE.as_secs());

/// A claim's time.
#[derive(Debug, Clone, Copy)]
pub struct Lease {
    /// When other servers may claim the row, in seconds of the clock.
    pub until: i64,
    /// When it began, on a clock that nobody sets.
    began: Instant,
}

impl Lease {
    /// A lease that begins at that time, in seconds of the clock, which is now.
    pub fn from(now: i64) -> Self {
        Self {
            until: now + LENGTH.as_secs().cast_signed(),
            began: Instant::now(),
        }
    }

    /// Whether a post that begins now ends before the lease does.
    ///
    /// Both clocks are asked: the one of the wall may be set back, the other one may stand still
    /// while the machine sleeps.
    pub fn leaves_time(&self, now: i64) -> bool {
        let patience = PATIENCE.as_secs().cast_signed();
        now + patience <= self.until && self.began.elapsed() + PATIENCE <= LENGTH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lease_leaves_time_until_a_post_could_outlast_it() {
        let lease = Lease::from(1000);
        assert_eq!(lease.until, 1020);
        assert!(lease.leaves_time(1000) && lease.leaves_time(1010));
        assert!(!lease.leaves_time(1011) && !lease.leaves_time(2000));
    }
}
