//! Statements that write: each on a connection of the pool, and given up where PostgreSQL does not answer in
//! time.
//!
//! Not by the database's own timeout: cancelled while it waits for a standby, a statement would answer that
//! all is well. Entry points: [`connection`], then [`in_time`].

use std::io;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgPool, Postgres};
use tokio::time::error::Elapsed;

use super::classify_write_error::Failure;

/// How long a statement may take.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// A connection for one statement.
pub async fn connection(pool: &PgPool) -> Result<PoolConnection<Postgres>, Failure> {
    pool.acquire().await.map_err(Failure::NotSent)
}

/// What the statement on that connection came to, for which [`PATIENCE`] was had.
pub fn in_time<T>(
    connection: PoolConnection<Postgres>,
    answer: Result<sqlx::Result<T>, Elapsed>,
) -> Result<T, Failure> {
    if let Ok(answer) = answer {
        return answer.map_err(Failure::Sent);
    }
    // Not back into the pool: an answer may still be on its way.
    drop(connection.detach());
    Err(Failure::Sent(
        io::Error::from(io::ErrorKind::TimedOut).into(),
    ))
}
