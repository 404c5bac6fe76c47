//! The store in one SQLite file: readers beside one writer, every commit on the disk.
//!
//! Opened from `sqlite:FILE`. Entry point: [`SqliteStore`].

use std::str::FromStr;

use async_trait::async_trait;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, query_as, query_scalar};

use super::writer::{Write, Writer};
use super::{
    Deliveries, Inserted, KeyRow, Result, Row, Snapshot, Store, Undelivered, deliveries, statements,
};

/// Connections that read at the same time.
const READERS: u32 = 4;

/// Records in one SQLite file.
pub struct SqliteStore {
    readers: SqlitePool,
    writer: Writer,
}

impl SqliteStore {
    /// Opens the file, makes it and its folder where they are missing.
    pub async fn open(address: &str) -> Result<Self> {
        // WAL lets readers go on beside the writer; FULL syncs at every commit, so that what was
        // confirmed survives a power cut.
        let options = SqliteConnectOptions::from_str(address)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(std::time::Duration::from_secs(10));
        if let Some(folder) = options.get_filename().parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut connection = options.connect().await?;
        sqlx::migrate!("migrations/sqlite")
            .run(&mut connection)
            .await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .test_before_acquire(false)
            .connect_with(options.create_if_missing(false).pragma("query_only", "on"))
            .await?;
        Ok(Self {
            readers,
            writer: Writer::start(connection),
        })
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn snapshot(&self, subject: &str, key: &str, purpose: &str) -> Result<Snapshot> {
        let query =
            statements::bind_texts(query_as(statements::SNAPSHOT), &[subject, key, purpose]);
        Ok(statements::to_snapshot(
            query.fetch_all(&self.readers).await?,
        ))
    }

    async fn insert(&self, row: Row) -> Result<Inserted> {
        self.writer.insert(row).await
    }

    async fn latest(&self, subject: &str) -> Result<Vec<Row>> {
        let query = statements::bind_texts(query_as(statements::LATEST), &[subject]);
        Ok(query.fetch_all(&self.readers).await?)
    }

    async fn after(&self, subject: &str, sequence: i64) -> Result<Vec<Row>> {
        let query = query_as(statements::AFTER).bind(subject).bind(sequence);
        Ok(query.fetch_all(&self.readers).await?)
    }

    async fn news(&self, subject: &str, place: i64, open: i64) -> Result<Vec<Row>> {
        let query = query_as(statements::NEWS).bind(subject);
        let query = query.bind(place).bind(open);
        Ok(query.fetch_all(&self.readers).await?)
    }

    async fn record(&self, subject: &str, id: &str) -> Result<Option<Row>> {
        let query = statements::bind_texts(query_as(statements::RECORD), &[subject, id]);
        Ok(query.fetch_optional(&self.readers).await?)
    }

    async fn erase(&self, subject: &str, pseudonym: &str) -> Result<u64> {
        self.writer
            .write(Write::Erase(subject.to_owned(), pseudonym.to_owned()))
            .await
    }

    async fn keys(&self) -> Result<Vec<KeyRow>> {
        Ok(query_as(statements::KEYS).fetch_all(&self.readers).await?)
    }

    async fn add_key(&self, key: KeyRow) -> Result<()> {
        self.writer.write(Write::Key(key)).await.map(drop)
    }

    async fn secret(&self, name: &str, proposed: &[u8]) -> Result<Vec<u8>> {
        self.writer
            .write(Write::Secret(name.to_owned(), proposed.to_owned()))
            .await?;
        Ok(query_scalar(statements::SECRET)
            .bind(name)
            .fetch_one(&self.readers)
            .await?)
    }

    async fn ready(&self) -> Result<()> {
        query_scalar::<_, i64>("SELECT 1")
            .fetch_one(&self.readers)
            .await?;
        Ok(())
    }

    async fn close(&self) {
        self.writer.close().await;
        self.readers.close().await;
    }
}

#[async_trait]
impl Deliveries for SqliteStore {
    async fn due(&self, now: i64, limit: i64) -> Result<Vec<Row>> {
        let query = query_as(deliveries::DUE).bind(now).bind(limit);
        Ok(query.fetch_all(&self.readers).await?)
    }

    async fn claim(&self, row: &Row, now: i64, until: i64) -> Result<bool> {
        let claim = Write::Claim(Box::new(row.clone()), now, until);
        Ok(self.writer.write(claim).await? == 1)
    }

    async fn note_delivery(&self, row: &Row) -> Result<bool> {
        let delivery = Write::Delivery(Box::new(row.clone()));
        Ok(self.writer.write(delivery).await? == 1)
    }

    async fn retry_failed(&self) -> Result<u64> {
        self.writer.write(Write::RetryFailed).await
    }

    async fn undelivered(&self) -> Result<Undelivered> {
        Ok(query_as(deliveries::UNDELIVERED)
            .fetch_one(&self.readers)
            .await?)
    }
}
