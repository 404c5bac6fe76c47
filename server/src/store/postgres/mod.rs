//! The store in PostgreSQL, for more than one server.
//!
//! Opened from `postgres://...`. Rows are written by [`writer`]; how they are written and
//! erased inside the database is in `migrations/postgres`. Entry point: [`PostgresStore`].

mod classify_write_error;
mod writer;
mod in_time;
mod retry;
mod parts;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use consent::wire::Delivery;
use sqlx::Connection;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::{query, query_as, query_scalar};
use tokio::time::timeout;

use super::last_write::LastWrite;
use super::{
    ChainStart, Change, Deliveries, DueErasure, Erase, ErasureMark, Inserted, KeyRow, Part,
    READY_PATIENCE, Result, Row, Secrets, Snapshot, Store, StoreError, Undelivered, deliveries,
    handed_in, secrets, statements, subject_hash,
};
use classify_write_error::{Failure, write_failed};
use in_time::{PATIENCE, connection, in_time};
use parts::Parts;
use retry::again;
use writer::GroupWriter;

/// Connections of one server.
const CONNECTIONS: u32 = 32;

/// After how long at rest a connection is asked whether it still works.
const RESTED: Duration = Duration::from_secs(2);

/// How long a request waits for a free connection: less than a request may take in all.
const CONNECTION_PATIENCE: Duration = Duration::from_secs(5);

/// What every connection is set to, whatever the database's defaults: what was confirmed is on the
/// disk, of a synchronous standby too; and nobody waits for ever for a lock that another server
/// holds who stopped in the middle.
const CONNECTION_SETTINGS: [&str; 3] = [
    "SET synchronous_commit = on",
    "SET lock_timeout = '5s'",
    "SET idle_in_transaction_session_timeout = '10s'",
];

/// Records in a PostgreSQL database.
pub struct PostgresStore {
    pool: PgPool,
    writer: GroupWriter,
    last_write: Arc<LastWrite>,
    parts: Parts,
}

impl PostgresStore {
    /// Connects and makes the tables where they are missing.
    ///
    /// Writes at most that many rows in one statement.
    pub async fn open(address: &str, group: usize) -> Result<Self> {
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(CONNECTION_PATIENCE)
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
                    for setting in CONNECTION_SETTINGS {
                        query(setting).execute(&mut *connection).await?;
                    }
                    Ok(())
                })
            })
            .connect(address)
            .await?;
        sqlx::migrate!("migrations/postgres").run(&pool).await?;
        let last_write = Arc::new(LastWrite::default());
        Ok(Self {
            writer: GroupWriter::start(&pool, group, &last_write),
            pool,
            last_write,
            parts: Parts::default(),
        })
    }

    /// Says that a person is being erased; `None` when nothing is kept of them.
    async fn begin_erasure(
        &self,
        erase: &Erase<'_>,
    ) -> std::result::Result<Option<String>, Failure> {
        let delivery = match erase.is_told {
            true => Delivery::Sending,
            false => Delivery::Recorded,
        };
        let mut connection = connection(&self.pool).await?;
        handed_in::note();
        let begin = query_scalar("SELECT begin_erasure($1, $2, $3)");
        let begin = begin.bind(erase.subject).bind(erase.at);
        let begin = begin.bind(delivery.code());
        let begun = timeout(PATIENCE, begin.fetch_optional(&mut *connection)).await;
        in_time(connection, begun)
    }

    /// Deletes what an erasure that has begun still has to, in passes, until one finds nothing more.
    async fn finish_erasure(&self, erasure_hash: &str) -> Result<i64> {
        let pass = || async {
            let mut connection = connection(&self.pool).await?;
            let pass = query_scalar("SELECT finish_erasure($1)").bind(erasure_hash);
            let records = timeout(PATIENCE, pass.fetch_one(&mut *connection)).await;
            in_time::<Option<i64>>(connection, records)
        };
        loop {
            if let Some(records) = again(pass).await? {
                return Ok(records);
            }
        }
    }

    /// Goes on with erasures that broke off halfway, of that person or of everybody. One that fails does
    /// not hold up the next one; the first failure is answered. In any order: those on a shard that hangs are
    /// not the first ones each time, and do not use up all the time that a round has.
    async fn finish_begun(&self, subject: Option<&str>) -> Result<()> {
        let begun = "SELECT erasure_hash FROM erasure
            WHERE subject IS NOT NULL AND ($1 IS NULL OR subject = $1) ORDER BY random()";
        let begun = query_scalar(begun).bind(subject);
        let hashes: Vec<String> = begun.fetch_all(&self.pool).await?;
        let mut outcome = Ok(());
        for erasure_hash in hashes {
            let finished = self.finish_erasure(&erasure_hash).await;
            outcome = outcome.and(finished.map(drop));
        }
        outcome
    }
}

