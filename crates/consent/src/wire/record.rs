//! What the server keeps, and how a person gets it, takes it away or has it erased.
//!
//! `GET /v1/records` answers [`Records`], `GET /v1/export` answers [`Export`],
//! `DELETE /v1/subject` answers [`Erased`].

use super::{Actor, AgeBand, KeySet};
use crate::fields;
#[cfg(feature = "server")]
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use utoipa::ToSchema;

/// One event in a person's chain.
///
/// `record_hash` is SHA-256, in hex, of `previous_hash` and all other fields: a changed, dropped or
/// reordered record breaks the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct Record {
    /// Its id, a random UUID.
    pub id: String,
    /// The opaque id of the person in this chain; nothing outside leads from it to them.
    pub principal: String,
    /// Its place in the chain, from 1.
    pub sequence: u64,
    /// The purpose; for an acknowledgement `notice`.
    pub purpose: String,
    /// The kind of control, or `notice`.
    pub kind: String,
    /// What the person did.
    pub verb: String,
    /// The state that it led to.
    pub state: String,
    /// The revision of the purpose after it.
    pub revision: u64,
    /// When, by the server's clock, RFC 3339, UTC.
    pub time: String,
    /// When the person decided, by the device's clock, as it was sent.
    pub client_time: Option<String>,
    /// The version of the release.
    pub release: String,
    /// The language that the person read.
    pub language: String,
    /// SHA-256 of that text.
    pub text_hash: String,
    /// SHA-256 of the control's own words.
    pub words_hash: String,
    /// Where the switch was.
    pub surface: String,
    /// Who decided.
    pub actor: Actor,
    /// The entity id of who decided: the principal, or a guardian.
    pub entity: String,
    /// The age band that holds since: the last one that the person stated.
    pub age_band: Option<AgeBand>,
    /// Whether the browser sent Global Privacy Control with it.
    pub gpc: bool,
    /// The `record_hash` of the record before; sixty-four zeros for the first.
    pub previous_hash: String,
    /// SHA-256 of everything else in this record.
    pub record_hash: String,
}

fields! {
    Record {
        id, principal, sequence, purpose, kind, verb, state, revision, time, client_time, release,
        language, text_hash, words_hash, surface, actor, entity, age_band, gpc, previous_hash,
        record_hash,
    }
}

/// A page of a person's records, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct Records {
    /// The records.
    pub records: Vec<Record>,
    /// The `after` of the next page; `null` on the last one.
    pub next: Option<u64>,
}

fields! { Records { records, next } }

/// Everything that the API holds about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct Export {
    /// The opaque id of the person.
    pub subject: String,
    /// When it was written, RFC 3339, UTC.
    pub exported_at: String,
    /// The records, oldest first.
    pub records: Vec<Record>,
    /// The receipts, in the same order, as compact JWS.
    pub receipts: Vec<String>,
    /// The `record_hash` of the last one; sixty-four zeros when it is empty.
    pub head_hash: String,
    /// A compact JWS over a [`ChainHead`]: whoever holds it can show later that the chain was cut.
    pub signed_head: String,
    /// Whether the server found every record to follow from the one before it.
    pub intact: bool,
    /// The keys that the receipts are checked with.
    pub keys: KeySet,
}

fields! { Export { subject, exported_at, records, receipts, head_hash, signed_head, intact, keys } }

/// How far a person's chain reached at a time: what a server signs in an export.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct ChainHead {
    /// The principal whose chain it is.
    pub principal: String,
    /// How many records it has.
    pub sequence: u64,
    /// The `record_hash` of the last one.
    pub head_hash: String,
    /// When, RFC 3339, UTC.
    pub at: String,
}

fields! { ChainHead { principal, sequence, head_hash, at } }

/// What erasing did.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct Erased {
    /// How many records were deleted.
    pub records: u64,
    /// When, RFC 3339, UTC.
    pub at: String,
    /// Whether the operator's own system is told to delete them too.
    pub downstream_is_told: bool,
    /// For how many days backups still hold them, as the operator states it; `null` if not stated.
    pub backup_days: Option<u32>,
}

fields! { Erased { records, at, downstream_is_told, backup_days } }

/// The site's stance on Global Privacy Control (`GET /.well-known/gpc.json`).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct GpcStance {
    /// Whether the signal is honoured.
    pub gpc: bool,
    /// Since when, an ISO date.
    #[cfg_attr(feature = "server", serde(rename = "lastUpdate"))]
    pub last_update: String,
}

fields! { GpcStance { gpc, last_update as "lastUpdate" } }
