//! The webhook: posts each decision and each erasure to the operator's system, signed, until it is
//! taken.
//!
//! Takes what is due, claims it for a while, posts it as Standard Webhooks, and notes the outcome,
//! which the person sees as `delivery`, at once where their page listens. Posted at least once: the
//! receiver tells repeats by `webhook-id`. Entry point: [`run`].

mod claim;
mod lease;
mod message;
mod receiver;

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::state::App;
use crate::store::{self, StoreError};
use claim::{Claim, claim_due};
use receiver::Receiver;

/// Under which name it is watched.
pub const NAME: &str = "the webhook's sender";

/// How long a round may take.
pub const LONGEST: Duration = Duration::from_secs(2 * 60);

/// How often to look for rows that are due again or were written by another replica.
const LOOK: Duration = Duration::from_secs(2);

/// How long the store may take to say what is due, and to claim it.
const STORE_PATIENCE: Duration = Duration::from_secs(30);

/// Posts at the same time.
const AT_ONCE: usize = 32;

/// Longest pause between two posts, in seconds.
const LONGEST_PAUSE: i64 = 2 * 60 * 60;

/// Posts what is due until the server stops, then lets posts under way come to their end.
/// Does nothing without an address.
pub async fn run(app: Arc<App>) {
    let Some(receiver) = Receiver::of(&app.settings) else {
        return;
    };
    let mut posts = JoinSet::new();
    let mut stopping = app.live.stopping();
    while !*stopping.borrow() {
        app.task_health.beat(NAME);
        match due(&app, AT_ONCE - posts.len()).await {
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

/// Claims what is due. It asks all parts of the store: while one cannot be reached, of which upkeep tells,
/// nothing is asked, and one that hangs does not hold this task up for good.
async fn due(app: &App, limit: usize) -> store::Result<Vec<Claim>> {
    if !app.metrics.is_store_whole() {
        return Ok(Vec::new());
    }
    let late = |_| Err(StoreError::NotWritten("no answer in time".to_owned()));
    let claims = timeout(STORE_PATIENCE, claim_due(app, limit)).await;
    claims.unwrap_or_else(late)
}

async fn deliver(app: Arc<App>, receiver: Receiver, claim: Claim) {
    if !claim.lease.leaves_time(app.clock.seconds()) {
        // Another server may have claimed it by now, and what comes after it may have been posted.
        tracing::warn!(id = claim.id(), "claimed too long ago to be posted");
        return;
    }
    let is_taken = receiver.post(&claim.message(), app.clock.seconds()).await;
    let next_attempt = app.clock.seconds() + pause(claim.attempts());
    if let Err(error) = claim.note(&app, is_taken, next_attempt).await {
        let error = &error as &dyn std::error::Error;
        tracing::error!(id = claim.id(), error, "a delivery could not be noted");
    }
}

fn note_end(ended: Result<(), tokio::task::JoinError>) {
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