#[async_trait]
impl Store for PostgresStore {
    async fn snapshot(&self, subject: &str, key_hash: &str, purpose: &str) -> Result<Snapshot> {
        let query = statements::bind_texts(
            query_as(statements::SNAPSHOT),
            &[subject, key_hash, purpose],
        );
        Ok(statements::to_snapshot(query.fetch_all(&self.pool).await?))
    }

    async fn insert(&self, row: Row) -> Result<Inserted> {
        let subject = row.subject.clone();
        let inserted = self.writer.insert(row).await?;
        if matches!(inserted, Inserted::Taken) {
            // Nothing is added to a chain whose erasure broke off: it goes first. Whatever becomes of it,
            // this row was not stored.
            let not_written = |error: StoreError| StoreError::NotWritten(error.to_string());
            let finished = self.finish_begun(Some(&subject)).await;
            finished.map_err(not_written)?;
        }
        Ok(inserted)
    }

    async fn latest(&self, subject: &str) -> Result<Vec<Row>> {
        let query = statements::bind_texts(query_as(statements::LATEST), &[subject]);
        Ok(query.fetch_all(&self.pool).await?)
    }

    async fn head(&self, subject: &str) -> Result<Option<Row>> {
        let query = statements::bind_texts(query_as(statements::HEAD), &[subject]);
        Ok(query.fetch_optional(&self.pool).await?)
    }

    async fn after(&self, subject: &str, sequence: i64, limit: i64) -> Result<Vec<Row>> {
        let query = query_as(statements::AFTER).bind(subject);
        let query = query.bind(sequence).bind(limit);
        Ok(query.fetch_all(&self.pool).await?)
    }

    async fn record(&self, subject: &str, id: &str) -> Result<Option<Row>> {
        let query = statements::bind_texts(query_as(statements::RECORD), &[subject, id]);
        Ok(query.fetch_optional(&self.pool).await?)
    }

    /// In two transactions: that it begins is stored before anything is deleted, so that one that
    /// breaks off is gone on with. On a store of several shards no single transaction is atomic.
    async fn erase(&self, erase: Erase<'_>) -> Result<Option<(ErasureMark, u64)>> {
        let erasure_hash = again(|| self.begin_erasure(&erase)).await?;
        let Some(erasure_hash) = erasure_hash else {
            return Ok(None);
        };
        // From here on it is certain to be erased, by a later attempt if not by this one.
        let begun = |error: StoreError| StoreError::OutcomeUnknown(error.to_string());
        let records = self.finish_erasure(&erasure_hash).await.map_err(begun)?;
        let mark = ErasureMark {
            erasure_hash,
            subject_hash: subject_hash(erase.subject),
            at: erase.at.to_owned(),
        };
        Ok(Some((mark, records.cast_unsigned())))
    }

    async fn finish_erasures(&self) -> Result<()> {
        self.finish_begun(None).await
    }

    async fn is_erased(&self, subject: &str) -> Result<bool> {
        let count: i64 = query_scalar(statements::IS_ERASED)
            .bind(subject_hash(subject))
            .fetch_one(&self.pool)
            .await?;
        Ok(count > 0)
    }

    async fn erasures_since(&self, at: &str) -> Result<Vec<ErasureMark>> {
        let query = statements::bind_texts(query_as(statements::ERASURES_SINCE), &[at]);
        Ok(query.fetch_all(&self.pool).await?)
    }

