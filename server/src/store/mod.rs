//! Where records are kept: one contract, two stores.
//!
//! A store knows no rules. It gives a [`Snapshot`] to decide on and takes the row that was decided,
//! unless another row took its place in between: then the caller looks and decides again.
//! So nothing is locked while a receipt is signed, and both stores behave the same.
//! Entry points: [`open`] and [`Store`].

mod sqlite;

mod postgres;

mod row;
mod statements;
mod deliveries;
mod erasure_mark;
mod secrets;

pub mod row_cache;

mod last_write;
pub(crate) mod handed_in;
mod must_exist;
pub(crate) mod permissions;

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use consent::wire::Delivery;

pub use deliveries::{Deliveries, Undelivered};
pub use erasure_mark::{ChainStart, DueErasure, Erase, ErasureMark, subject_hash};
pub use postgres::PostgresStore;
pub use row::{Filing, POSTING, Row};
pub use secrets::{Change, KeyRow, NewKey, Secrets};
pub use sqlite::SqliteStore;
pub use statements::LATEST;

use last_write::READY_PATIENCE;

/// Rows that PostgreSQL is given in one statement at most, unless the operator says otherwise.
pub const GROUP: usize = 64;

/// What the store holds for one person and one request.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// The row that was already written under this idempotency key.
    pub replay: Option<Row>,
    /// The person's last row.
    pub head: Option<Row>,
    /// The person's last row for the purpose.
    pub current: Option<Row>,
}

/// A part of a store that has several, each on a machine of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What the store calls it.
    pub name: String,
    /// Why it cannot be reached; `None` when it can.
    pub trouble: Option<String>,
    /// Whether it was ever added: the database answers a question to all parts without one that was not.
    pub is_added: bool,
}

/// What became of a row that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is on the disk.
    Stored,
    /// Another row has its place, key or revision, or the row before it is gone; look again.
    Taken,
}

/// Where records are kept.
#[async_trait]
pub trait Store: Deliveries + Secrets {
    /// What is held for this person, the hash of this key and purpose.
    async fn snapshot(&self, subject: &str, key_hash: &str, purpose: &str) -> Result<Snapshot>;

    /// Adds a row after the one that it names as `previous_hash`; answers once it is durable.
    async fn insert(&self, row: Row) -> Result<Inserted>;

    /// The last row for each purpose.
    async fn latest(&self, subject: &str) -> Result<Vec<Row>>;

    /// A person's last row.
    async fn head(&self, subject: &str) -> Result<Option<Row>>;

    /// A person's rows after that place in the chain, oldest first, `limit` at most.
    async fn after(&self, subject: &str, sequence: i64, limit: i64) -> Result<Vec<Row>>;

    /// One row of a person.
    async fn record(&self, subject: &str, id: &str) -> Result<Option<Row>>;

    /// Deletes all rows of a person, once and for all; answers the mark that is left and how many
    /// rows there were, or `None` when there were none.
    ///
    /// A row that is being added at the same time is deleted with the rest, or begins a new chain.
    async fn erase(&self, erase: Erase<'_>) -> Result<Option<(ErasureMark, u64)>>;

    /// Goes on with erasures that broke off halfway; a store that deletes in one transaction has
    /// none.
    async fn finish_erasures(&self) -> Result<()>;

    /// Whether a person of that name was erased before.
    async fn is_erased(&self, subject: &str) -> Result<bool>;

    /// The erasures since that time, itself included, oldest first.
    async fn erasures_since(&self, at: &str) -> Result<Vec<ErasureMark>>;

    /// Keeps marks of erasures that this store does not know of.
    async fn add_erasures(&self, marks: &[ErasureMark]) -> Result<()>;

    /// The chains of people whose names come after that one, in the order of names.
    async fn chains(&self, after_subject: &str, limit: i64) -> Result<Vec<ChainStart>>;

    /// Erasures that the downstream system is to be told of now.
    async fn due_erasures(&self, now: i64, limit: i64) -> Result<Vec<DueErasure>>;

    /// Claims the telling of an erasure until a time in seconds; false when another server did.
    async fn claim_erasure(&self, erasure: &DueErasure, until: i64) -> Result<bool>;

    /// Notes how the telling of a claimed erasure went. Once it was told, nothing that names the
    /// chain is left. `attempts` is the count after the claim.
    async fn note_erasure(
        &self,
        erasure_hash: &str,
        attempts: i64,
        delivery: Delivery,
        next_attempt: i64,
    ) -> Result<()>;

    /// Looks at each part of the store; none where it is in one piece.
    async fn parts(&self) -> Result<Vec<Part>>;

    /// Whether the store answers and takes writes.
    async fn ready(&self) -> Result<()>;

    /// Where the list of erasures is kept unless the operator says so; `None` where the store has no
    /// folder of its own.
    fn erasure_list(&self) -> Option<PathBuf>;

    /// Finishes what was handed in and lets go of the store.
    async fn close(&self);
}

/// What a store answers.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Why a store could not do it. Whether anything was stored: [`StoreError::is_outcome_known`].
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address names no store that is known here.
    #[error("`{0}` is no store; set DATABASE_URL to `sqlite:FILE` or `postgres://...`")]
    UnknownAddress(String),
    /// A command was to work on a store that is not there.
    #[error("there is no store at DATABASE_URL; set it to the address that the server has")]
    Missing,
    /// A command was to work on a store that another version of the server made.
    #[error(
        "the store at DATABASE_URL is of another version of the server; use the command of that \
         version, or start this one once to bring the tables up to date"
    )]
    OtherVersion,
    /// The database said no to a question. Nothing was to be stored.
    #[error("the store could not do it")]
    Database(#[from] sqlx::Error),
    /// Its tables could not be brought up to date.
    #[error("the store's tables could not be brought up to date")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A file next to the database, or its folder, could not be made, read or written.
    #[error("a file of the store, or its folder, could not be read or written")]
    File(#[from] std::io::Error),
    /// It was not written, for certain.
    #[error("the store did not write it: {0}")]
    NotWritten(String),
    /// The way to the store broke off between asking and answering: it may have been written.
    #[error("it is not known whether the store wrote it: {0}")]
    OutcomeUnknown(String),
    /// The file that this server writes to is not the one at its address any more.
    #[error("`{0}` was moved, deleted or replaced under the server; restart the server")]
    Replaced(String),
}

impl StoreError {
    /// Whether it is certain that nothing was stored.
    pub fn is_outcome_known(&self) -> bool {
        !matches!(self, Self::OutcomeUnknown(_))
    }
}

/// Opens a store that is there already, with tables of this version: for commands.
pub async fn open_existing(address: &str, group: usize) -> Result<Arc<dyn Store>> {
    check_scheme(address)?;
    must_exist::check(address).await?;
    open(address, group).await
}

/// Opens the store of that address and brings its tables up to date.
///
/// PostgreSQL gets at most `group` rows in one statement.
pub async fn open(address: &str, group: usize) -> Result<Arc<dyn Store>> {
    match check_scheme(address)? {
        "sqlite" => Ok(Arc::new(SqliteStore::open(address).await?)),
        _ => Ok(Arc::new(PostgresStore::open(address, group).await?)),
    }
}

fn check_scheme(address: &str) -> Result<&str> {
    match address.split(':').next().unwrap_or_default() {
        known @ ("sqlite" | "postgres" | "postgresql") => Ok(known),
        other => Err(StoreError::UnknownAddress(other.to_owned())),
    }
}
