//! Who asks: an opaque subject, from an anonymous cookie or from a host app's token.
//!
//! The cookie holds a secret, the store only its hash: whoever reads the store cannot act as
//! anybody. Of a token the store has a keyed hash of issuer and name. Nothing else about the
//! person is kept. Entry points: [`Subject`] and [`Cookie`].

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use sha2::{Digest, Sha256};

use crate::host::SignedIn;
use crate::tokens::Tokens;

/// For how long browsers keep the cookie: four hundred days is the most that they take.
const MAX_AGE: u32 = 400 * 24 * 60 * 60;

/// Length of the secret in the cookie: 32 bytes in base64url.
const SECRET_LENGTH: usize = 43;

/// The name under which a person's records are filed. Never logged.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Subject(String);

impl Subject {
    /// The subject that holds that secret.
    pub fn of_secret(secret: &str) -> Self {
        let digest = Sha256::new_with_prefix("mingbai subject\n")
            .chain_update(secret)
            .finalize();
        Self(BASE64.encode(digest))
    }

    /// The subject that the host app signed in: always the same for an issuer and its name.
    ///
    /// Hashed under the server's secret, since names in an app can be guessed: phone numbers, or
    /// one after the other. No cookie leads to it.
    pub fn of_host(tokens: &Tokens, signed_in: &SignedIn) -> Self {
        let SignedIn { issuer, name, .. } = signed_in;
        // The length keeps one issuer's end from passing for the start of a name.
        let text = format!("{}:{issuer}{name}", issuer.len());
        Self(tokens.derive("host subject", &text))
    }

    /// The subject of that name in the store.
    pub fn named(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// The name in the store.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The anonymous cookie.
pub struct Cookie {
    /// Whether the page is reached by https, where the name forbids any other host to set it.
    pub is_https: bool,
}

impl Cookie {
    /// The secret in a request, if there is a well-formed one.
    pub fn read<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        let lines = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';'));
        let mut secrets = pairs.filter_map(|pair| pair.trim().split_once('='));
        let (_, secret) = secrets.find(|(name, _)| *name == self.name())?;
        let is_ours = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (secret.len() == SECRET_LENGTH && secret.bytes().all(is_ours)).then_some(secret)
    }

    /// The header that hands the secret to the browser.
    pub fn set(&self, secret: &str) -> String {
        self.header(secret, MAX_AGE)
    }

    /// The header that takes it away again.
    pub fn clear(&self) -> String {
        self.header("", 0)
    }

    fn name(&self) -> &'static str {
        if self.is_https {
            "__Host-mingbai"
        } else {
            "mingbai"
        }
    }

    fn header(&self, secret: &str, age: u32) -> String {
        let name = self.name();
        let secure = if self.is_https { "; Secure" } else { "" };
        format!("{name}={secret}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}")
    }
}
