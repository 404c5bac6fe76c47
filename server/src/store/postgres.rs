//! The store in PostgreSQL, for more than one server.
//!
//! Opened from `postgres://...`. Rows are written by [`super::group`].
//! Entry point: [`PostgresStore`].

use std::time::Duration;

use async_trait::async_trait;
use sqlx::Connection;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::{query, query_as, query_scalar};

use super::group::Group;
use super::{
    Deliveries, Inserted, KeyRow, Result, Row, Snapshot, Store, Undelivered, deliveries, statements,
};

/// Connections of one server.
const CONNECTIONS: u32 = 32;

/// After how long at rest a connection is asked whether it still stands.
const RESTED: Duration = Duration::from_secs(2);

/// Records in a PostgreSQL database.
pub struct PostgresStore {
    pool: PgPool,
    group: Group,
}

impl PostgresStore {
    /// Connects and makes the tables where they are missing.
    ///
    /// Writes at most that many rows in one statement.
    pub async fn open(address: &str, group: usize) -> Result<Self> {
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            // A ping before each use would double the way to the database; a connection that
            // rested may have been cut off in between and is asked first.
            .test_before_acquire(false)
            .before_acquire(|connection, meta| {
                Box::pin(async move {
                    if meta.idle_for > RESTED {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .after_connect(|connection, _| {
                Box::pin(async move {
                    // Whatever the database's default is: what was confirmed is on the disk.
                    query("SET synchronous_commit = on")
                        .execute(connection)
                        .await
                        .map(drop)
                })
            })
            .connect(address)
            .await?;
        sqlx::migrate!("migrations/postgres").run(&pool).await?;
        Ok(Self {
            group: Group::start(&pool, group),
            pool,
        })
    }
}

#[async_trait]
impl Store for PostgresStore {
    async fn snapshot(&self, subject: &str, key: &str, purpose: &str) -> Result<Snapshot> {
        let query =
            statements::bind_texts(query_as(statements::SNAPSHOT), &[subject, key, purpose]);
        Ok(statements::to_snapshot(query.fetch_all(&self.pool).await?))
    }

    async fn insert(&self, row: Row) -> Result<Inserted> {
        self.group.insert(row).await
    }

    async fn latest(&self, subject: &str) -> Result<Vec<Row>> {
        let query = statements::bind_texts(query_as(statements::LATEST), &[subject]);
        Ok(query.fetch_all(&self.pool).await?)
    }

    async fn after(&self, subject: &str, sequence: i64) -> Result<Vec<Row>> {
        let query = query_as(statements::AFTER).bind(subject).bind(sequence);
        Ok(query.fetch_all(&self.pool).await?)
    }

    async fn news(&self, subject: &str, place: i64, open: i64) -> Result<Vec<Row>> {
        let query = query_as(statements::NEWS).bind(subject);
        let query = query.bind(place).bind(open);
        Ok(query.fetch_all(&self.pool).await?)
    }

    async fn record(&self, subject: &str, id: &str) -> Result<Option<Row>> {
        let query = statements::bind_texts(query_as(statements::RECORD), &[subject, id]);
        Ok(query.fetch_optional(&self.pool).await?)
    }

    async fn erase(&self, subject: &str, pseudonym: &str) -> Result<u64> {
        let mut transaction = self.pool.begin().await?;
        // Held until the end: a row that is being added now is waited for, a later one finds none.
        let rows = "SELECT sequence FROM record WHERE subject = $1 ORDER BY sequence FOR UPDATE";
        query(rows).bind(subject).execute(&mut *transaction).await?;
        let copy = query(statements::COPY_AWAY).bind(subject).bind(pseudonym);
        copy.execute(&mut *transaction).await?;
        let done = query(statements::DELETE)
            .bind(subject)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(done.rows_affected())
    }

    async fn keys(&self) -> Result<Vec<KeyRow>> {
        Ok(query_as(statements::KEYS).fetch_all(&self.pool).await?)
    }

    async fn add_key(&self, key: KeyRow) -> Result<()> {
        let query = statements::bind_key(query(statements::ADD_KEY), &key);
        Ok(query.execute(&self.pool).await.map(drop)?)
    }

    async fn secret(&self, name: &str, proposed: &[u8]) -> Result<Vec<u8>> {
        let propose = query(statements::PROPOSE_SECRET).bind(name).bind(proposed);
        propose.execute(&self.pool).await?;
        Ok(query_scalar(statements::SECRET)
            .bind(name)
            .fetch_one(&self.pool)
            .await?)
    }

    async fn ready(&self) -> Result<()> {
        query_scalar::<_, i32>("SELECT 1")
            .fetch_one(&self.pool)
            .await?;
        Ok(())
    }

    async fn close(&self) {
        self.pool.close().await;
    }
}

#[async_trait]
impl Deliveries for PostgresStore {
    async fn due(&self, now: i64, limit: i64) -> Result<Vec<Row>> {
        let query = query_as(deliveries::DUE).bind(now).bind(limit);
        Ok(query.fetch_all(&self.pool).await?)
    }

    async fn claim(&self, row: &Row, now: i64, until: i64) -> Result<bool> {
        let supersede = deliveries::bind_supersede(query(deliveries::SUPERSEDE), row, now);
        supersede.execute(&self.pool).await?;
        // A statement of its own, which sees what was claimed while the one before waited.
        let claim = deliveries::bind_claim(query(deliveries::CLAIM), row, now, until);
        Ok(claim.execute(&self.pool).await?.rows_affected() == 1)
    }

    async fn note_delivery(&self, row: &Row) -> Result<bool> {
        let note = deliveries::bind_delivery(query(deliveries::NOTE_DELIVERY), row);
        Ok(note.execute(&self.pool).await?.rows_affected() == 1)
    }

    async fn retry_failed(&self) -> Result<u64> {
        let retry = query(deliveries::RETRY_FAILED).execute(&self.pool);
        Ok(retry.await?.rows_affected())
    }

    async fn undelivered(&self) -> Result<Undelivered> {
        Ok(query_as(deliveries::UNDELIVERED)
            .fetch_one(&self.pool)
            .await?)
    }
}
