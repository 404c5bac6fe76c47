//! Checking a receipt on this page, offline too: its signature and the text that it names.
//!
//! A compact JWS (RFC 7515) signed with Ed25519 (RFC 8037) comes in, what was found goes out.
//! The browser's own cryptography checks it. The keys are fetched each time, since a key can be
//! revoked, and kept on this device for when there is no network.

use consent::wire::{Key, KeySet, KeyState, Receipt, Record};
use js_sys::{Array, Object, Uint8Array};
use miniserde::{Deserialize, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

use super::published;
use crate::browser;
use crate::consent_client::own;

/// Where the keys are kept.
const KEYS: &str = "mingbai.keys";
const ED25519: &str = "Ed25519";

/// What was found about a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signature {
    /// It belongs to the receipt.
    Valid,
    /// It belongs to the receipt, and its key counts for what is dated before that time only, as
    /// this receipt is.
    ValidBefore(String),
    /// It belongs to the receipt, and says nothing: somebody else may have had the key since then.
    Revoked(String),
    /// It does not: the receipt was changed.
    Invalid,
    /// Its key is not at hand.
    NoKey,
    /// This browser cannot check such signatures.
    CannotCheck,
}

/// What was found about the text that a receipt names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// It is the one that this site publishes.
    Same,
    /// This site publishes another text under that version and language.
    Other,
    /// There is nothing here to hold it against.
    Unknown,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: String,
}

/// The payload of a receipt, its signature not looked at.
pub fn read(signed: &str) -> Option<Receipt> {
    let payload = signed.split('.').nth(1)?;
    json::from_str(&String::from_utf8(decode(payload)?).ok()?).ok()
}

/// Whether the signature belongs to the receipt, and counts.
pub async fn signature(signed: &str) -> Signature {
    let (Some((text, signature, header)), Some(receipt)) = (parts(signed), read(signed)) else {
        return Signature::Invalid;
    };
    if header.alg != "EdDSA" {
        return Signature::Invalid;
    }
    let Some(key) = key(&header.kid).await else {
        return Signature::NoKey;
    };
    let Some(public) = decode(&key.x) else {
        return Signature::NoKey;
    };
    match verify(&public, text, &signature).await {
        Some(true) => counted(key, &receipt.record.time),
        Some(false) => Signature::Invalid,
        None => Signature::CannotCheck,
    }
}

/// What a right signature says about a receipt of that time.
fn counted(key: Key, time: &str) -> Signature {
    let counts = key.counts_at(time);
    match (key.state, counts) {
        (KeyState::Active | KeyState::Retired, _) => Signature::Valid,
        (KeyState::Revoked, true) => Signature::ValidBefore(key.revoked_since.unwrap_or_default()),
        (KeyState::Revoked, false) => Signature::Revoked(key.revoked_since.unwrap_or_default()),
    }
}

/// Whether the text that a record names is the one that this site publishes.
pub async fn text(record: &Record) -> Text {
    let index = published::index().await;
    match index
        .as_ref()
        .and_then(|index| index.hash(&record.release, &record.language))
    {
        Some(hash) if hash == record.hash => Text::Same,
        Some(_) => Text::Other,
        None => Text::Unknown,
    }
}

/// Gets what checking needs while there is a network, so that it works without one later.
pub async fn prepare(signed: &str) {
    if let Some((_, _, header)) = parts(signed) {
        key(&header.kid).await;
    }
    published::index().await;
}

/// The signed text, the signature's bytes and the header.
fn parts(signed: &str) -> Option<(&str, Vec<u8>, Header)> {
    let (text, signature) = signed.trim().rsplit_once('.')?;
    let header = String::from_utf8(decode(text.split_once('.')?.0)?).ok()?;
    Some((text, decode(signature)?, json::from_str(&header).ok()?))
}

/// The public key of that id: from the server, or the kept one where it cannot be reached.
async fn key(id: &str) -> Option<Key> {
    let keys = match own::keys().await {
        Ok(keys) => {
            keep(&keys);
            keys
        }
        Err(_) => kept()?,
    };
    let is_it = |key: &Key| key.kid == id && key.crv == ED25519;
    keys.keys.into_iter().find(is_it)
}

fn keep(keys: &KeySet) {
    if let Some(storage) = browser::storage() {
        let _ = storage.set_item(KEYS, &json::to_string(keys));
    }
}

fn kept() -> Option<KeySet> {
    let text = browser::storage()?.get_item(KEYS).ok().flatten()?;
    json::from_str(&text).ok()
}

/// `None` where the browser has no Ed25519, or no cryptography at all.
async fn verify(key: &[u8], text: &str, signature: &[u8]) -> Option<bool> {
    let crypto = browser::window().crypto().ok()?;
    browser::property(&crypto, "subtle")?;
    let subtle = crypto.subtle();
    let key: Object = Uint8Array::from(key).into();
    let uses = Array::of1(&"verify".into());
    let key = subtle
        .import_key_with_str("raw", &key, ED25519, false, &uses)
        .ok()?;
    let key: CryptoKey = JsFuture::from(key).await.ok()?.unchecked_into();
    let found = subtle
        .verify_with_str_and_u8_array_and_u8_array(ED25519, &key, signature, text.as_bytes())
        .ok()?;
    JsFuture::from(found).await.ok()?.as_bool()
}

/// Reads base64url without padding.
fn decode(text: &str) -> Option<Vec<u8>> {
    let plain = text.replace('-', "+").replace('_', "/");
    let bytes = browser::window().atob(&plain).ok()?;
    bytes
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).ok())
        .collect()
}
