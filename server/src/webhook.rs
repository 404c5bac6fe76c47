//! The webhook: each decision is posted to the operator's system, signed, retried, in order.
//!
//! Takes rows whose delivery is due; posts them as Standard Webhooks; notes how it went, which the
//! person sees as `delivery`, at once where their page listens. A row of a person waits for the earlier ones of the same person.
//! Delivered at least once: the receiver tells repeats by `webhook-id`. Entry point: [`run`].

use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use consent::wire::{Delivery, Record};
use futures_util::future::join_all;
use hmac::{Hmac, Mac};
use serde::Serialize;
use sha2::Sha256;

use crate::state::App;
use crate::store::{Row, StoreError};
use crate::subject::Subject;

/// How often to look for rows that are due again or were written by another replica.
const LOOK: Duration = Duration::from_secs(2);

/// Posts at the same time.
const AT_ONCE: i64 = 32;

/// How long the receiver may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Posts before a delivery counts as failed; with growing pauses that is about a day.
const ATTEMPTS: i64 = 20;

/// Longest pause between two posts, in seconds.
const LONGEST_PAUSE: i64 = 2 * 60 * 60;

/// What is posted.
#[derive(Serialize)]
struct Message<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    timestamp: &'a str,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    record: Record,
    receipt: &'a str,
}

/// Posts what is due, until the server stops. Does nothing without an address.
pub async fn run(app: Arc<App>) {
    let Some(url) = app.settings.webhook_url.clone() else {
        return;
    };
    let client = reqwest::Client::builder().timeout(PATIENCE).build();
    let client = client.expect("the client needs nothing but its own certificates");
    let mut stopping = app.live.stopping();
    loop {
        let posted = match post_due(&app, &client, &url).await {
            Ok(posted) => posted,
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::error!(error, "deliveries could not be read or noted");
                0
            }
        };
        // After a full group there may be more.
        if posted > 0 && !*stopping.borrow() {
            continue;
        }
        tokio::select! {
            _ = stopping.wait_for(|is_stopping| *is_stopping) => return,
            () = app.webhook.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

async fn post_due(app: &App, client: &reqwest::Client, url: &str) -> Result<usize, StoreError> {
    let due = app.store.due(app.clock.seconds(), AT_ONCE).await?;
    let posts = due.into_iter().map(|row| post_one(app, client, url, row));
    let outcomes = join_all(posts).await;
    outcomes
        .into_iter()
        .map(|outcome| outcome.map(|()| 1))
        .sum()
}

async fn post_one(
    app: &App,
    client: &reqwest::Client,
    url: &str,
    mut row: Row,
) -> Result<(), StoreError> {
    // Claimed first, so that another replica does not post it at the same time.
    row.attempts += 1;
    row.next_attempt = app.clock.seconds() + PATIENCE.as_secs().cast_signed() * 2;
    app.store.note_delivery(&row).await?;

    let is_taken = post(app, client, url, &row).await;
    let delivery = match is_taken {
        true => Delivery::Applied,
        false if row.attempts >= ATTEMPTS => Delivery::Failed,
        false => Delivery::Sending,
    };
    row.delivery = delivery.code().to_owned();
    row.next_attempt = app.clock.seconds() + pause(row.attempts);
    app.store.note_delivery(&row).await?;
    if delivery != Delivery::Sending {
        app.live.announce(&Subject::named(&row.subject));
    }
    Ok(())
}

async fn post(app: &App, client: &reqwest::Client, url: &str, row: &Row) -> bool {
    let data = Data {
        record: row.record(),
        receipt: &row.receipt,
    };
    let message = Message {
        kind: "choice.decided",
        timestamp: &row.time,
        data,
    };
    let body = serde_json::to_vec(&message).expect("a message is plain data with text keys");
    let time = app.clock.seconds().to_string();
    let signature = sign(&app.settings.webhook_secret, &row.id, &time, &body);
    let request = client
        .post(url)
        .header("content-type", "application/json")
        .header("webhook-id", &row.id)
        .header("webhook-timestamp", time)
        .header("webhook-signature", signature)
        .body(body);
    match request.send().await {
        Ok(answer) if answer.status().is_success() => true,
        Ok(answer) => {
            tracing::warn!(
                record = row.id,
                status = answer.status().as_u16(),
                "not taken"
            );
            false
        }
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(record = row.id, error, "the webhook could not be reached");
            false
        }
    }
}

/// The signature of Standard Webhooks: over id, time and body, under the shared secret.
fn sign(secret: &str, id: &str, time: &str, body: &[u8]) -> String {
    let decoded = secret
        .strip_prefix("whsec_")
        .and_then(|text| BASE64.decode(text).ok());
    let key = decoded.unwrap_or_else(|| secret.as_bytes().to_vec());
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes keys of any length");
    mac.update(format!("{id}.{time}.").as_bytes());
    mac.update(body);
    format!("v1,{}", BASE64.encode(mac.finalize().into_bytes()))
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
    fn the_signature_is_the_one_of_standard_webhooks() {
        // The example of the specification.
        let signature = sign(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "1614265330",
            br#"{"test": 2432232314}"#,
        );
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn pauses_double_up_to_two_hours() {
        assert_eq!([1, 2, 3, 20].map(pause), [1, 2, 4, LONGEST_PAUSE]);
    }
}
