//! Appends one event to a person's hash chain, exactly once, whatever other servers append in
//! between.
//!
//! Takes an [`Event`] and a rule. Reads the end of the chain (or guesses it from the cache), asks
//! the rule for the new state, links and signs the record, inserts it, and starts again when
//! another row came first. A refusal is never given on a guess. Entry point: [`append`].

use consent::wire::{Actor, AgeBand, Delivery, Receipt, Record};
use consent::{chain, wire};
use rand::Rng;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::act::{Act, RecordState};
use crate::identity::subject::Subject;
use crate::refusal::Refusal;
use crate::secrets::hmac_tokens::ViewClaims;
use crate::state::App;
use crate::store::{Filing, Inserted, Row, Snapshot};

/// How often to look again when other events come first.
const TRIES: u32 = 20;

/// One event, before it has a place in the chain.
#[derive(Debug, Clone)]
pub struct Event {
    /// What the person did.
    pub act: Act,
    /// The text that was on the screen.
    pub seen: ViewClaims,
    /// SHA-256 of the words beside the switch.
    pub words_hash: String,
    /// Where the switch was.
    pub surface: String,
    /// Who decided.
    pub actor: Actor,
    /// The guardian's entity; `None` when the person decided.
    pub entity: Option<String>,
    /// The age band that was stated with it.
    pub age_band: Option<AgeBand>,
    /// When the person decided, by the device's clock.
    pub client_time: Option<String>,
    /// Whether the browser sent Global Privacy Control.
    pub gpc: bool,
    /// The idempotency key.
    pub key: String,
    /// How far a new decision has come at first.
    pub delivery: Delivery,
}

impl Event {
    /// SHA-256 of what was asked for: the same wish sent again has the same one.
    ///
    /// All that the body says is in it, but not what a client may make anew each time that it sends:
    /// its tokens, of which the text that they stand for counts, and the time on its clock.
    fn request_hash(&self) -> String {
        let ViewClaims {
            release,
            language,
            text_hash,
            ..
        } = &self.seen;
        let parts = [
            self.act.purpose(),
            self.act.verb(),
            &self.words_hash,
            &self.surface,
            self.actor.code(),
            self.age_band.map_or("", AgeBand::code),
            release,
            language,
            text_hash,
        ];
        // As JSON no part can pass for the end of one and the start of the next.
        hash(&serde_json::to_string(&parts).expect("texts are written as JSON"))
    }
}

/// Adds the event, unless its key already did; answers the row and whether it is new.
///
/// Nothing can have been stored for a person who `is_new`, but by this very event sent before.
/// `rule` gets the person's last row for the purpose and the last of all, and answers the state.
pub async fn append(
    app: &App,
    subject: &Subject,
    is_new: bool,
    event: &Event,
    rule: impl Fn(Option<&Row>, Option<&Row>) -> Result<RecordState, Refusal>,
    receipt: impl Fn(Record) -> Receipt,
) -> Result<(Row, bool), Refusal> {
    let key_hash = hash(&event.key);
    let request_hash = event.request_hash();
    let mut guess = match is_new {
        true => Some(Snapshot::default()),
        false => app.row_cache.guess(subject.as_str(), event.act.purpose()),
    };
    for attempt in 0..TRIES {
        let guessed = guess.take();
        let is_guess = guessed.is_some();
        let snapshot = match guessed {
            Some(snapshot) => snapshot,
            None => {
                let look = app
                    .store
                    .snapshot(subject.as_str(), &key_hash, event.act.purpose())
                    .await?;
                if let Some(earlier) = look.replay {
                    return replay(earlier, &request_hash).map(|row| (row, false));
                }
                look
            }
        };
        let head = snapshot.head.as_ref();
        check_hash(head.filter(|_| !is_guess))?;
        let judged =
            keeps_protection(event, head).and_then(|()| rule(snapshot.current.as_ref(), head));
        let state = match judged {
            Err(_) if is_guess => continue,
            judged => judged?,
        };
        let record = record(event, state, &snapshot, app.clock.text());
        let filing = Filing {
            subject: subject.as_str().to_owned(),
            receipt: app.keys.sign(&receipt(record.clone())),
            key_hash: key_hash.clone(),
            request_hash: request_hash.clone(),
            delivery: event.delivery,
        };
        let row = Row::new(record, filing);
        let inserted = app.store.insert(row.clone()).await;
        if matches!(inserted, Ok(Inserted::Stored)) {
            app.row_cache.note(subject.as_str(), &row);
            app.live.announce(subject);
            app.webhook.notify_one();
            return Ok((row, true));
        }
        app.row_cache.forget(subject.as_str());
        inserted?;
        if !is_guess {
            pause(attempt).await;
        }
    }
    Err(Refusal::busy(
        "many decisions of the same person at the same time; send it again",
    ))
}

