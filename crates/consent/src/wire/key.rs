//! The public keys that receipts are checked with, and which of them still count.
//!
//! `GET /.well-known/jwks.json` answers [`KeySet`]; an export carries one. Entry point:
//! [`Key::counts_at`] once a signature was found to be right.

use crate::fields;
use crate::json::words;
#[cfg(feature = "server")]
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use utoipa::ToSchema;

/// The public keys that receipts are checked with (RFC 7517).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct KeySet {
    /// The keys, the signing one first; earlier ones stay as long as their receipts.
    pub keys: Vec<Key>,
}

fields! { KeySet { keys } }

/// One public Ed25519 key (RFC 8037).
///
/// `state` and `revoked_since` are members of our own, which other readers of a key set ignore
/// (RFC 7517, 4).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct Key {
    /// `OKP`.
    pub kty: String,
    /// `Ed25519`.
    pub crv: String,
    /// The key, base64url.
    pub x: String,
    /// Its id: the RFC 7638 thumbprint.
    pub kid: String,
    /// `EdDSA`.
    pub alg: String,
    /// `sig`.
    #[cfg_attr(feature = "server", serde(rename = "use"))]
    pub usage: String,
    /// Whether it signs, has signed, or was revoked.
    pub state: KeyState,
    /// With `revoked`: from when on somebody else may have signed with it, RFC 3339, UTC, to the
    /// millisecond. `null` for other keys.
    pub revoked_since: Option<String>,
}

fields! { Key { kty, crv, x, kid, alg, usage as "use", state, revoked_since } }

words! {
    /// Whether a key signs.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub enum KeyState {
        /// It signs.
        #[default]
        Active = "active",
        /// It signs no more; what it signed is valid.
        Retired = "retired",
        /// It may be in other hands: what is dated from `revoked_since` on is not to be trusted.
        Revoked = "revoked",
    }
}

impl Key {
    /// Whether a right signature by this key says anything about a receipt of that time, which is
    /// RFC 3339 in UTC and to the millisecond, as all times of the contract.
    pub fn counts_at(&self, time: &str) -> bool {
        // Times of one form are in the order of their texts.
        match (&self.state, &self.revoked_since) {
            (KeyState::Revoked, Some(since)) => time < since.as_str(),
            (KeyState::Revoked, None) => false,
            _ => true,
        }
    }
}
