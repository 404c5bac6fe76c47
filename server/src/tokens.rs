//! Short-lived tokens that the server hands out and believes when they come back.
//!
//! A token is its content in JSON and an HMAC-SHA256 over it, so no server has to remember it.
//! Entry points: [`Tokens::seal`] and [`Tokens::open`].

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, Mac};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// The text that a person had on the screen: content of a view token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The version of the release.
    pub release: String,
    /// The language.
    pub language: String,
    /// SHA-256 of the text.
    pub hash: String,
    /// Where it was shown.
    pub surface: String,
    /// Until when it is accepted, in seconds.
    pub expires: i64,
    /// What makes the token unlike every other one.
    pub nonce: String,
    /// The person whom a host app had signed in, who alone may use it; `None` for other browsers.
    #[serde(default)]
    pub holder: Option<String>,
}

/// A guardian who stated who they are: content of a guardian token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guardian {
    /// The guardian's own entity id.
    pub entity: String,
    /// The child whom it is for.
    pub child: String,
    /// Until when it is accepted, in seconds.
    pub expires: i64,
}

/// What can be sealed; the purpose keeps a token of one kind from passing for another.
pub trait Content: Serialize + DeserializeOwned {
    /// The kind of token.
    const PURPOSE: &str;
}

impl Content for Seen {
    const PURPOSE: &str = "view";
}

impl Content for Guardian {
    const PURPOSE: &str = "guardian";
}

/// Seals and opens tokens with one secret.
pub struct Tokens {
    secret: Vec<u8>,
}

impl Tokens {
    /// Tokens under that secret; all replicas use the same one.
    pub fn new(secret: Vec<u8>) -> Self {
        Self { secret }
    }

    /// The token of that content.
    pub fn seal<T: Content>(&self, content: &T) -> String {
        let json = serde_json::to_vec(content).expect("contents are plain data with text keys");
        let body = BASE64.encode(json);
        let seal = self.mac(T::PURPOSE, &body).finalize().into_bytes();
        format!("{body}.{}", BASE64.encode(seal))
    }

    /// The content of a token of this server; `None` for anything else. Expiry is not looked at.
    pub fn open<T: Content>(&self, token: &str) -> Option<T> {
        let (body, seal) = token.split_once('.')?;
        let seal = BASE64.decode(seal).ok()?;
        self.mac(T::PURPOSE, body).verify_slice(&seal).ok()?;
        serde_json::from_slice(&BASE64.decode(body).ok()?).ok()
    }

    /// A secret value that is always the same for the same parts.
    pub fn derive(&self, purpose: &str, text: &str) -> String {
        BASE64.encode(self.mac(purpose, text).finalize().into_bytes())
    }

    fn mac(&self, purpose: &str, text: &str) -> Hmac<Sha256> {
        let mac = Hmac::<Sha256>::new_from_slice(&self.secret);
        let mut mac = mac.expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        mac.update(b"\n");
        mac.update(text.as_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guardian() -> Guardian {
        Guardian {
            entity: "e".into(),
            child: "c".into(),
            expires: 1,
        }
    }

    #[test]
    fn a_token_opens_to_what_was_sealed() {
        let tokens = Tokens::new(vec![1; 32]);
        assert_eq!(
            tokens.open::<Guardian>(&tokens.seal(&guardian())),
            Some(guardian())
        );
    }

    #[test]
    fn a_token_of_another_kind_or_secret_or_content_does_not_open() {
        let tokens = Tokens::new(vec![1; 32]);
        let token = tokens.seal(&guardian());
        assert_eq!(tokens.open::<Seen>(&token), None);
        assert_eq!(Tokens::new(vec![2; 32]).open::<Guardian>(&token), None);
        let (_, seal) = token.split_once('.').unwrap();
        let forged = format!(
            "{}.{seal}",
            BASE64.encode(r#"{"entity":"x","child":"c","expires":1}"#)
        );
        assert_eq!(tokens.open::<Guardian>(&forged), None);
        for nonsense in ["", ".", "a.b", "ü.ü", "a.b.c"] {
            assert_eq!(tokens.open::<Guardian>(nonsense), None);
        }
    }
}
