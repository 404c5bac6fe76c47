//! The store in one SQLite file: readers next to one writer, every commit on the disk.
//!
//! Opened from `sqlite:FILE`. Entry point: [`SqliteStore`].

mod file;
mod writer;
mod write_group;

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use consent::wire::Delivery;
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};
use sqlx::{query_as, query_scalar};
use tokio::time::timeout;

use super::last_write::LastWrite;
use super::{
    ChainStart, Change, Deliveries, DueErasure, Erase, ErasureMark, Inserted, KeyRow, Part,
    READY_PATIENCE, Result, Row, Secrets, Snapshot, Store, StoreError, Undelivered, deliveries,
    secrets, statements, subject_hash,
};
use file::StoreFile;
use write_group::{Write, Written};
use writer::Writer;

/// Connections that read at the same time.
const READERS: u32 = 4;

/// Records in one SQLite file.
pub struct SqliteStore {
    file: StoreFile,
    readers: SqlitePool,
    writer: Writer,
    last_write: Arc<LastWrite>,
}

impl SqliteStore {
    /// Opens the file, makes it and its folder where they are missing.
    pub async fn open(address: &str) -> Result<Self> {
        let (file, connection) = StoreFile::open(address).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .test_before_acquire(false)
            .connect_with(file.reading())
            .await?;
        let last_write = Arc::new(LastWrite::default());
        Ok(Self {
            writer: Writer::start(file.clone(), connection, last_write.clone()),
            file,
            readers,
            last_write,
        })
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn snapshot(&self, subject: &str, key_hash: &str, purpose: &str) -> Result<Snapshot> {
        let query = statements::bind_texts(
            query_as(statements::SNAPSHOT),
            &[subject, key_hash, purpose],
        );
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

    async fn head(&self, subject: &str) -> Result<Option<Row>> {
        let query = statements::bind_texts(query_as(statements::HEAD), &[subject]);
        Ok(query.fetch_optional(&self.readers).await?)
    }

    async fn after(&self, subject: &str, sequence: i64, limit: i64) -> Result<Vec<Row>> {
        let query = query_as(statements::AFTER).bind(subject);
        let query = query.bind(sequence).bind(limit);
        Ok(query.fetch_all(&self.readers).await?)
    }

    async fn record(&self, subject: &str, id: &str) -> Result<Option<Row>> {
        let query = statements::bind_texts(query_as(statements::RECORD), &[subject, id]);
        Ok(query.fetch_optional(&self.readers).await?)
    }

    async fn erase(&self, erase: Erase<'_>) -> Result<Option<(ErasureMark, u64)>> {
        let write = Write::Erase {
            subject: erase.subject.to_owned(),
            at: erase.at.to_owned(),
            is_told: erase.is_told,
        };
        match self.writer.write(write).await? {
            Written::Erased(erased) => Ok(erased),
            Written::Rows(_) => Ok(None),
        }
    }

    async fn finish_erasures(&self) -> Result<()> {
        Ok(())
    }

    async fn is_erased(&self, subject: &str) -> Result<bool> {
        let count: i64 = query_scalar(statements::IS_ERASED)
            .bind(subject_hash(subject))
            .fetch_one(&self.readers)
            .await?;
        Ok(count > 0)
    }

    async fn erasures_since(&self, at: &str) -> Result<Vec<ErasureMark>> {
        let query = statements::bind_texts(query_as(statements::ERASURES_SINCE), &[at]);
        Ok(query.fetch_all(&self.readers).await?)
    }

    async fn add_erasures(&self, marks: &[ErasureMark]) -> Result<()> {
        for mark in marks {
            self.writer.write(Write::AddErasure(mark.clone())).await?;
        }
        Ok(())
    }

    async fn chains(&self, after_subject: &str, limit: i64) -> Result<Vec<ChainStart>> {
        let query = query_as(statements::CHAINS).bind(after_subject).bind(limit);
        Ok(query.fetch_all(&self.readers).await?)
    }

    async fn due_erasures(&self, now: i64, limit: i64) -> Result<Vec<DueErasure>> {
        let query = query_as(statements::DUE_ERASURES).bind(now).bind(limit);
        Ok(query.fetch_all(&self.readers).await?)
    }

    async fn claim_erasure(&self, erasure: &DueErasure, until: i64) -> Result<bool> {
        let claim = Write::ClaimErasure(erasure.erasure_hash.clone(), erasure.attempts, until);
        Ok(self.writer.write(claim).await?.rows() == 1)
    }

    async fn note_erasure(
        &self,
        erasure_hash: &str,
        attempts: i64,
        delivery: Delivery,
        next_attempt: i64,
    ) -> Result<()> {
        let note = Write::NoteErasure(erasure_hash.to_owned(), attempts, delivery, next_attempt);
        self.writer.write(note).await.map(drop)
    }

    async fn parts(&self) -> Result<Vec<Part>> {
        Ok(Vec::new())
    }

    async fn ready(&self) -> Result<()> {
        self.file.check()?;
        if self.last_write.is_fresh() {
            return Ok(());
        }
        let late = || StoreError::NotWritten("no answer in time".to_owned());
        match timeout(READY_PATIENCE, self.writer.write(Write::Heartbeat)).await {
            Ok(written) => written.map(drop),
            Err(_) => Err(late()),
        }
    }

    fn erasure_list(&self) -> Option<PathBuf> {
        Some(self.file.next_to_it("erasures"))
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
        Ok(self.writer.write(claim).await?.rows() == 1)
    }

    async fn note_delivery(&self, row: &Row) -> Result<bool> {
        let delivery = Write::Delivery(Box::new(row.clone()));
        Ok(self.writer.write(delivery).await?.rows() == 1)
    }

    async fn retry_failed(&self) -> Result<u64> {
        Ok(self.writer.write(Write::RetryFailed).await?.rows())
    }

    async fn undelivered(&self) -> Result<Undelivered> {
        Ok(query_as(deliveries::UNDELIVERED)
            .fetch_one(&self.readers)
            .await?)
    }
}

#[async_trait]
impl Secrets for SqliteStore {
    async fn keys(&self) -> Result<Vec<KeyRow>> {
        Ok(query_as(secrets::KEYS).fetch_all(&self.readers).await?)
    }

    async fn secret(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let query = query_scalar(secrets::SECRET).bind(name);
        Ok(query.fetch_optional(&self.readers).await?)
    }

    async fn change(&self, change: Change) -> Result<u64> {
        Ok(self.writer.write(Write::Secrets(change)).await?.rows())
    }
}
