//! What a history says, sorted so that the rules can ask for it.
//!
//! Entry point: [`Evidence::of`].

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use consent::jws;
use consent::wire::{KeySet, Record};
use ed25519_dalek::VerifyingKey;
use serde::Deserialize;

use crate::history::{History, Operation, Outcome, Request, Time};

/// A history, sorted.
pub struct Evidence<'h> {
    /// The history.
    pub history: &'h History,
    /// The operations of each identity.
    pub people: BTreeMap<&'h str, Vec<&'h Operation>>,
    /// When each key was sent for the first time.
    pub begun: HashMap<&'h str, Time>,
    /// The writes that have a key, by it.
    pub writes: Vec<Write<'h>>,
    /// The erasures of each identity that were done or may have been.
    pub erasures: HashMap<&'h str, Vec<Erasure>>,
    /// The records, by id, with the places that they were seen at.
    pub records: BTreeMap<&'h str, Vec<Sighting<'h>>>,
    /// The receipts, each checked once.
    pub receipts: HashMap<&'h str, Result<Payload, String>>,
    /// The records that were there before an erasure began which was then confirmed.
    pub erased: BTreeMap<&'h str, Erased>,
}

/// One write, however often it was sent.
pub struct Write<'h> {
    /// Its key.
    pub key: &'h str,
    /// Whose it is.
    pub who: &'h str,
    /// Each time that it was sent, in that order.
    pub sends: Vec<&'h Operation>,
}

/// What became of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It was confirmed at least once.
    Confirmed,
    /// It was refused each time.
    Refused,
    /// Nobody knows.
    Unknown,
}

/// An erasure that was done or may have been.
#[derive(Debug, Clone, Copy)]
pub struct Erasure {
    /// The operation.
    pub id: usize,
    /// When it was asked for.
    pub sent: Time,
    /// When it was over; without an answer it may happen at any time.
    pub over: Time,
    /// Whether it was confirmed.
    pub is_confirmed: bool,
}

/// A record that has to be gone.
#[derive(Debug, Clone, Copy)]
pub struct Erased {
    /// The operation that shows that it was there.
    pub shown_by: usize,
    /// The erasure.
    pub erasure: Erasure,
}

/// A record at one place.
#[derive(Debug, Clone, Copy)]
pub struct Sighting<'h> {
    /// The record as it is there.
    pub record: &'h Record,
    /// The operation that showed it; `None` for the store itself.
    pub operation: Option<&'h Operation>,
}

/// What a receipt says, as far as it matters here.
#[derive(Debug, Clone, Deserialize)]
pub struct Payload {
    /// The record that it is for.
    pub record_id: String,
    /// The record.
    pub record: Record,
}

impl<'h> Evidence<'h> {
    /// Sorts a history.
    pub fn of(history: &'h History) -> Self {
        let writes = writes(history);
        let mut evidence = Self {
            history,
            people: people(history),
            begun: writes
                .iter()
                .map(|write| (write.key, write.begun()))
                .collect(),
            writes,
            erasures: erasures(history),
            records: BTreeMap::new(),
            receipts: receipts(history),
            erased: BTreeMap::new(),
        };
        evidence.see_records();
        evidence.see_erased();
        evidence
    }

    /// The payload of a receipt that is what it should be.
    pub fn receipt(&self, text: &str) -> Option<&Payload> {
        self.receipts.get(text)?.as_ref().ok()
    }

    /// The erasures of an identity.
    pub fn erasures(&self, who: &str) -> &[Erasure] {
        self.erasures.get(who).map_or(&[], Vec::as_slice)
    }

    /// Whether something that began then can have been erased before that time.
    pub fn may_be_erased(&self, who: &str, begun: Time, before: Time) -> bool {
        let mut erasures = self.erasures(who).iter();
        erasures.any(|erasure| erasure.over > begun && erasure.sent < before)
    }

    /// The record of a confirmed write, as its receipt has it.
    pub fn confirmed_record(&self, operation: &Operation) -> Option<&Record> {
        let (_, receipt) = operation.record()?;
        Some(&self.receipt(receipt)?.record)
    }

    /// The records that an identity was shown or confirmed, each once.
    pub fn records_of(&self, who: &str) -> Vec<&Record> {
        let mut seen = BTreeSet::new();
        let operations = self.people.get(who).into_iter().flatten();
        let records = operations.flat_map(|operation| {
            let listed = operation.listed().unwrap_or_default().iter();
            listed.chain(self.confirmed_record(operation))
        });
        records.filter(|record| seen.insert(&record.id)).collect()
    }

