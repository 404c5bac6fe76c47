//! Checking a receipt on this page, offline too: its signature and the text that it names.
//!
//! A compact JWS (RFC 7515) signed with Ed25519 (RFC 8037) comes in, what was found goes out.
//! The browser's own cryptography checks it; the keys are fetched once and kept on this device.

use consent::wire::{KeySet, Receipt, Record};
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// It belongs to the receipt.
    Valid,
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

/// Whether the signature belongs to the receipt.
pub async fn signature(signed: &str) -> Signature {
    let Some((text, signature, header)) = parts(signed) else {
        return Signature::Invalid;
    };
    if header.alg != "EdDSA" {
        return Signature::Invalid;
    }
    let Some(key) = key(&header.kid).await else {
        return Signature::NoKey;
    };
    match verify(&key, text, &signature).await {
        Some(true) => Signature::Valid,
        Some(false) => Signature::Invalid,
        None => Signature::CannotCheck,
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

/// The public key of that id: the kept one, or a new one from the server.
async fn key(id: &str) -> Option<Vec<u8>> {
    let kept = browser::storage().and_then(|storage| storage.get_item(KEYS).ok().flatten());
    let kept = kept.and_then(|text| json::from_str::<KeySet>(&text).ok());
    if let Some(key) = kept.as_ref().and_then(|keys| find(keys, id)) {
        return Some(key);
    }
    let keys = own::keys().await.ok()?;
    if let Some(storage) = browser::storage() {
        let _ = storage.set_item(KEYS, &json::to_string(&keys));
    }
    find(&keys, id)
}

fn find(keys: &KeySet, id: &str) -> Option<Vec<u8>> {
    decode(
        &keys
            .keys
            .iter()
            .find(|key| key.kid == id && key.crv == ED25519)?
            .x,
    )
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
