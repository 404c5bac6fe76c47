//! The keys that receipts are signed with: the newest signs, all stay published.
//!
//! Kept in the store, so that all replicas share them. Entry point: [`Keys`].

use std::sync::RwLock;

use consent::jws;
use consent::wire::KeySet;
use ed25519_dalek::SigningKey;
use serde::Serialize;

use crate::store::{KeyRow, Result, Store};

/// The signing key and all published ones.
pub struct Keys {
    held: RwLock<Held>,
}

struct Held {
    signing: SigningKey,
    published: KeySet,
}

impl Keys {
    /// Reads the keys; makes one when there is none or the newest is too old. `days` 0: never old.
    pub async fn open(store: &dyn Store, now: i64, days: u32) -> Result<Self> {
        Ok(Self {
            held: RwLock::new(read(store, now, days).await?),
        })
    }

    /// Reads them again, so that a key made by another replica or by age is taken up.
    pub async fn refresh(&self, store: &dyn Store, now: i64, days: u32) -> Result<()> {
        let held = read(store, now, days).await?;
        *self.held.write().expect("no holder of this lock panics") = held;
        Ok(())
    }

    /// Signs a payload with the newest key.
    pub fn sign<T: Serialize>(&self, payload: &T) -> String {
        let held = self.held.read().expect("no holder of this lock panics");
        jws::sign(payload, &held.signing)
    }

    /// The public keys, the signing one first.
    pub fn published(&self) -> KeySet {
        self.held
            .read()
            .expect("no holder of this lock panics")
            .published
            .clone()
    }
}

/// Makes a new key, which signs from the next refresh on. Earlier ones stay published.
pub async fn rotate(store: &dyn Store, now: i64) -> Result<()> {
    let seed: [u8; 32] = rand::random();
    let kid = jws::public_key(&SigningKey::from_bytes(&seed).verifying_key()).kid;
    store
        .add_key(KeyRow {
            kid,
            seed: seed.to_vec(),
            created_at: now,
        })
        .await
}

async fn read(store: &dyn Store, now: i64, days: u32) -> Result<Held> {
    let mut rows = store.keys().await?;
    let oldest_allowed = now - i64::from(days) * 24 * 60 * 60;
    let is_fresh = |row: &KeyRow| days == 0 || row.created_at > oldest_allowed;
    if !rows.first().is_some_and(is_fresh) {
        rotate(store, now).await?;
        rows = store.keys().await?;
    }
    let keys: Vec<SigningKey> = rows.iter().filter_map(signing_key).collect();
    let published = keys
        .iter()
        .map(|key| jws::public_key(&key.verifying_key()))
        .collect();
    let signing = keys
        .into_iter()
        .next()
        .expect("a key was made when there was none");
    Ok(Held {
        signing,
        published: KeySet { keys: published },
    })
}

fn signing_key(row: &KeyRow) -> Option<SigningKey> {
    let seed: [u8; 32] = row.seed.as_slice().try_into().ok()?;
    Some(SigningKey::from_bytes(&seed))
}
