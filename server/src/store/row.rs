//! A row of the table of records, the same in both stores.
//!
//! Made from a [`Record`] and what the store alone needs. Entry point: [`Row`].

use consent::wire::{Actor, AgeBand, Delivery, Record, Setting, Status};
use serde::Serialize;

/// The state of a row that a server has claimed and posts now. To a person it is being sent.
pub const POSTING: &str = "posting";

/// A record as it is kept, with its receipt and its way downstream.
///
/// PostgreSQL takes many of them as an array of its table's own type, so the fields stand in the order
/// of the columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow, sqlx::Type)]
#[sqlx(type_name = "consent_record")]
#[cfg_attr(test, derive(Default))]
#[allow(
    missing_docs,
    reason = "the columns are the fields of `wire::Record`, documented there"
)]
pub struct Row {
    /// The person's name in the store.
    pub subject: String,
    pub sequence: i64,
    pub id: String,
    pub principal: String,
    pub purpose: String,
    pub kind: String,
    pub verb: String,
    pub state: String,
    pub revision: i64,
    pub time: String,
    pub client_time: Option<String>,
    pub release: String,
    pub language: String,
    pub text_hash: String,
    pub words_hash: String,
    pub surface: String,
    pub actor: String,
    pub entity: String,
    pub age_band: Option<String>,
    pub gpc: bool,
    pub previous_hash: String,
    pub record_hash: String,
    /// The compact JWS that the person got.
    pub receipt: String,
    /// SHA-256 of the idempotency key.
    pub key_hash: String,
    /// SHA-256 of what was asked for under that key.
    pub request_hash: String,
    /// The code of a [`Delivery`], or [`POSTING`].
    pub delivery: String,
    /// How often it was posted downstream.
    pub attempts: i64,
    /// When it is posted next, in seconds.
    pub next_attempt: i64,
}

/// What the store needs beside the record.
#[derive(Debug, Clone)]
pub struct Filing {
    /// The person's name in the store.
    pub subject: String,
    /// The compact JWS.
    pub receipt: String,
    /// SHA-256 of the idempotency key.
    pub key_hash: String,
    /// SHA-256 of what was asked for under that key.
    pub request_hash: String,
    /// How far it has come.
    pub delivery: Delivery,
}

impl Row {
    /// The row of a record.
    pub fn new(record: Record, filing: Filing) -> Self {
        Self {
            subject: filing.subject,
            sequence: record.sequence.cast_signed(),
            id: record.id,
            principal: record.principal,
            purpose: record.purpose,
            kind: record.kind,
            verb: record.verb,
            state: record.state,
            revision: record.revision.cast_signed(),
            time: record.time,
            client_time: record.client_time,
            release: record.release,
            language: record.language,
            text_hash: record.text_hash,
            words_hash: record.words_hash,
            surface: record.surface,
            actor: record.actor.code().to_owned(),
            entity: record.entity,
            age_band: record.age_band.map(|band| band.code().to_owned()),
            gpc: record.gpc,
            previous_hash: record.previous_hash,
            record_hash: record.record_hash,
            receipt: filing.receipt,
            key_hash: filing.key_hash,
            request_hash: filing.request_hash,
            delivery: filing.delivery.code().to_owned(),
            attempts: 0,
            next_attempt: 0,
        }
    }

    /// The record in it.
    pub fn record(&self) -> Record {
        Record {
            id: self.id.clone(),
            principal: self.principal.clone(),
            sequence: self.sequence.cast_unsigned(),
            purpose: self.purpose.clone(),
            kind: self.kind.clone(),
            verb: self.verb.clone(),
            state: self.state.clone(),
            revision: self.revision.cast_unsigned(),
            time: self.time.clone(),
            client_time: self.client_time.clone(),
            release: self.release.clone(),
            language: self.language.clone(),
            text_hash: self.text_hash.clone(),
            words_hash: self.words_hash.clone(),
            surface: self.surface.clone(),
            actor: Actor::from_code(&self.actor).unwrap_or_default(),
            entity: self.entity.clone(),
            age_band: self.age_band(),
            gpc: self.gpc,
            previous_hash: self.previous_hash.clone(),
            record_hash: self.record_hash.clone(),
        }
    }

    /// The status that a consent has since this row; unknown for what is no consent.
    pub fn status(&self) -> Status {
        Status::from_code(&self.state).unwrap_or_default()
    }

    /// How an opt-out or a preference is set since this row; unknown for a consent.
    pub fn setting(&self) -> Setting {
        Setting::from_code(&self.state).unwrap_or_default()
    }

    /// The age band that is in force since this row.
    pub fn age_band(&self) -> Option<AgeBand> {
        AgeBand::from_code(self.age_band.as_deref()?)
    }

    /// How far the decision has come.
    pub fn delivery(&self) -> Delivery {
        match self.delivery.as_str() {
            POSTING => Delivery::Sending,
            code => Delivery::from_code(code).unwrap_or_default(),
        }
    }
}
