//! The SQL that both stores understand, and the rows that go into it.
//!
//! SQLite and PostgreSQL share every statement but the one that adds rows. Every one that a request
//! leads to names the subject, so that a distributed store asks one shard only; rows that are added
//! in groups name several, and one each where the operator asks for groups of one.

use sqlx::query::{Query, QueryAs};
use sqlx::{Database, Encode, Type};

use super::{KeyRow, Row};

/// The three rows that a decision is made on, each with the part that it plays.
pub const SNAPSHOT: &str = "
    SELECT 'replay' AS part, record.* FROM record WHERE subject = $1 AND key = $2
    UNION ALL SELECT 'head', head.* FROM
        (SELECT * FROM record WHERE subject = $1 ORDER BY sequence DESC LIMIT 1) AS head
    UNION ALL SELECT 'current', now.* FROM
        (SELECT * FROM record WHERE subject = $1 AND purpose = $3
         ORDER BY revision DESC LIMIT 1) AS now";

/// The last row for each purpose.
pub const LATEST: &str = "
    SELECT * FROM record AS one WHERE subject = $1 AND revision =
        (SELECT MAX(revision) FROM record WHERE subject = $1 AND purpose = one.purpose)
    ORDER BY sequence";

/// A person's rows after a place in the chain.
pub const AFTER: &str =
    "SELECT * FROM record WHERE subject = $1 AND sequence > $2 ORDER BY sequence";

/// What a live stream looks for: rows from a place on, and earlier ones that have been sent.
pub const NEWS: &str = "
    SELECT * FROM record WHERE subject = $1 AND sequence >= $3
        AND (sequence >= $2 OR delivery NOT IN ('sending', 'posting')) ORDER BY sequence";

/// One row of a person.
pub const RECORD: &str = "SELECT * FROM record WHERE subject = $1 AND id = $2";

/// All signing keys.
pub const KEYS: &str = "SELECT * FROM signing_key ORDER BY created_at DESC, kid";

/// A new signing key.
pub const ADD_KEY: &str = "
    INSERT INTO signing_key (kid, seed, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

/// A proposed secret; an earlier one stays.
pub const PROPOSE_SECRET: &str =
    "INSERT INTO secret (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING";

/// A secret.
pub const SECRET: &str = "SELECT value FROM secret WHERE name = $1";

/// Files a person's rows under another name. A distributed store cannot change the column that
/// it shards by, hence a copy and a delete.
pub const COPY_AWAY: &str = "
    INSERT INTO record SELECT $2 AS subject, sequence, id, principal, purpose, kind, verb, state,
        revision, time, client_time, release, language, hash, words, surface, actor, entity,
        age_band, gpc, previous, chain, receipt, key, fingerprint, delivery, attempts, next_attempt
    FROM record WHERE subject = $1";

/// Takes a person's rows away from under their own name.
pub const DELETE: &str = "DELETE FROM record WHERE subject = $1";

/// Adds a row to SQLite, if the one before it is still there and its place is free.
pub fn insert() -> String {
    let values = (1..=28)
        .map(|place| format!("${place}"))
        .collect::<Vec<_>>()
        .join(", ");
    format!(
        "INSERT INTO record SELECT {values} WHERE $2 = 1 OR EXISTS (SELECT 1 FROM record
            WHERE subject = $1 AND sequence = $2 - 1 AND chain = $21)
        ON CONFLICT DO NOTHING"
    )
}

/// Adds rows to PostgreSQL, each under the conditions of [`insert`]; answers the places of those
/// that were stored. The row before is held until the new one is durable, so that an erasure
/// cannot come in between; SQLite has one writer and needs no such lock.
pub const INSERT_GROUP: &str = "
    INSERT INTO record SELECT fresh.* FROM unnest(
        $1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
        $8::text[], $9::bigint[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
        $15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::bool[], $21::text[],
        $22::text[], $23::text[], $24::text[], $25::text[], $26::text[], $27::bigint[],
        $28::bigint[])
        AS fresh (subject, sequence, id, principal, purpose, kind, verb, state, revision, time,
            client_time, release, language, hash, words, surface, actor, entity, age_band, gpc,
            previous, chain, receipt, key, fingerprint, delivery, attempts, next_attempt)
    WHERE fresh.sequence = 1 OR EXISTS (SELECT 1 FROM
        (SELECT sequence FROM record WHERE subject = fresh.subject
         AND sequence = fresh.sequence - 1 AND chain = fresh.previous FOR KEY SHARE) AS before)
    ON CONFLICT DO NOTHING RETURNING subject, sequence";

/// Fills [`insert`].
pub fn bind_row<'q, DB>(
    query: Query<'q, DB, DB::Arguments<'q>>,
    row: &'q Row,
) -> Query<'q, DB, DB::Arguments<'q>>
where
    DB: Database,
    &'q str: Encode<'q, DB> + Type<DB>,
    Option<&'q str>: Encode<'q, DB> + Type<DB>,
    i64: Encode<'q, DB> + Type<DB>,
    bool: Encode<'q, DB> + Type<DB>,
{
    query
        .bind(row.subject.as_str())
        .bind(row.sequence)
        .bind(row.id.as_str())
        .bind(row.principal.as_str())
        .bind(row.purpose.as_str())
        .bind(row.kind.as_str())
        .bind(row.verb.as_str())
        .bind(row.state.as_str())
        .bind(row.revision)
        .bind(row.time.as_str())
        .bind(row.client_time.as_deref())
        .bind(row.release.as_str())
        .bind(row.language.as_str())
        .bind(row.hash.as_str())
        .bind(row.words.as_str())
        .bind(row.surface.as_str())
        .bind(row.actor.as_str())
        .bind(row.entity.as_str())
        .bind(row.age_band.as_deref())
        .bind(row.gpc)
        .bind(row.previous.as_str())
        .bind(row.chain.as_str())
        .bind(row.receipt.as_str())
        .bind(row.key.as_str())
        .bind(row.fingerprint.as_str())
        .bind(row.delivery.as_str())
        .bind(row.attempts)
        .bind(row.next_attempt)
}

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

/// Fills [`ADD_KEY`].
pub fn bind_key<'q, DB>(
    query: Query<'q, DB, DB::Arguments<'q>>,
    key: &'q KeyRow,
) -> Query<'q, DB, DB::Arguments<'q>>
where
    DB: Database,
    &'q str: Encode<'q, DB> + Type<DB>,
    &'q [u8]: Encode<'q, DB> + Type<DB>,
    i64: Encode<'q, DB> + Type<DB>,
{
    query
        .bind(key.kid.as_str())
        .bind(key.seed.as_slice())
        .bind(key.created_at)
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
