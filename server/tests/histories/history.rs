//! A recorded history: everything that was asked of the servers and what they answered, what the
//! webhook was sent, and what the store held in the end.
//!
//! Written by [`crate::recorder`], judged by [`crate::check`], kept as JSON where it found
//! something; [`crate::words`] writes it out. Entry point: [`History`].

use consent::wire::{Actor, AgeBand, Record, Verb};
use serde::{Deserialize, Serialize};

/// Microseconds since the history began.
pub type Time = u64;

/// One history, from the first request to the last look into the store.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct History {
    /// What was asked, in the order of asking.
    pub operations: Vec<Operation>,
    /// What the webhook's receivers were sent, in the order of arrival.
    pub posts: Vec<Post>,
    /// The rows of the store, after everything had stopped.
    pub rows: Vec<StoredRow>,
    /// The published keys that receipts are checked with: the `x` of each.
    pub keys: Vec<String>,
    /// How each server took decisions again when the last fault was over.
    pub recoveries: Vec<Recovery>,
    /// What else did not work in the end: last looks without an answer, servers that did not stop.
    pub broken: Vec<String>,
    /// Whether the clocks of several servers were more than a few seconds apart.
    pub clocks_disagreed: bool,
    /// When a server was paused, from and until.
    pub pauses: Vec<(Time, Time)>,
    /// The bytes of the store's files, where they can be read.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// One request and what came of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Operation {
    /// Its number, by which findings name it.
    pub id: usize,
    /// Whose it was: a person and, for a browser, which of its cookies, as `p3#1`.
    pub who: String,
    /// Which of their devices.
    pub device: usize,
    /// The server that was asked.
    pub server: usize,
    /// When it was sent.
    pub sent: Time,
    /// When the answer was there, or the wait for it over.
    pub answered: Time,
    /// What was asked.
    pub request: Request,
    /// What came of it.
    pub outcome: Outcome,
}

/// What was asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// `PUT /v1/choices/{purpose}`.
    Decide(Decide),
    /// `POST /v1/acknowledgements`.
    Acknowledge {
        /// The idempotency key.
        key: String,
        /// The `client_time`, by which its record is found.
        marker: String,
    },
    /// `POST /v1/guardians`.
    StateGuardian,
    /// `GET /v1/choices`.
    Choices,
    /// `GET /v1/records`.
    Records,
    /// `GET /v1/export`.
    Export,
    /// `DELETE /v1/subject`.
    Erase,
    /// Nothing: an event arrived on an open stream, which has that number.
    Event {
        /// The stream.
        stream: usize,
    },
}

/// A decision as it was sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decide {
    /// The purpose.
    pub purpose: String,
    /// The verb.
    pub verb: Verb,
    /// The idempotency key: repeats have the same one.
    pub key: String,
    /// The `client_time`, another one for each key, by which the record is found in the store.
    pub marker: String,
    /// The revision in `If-Match`.
    pub if_match: u64,
    /// Who decided.
    pub actor: Actor,
    /// The age band that was stated with it.
    pub age_band: Option<AgeBand>,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// It was done, and this is the answer.
    Confirmed(Answer),
    /// It was not done: the contract says that nothing was stored.
    Refused {
        /// The HTTP status.
        status: u16,
        /// The problem's code.
        code: String,
    },
    /// No answer, or one that leaves it open.
    Unknown {
        /// What was seen of it.
        why: String,
    },
}

/// The answer to a request that was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// To a decision.
    Decided {
        /// The id of the record.
        record: String,
        /// The receipt.
        receipt: String,
        /// The new state.
        choice: ShownChoice,
    },
    /// To an acknowledgement.
    Acknowledged {
        /// The id of the record.
        record: String,
        /// The receipt.
        receipt: String,
    },
    /// To a guardian's statement.
    Guardian {
        /// The guardian's entity.
        entity: String,
    },
    /// Where the person stands.
    Choices(Vec<ShownChoice>),
    /// The records.
    Records(Vec<Record>),
    /// The export.
    Export {
        /// Its records.
        records: Vec<Record>,
        /// Its receipts.
        receipts: Vec<String>,
        /// The hash of the last record, as it states it.
        head_hash: String,
    },
    /// To an erasure.
    Erased,
    /// A live event; without a choice when everything was erased.
    Event {
        /// The place up to which everything is told.
        place: u64,
        /// The choice.
        choice: Option<ShownChoice>,
    },
}

/// A choice as it was shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShownChoice {
    /// The purpose.
    pub purpose: String,
    /// The status of a consent or the setting of the others.
    pub state: String,
    /// How many decisions there have been.
    pub revision: u64,
    /// How far the last one has come.
    pub delivery: Option<String>,
}

/// One request that reached a receiver.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Post {
    /// When it arrived.
    pub arrived: Time,
    /// When the receiver answered; `None` when it never did.
    pub answered: Option<Time>,
    /// The status of its answer.
    pub status: Option<u16>,
    /// Method and path, `POST /hook` where it should go; other receivers begin with their name.
    pub target: String,
    /// The `webhook-id`.
    pub id: String,
    /// Whether the signature belongs to the body.
    pub is_signed: bool,
    /// The `type` of the message.
    pub kind: String,
    /// The record in it.
    pub record: Option<Record>,
    /// The principal that it is about, of a message without a record too.
    pub principal: Option<String>,
}

/// One row of the store.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredRow {
    /// Under which name it is filed.
    pub subject: String,
    /// The record.
    pub record: Record,
    /// The receipt.
    pub receipt: String,
    /// How far it has come.
    pub delivery: String,
}

/// How a server took decisions again after the faults.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recovery {
    /// The server.
    pub server: usize,
    /// Whether a new person's decision was taken in the end.
    pub is_taken: bool,
    /// Whether `/health/ready` said yes at the last try.
    pub is_ready: bool,
    /// How often it was tried.
    pub tries: usize,
    /// The last answer.
    pub last: String,
}

impl History {
    /// For how long servers were paused in that span.
    pub fn pauses_between(&self, from: Time, until: Time) -> Time {
        let inside = |(start, end): &(Time, Time)| {
            let end = *end.min(&until);
            end.saturating_sub(*start.max(&from))
        };
        self.pauses.iter().map(inside).sum()
    }
}

impl Operation {
    /// The idempotency key of a write that has one.
    pub fn key(&self) -> Option<&str> {
        match &self.request {
            Request::Decide(decide) => Some(&decide.key),
            Request::Acknowledge { key, .. } => Some(key),
            _ => None,
        }
    }

    /// The marker of a write that has one.
    pub fn marker(&self) -> Option<&str> {
        match &self.request {
            Request::Decide(decide) => Some(&decide.marker),
            Request::Acknowledge { marker, .. } => Some(marker),
            _ => None,
        }
    }

    /// The id and receipt of the record that its answer names.
    pub fn record(&self) -> Option<(&str, &str)> {
        match &self.outcome {
            Outcome::Confirmed(
                Answer::Decided {
                    record, receipt, ..
                }
                | Answer::Acknowledged { record, receipt },
            ) => Some((record, receipt)),
            _ => None,
        }
    }

    /// The records that its answer lists.
    pub fn listed(&self) -> Option<&[Record]> {
        match &self.outcome {
            Outcome::Confirmed(Answer::Records(records) | Answer::Export { records, .. }) => {
                Some(records)
            }
            _ => None,
        }
    }
}