    async fn add_erasures(&self, marks: &[ErasureMark]) -> Result<()> {
        for mark in marks {
            let query = query(statements::ADD_ERASURE).bind(&mark.erasure_hash);
            let query = query.bind(&mark.subject_hash).bind(&mark.at);
            query.execute(&self.pool).await.map_err(write_failed)?;
        }
        Ok(())
    }

    async fn chains(&self, after_subject: &str, limit: i64) -> Result<Vec<ChainStart>> {
        let query = query_as(statements::CHAINS).bind(after_subject).bind(limit);
        Ok(query.fetch_all(&self.pool).await?)
    }

    async fn due_erasures(&self, now: i64, limit: i64) -> Result<Vec<DueErasure>> {
        let query = query_as(statements::DUE_ERASURES).bind(now).bind(limit);
        Ok(query.fetch_all(&self.pool).await?)
    }

    async fn claim_erasure(&self, erasure: &DueErasure, until: i64) -> Result<bool> {
        let query = query(statements::CLAIM_ERASURE).bind(&erasure.erasure_hash);
        let query = query.bind(erasure.attempts).bind(until);
        let done = query.execute(&self.pool).await.map_err(write_failed)?;
        Ok(done.rows_affected() == 1)
    }

    async fn note_erasure(
        &self,
        erasure_hash: &str,
        attempts: i64,
        delivery: Delivery,
        next_attempt: i64,
    ) -> Result<()> {
        let query = query(statements::NOTE_ERASURE)
            .bind(erasure_hash)
            .bind(attempts);
        let query = query.bind(delivery.code()).bind(next_attempt);
        query.execute(&self.pool).await.map_err(write_failed)?;
        Ok(())
    }

    async fn parts(&self) -> Result<Vec<Part>> {
        self.parts.look(&self.pool).await
    }

    /// A standby answers questions and takes no writes: only a write shows that decisions are taken.
    async fn ready(&self) -> Result<()> {
        if self.last_write.is_fresh() {
            return Ok(());
        }
        let beat = query(statements::HEARTBEAT).bind("").execute(&self.pool);
        let beat = timeout(READY_PATIENCE, beat).await;
        self.last_write.beat(matches!(beat, Ok(Ok(_))));
        match beat {
            Ok(beat) => Ok(beat.map(drop)?),
            Err(_) => Err(StoreError::NotWritten("no answer in time".to_owned())),
        }
    }

    fn erasure_list(&self) -> Option<PathBuf> {
        None
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
        let supersede = || {
            let supersede = query(deliveries::SUPERSEDE);
            deliveries::bind_supersede(supersede, row, now).execute(&self.pool)
        };
        again(supersede).await.map_err(write_failed)?;
        // A statement of its own, which sees what was claimed while the one before waited.
        let claim = || {
            let claim = query(deliveries::CLAIM);
            deliveries::bind_claim(claim, row, now, until).execute(&self.pool)
        };
        let claimed = again(claim).await.map_err(write_failed)?;
        Ok(claimed.rows_affected() == 1)
    }

    async fn note_delivery(&self, row: &Row) -> Result<bool> {
        let note = || {
            let note = query(deliveries::NOTE_DELIVERY);
            deliveries::bind_delivery(note, row).execute(&self.pool)
        };
        let noted = again(note).await.map_err(write_failed)?;
        Ok(noted.rows_affected() == 1)
    }

    async fn retry_failed(&self) -> Result<u64> {
        let retry = || query(deliveries::RETRY_FAILED).execute(&self.pool);
        let retried = again(retry).await.map_err(write_failed)?;
        Ok(retried.rows_affected())
    }

    async fn undelivered(&self) -> Result<Undelivered> {
        Ok(query_as(deliveries::UNDELIVERED)
            .fetch_one(&self.pool)
            .await?)
    }
}

#[async_trait]
impl Secrets for PostgresStore {
    async fn keys(&self) -> Result<Vec<KeyRow>> {
        Ok(query_as(secrets::KEYS).fetch_all(&self.pool).await?)
    }

    async fn secret(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let query = query_scalar(secrets::SECRET).bind(name);
        Ok(query.fetch_optional(&self.pool).await?)
    }

    async fn change(&self, change: Change) -> Result<u64> {
        let changed = change.query().execute(&self.pool).await;
        Ok(changed.map_err(write_failed)?.rows_affected())
    }
}
