//! Claims a decision or an erasure that is due, so that this server alone posts it for a while.
//!
//! Takes what is due in the store, claims it, and notes the outcome of its post. Entry points:
//! [`claim_due`] and [`Claim`].

use consent::wire::Delivery;
use futures_util::future::join_all;

use super::lease::Lease;
use super::message::Message;
use crate::identity::subject::Subject;
use crate::state::App;
use crate::store::{DueErasure, Result, Row};

/// Posts before the delivery of a decision counts as failed; with growing pauses that is about
/// fourteen hours.
/// The message of an erasure is never given up: what is not erased downstream is kept there.
const ATTEMPTS: i64 = 20;

/// A message that this server may post until the lease ends.
pub struct Claim {
    event: Event,
    /// Until when.
    pub lease: Lease,
}

/// What happened.
enum Event {
    Decided(Box<Row>),
    Erased(DueErasure),
}

/// Claims as much of what is due as there are free places, erasures first.
pub async fn claim_due(app: &App, free: usize) -> Result<Vec<Claim>> {
    if free == 0 {
        return Ok(Vec::new());
    }
    let now = app.clock.seconds();
    let erasures = app.store.due_erasures(now, free as i64).await?;
    let rows = app.store.due(now, (free - erasures.len()) as i64).await?;
    let found = erasures.len() + rows.len();
    let erasures = erasures.into_iter().map(Event::Erased);
    let rows = rows.into_iter().map(|row| Event::Decided(Box::new(row)));
    let claims = join_all(erasures.chain(rows).map(|event| claim(app, event, now))).await;
    let claims: Result<Vec<Option<Claim>>> = claims.into_iter().collect();
    let claims: Vec<Claim> = claims?.into_iter().flatten().collect();
    if claims.len() < found {
        // What was replaced may have held up what replaced it.
        app.webhook.notify_one();
    }
    Ok(claims)
}

async fn claim(app: &App, mut event: Event, now: i64) -> Result<Option<Claim>> {
    let lease = Lease::from(now);
    let is_claimed = match &event {
        Event::Decided(row) => app.store.claim(row, now, lease.until).await?,
        Event::Erased(erasure) => app.store.claim_erasure(erasure, lease.until).await?,
    };
    match &mut event {
        Event::Decided(row) => row.attempts += 1,
        Event::Erased(erasure) => erasure.attempts += 1,
    }
    Ok(is_claimed.then_some(Claim { event, lease }))
}

impl Claim {
    /// The id of its message.
    pub fn id(&self) -> &str {
        match &self.event {
            Event::Decided(row) => &row.id,
            Event::Erased(erasure) => &erasure.erasure_hash,
        }
    }

    /// How often it was posted, this time included.
    pub fn attempts(&self) -> i64 {
        match &self.event {
            Event::Decided(row) => row.attempts,
            Event::Erased(erasure) => erasure.attempts,
        }
    }

    /// What is posted.
    pub fn message(&self) -> Message {
        match &self.event {
            Event::Decided(row) => Message::of_decision(row),
            Event::Erased(erasure) => Message::of_erasure(erasure),
        }
    }

    /// Notes what became of its post, and tells the person's page.
    pub async fn note(&self, app: &App, is_taken: bool, next_attempt: i64) -> Result<()> {
        match &self.event {
            Event::Decided(row) => note_decision(app, row, is_taken, next_attempt).await,
            Event::Erased(erasure) => {
                let delivery = match is_taken {
                    true => Delivery::Applied,
                    false => Delivery::Sending,
                };
                let DueErasure {
                    erasure_hash,
                    attempts,
                    ..
                } = erasure;
                let note = app
                    .store
                    .note_erasure(erasure_hash, *attempts, delivery, next_attempt);
                note.await
            }
        }
    }
}

async fn note_decision(app: &App, row: &Row, is_taken: bool, next_attempt: i64) -> Result<()> {
    let delivery = match is_taken {
        true => Delivery::Applied,
        false if row.attempts >= ATTEMPTS => Delivery::Failed,
        false => Delivery::Sending,
    };
    let mut noted = row.clone();
    noted.delivery = delivery.code().to_owned();
    noted.next_attempt = next_attempt;
    if app.store.note_delivery(&noted).await? && delivery != Delivery::Sending {
        app.live.announce(&Subject::named(&row.subject));
    }
    Ok(())
}
