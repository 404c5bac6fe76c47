//! Retries statements of PostgreSQL after a serialization failure or a deadlock.
//!
//! These occur on a sharded store: `postgres_fdw` runs its part of a statement in REPEATABLE READ,
//! which refuses to change what another transaction has changed since it began. Entry points:
//! [`is_race`] and [`again`].

use std::time::Duration;

use sqlx::error::DatabaseError;

use super::classify_write_error::Failure;

/// How often a statement is asked again.
const ATTEMPTS: u32 = 10;

/// Another transaction came first (serialization failure, deadlock): nothing was stored, look again.
pub fn is_race(error: &dyn DatabaseError) -> bool {
    matches!(error.code().as_deref(), Some("40001" | "40P01"))
}

/// An error that may say that another transaction came first.
pub trait MayBeRace {
    /// Whether it does.
    fn is_race(&self) -> bool;
}

impl MayBeRace for sqlx::Error {
    fn is_race(&self) -> bool {
        self.as_database_error().is_some_and(is_race)
    }
}

impl MayBeRace for Failure {
    fn is_race(&self) -> bool {
        self.refusal().is_some_and(is_race)
    }
}

/// Asks until no other transaction came first.
pub async fn again<T, E, F>(mut ask: impl FnMut() -> F) -> Result<T, E>
where
    E: MayBeRace,
    F: Future<Output = Result<T, E>>,
{
    let mut attempt = 1;
    loop {
        match ask().await {
            Err(error) if attempt < ATTEMPTS && error.is_race() => {
                tokio::time::sleep(Duration::from_millis(u64::from(attempt))).await;
                attempt += 1;
            }
            outcome => return outcome,
        }
    }
}
