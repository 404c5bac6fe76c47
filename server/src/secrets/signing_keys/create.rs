//! Creates signing keys, and makes them known to every server over the store.
//!
//! Entry points: [`make`] for a key of the store, [`register`] for one whose private half is
//! elsewhere.

use consent::jws;
use ed25519_dalek::SigningKey;

use super::KeyError;
use crate::secrets::secret_file::Secret;
use crate::store::{Change, NewKey, Store};

/// How often a place is tried for, when others take it.
const TRIES: u32 = 20;

/// Makes a key in the store after all others, whose private halves are forgotten.
pub async fn make(store: &dyn Store, now: i64) -> Result<(), KeyError> {
    let seed: Secret = rand::random();
    let key = SigningKey::from_bytes(&seed);
    register(store, &key, Some(seed), now).await?;
    let rows = store.keys().await?;
    let newest = rows.iter().find(|row| row.seed.is_some());
    if let Some(newest) = newest {
        store.change(Change::ForgetSeeds(newest.place)).await?;
    }
    Ok(())
}

/// Adds a key, unless it is there; with its private half or without.
pub async fn register(
    store: &dyn Store,
    key: &SigningKey,
    seed: Option<Secret>,
    now: i64,
) -> Result<(), KeyError> {
    let kid = id_of(key);
    let new = NewKey {
        kid: kid.clone(),
        public: key.verifying_key().to_bytes().to_vec(),
        seed: seed.map(Vec::from),
        created_at: now,
    };
    for _ in 0..TRIES {
        let added = store.change(Change::AddKey(new.clone())).await?;
        // Another server may have added the same one, or another one in its place.
        if added == 1 || store.keys().await?.iter().any(|row| row.kid == kid) {
            return Ok(());
        }
    }
    Err(KeyError::Crowded)
}

/// The RFC 7638 thumbprint of a key.
pub fn id_of(key: &SigningKey) -> String {
    jws::public_key(&key.verifying_key()).kid
}
