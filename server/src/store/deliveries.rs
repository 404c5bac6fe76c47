//! The delivery queue of the webhook: which rows may be posted now, which server posts them, and
//! how it went.
//!
//! A row waits as `sending`, is `posting` while a server has claimed it, and ends as `applied`,
//! `failed` or `superseded`. Every step names the step before it, so that of two servers one takes
//! it, and no row ever comes back from an end by itself. Entry point: [`Deliveries`].

use async_trait::async_trait;
use sqlx::query::Query;
use sqlx::{Database, Encode, Type};

use super::{Result, Row};

/// How many messages the receiver has not taken: decisions by how far they are, and erasures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Undelivered {
    /// Not posted yet.
    pub waiting: i64,
    /// Posted, not taken, and posted again later.
    pub retrying: i64,
    /// Given up, until the operator has them posted again.
    pub failed: i64,
    /// Erasures that the receiver was not told of.
    pub erasures: i64,
}

/// The part of a store that the webhook's sender works on.
#[async_trait]
pub trait Deliveries: Send + Sync {
    /// Rows that may be posted now, those first that have waited longest.
    ///
    /// Of one person it is the earliest that was never posted, unless one is being posted for the
    /// first time; and whatever was posted before and not taken, which nothing waits for.
    async fn due(&self, now: i64, limit: i64) -> Result<Vec<Row>>;

    /// Claims a row for a server until a time in seconds; false when it is not this server's to
    /// post: another one has it, or a later decision for the purpose has replaced it.
    ///
    /// Earlier decisions for the purpose become `superseded` first, unless one is being posted.
    async fn claim(&self, row: &Row, now: i64, until: i64) -> Result<bool>;

    /// Notes how the post of a claimed row went, with the row's `attempts` as they were after the
    /// claim; false when the claim has passed to another server or the row was erased.
    async fn note_delivery(&self, row: &Row) -> Result<bool>;

    /// How many messages the receiver has not taken.
    async fn undelivered(&self) -> Result<Undelivered>;

    /// Has failed rows posted again, current ones only; answers how many.
    async fn retry_failed(&self) -> Result<u64>;
}

/// Rows that may be posted.
pub const DUE: &str = "
    SELECT * FROM consent_record AS one WHERE delivery IN ('sending', 'posting') AND next_attempt <= $1
        AND NOT EXISTS (SELECT 1 FROM consent_record AS other WHERE other.subject = one.subject
            AND other.delivery IN ('sending', 'posting')
            AND ((other.delivery = 'posting' AND other.next_attempt > $1
                    AND (other.attempts = 1 OR other.purpose = one.purpose))
                OR (other.delivery = 'sending' AND other.attempts = 0
                    AND other.sequence < one.sequence)))
    ORDER BY next_attempt, sequence LIMIT $2";

/// Gives up what a later decision for the same purpose has replaced, unless it is being posted.
pub const SUPERSEDE: &str = "
    UPDATE consent_record SET delivery = 'superseded'
    WHERE subject = $1 AND purpose = $2 AND delivery IN ('sending', 'posting', 'failed')
        AND (delivery <> 'posting' OR next_attempt <= $3)
        AND revision < (SELECT MAX(revision) FROM consent_record AS last
            WHERE last.subject = $1 AND last.purpose = $2)";

/// Claims a row. The count of attempts is what two servers race for.
pub const CLAIM: &str = "
    UPDATE consent_record SET delivery = 'posting', attempts = attempts + 1, next_attempt = $6
    WHERE subject = $1 AND sequence = $2 AND id = $3 AND attempts = $4
        AND (delivery = 'sending' OR (delivery = 'posting' AND next_attempt <= $5))
        AND NOT EXISTS (SELECT 1 FROM consent_record AS other
            WHERE other.subject = $1 AND other.purpose = consent_record.purpose
            AND (other.revision > consent_record.revision
                OR (other.revision < consent_record.revision AND other.delivery = 'posting')))";

/// How a post went. After an erasure another row of the same person can have the place.
pub const NOTE_DELIVERY: &str = "
    UPDATE consent_record SET delivery = $5, next_attempt = $6
    WHERE subject = $1 AND sequence = $2 AND id = $3 AND attempts = $4 AND delivery = 'posting'";

/// Counts of what was not taken.
pub const UNDELIVERED: &str = "
    SELECT COUNT(*) FILTER (WHERE attempts = 0) AS waiting,
        COUNT(*) FILTER (WHERE attempts > 0) AS retrying,
        (SELECT COUNT(*) FROM consent_record WHERE delivery = 'failed') AS failed,
        (SELECT COUNT(*) FROM erasure WHERE delivery = 'sending') AS erasures
    FROM consent_record WHERE delivery IN ('sending', 'posting')";

/// Has failed rows posted again, unless a later decision has replaced them.
pub const RETRY_FAILED: &str = "
    UPDATE consent_record SET delivery = 'sending', attempts = 0, next_attempt = 0
    WHERE delivery = 'failed' AND revision = (SELECT MAX(revision) FROM consent_record AS last
        WHERE last.subject = consent_record.subject AND last.purpose = consent_record.purpose)";

/// Fills [`SUPERSEDE`].
pub fn bind_supersede<'q, DB>(
    query: Query<'q, DB, DB::Arguments<'q>>,
    row: &'q Row,
    now: i64,
) -> Query<'q, DB, DB::Arguments<'q>>
where
    DB: Database,
    &'q str: Encode<'q, DB> + Type<DB>,
    i64: Encode<'q, DB> + Type<DB>,
{
    query
        .bind(row.subject.as_str())
        .bind(row.purpose.as_str())
        .bind(now)
}

/// Fills [`CLAIM`].
pub fn bind_claim<'q, DB>(
    query: Query<'q, DB, DB::Arguments<'q>>,
    row: &'q Row,
    now: i64,
    until: i64,
) -> Query<'q, DB, DB::Arguments<'q>>
where
    DB: Database,
    &'q str: Encode<'q, DB> + Type<DB>,
    i64: Encode<'q, DB> + Type<DB>,
{
    bind_place(query, row).bind(now).bind(until)
}

/// Fills [`NOTE_DELIVERY`].
pub fn bind_delivery<'q, DB>(
    query: Query<'q, DB, DB::Arguments<'q>>,
    row: &'q Row,
) -> Query<'q, DB, DB::Arguments<'q>>
where
    DB: Database,
    &'q str: Encode<'q, DB> + Type<DB>,
    i64: Encode<'q, DB> + Type<DB>,
{
    bind_place(query, row)
        .bind(row.delivery.as_str())
        .bind(row.next_attempt)
}

fn bind_place<'q, DB>(
    query: Query<'q, DB, DB::Arguments<'q>>,
    row: &'q Row,
) -> Query<'q, DB, DB::Arguments<'q>>
where
    DB: Database,
    &'q str: Encode<'q, DB> + Type<DB>,
    i64: Encode<'q, DB> + Type<DB>,
{
    query
        .bind(row.subject.as_str())
        .bind(row.sequence)
        .bind(row.id.as_str())
        .bind(row.attempts)
}
