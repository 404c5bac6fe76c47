//! The subject of a record: an opaque name for a person, derived from a cookie's secret or a host
//! app's token.
//!
//! The store has only a hash of the cookie's secret: whoever reads the store cannot act as anybody.
//! Of a token it has a keyed hash of issuer and name. Nothing else about the person is kept. Entry
//! point: [`Subject`].

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use sha2::{Digest, Sha256};

use super::host_app::SignedIn;
use crate::secrets::hmac_tokens::Tokens;

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

    /// The names of the person whom the host app signed in: always the same for an issuer and its
    /// name, one under each secret of the server, the newest first.
    ///
    /// Hashed under a secret, since names in an app can be guessed: phone numbers, or one after the
    /// other. No cookie leads to them.
    pub fn of_host(tokens: &Tokens, signed_in: &SignedIn) -> Vec<Self> {
        let SignedIn { issuer, name, .. } = signed_in;
        // The length keeps one issuer's end from passing for the start of a name.
        let text = format!("{}:{issuer}{name}", issuer.len());
        tokens.derive("host subject", &text).map(Self).collect()
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
