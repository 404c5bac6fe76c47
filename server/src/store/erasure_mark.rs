//! What the store keeps of a person who was erased: hashes that only they could recognise.
//!
//! Takes the person's name in the store and their chain's principal, gives hashes of them. Entry
//! points: [`ErasureMark::of`] and [`subject_hash`].

use sha2::{Digest, Sha256};

/// What is asked of a store when a person is erased.
#[derive(Debug, Clone, Copy)]
pub struct Erase<'a> {
    /// The person's name in the store.
    pub subject: &'a str,
    /// When, as text.
    pub at: &'a str,
    /// Whether a downstream system is told.
    pub is_told: bool,
}

/// That one chain of one person was erased.
#[derive(Debug, Clone, PartialEq, Eq, Hash, sqlx::FromRow)]
pub struct ErasureMark {
    /// SHA-256, in hex, of the person's name in the store and of the chain's principal.
    pub erasure_hash: String,
    /// SHA-256, in hex, of the name alone.
    pub subject_hash: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
}

/// An erasure that the downstream system has not been told of.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DueErasure {
    /// Its hash, which serves as the id of the message.
    pub erasure_hash: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// How many records were deleted.
    pub records: i64,
    /// Whose chain it was.
    pub principal: String,
    /// How often it was posted.
    pub attempts: i64,
}

/// The first row of a chain: who, in the store's words, and whose chain.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ChainStart {
    /// The person's name in the store.
    pub subject: String,
    /// The chain's principal.
    pub principal: String,
}

impl ErasureMark {
    /// The mark of a person's chain.
    pub fn of(subject: &str, principal: &str, at: &str) -> Self {
        Self {
            erasure_hash: hash(&["mingbai erasure", subject, principal]),
            subject_hash: subject_hash(subject),
            at: at.to_owned(),
        }
    }
}

/// SHA-256, in hex, of a person's name, whatever the chain.
pub fn subject_hash(subject: &str) -> String {
    hash(&["mingbai erased subject", subject])
}

/// The functions of `migrations/postgres` compute the same.
fn hash(lines: &[&str]) -> String {
    Sha256::digest(lines.join("\n"))
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
