//! Receipts as compact JWS (RFC 7515) signed with Ed25519 (RFC 8037).
//!
//! Takes a payload and a key, gives the three dotted parts, and back.
//! Entry points: [`sign`], [`verify`], [`public_key`].

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::wire::{Key, KeySet, KeyState};

#[derive(Serialize, Deserialize)]
struct Header {
    alg: String,
    kid: String,
    typ: String,
}

/// Signs a payload. The same payload and key always give the same text.
pub fn sign<T: Serialize>(payload: &T, key: &SigningKey) -> String {
    let header = Header {
        alg: "EdDSA".to_owned(),
        kid: key_id(&key.verifying_key()),
        typ: "consent-receipt+jws".to_owned(),
    };
    let signed = format!("{}.{}", encode(&header), encode(payload));
    let signature = key.sign(signed.as_bytes());
    format!("{signed}.{}", BASE64.encode(signature.to_bytes()))
}

/// Checks the signature against the key set and reads the payload. Whether the key counts at the
/// time in the payload is another question: [`Key::counts_at`].
pub fn verify<T: DeserializeOwned>(text: &str, keys: &KeySet) -> Result<T, Unverified> {
    let (signed, signature) = text.rsplit_once('.').ok_or(Unverified::Unreadable)?;
    let (header, payload) = signed.split_once('.').ok_or(Unverified::Unreadable)?;
    let header: Header = decode(header)?;
    if header.alg != "EdDSA" {
        return Err(Unverified::Unreadable);
    }
    let key = keys.keys.iter().find(|key| key.kid == header.kid);
    let key = verifying_key(key.ok_or(Unverified::UnknownKey)?)?;
    let signature = BASE64
        .decode(signature)
        .map_err(|_| Unverified::Unreadable)?;
    let signature = Signature::from_slice(&signature).map_err(|_| Unverified::Unreadable)?;
    key.verify_strict(signed.as_bytes(), &signature)
        .map_err(|_| Unverified::WrongSignature)?;
    decode(payload)
}

/// The public half of a key, as it is in the key set while it signs.
pub fn public_key(key: &VerifyingKey) -> Key {
    Key {
        kty: "OKP".to_owned(),
        crv: "Ed25519".to_owned(),
        x: BASE64.encode(key.as_bytes()),
        kid: key_id(key),
        alg: "EdDSA".to_owned(),
        usage: "sig".to_owned(),
        state: KeyState::Active,
        revoked_since: None,
    }
}

/// Why a receipt was not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unverified {
    /// It is not a compact JWS of this kind.
    #[error("the receipt is not a compact JWS signed with EdDSA")]
    Unreadable,
    /// Its key is not in the key set.
    #[error("the receipt names a key that the key set lacks; fetch the key set again")]
    UnknownKey,
    /// The signature does not belong to the text.
    #[error("the signature does not belong to the receipt; it was changed")]
    WrongSignature,
}

/// The RFC 7638 thumbprint: SHA-256 of the required members in alphabetical order.
fn key_id(key: &VerifyingKey) -> String {
    let x = BASE64.encode(key.as_bytes());
    let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    BASE64.encode(Sha256::digest(members))
}

fn verifying_key(key: &Key) -> Result<VerifyingKey, Unverified> {
    let bytes = BASE64.decode(&key.x).map_err(|_| Unverified::UnknownKey)?;
    let bytes: [u8; 32] = bytes.try_into().map_err(|_| Unverified::UnknownKey)?;
    VerifyingKey::from_bytes(&bytes).map_err(|_| Unverified::UnknownKey)
}

fn encode<T: Serialize>(value: &T) -> String {
    let json = serde_json::to_vec(value).expect("a payload is plain data with text keys");
    BASE64.encode(json)
}

fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Unverified> {
    let bytes = BASE64.decode(text).map_err(|_| Unverified::Unreadable)?;
    serde_json::from_slice(&bytes).map_err(|_| Unverified::Unreadable)
}