/// Checks that a row is what its hash was made of: nothing is signed onto one that was changed in the
/// store.
pub fn check_hash(row: Option<&Row>) -> Result<(), Refusal> {
    let Some(row) = row.filter(|row| chain::record_hash(&row.record()) != row.record_hash) else {
        return Ok(());
    };
    tracing::error!(record = row.id, "a record was changed in the store");
    let detail =
        "your records were changed in the store; nothing was done, and the operator is told";
    Err(Refusal::new(wire::ProblemCode::Failed, detail))
}

fn replay(earlier: Row, request_hash: &str) -> Result<Row, Refusal> {
    if earlier.request_hash == request_hash {
        return Ok(earlier);
    }
    let detail = "this Idempotency-Key came with another decision before; use a new key";
    Err(Refusal::new(wire::ProblemCode::KeyReused, detail))
}

/// An age band with less protection than the one in force is taken from a guardian only, whatever
/// the event is. Checked here and not by each rule: an objection needs no guardian, and once took
/// the protection of a child away.
fn keeps_protection(event: &Event, head: Option<&Row>) -> Result<(), Refusal> {
    let in_force = head.and_then(Row::age_band);
    let is_less = |stated: AgeBand| in_force.is_some_and(|band| stated.protects_less_than(band));
    if event.actor == Actor::Guardian || !event.age_band.is_some_and(is_less) {
        return Ok(());
    }
    let detail = "`age_band` says less protection than the one in force, which a guardian alone \
                  may do; leave it out, or ask POST /v1/guardians first";
    Err(Refusal::new(wire::ProblemCode::GuardianNeeded, detail))
}

fn record(event: &Event, state: RecordState, snapshot: &Snapshot, time: String) -> Record {
    let head = snapshot.head.as_ref();
    let principal = head.map_or_else(random_id, |head| head.principal.clone());
    let previous_hash = head
        .map_or(chain::START, |head| &head.record_hash)
        .to_owned();
    let entity = event.entity.clone().unwrap_or_else(|| principal.clone());
    let count = |row: Option<&Row>, count: fn(&Row) -> i64| {
        row.map_or(1, |row| count(row).cast_unsigned() + 1)
    };
    let mut record = Record {
        id: random_id(),
        principal,
        sequence: count(head, |row| row.sequence),
        purpose: event.act.purpose().to_owned(),
        kind: event.act.kind().to_owned(),
        verb: event.act.verb().to_owned(),
        state: state.code().to_owned(),
        revision: count(snapshot.current.as_ref(), |row| row.revision),
        // A clock that is set back does not let a decision come before the one that it follows.
        time: head.map_or(time.clone(), |head| head.time.clone().max(time)),
        client_time: event.client_time.clone(),
        release: event.seen.release.clone(),
        language: event.seen.language.clone(),
        text_hash: event.seen.text_hash.clone(),
        words_hash: event.words_hash.clone(),
        surface: event.surface.clone(),
        actor: event.actor,
        entity,
        age_band: event.age_band.or_else(|| head.and_then(Row::age_band)),
        gpc: event.gpc,
        previous_hash,
        record_hash: String::new(),
    };
    record.record_hash = chain::record_hash(&record);
    record
}

/// A random UUID, as TS 27560 advises for record ids.
pub fn random_id() -> String {
    Uuid::new_v4().to_string()
}

async fn pause(attempt: u32) {
    let longest = 1 << attempt.min(6);
    let milliseconds = rand::rng().random_range(0..=longest);
    tokio::time::sleep(std::time::Duration::from_millis(milliseconds)).await;
}

fn hash(text: &str) -> String {
    Sha256::digest(text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
