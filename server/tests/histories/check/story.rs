//! Made-up histories for the tests of the rules: a small server that does everything right, and
//! ways to make it do one thing wrong.
//!
//! Entry points: [`Story::new`], [`holds`] and [`finds`].

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use consent::wire::{Actor, AgeBand, Record, Verb};
use consent::{chain, jws};
use ed25519_dalek::SigningKey;
use serde_json::json;

use super::{Rule, check};
use crate::history::*;

/// A history that is made up as one goes.
pub struct Story {
    /// The history so far.
    pub history: History,
    key: SigningKey,
    now: Time,
    chains: BTreeMap<String, Vec<Record>>,
    numbers: usize,
}

/// Nothing is found.
#[track_caller]
pub fn holds(story: &Story) {
    let findings = check(&story.told());
    assert!(findings.is_empty(), "{findings:#?}");
}

/// That is found, by that rule.
#[track_caller]
pub fn finds(story: &Story, rule: Rule, words: &str) {
    let findings = check(&story.told());
    let is_it = |finding: &super::Finding| finding.rule == rule && finding.sentence.contains(words);
    assert!(findings.iter().any(is_it), "{findings:#?}");
}

impl Story {
    /// Nothing has happened yet.
    pub fn new() -> Self {
        let key = SigningKey::from_bytes(&[7; 32]);
        let x = BASE64.encode(key.verifying_key().as_bytes());
        Self {
            history: History {
                keys: vec![x],
                ..History::default()
            },
            key,
            now: 0,
            chains: BTreeMap::new(),
            numbers: 0,
        }
    }

    /// The history with the store as it is by now.
    fn told(&self) -> History {
        let mut history = self.history.clone();
        let chains = self.chains.iter();
        let rows = chains.flat_map(|(who, records)| {
            records.iter().map(move |record| StoredRow {
                subject: format!("subject of {who}"),
                record: record.clone(),
                receipt: self.receipt(record),
                delivery: "sending".to_owned(),
            })
        });
        history.rows.extend(rows);
        history
    }

    /// A decision on what is shown, which is confirmed; answers the number of the operation.
    pub fn decides(&mut self, who: &str, verb: Verb, purpose: &str) -> usize {
        self.decides_otherwise(who, verb, purpose, |_, _| {})
    }

    /// The same, with something changed in what is asked and what is stored.
    pub fn decides_otherwise(
        &mut self,
        who: &str,
        verb: Verb,
        purpose: &str,
        change: impl FnOnce(&mut Decide, &mut Record),
    ) -> usize {
        let mut decide = self.decision(who, verb, purpose);
        let mut record = self.next_record(who, &decide);
        change(&mut decide, &mut record);
        record.record_hash = chain::record_hash(&record);
        let chain = self.chains.entry(who.to_owned()).or_default();
        chain.push(record.clone());
        self.confirms(who, decide, &record)
    }

    /// A decision as a page would send it now.
    pub fn decision(&mut self, who: &str, verb: Verb, purpose: &str) -> Decide {
        let number = self.number();
        Decide {
            purpose: purpose.to_owned(),
            verb,
            key: format!("key-{number}"),
            marker: format!("2001-02-03T04:05:06.{number:09}Z"),
            if_match: self.revision(who, purpose),
            actor: Actor::Subject,
            age_band: None,
        }
    }

    /// The answer that a record confirms a decision with.
    pub fn confirms(&mut self, who: &str, decide: Decide, record: &Record) -> usize {
        let answer = Answer::Decided {
            record: record.id.clone(),
            receipt: self.receipt(record),
            choice: shown(record),
        };
        self.happens(who, Request::Decide(decide), Outcome::Confirmed(answer))
    }

    /// A decision that is refused.
    pub fn refuses(&mut self, who: &str, decide: Decide, code: &str) -> usize {
        let refused = Outcome::Refused {
            status: 412,
            code: code.to_owned(),
        };
        self.happens(who, Request::Decide(decide), refused)
    }

    /// Reads the choices.
    pub fn reads_choices(&mut self, who: &str) -> usize {
        let mut last = BTreeMap::new();
        for record in self.chain(who) {
            last.insert(record.purpose.clone(), shown(&record));
        }
        let choices = Answer::Choices(last.into_values().collect());
        self.happens(who, Request::Choices, Outcome::Confirmed(choices))
    }

    /// Reads the records.
    pub fn reads_records(&mut self, who: &str) -> usize {
        let records = Answer::Records(self.chain(who));
        self.happens(who, Request::Records, Outcome::Confirmed(records))
    }

    /// Exports.
    pub fn exports(&mut self, who: &str) -> usize {
        let records = self.chain(who);
        let export = Answer::Export {
            receipts: records.iter().map(|record| self.receipt(record)).collect(),
            head_hash: records
                .last()
                .map_or(chain::START, |last| &last.record_hash)
                .to_owned(),
            records,
        };
        self.happens(who, Request::Export, Outcome::Confirmed(export))
    }

    /// Erases.
    pub fn erases(&mut self, who: &str) -> usize {
        self.chains.remove(who);
        self.happens(who, Request::Erase, Outcome::Confirmed(Answer::Erased))
    }

