//! Writes a group of changes to the SQLite store in one transaction.
//!
//! Takes [`Write`]s, gives the outcome of each. Entry points: [`group`] and [`checkpoint`].

use consent::wire::Delivery;
use sqlx::{Connection, FromRow, SqliteConnection};

use crate::store::{Change, ErasureMark, Row, StoreError, deliveries, statements};

/// One thing to write.
pub enum Write {
    /// Adds a row.
    Insert(Box<Row>),
    /// Deletes all rows of a person.
    Erase {
        /// The person's name in the store.
        subject: String,
        /// When, as text.
        at: String,
        /// Whether a downstream system is told.
        is_told: bool,
    },
    /// Keeps the mark of an erasure.
    AddErasure(ErasureMark),
    /// Claims the telling of an erasure: its hash, attempts so far, until when.
    ClaimErasure(String, i64, i64),
    /// Notes how it went: its hash, attempts, delivery, next attempt.
    NoteErasure(String, i64, Delivery, i64),
    /// Claims a row's delivery at a time, until another one.
    Claim(Box<Row>, i64, i64),
    /// Notes how a delivery went.
    Delivery(Box<Row>),
    /// Has failed deliveries tried again.
    RetryFailed,
    /// Changes keys or secrets.
    Secrets(Change),
    /// Shows that writing works.
    Heartbeat,
}

/// What became of a write.
pub enum Written {
    /// How many rows it touched.
    Rows(u64),
    /// The mark that an erasure left and how many rows it deleted; `None` when there were none.
    Erased(Option<(ErasureMark, u64)>),
}

impl Written {
    /// How many rows it touched.
    pub fn rows(&self) -> u64 {
        match self {
            Self::Rows(rows) => *rows,
            Self::Erased(erased) => erased.as_ref().map_or(0, |(_, rows)| *rows),
        }
    }
}

impl Write {
    /// Whether it leaves content behind that must not stay.
    pub fn is_erasure(&self) -> bool {
        matches!(self, Self::Erase { .. } | Self::NoteErasure(..))
    }
}

/// Why a group was not written.
pub struct Failure {
    /// What happened.
    pub error: StoreError,
    /// Whether it was one write that failed, and not the disk or the file.
    pub is_about_one_write: bool,
}

impl Failure {
    /// Nothing of the group can be written.
    pub fn of_all(error: StoreError) -> Self {
        Self {
            error,
            is_about_one_write: false,
        }
    }

    /// The same error for the next of the group.
    pub fn again(&self) -> StoreError {
        let text = self.error.to_string();
        match self.error.is_outcome_known() {
            true => StoreError::NotWritten(text),
            false => StoreError::OutcomeUnknown(text),
        }
    }
}

/// Writes all of them in one transaction.
///
/// # Errors
/// Nothing was stored, unless the commit itself failed: then it is not known.
pub async fn group(
    connection: &mut SqliteConnection,
    writes: &[Write],
) -> Result<Vec<Written>, Failure> {
    let transaction = connection.begin_with("BEGIN IMMEDIATE").await;
    let mut transaction = transaction.map_err(|error| Failure::of_all(not_written(&error)))?;
    let mut written = Vec::with_capacity(writes.len());
    for write in writes {
        let one = one(&mut transaction, write).await;
        written.push(one.map_err(|error| Failure {
            is_about_one_write: !is_about_the_file(&error),
            error: not_written(&error),
        })?);
    }
    let commit = transaction.commit().await;
    // The log may hold the whole transaction although the sync that should make it last failed.
    commit.map_err(|error| Failure::of_all(StoreError::OutcomeUnknown(error.to_string())))?;
    Ok(written)
}

/// Empties the log into the file; answers whether a reader was in the way.
pub async fn checkpoint(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let (is_busy, _, _): (i64, i64, i64) = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)")
        .fetch_one(connection)
        .await?;
    Ok(is_busy != 0)
}

