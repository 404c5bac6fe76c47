//! The chain of a person's records: each one carries a hash of itself and of the one before.
//!
//! Takes [`Record`]s, answers a hash or the first record that does not fit.
//! Entry points: [`record_hash`] when a record is written, [`verify`] when an export is checked,
//! [`verify_after`] when it is read a part at a time.

use std::fmt;

use crate::manifest::hash_parts;
use crate::wire::Record;

/// What stands for the record before the first one.
pub const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// SHA-256 of a record: of everything in it but `record_hash` itself.
pub fn record_hash(record: &Record) -> String {
    let sequence = record.sequence.to_string();
    let revision = record.revision.to_string();
    let parts = [
        Some(record.previous_hash.as_str()),
        Some(&record.id),
        Some(&record.principal),
        Some(&sequence),
        Some(&record.purpose),
        Some(&record.kind),
        Some(&record.verb),
        Some(&record.state),
        Some(&revision),
        Some(&record.time),
        record.client_time.as_deref(),
        Some(&record.release),
        Some(&record.language),
        Some(&record.text_hash),
        Some(&record.words_hash),
        Some(&record.surface),
        Some(record.actor.code()),
        Some(&record.entity),
        record.age_band.map(|band| band.code()),
        Some(if record.gpc { "1" } else { "0" }),
    ];
    hash_parts("mingbai record 1", &parts)
}

/// Checks a whole chain, oldest record first.
pub fn verify(records: &[Record]) -> Result<(), Broken> {
    verify_after(None, records)
}

/// Checks the part of a chain that comes after a record that was checked before.
pub fn verify_after(last: Option<&Record>, records: &[Record]) -> Result<(), Broken> {
    let mut previous = last.map_or(START, |last| &last.record_hash);
    let first = last.map_or(1, |last| last.sequence + 1);
    // One person's all along: the principal is in the hash of each record, but another one's record
    // with a hash of its own could be put behind.
    let principal = last.or(records.first()).map(|record| &record.principal);
    for (place, record) in (first..).zip(records) {
        let is_in_place = record.sequence == place && record.previous_hash == previous;
        let is_of_the_same = Some(&record.principal) == principal;
        if !is_in_place || !is_of_the_same || record.record_hash != record_hash(record) {
            return Err(Broken {
                sequence: record.sequence,
                id: record.id.clone(),
            });
        }
        previous = &record.record_hash;
    }
    Ok(())
}

/// The first record that does not fit: it was changed, or one before it is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Its place, as it says itself.
    pub sequence: u64,
    /// Its id.
    pub id: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sequence, id } = self;
        write!(
            out,
            "record {sequence} (`{id}`) does not follow from the one before it"
        )
    }
}

impl std::error::Error for Broken {}
