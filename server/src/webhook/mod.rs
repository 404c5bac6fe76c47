//! The webhook: each decision is posted to the operator's system, signed, until it is taken.
//!
//! Takes rows whose delivery is due, claims them for a while, posts them as Standard Webhooks, and
//! notes how it went, which the person sees as `delivery`, at once where their page listens. Posted
//! at least once: the receiver tells repeats by `webhook-id`. Entry point: [`run`].

mod lease;
mod message;
mod receiver;

use std::sync::Arc;
use std::time::Duration;

use consent::wire::Delivery;
use futures_util::future::join_all;
use tokio::task::JoinSet;

use crate::state::App;
use crate::store::{Result, Row};
use crate::subject::Subject;
use lease::Lease;
use message::Message;
use receiver::Receiver;

/// How often to look for rows that are due again or were written by another replica.
const LOOK: Duration = Duration::from_secs(2);

/// Posts at the same time.
const AT_ONCE: usize = 32;

/// Posts before a delivery counts as failed; with growing pauses that is about a day.
const ATTEMPTS: i64 = 20;

/// Longest pause between two posts, in seconds.
const LONGEST_PAUSE: i64 = 2 * 60 * 60;

/// A row that this server may post until the lease ends.
struct Claim {
    row: Row,
    lease: Lease,
}

/// Posts what is due until the server stops, then lets posts under way come to their end.
/// Does nothing without an address.
pub async fn run(app: Arc<App>) {
    let Some(receiver) = Receiver::of(&app.settings) else {
        return;
    };
    let mut posts = JoinSet::new();
    let mut stopping = app.live.stopping();
    while !*stopping.borrow() {
        match claim_due(&app, AT_ONCE - posts.len()).await {
            Ok(claims) => {
                for claim in claims {
                    posts.spawn(deliver(app.clone(), receiver.clone(), claim));
                }
            }
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::error!(error, "deliveries could not be read or claimed");
            }
        }
        tokio::select! {
            _ = stopping.wait_for(|is_stopping| *is_stopping) => {}
            // A free place, and perhaps the next message of the same person.
            Some(ended) = posts.join_next() => note_end(ended),
            () = app.webhook.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
    while let Some(ended) = posts.join_next().await {
        note_end(ended);
    }
}

/// Claims as many due rows as there are free places.
async fn claim_due(app: &App, free: usize) -> Result<Vec<Claim>> {
    if free == 0 {
        return Ok(Vec::new());
    }
    let now = app.clock.seconds();
    let due = app.store.due(now, free as i64).await?;
    let found = due.len();
    let claims = join_all(due.into_iter().map(|row| claim(app, row, now))).await;
    let claims: Result<Vec<Option<Claim>>> = claims.into_iter().collect();
    let claims: Vec<Claim> = claims?.into_iter().flatten().collect();
    if claims.len() < found {
        // What was replaced may have held up what replaced it.
        app.webhook.notify_one();
    }
    Ok(claims)
}

async fn claim(app: &App, mut row: Row, now: i64) -> Result<Option<Claim>> {
    let lease = Lease::from(now);
    let is_claimed = app.store.claim(&row, now, lease.until).await?;
    row.attempts += 1;
    Ok(is_claimed.then_some(Claim { row, lease }))
}

async fn deliver(app: Arc<App>, receiver: Receiver, Claim { mut row, lease }: Claim) {
    if !lease.leaves_time(app.clock.seconds()) {
        // Another server may have claimed it by now, and a later decision may have been posted.
        tracing::warn!(record = row.id, "claimed too long ago to be posted");
        return;
    }
    let message = Message::of_decision(&row);
    let is_taken = receiver.post(&message, app.clock.seconds()).await;
    let delivery = match is_taken {
        true => Delivery::Applied,
        false if row.attempts >= ATTEMPTS => Delivery::Failed,
        false => Delivery::Sending,
    };
    row.delivery = delivery.code().to_owned();
    row.next_attempt = app.clock.seconds() + pause(row.attempts);
    match app.store.note_delivery(&row).await {
        Ok(true) if delivery != Delivery::Sending => {
            app.live.announce(&Subject::named(&row.subject));
        }
        Ok(_) => {}
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::error!(record = row.id, error, "a delivery could not be noted");
        }
    }
}

fn note_end(ended: std::result::Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "a post broke down; it is repeated when its claim has ended");
    }
}

/// Seconds until the next post: one, two, four ... two hours.
fn pause(attempts: i64) -> i64 {
    let doubled = 1_i64 << attempts.clamp(1, 20).saturating_sub(1);
    doubled.min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_two_hours() {
        assert_eq!([1, 2, 3, 20].map(pause), [1, 2, 4, LONGEST_PAUSE]);
    }
}