fn not_written(error: &sqlx::Error) -> StoreError {
    StoreError::NotWritten(error.to_string())
}

/// Whether the disk or the file is the trouble, so that no other write would do better. The primary
/// result codes of SQLite: busy, locked, out of memory, read-only, I/O, corrupt, full, cannot open,
/// not a database.
fn is_about_the_file(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    let primary = code
        .and_then(|code| code.parse::<u32>().ok())
        .map(|code| code & 0xff);
    primary.is_none_or(|code| [5, 6, 7, 8, 10, 11, 13, 14, 26].contains(&code))
}

async fn one(connection: &mut SqliteConnection, write: &Write) -> Result<Written, sqlx::Error> {
    use statements as sql;
    let query = match write {
        Write::Erase {
            subject,
            at,
            is_told,
        } => {
            let erased = erase(connection, subject, at, *is_told).await?;
            return Ok(Written::Erased(erased));
        }
        Write::Insert(row) => sql::bind_row(sqlx::query(insert()), row),
        Write::AddErasure(mark) => sqlx::query(sql::ADD_ERASURE)
            .bind(&mark.erasure_hash)
            .bind(&mark.subject_hash)
            .bind(&mark.at),
        Write::ClaimErasure(erasure_hash, attempts, until) => sqlx::query(sql::CLAIM_ERASURE)
            .bind(erasure_hash)
            .bind(attempts)
            .bind(until),
        Write::NoteErasure(erasure_hash, attempts, delivery, next) => {
            sqlx::query(sql::NOTE_ERASURE)
                .bind(erasure_hash)
                .bind(attempts)
                .bind(delivery.code())
                .bind(next)
        }
        Write::Claim(row, now, until) => {
            let supersede = sqlx::query(deliveries::SUPERSEDE);
            let supersede = deliveries::bind_supersede(supersede, row, *now);
            supersede.execute(&mut *connection).await?;
            deliveries::bind_claim(sqlx::query(deliveries::CLAIM), row, *now, *until)
        }
        Write::Delivery(row) => {
            deliveries::bind_delivery(sqlx::query(deliveries::NOTE_DELIVERY), row)
        }
        Write::RetryFailed => sqlx::query(deliveries::RETRY_FAILED),
        Write::Secrets(change) => change.query(),
        Write::Heartbeat => sqlx::query(sql::HEARTBEAT).bind(""),
    };
    Ok(Written::Rows(
        query.execute(connection).await?.rows_affected(),
    ))
}

fn insert() -> &'static str {
    static SQL: std::sync::LazyLock<String> = std::sync::LazyLock::new(statements::insert);
    &SQL
}

/// What there is to delete of a person.
#[derive(FromRow)]
struct Chain {
    principal: String,
    /// Until when, in seconds, one of its rows may still be posted by whoever claimed it.
    leased_until: i64,
}

async fn erase(
    connection: &mut SqliteConnection,
    subject: &str,
    at: &str,
    is_told: bool,
) -> Result<Option<(ErasureMark, u64)>, sqlx::Error> {
    let chain = sqlx::query_as::<_, Chain>(statements::CHAIN_TO_ERASE).bind(subject);
    let Some(chain) = chain.fetch_optional(&mut *connection).await? else {
        return Ok(None);
    };
    let delete = sqlx::query(statements::DELETE).bind(subject);
    let rows = delete.execute(&mut *connection).await?.rows_affected();
    let mark = ErasureMark::of(subject, &chain.principal, at);
    let (delivery, principal) = match is_told {
        true => (Delivery::Sending, Some(chain.principal)),
        false => (Delivery::Recorded, None),
    };
    sqlx::query(statements::KEEP_ERASURE)
        .bind(&mark.erasure_hash)
        .bind(&mark.subject_hash)
        .bind(at)
        .bind(rows.cast_signed())
        .bind(principal)
        .bind(delivery.code())
        .bind(chain.leased_until)
        .execute(connection)
        .await?;
    Ok(Some((mark, rows)))
}
