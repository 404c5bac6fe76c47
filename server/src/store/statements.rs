//! The SQL that both stores understand, and the rows that go into it.
//!
//! SQLite and PostgreSQL share every statement but those that add and erase rows. Every one that a
//! request leads to names the subject, so that a distributed store asks one shard only.

use sqlx::query::{Query, QueryAs};
use sqlx::{Database, Encode, Type};

use super::Row;

/// The three rows that a decision is made on, each with the part that it plays.
pub const SNAPSHOT: &str = "
    SELECT 'replay' AS part, record.* FROM consent_record AS record WHERE subject = $1 AND key_hash = $2
    UNION ALL SELECT 'head', head.* FROM
        (SELECT * FROM consent_record WHERE subject = $1 ORDER BY sequence DESC LIMIT 1) AS head
    UNION ALL SELECT 'current', now.* FROM
        (SELECT * FROM consent_record WHERE subject = $1 AND purpose = $3
         ORDER BY revision DESC LIMIT 1) AS now";

/// The last row for each purpose. Steps from purpose to purpose in the index (a loose index scan), so
/// that its cost follows the number of purposes and not the length of the history. `CROSS JOIN`, since
/// SQLite keeps to its order: it would walk the history in the order of `sequence`, to save the sort.
pub const LATEST: &str = "
    WITH RECURSIVE step (purpose) AS (
        SELECT MIN(purpose) FROM consent_record WHERE subject = $1
        UNION ALL SELECT
            (SELECT MIN(purpose) FROM consent_record WHERE subject = $1 AND purpose > step.purpose)
            FROM step WHERE step.purpose IS NOT NULL)
    SELECT consent_record.* FROM step CROSS JOIN consent_record WHERE consent_record.subject = $1
        AND consent_record.purpose = step.purpose AND consent_record.revision =
            (SELECT MAX(revision) FROM consent_record
             WHERE subject = $1 AND purpose = step.purpose)
    ORDER BY sequence";

/// A person's last row.
pub const HEAD: &str =
    "SELECT * FROM consent_record WHERE subject = $1 ORDER BY sequence DESC LIMIT 1";

/// A person's rows after a place in the chain.
pub const AFTER: &str =
    "SELECT * FROM consent_record WHERE subject = $1 AND sequence > $2 ORDER BY sequence LIMIT $3";

/// One row of a person.
pub const RECORD: &str = "SELECT * FROM consent_record WHERE subject = $1 AND id = $2";

/// The chains of people whose names come after one.
pub const CHAINS: &str = "
    SELECT subject, principal FROM consent_record WHERE sequence = 1 AND subject > $1
    ORDER BY subject LIMIT $2";

/// What there is to delete of a person: whose chain, and until when one of its rows may be posted.
pub const CHAIN_TO_ERASE: &str = "
    SELECT principal, COALESCE((SELECT MAX(next_attempt) FROM consent_record
        WHERE subject = $1 AND delivery = 'posting'), 0) AS leased_until
    FROM consent_record WHERE subject = $1 AND sequence = 1";

/// Deletes a person's rows.
pub const DELETE: &str = "DELETE FROM consent_record WHERE subject = $1";

/// Keeps the mark of an erasure. One hash again: the rows had come back from a backup.
pub const KEEP_ERASURE: &str = "
    INSERT INTO erasure
        (erasure_hash, subject_hash, at, records, principal, delivery, attempts, next_attempt)
    VALUES ($1, $2, $3, $4, $5, $6, 0, $7)
    ON CONFLICT (erasure_hash) DO UPDATE SET records = records + EXCLUDED.records";

/// Whether a name was erased.
pub const IS_ERASED: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM erasure WHERE subject_hash = $1";

/// Marks of erasures since a time.
pub const ERASURES_SINCE: &str =
    "SELECT erasure_hash, subject_hash, at FROM erasure WHERE at >= $1 ORDER BY at, erasure_hash";

/// A mark that another store left.
pub const ADD_ERASURE: &str = "
    INSERT INTO erasure (erasure_hash, subject_hash, at, records, delivery, attempts, next_attempt)
    VALUES ($1, $2, $3, 0, 'recorded', 0, 0) ON CONFLICT DO NOTHING";

/// Erasures to tell of.
pub const DUE_ERASURES: &str = "
    SELECT erasure_hash, at, records, principal, attempts FROM erasure
    WHERE delivery = 'sending' AND next_attempt <= $1 AND subject IS NULL
        AND principal IS NOT NULL
    ORDER BY next_attempt LIMIT $2";

/// Claims the telling of an erasure.
pub const CLAIM_ERASURE: &str = "
    UPDATE erasure SET attempts = attempts + 1, next_attempt = $3
    WHERE erasure_hash = $1 AND attempts = $2 AND delivery = 'sending'";