    fn see_records(&mut self) {
        let history = self.history;
        let mut records: BTreeMap<&'h str, Vec<Sighting<'h>>> = BTreeMap::new();
        let mut see = |record: &'h Record, operation| {
            let sighting = Sighting { record, operation };
            records.entry(&record.id).or_default().push(sighting);
        };
        for operation in &history.operations {
            for record in operation.listed().unwrap_or_default() {
                see(record, Some(operation));
            }
        }
        for row in &history.rows {
            see(&row.record, None);
        }
        self.records = records;
    }

    fn see_erased(&mut self) {
        let mut erased = BTreeMap::new();
        for operation in &self.history.operations {
            let after =
                |erasure: &&Erasure| erasure.is_confirmed && erasure.sent > operation.answered;
            let Some(erasure) = self.erasures(&operation.who).iter().find(after).copied() else {
                continue;
            };
            let shown_by = operation.id;
            let named = operation.record().map(|(id, _)| id);
            let listed = operation.listed().unwrap_or_default().iter();
            for id in named
                .into_iter()
                .chain(listed.map(|record| record.id.as_str()))
            {
                erased.entry(id).or_insert(Erased { shown_by, erasure });
            }
        }
        self.erased = erased;
    }
}

impl<'h> Write<'h> {
    /// When it was sent for the first time.
    pub fn begun(&self) -> Time {
        self.sends[0].sent
    }

    /// When the last of its sends was over; without an answer it may still be done.
    pub fn over(&self) -> Time {
        let over = |send: &&Operation| match send.outcome {
            Outcome::Unknown { .. } => Time::MAX,
            _ => send.answered,
        };
        self.sends.iter().map(over).max().unwrap_or_default()
    }

    /// The sends that were confirmed.
    pub fn confirmed(&self) -> impl Iterator<Item = &'h Operation> {
        self.sends
            .iter()
            .copied()
            .filter(|send| send.record().is_some())
    }

    /// What became of it.
    pub fn fate(&self) -> Fate {
        let is_refused = |send: &&Operation| matches!(send.outcome, Outcome::Refused { .. });
        if self.confirmed().next().is_some() {
            Fate::Confirmed
        } else if self.sends.iter().all(is_refused) {
            Fate::Refused
        } else {
            Fate::Unknown
        }
    }

    /// The marker of its record.
    pub fn marker(&self) -> &'h str {
        self.sends[0].marker().unwrap_or_default()
    }

    /// The purpose that it decides on.
    pub fn purpose(&self) -> Option<&'h str> {
        match &self.sends[0].request {
            Request::Decide(decide) => Some(&decide.purpose),
            _ => None,
        }
    }

    /// The numbers of its operations.
    pub fn ids(&self) -> Vec<usize> {
        self.sends.iter().map(|send| send.id).collect()
    }
}

fn people(history: &History) -> BTreeMap<&str, Vec<&Operation>> {
    let mut people: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in &history.operations {
        people.entry(&operation.who).or_default().push(operation);
    }
    people
}

fn writes(history: &History) -> Vec<Write<'_>> {
    let mut places = HashMap::new();
    let mut writes: Vec<Write> = Vec::new();
    for operation in &history.operations {
        let Some(key) = operation.key() else { continue };
        let place = *places.entry(key).or_insert_with(|| {
            let who = operation.who.as_str();
            let sends = Vec::new();
            writes.push(Write { key, who, sends });
            writes.len() - 1
        });
        writes[place].sends.push(operation);
    }
    writes
}

fn erasures(history: &History) -> HashMap<&str, Vec<Erasure>> {
    let mut erasures: HashMap<&str, Vec<Erasure>> = HashMap::new();
    for operation in &history.operations {
        let (over, is_confirmed) = match (&operation.request, &operation.outcome) {
            (Request::Erase, Outcome::Confirmed(_)) => (operation.answered, true),
            (Request::Erase, Outcome::Unknown { .. }) => (Time::MAX, false),
            _ => continue,
        };
        erasures.entry(&operation.who).or_default().push(Erasure {
            id: operation.id,
            sent: operation.sent,
            over,
            is_confirmed,
        });
    }
    erasures
}

fn receipts(history: &History) -> HashMap<&str, Result<Payload, String>> {
    let keys = key_set(&history.keys);
    let mut receipts = HashMap::new();
    let mut see = |text| {
        let read = || jws::verify(text, &keys).map_err(|error| error.to_string());
        receipts.entry(text).or_insert_with(read);
    };
    for operation in &history.operations {
        if let Some((_, receipt)) = operation.record() {
            see(receipt);
        }
        if let Outcome::Confirmed(crate::history::Answer::Export { receipts, .. }) =
            &operation.outcome
        {
            receipts.iter().for_each(|receipt| see(receipt));
        }
    }
    for row in &history.rows {
        see(&row.receipt);
    }
    receipts
}

fn key_set(published: &[String]) -> KeySet {
    let key = |x: &String| {
        let bytes = BASE64.decode(x).ok()?.try_into().ok()?;
        Some(jws::public_key(&VerifyingKey::from_bytes(&bytes).ok()?))
    };
    KeySet {
        keys: published.iter().filter_map(key).collect(),
    }
}
