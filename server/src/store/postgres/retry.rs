//! Retries statements of PostgreSQL after a serialization failure or a deadlock.
//!
//! These occur on a sharded store: `postgres_fdw` runs its part of a statement in REPEATABLE READ,
//! which refuses to change what another transaction has changed since it began. Entry points:
//! [`is_race`] and [`again`].

use std::time::Duration;

use sqlx::error::DatabaseError;

/// How often a statement is asked again.
const ATTEMPTS: u32 = 10;

/// Another transaction came first (serialization failure, deadlock): nothing was stored, look again.
pub fn is_race(error: &dyn DatabaseError) -> bool {
    matches!(error.code().as_deref(), Some("40001" | "40P01"))
}

/// Asks until no other transaction came first.
pub async fn again<T, F>(mut ask: impl FnMut() -> F) -> sqlx::Result<T>
where
    F: Future<Output = sqlx::Result<T>>,
{
    let mut attempt = 1;
    loop {
        match ask().await {
            Err(sqlx::Error::Database(error)) if attempt < ATTEMPTS && is_race(&*error) => {
                tokio::time::sleep(Duration::from_millis(u64::from(attempt))).await;
                attempt += 1;
            }
            outcome => return outcome,
        }
    }
}
