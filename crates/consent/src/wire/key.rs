//! The public keys that receipts are checked with, and which of them still count.
//!
//! `GET /.well-known/jwks.json` answers [`KeySet`]; an export carries one. Entry point:
//! [`Key::counts_at`] once a signature was found to be right.

#[cfg(feature = "client")]
use miniserde as mini;
#[cfg(feature = "server")]
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use utoipa::ToSchema;

/// The public keys that receipts are checked with (RFC 7517).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "client", derive(mini::Serialize, mini::Deserialize))]
pub struct KeySet {
    /// The keys, the signing one first; earlier ones stay as long as their receipts.
    pub keys: Vec<Key>,
}

/// One public Ed25519 key (RFC 8037).
///
/// `state` and `revoked_since` are members of our own, which other readers of a key set ignore
/// (RFC 7517, 4).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "client", derive(mini::Serialize, mini::Deserialize))]
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
    #[serde(rename = "use")]
    pub usage: String,
    /// Whether it signs, has signed, or was revoked.
    pub state: KeyState,
    /// With `revoked`: from when on somebody else may have signed with it, RFC 3339, UTC, to the
    /// millisecond. `null` for other keys.
    pub revoked_since: Option<String>,
}

/// Whether a key signs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
#[cfg_attr(feature = "client", derive(mini::Serialize, mini::Deserialize))]
pub enum KeyState {
    /// It signs.
    #[default]
    #[serde(rename = "active")]
    Active,
    /// It signs no more; what it signed is valid.
    #[serde(rename = "retired")]
    Retired,
    /// It may be in other hands: what is dated from `revoked_since` on is not to be trusted.
    #[serde(rename = "revoked")]
    Revoked,
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