/// How the telling of an erasure went.
pub const NOTE_ERASURE: &str = "
    UPDATE erasure SET delivery = $3, next_attempt = $4,
        principal = CASE WHEN $3 = 'sending' THEN principal END
    WHERE erasure_hash = $1 AND attempts = $2 AND delivery = 'sending'";

/// Shows that the store takes writes.
pub const HEARTBEAT: &str = "UPDATE heartbeat SET at = $1 WHERE id = 1";

/// Names the columns of a row and fills them, from one list: no value can come under another's name.
macro_rules! columns {
    ($row:ident: $($column:ident = $value:expr),+ $(,)?) => {
        const COLUMNS: &[&str] = &[$(stringify!($column)),+];

        /// Fills [`insert`].
        pub fn bind_row<'q, DB>(
            query: Query<'q, DB, DB::Arguments<'q>>,
            $row: &'q Row,
        ) -> Query<'q, DB, DB::Arguments<'q>>
        where
            DB: Database,
            &'q str: Encode<'q, DB> + Type<DB>,
            Option<&'q str>: Encode<'q, DB> + Type<DB>,
            i64: Encode<'q, DB> + Type<DB>,
            bool: Encode<'q, DB> + Type<DB>,
        {
            query$(.bind($value))+
        }
    };
}

columns! { row:
    subject = row.subject.as_str(),
    sequence = row.sequence,
    id = row.id.as_str(),
    principal = row.principal.as_str(),
    purpose = row.purpose.as_str(),
    kind = row.kind.as_str(),
    verb = row.verb.as_str(),
    state = row.state.as_str(),
    revision = row.revision,
    time = row.time.as_str(),
    client_time = row.client_time.as_deref(),
    release = row.release.as_str(),
    language = row.language.as_str(),
    text_hash = row.text_hash.as_str(),
    words_hash = row.words_hash.as_str(),
    surface = row.surface.as_str(),
    actor = row.actor.as_str(),
    entity = row.entity.as_str(),
    age_band = row.age_band.as_deref(),
    gpc = row.gpc,
    previous_hash = row.previous_hash.as_str(),
    record_hash = row.record_hash.as_str(),
    receipt = row.receipt.as_str(),
    key_hash = row.key_hash.as_str(),
    request_hash = row.request_hash.as_str(),
    delivery = row.delivery.as_str(),
    attempts = row.attempts,
    next_attempt = row.next_attempt,
}

/// Adds a row to SQLite, if the one before it is still there and its place is free.
pub fn insert() -> String {
    let places: Vec<String> = (1..=COLUMNS.len()).map(|at| format!("${at}")).collect();
    let value = |column: &str| {
        let at = COLUMNS.iter().position(|known| *known == column);
        &places[at.expect("it is a column")]
    };
    let (subject, sequence) = (value("subject"), value("sequence"));
    format!(
        "INSERT INTO consent_record ({}) SELECT {} WHERE {sequence} = 1 OR EXISTS
            (SELECT 1 FROM consent_record WHERE subject = {subject}
                AND sequence = {sequence} - 1 AND record_hash = {})
        ON CONFLICT DO NOTHING",
        COLUMNS.join(", "),
        places.join(", "),
        value("previous_hash"),
    )
}

/// Adds rows to PostgreSQL, each under the conditions of [`insert`]; answers the ids of those that
/// were stored. The function is in `migrations/postgres`.
pub const INSERT_GROUP: &str = "SELECT insert_records($1)";

/// A row of [`SNAPSHOT`] with the part that it plays.
#[derive(sqlx::FromRow)]
pub struct Part {
    part: String,
    #[sqlx(flatten)]
    row: Row,
}

/// Sorts the rows of [`SNAPSHOT`] by the part that they play.
pub fn to_snapshot(parts: Vec<Part>) -> super::Snapshot {
    let mut snapshot = super::Snapshot::default();
    for Part { part, row } in parts {
        match part.as_str() {
            "replay" => snapshot.replay = Some(row),
            "head" => snapshot.head = Some(row),
            _ => snapshot.current = Some(row),
        }
    }
    snapshot
}

/// Fills a statement that takes texts only.
pub fn bind_texts<'q, DB, T>(
    query: QueryAs<'q, DB, T, DB::Arguments<'q>>,
    texts: &[&'q str],
) -> QueryAs<'q, DB, T, DB::Arguments<'q>>
where
    DB: Database,
    &'q str: Encode<'q, DB> + Type<DB>,
{
    texts.iter().fold(query, |query, text| query.bind(*text))
}
