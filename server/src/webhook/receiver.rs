//! Posts messages to the operator's system, signed with the secret that it shares.
//!
//! Takes a [`Message`], answers whether the system took it. Entry point: [`Receiver::post`].

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, Mac};
use reqwest::redirect::Policy;
use sha2::Sha256;

use super::message::Message;
use crate::settings::Settings;

/// How long the receiver may take.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Where messages are posted to.
#[derive(Clone)]
pub struct Receiver {
    client: reqwest::Client,
    url: String,
    secret: String,
}

impl Receiver {
    /// The receiver that the operator set, if any.
    pub fn of(settings: &Settings) -> Option<Self> {
        let client = reqwest::Client::builder()
            .timeout(PATIENCE)
            // Only the address that the operator wrote can take a message: what a redirect leads to
            // answers for itself, and would be given records that are meant for the receiver.
            .redirect(Policy::none())
            .build();
        Some(Self {
            client: client.expect("the client needs nothing but its own certificates"),
            url: settings.webhook_url.clone()?,
            secret: settings.webhook_secret.clone(),
        })
    }

    /// Posts a message at that time in seconds; whether the receiver took it, which only an answer
    /// of success says.
    pub async fn post(&self, message: &Message, now: i64) -> bool {
        let time = now.to_string();
        let signature = sign(&self.secret, &message.id, &time, &message.body);
        let request = self
            .client
            .post(&self.url)
            .header("content-type", "application/json")
            .header("webhook-id", &message.id)
            .header("webhook-timestamp", time)
            .header("webhook-signature", signature)
            .body(message.body.clone());
        match request.send().await {
            Ok(answer) if answer.status().is_success() => true,
            Ok(answer) => {
                let status = answer.status().as_u16();
                tracing::warn!(
                    id = message.id,
                    status,
                    "the webhook did not take a message"
                );
                false
            }
            Err(error) => {
                // The address may carry a password or a token, which no log should have.
                let error = error.without_url();
                let error = &error as &dyn std::error::Error;
                tracing::warn!(id = message.id, error, "the webhook could not be reached");
                false
            }
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
}
