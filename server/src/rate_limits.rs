//! Rate limits: how many writes one person, and one address, may make in a minute.
//!
//! Counted in this server's memory, and never stored. By person, so that a page that runs wild
//! harms nobody else; by address, so that inventing new people does not get round the limit. Entry
//! points: [`Limits::check_person`] and [`Limits::check_address`].

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::identity::subject::Subject;
use crate::refusal::Refusal;
use crate::settings::Settings;

/// Counts writes.
pub struct Limits {
    people: Counter<Subject>,
    addresses: Counter<IpAddr>,
}

impl Limits {
    /// As many writes as the operator allows, in bursts of as many.
    pub fn new(settings: &Settings) -> Self {
        Self {
            people: Counter::new(settings.writes_per_minute),
            addresses: Counter::new(settings.writes_per_address),
        }
    }

    /// Counts one write of a person; refuses it with the time to wait.
    pub fn check_person(&self, person: &Subject) -> Result<(), Refusal> {
        self.people.check(person)
    }

    /// Counts one write from an address; refuses it with the time to wait. Without a network there
    /// is no address, and nothing to count.
    pub fn check_address(&self, address: Option<IpAddr>) -> Result<(), Refusal> {
        match address {
            Some(address) => self.addresses.check(&subscriber(address)),
            None => Ok(()),
        }
    }

    /// Forgets who has not written for a while.
    pub fn forget(&self) {
        self.people.forget();
        self.addresses.forget();
    }
}

/// The address of a whole line: whoever has an IPv6 address has its /64 with it, and could come
/// from another of its addresses each time.
fn subscriber(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let network = address.to_bits() >> 64 << 64;
            Ipv6Addr::from_bits(network).into()
        }
    }
}

/// Counts by a key; `None` where there is no limit.
struct Counter<K: Clone + Eq + Hash>(Option<DefaultKeyedRateLimiter<K>>);

impl<K: Clone + Eq + Hash> Counter<K> {
    fn new(per_minute: u32) -> Self {
        let quota = NonZeroU32::new(per_minute).map(Quota::per_minute);
        Self(quota.map(RateLimiter::keyed))
    }

    fn check(&self, key: &K) -> Result<(), Refusal> {
        let Some(limiter) = &self.0 else {
            return Ok(());
        };
        limiter.check_key(key).map_err(|early| {
            let wait = early.wait_time_from(DefaultClock::default().now());
            Refusal::too_many(whole_seconds(wait))
        })
    }

    fn forget(&self) {
        if let Some(limiter) = &self.0 {
            limiter.retain_recent();
        }
    }
}

/// Seconds after which the wait is over.
fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_as_long_as_told_has_waited_long_enough() {
        for milliseconds in [0, 1, 999, 1_000, 1_001, 19_999] {
            let wait = Duration::from_millis(milliseconds);
            let told = Duration::from_secs(whole_seconds(wait));
            assert!(
                wait < told && told <= wait + Duration::from_secs(1),
                "{wait:?}"
            );
        }
    }

    #[test]
    fn addresses_of_one_ipv6_network_count_as_one() {
        let of = |text: &str| subscriber(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("2001:db8:1:2::ffff"), "2001:db8:1:2::");
        assert_ne!(of("2001:db8:1:3::"), of("2001:db8:1:2::"));
        assert_eq!(of("192.0.2.7"), "192.0.2.7");
    }
}
