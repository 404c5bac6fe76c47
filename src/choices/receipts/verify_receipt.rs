//! Checking a receipt on this page, offline too: its signature and the text that it names.
//!
//! A compact JWS (RFC 7515) signed with Ed25519 (RFC 8037) comes in, what was found goes out.
//! The browser's own cryptography checks it. The keys are fetched each time, since a key can be
//! revoked, and kept on this device for when there is no network, for a month and no longer.

use consent::fields;
use consent::wire::{Key, KeySet, KeyState, Receipt, Record};
use interface::keys::KEYS;
use js_sys::{Array, Date, Object, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

use crate::browser::{self, json};
use crate::consent_client::records;
use crate::page::site_manifest;
use crate::storage;

/// For how long kept keys are believed without a look at the service, in milliseconds. Who can keep
/// a device from the service must not make it believe a revoked key for ever.
const KEYS_ARE_BELIEVED: u64 = 31 * A_DAY;
const A_DAY: u64 = 24 * 60 * 60 * 1_000;
const ED25519: &str = "Ed25519";

/// What was found about a signature, and with which keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// What was found.
    pub signature: Signature,
    /// When the keys were seen, RFC 3339, where the service could not be asked for them now.
    pub keys_seen: Option<String>,
}

/// What was found about a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signature {
    /// It belongs to the receipt.
    Valid,
    /// It belongs to the receipt, and its key counts for what is dated before that time only, as
    /// this receipt is.
    ValidBefore(String),
    /// It belongs to the receipt, and says nothing: another party may have had the key since then.
    Revoked(String),
    /// It does not: the receipt was changed.
    Invalid,
    /// Its key is not at hand.
    NoKey,
    /// The service publishes no such key.
    UnknownKey,
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
    /// There is nothing here to compare it with.
    Unknown,
}

/// What a receipt says about its signature.
struct Header {
    alg: String,
    kid: String,
}

/// Keys as they were published at a time.
struct CachedKeys {
    /// Milliseconds since 1970.
    at: u64,
    keys: KeySet,
}

fields! {
    Header { alg, kid }
    CachedKeys { at, keys }
}

/// The payload of a receipt, its signature not looked at.
pub fn read(signed: &str) -> Option<Receipt> {
    let payload = signed.split('.').nth(1)?;
    json::read(&String::from_utf8(decode(payload)?).ok()?)
}

/// Whether the signature belongs to the receipt, and counts for one of that time.
pub async fn check(signed: &str, time: &str) -> Verification {
    let (keys, is_fresh) = keys().await;
    let seen_at = keys.as_ref().map(|keys| keys.at);
    Verification {
        signature: signature(signed, time, keys, is_fresh).await,
        keys_seen: seen_at.filter(|_| !is_fresh).map(in_rfc_3339),
    }
}

async fn signature(
    signed: &str,
    time: &str,
    keys: Option<CachedKeys>,
    is_fresh: bool,
) -> Signature {
    let Some((text, signature, header)) = parts(signed) else {
        return Signature::Invalid;
    };
    if header.alg != "EdDSA" {
        return Signature::Invalid;
    }
    let is_it = |key: &Key| key.kid == header.kid && key.crv == ED25519;
    let key = keys.and_then(|cached| cached.keys.keys.into_iter().find(is_it));
    let Some(key) = key else {
        return match is_fresh {
            true => Signature::UnknownKey,
            false => Signature::NoKey,
        };
    };
    let Some(public) = decode(&key.x) else {
        return Signature::NoKey;
    };
    match verify(&public, text, &signature).await {
        Some(true) => counted(key, time),
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
    let index = site_manifest::index().await;
    let index = index.as_ref();
    match index.and_then(|index| index.text_hash(&record.release, &record.language)) {
        Some(hash) if hash == record.text_hash => Text::Same,
        Some(_) => Text::Other,
        None => Text::Unknown,
    }
}

/// Gets what checking needs while there is a network, so that it works without one later.
pub async fn prepare() {
    keys().await;
    site_manifest::index().await;
}

/// Has keys on this device that are not older than a day.
pub async fn have_keys() {
    if kept().is_none_or(|cached| cached.at.abs_diff(browser::now()) > A_DAY) {
        keys().await;
    }
}

/// The signed text, the signature's bytes and the header.
fn parts(signed: &str) -> Option<(&str, Vec<u8>, Header)> {
    let (text, signature) = signed.trim().rsplit_once('.')?;
    let header = String::from_utf8(decode(text.split_once('.')?.0)?).ok()?;
    Some((text, decode(signature)?, json::read(&header)?))
}

/// The public keys, and whether the service gave them just now; kept ones where it cannot be
/// reached.
async fn keys() -> (Option<CachedKeys>, bool) {
    match records::keys().await {
        Ok(keys) => {
            let cached = CachedKeys {
                at: browser::now(),
                keys,
            };
            storage::store(KEYS, &json::write(&cached));
            (Some(cached), true)
        }
        Err(_) => (kept(), false),
    }
}

fn kept() -> Option<CachedKeys> {
    let cached: CachedKeys = json::read(&storage::stored(KEYS)?)?;
    (cached.at.abs_diff(browser::now()) < KEYS_ARE_BELIEVED).then_some(cached)
}

#[allow(
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 are far below 2^53"
)]
fn in_rfc_3339(time: u64) -> String {
    Date::new(&(time as f64).into()).to_iso_string().into()
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