    /// The webhook is sent the record of that operation and answers with that status.
    pub fn posts(&mut self, operation: usize, status: u16) {
        let (_, record) = self.confirmed(operation);
        let principal = record.principal.clone();
        self.posts_message("choice.decided", &principal, status);
        let post = self.history.posts.last_mut().expect("it was just posted");
        post.id.clone_from(&record.id);
        post.record = Some(record);
    }

    /// The webhook is sent a message without a record.
    pub fn posts_message(&mut self, kind: &str, principal: &str, status: u16) {
        self.now += 10_000;
        self.history.posts.push(Post {
            arrived: self.now,
            answered: Some(self.now + 1000),
            status: Some(status),
            target: "POST /hook".to_owned(),
            id: format!("message-{}", self.history.posts.len()),
            is_signed: true,
            kind: kind.to_owned(),
            record: None,
            principal: Some(principal.to_owned()),
        });
        self.now += 10_000;
    }

    /// Something is asked and answered.
    pub fn happens(&mut self, who: &str, request: Request, outcome: Outcome) -> usize {
        let id = self.history.operations.len() + 1;
        let (sent, answered) = (self.now + 1000, self.now + 2000);
        self.now += 3000;
        self.history.operations.push(Operation {
            id,
            who: who.to_owned(),
            device: 0,
            server: 0,
            sent,
            answered,
            request,
            outcome,
        });
        id
    }

    /// So much time passes.
    pub fn waits(&mut self, seconds: u64) {
        self.now += seconds * 1_000_000;
    }

    /// The operation of that number.
    pub fn operation(&mut self, id: usize) -> &mut Operation {
        &mut self.history.operations[id - 1]
    }

    /// What a confirmed decision asked for, and its record.
    pub fn confirmed(&self, id: usize) -> (Decide, Record) {
        let operation = &self.history.operations[id - 1];
        let Request::Decide(decide) = &operation.request else {
            panic!("operation {id} is no decision");
        };
        let (_, receipt) = operation.record().expect("it was confirmed");
        let payload = receipt.split('.').nth(1).expect("a JWS has three parts");
        let payload: serde_json::Value =
            serde_json::from_slice(&BASE64.decode(payload).unwrap()).unwrap();
        let record = serde_json::from_value(payload["record"].clone()).unwrap();
        (decide.clone(), record)
    }

    /// The chain of a person, which can be changed.
    pub fn chain_mut(&mut self, who: &str) -> &mut Vec<Record> {
        self.chains.get_mut(who).expect("they have a chain")
    }

    /// Signs a receipt for a record.
    pub fn receipt(&self, record: &Record) -> String {
        let payload = json!({"record_id": record.id, "record": record});
        jws::sign(&payload, &self.key)
    }

    fn chain(&self, who: &str) -> Vec<Record> {
        self.chains.get(who).cloned().unwrap_or_default()
    }

    fn revision(&self, who: &str, purpose: &str) -> u64 {
        let records = self.chain(who).into_iter();
        records.filter(|record| record.purpose == purpose).count() as u64
    }

    fn number(&mut self) -> usize {
        self.numbers += 1;
        self.numbers
    }

    fn next_record(&mut self, who: &str, decide: &Decide) -> Record {
        let number = self.number();
        let last = self.chain(who).pop();
        let principal = last
            .as_ref()
            .map_or(id("principal", number), |last| last.principal.clone());
        let previous = last.as_ref().map_or(chain::START, |last| &last.record_hash);
        Record {
            id: id("record", number),
            sequence: last.as_ref().map_or(1, |last| last.sequence + 1),
            purpose: decide.purpose.clone(),
            kind: "consent".to_owned(),
            verb: decide.verb.code().to_owned(),
            state: state(decide.verb).to_owned(),
            revision: decide.if_match + 1,
            time: format!("2026-01-02T03:04:05.{number:03}Z"),
            client_time: Some(decide.marker.clone()),
            release: "1".to_owned(),
            language: "zh".to_owned(),
            text_hash: "hash".to_owned(),
            words_hash: "words".to_owned(),
            surface: "choices".to_owned(),
            actor: decide.actor,
            entity: principal.clone(),
            age_band: last.as_ref().and_then(|last| last.age_band),
            gpc: false,
            previous_hash: previous.to_owned(),
            record_hash: String::new(),
            principal,
        }
    }
}

/// A decision that states an age band.
pub fn states(band: AgeBand) -> impl FnOnce(&mut Decide, &mut Record) {
    move |decide, record| {
        decide.age_band = Some(band);
        record.age_band = Some(band);
    }
}

fn id(kind: &str, number: usize) -> String {
    format!("{number:08x}-{kind}")
}

fn state(verb: Verb) -> &'static str {
    match verb {
        Verb::Give => "given",
        Verb::Refuse => "refused",
        Verb::Withdraw => "withdrawn",
        Verb::Object => "objected",
        Verb::Allow => "allowed",
    }
}

fn shown(record: &Record) -> ShownChoice {
    ShownChoice {
        purpose: record.purpose.clone(),
        state: record.state.clone(),
        revision: record.revision,
        delivery: Some("sending".to_owned()),
    }
}
