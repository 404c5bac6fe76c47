//! Making, replacing, revoking and moving signing keys: what the operator's commands do.
//!
//! Each looks afterwards which key signs, and says so. Entry points: [`rotate`], [`revoke`] and
//! [`move_to_file`].

use consent::jws;
use consent::wire::KeyState;
use ed25519_dalek::SigningKey;

use super::{KeyError, Source, read};
use crate::secrets::secret_file::{Place, Secret, SecretFile};
use crate::store::{Change, NewKey, Store};

/// How often a place is tried for, when others take it.
const TRIES: u32 = 20;

/// Makes a new key in the store; answers the id of the one that signs from then on.
pub async fn rotate(store: &dyn Store, source: &Source, now: i64) -> Result<String, KeyError> {
    make(store, now).await?;
    signing_id(store, source, now).await
}

/// Says since when a key is not to be trusted; answers the id of the one that signs from then on.
pub async fn revoke(
    store: &dyn Store,
    source: &Source,
    kid: &str,
    since: String,
    now: i64,
) -> Result<String, KeyError> {
    let change = Change::RevokeKey {
        kid: kid.to_owned(),
        since,
    };
    if store.change(change).await? == 0 {
        return Err(KeyError::Unknown(kid.to_owned()));
    }
    signing_id(store, source, now).await
}

/// Moves the private half of the store's key into a file, where it is the first one.
///
/// It is on the disk there before it is forgotten here. Answers whether there was one.
pub async fn move_to_file(store: &dyn Store, file: &SecretFile) -> Result<bool, KeyError> {
    let rows = store.keys().await?;
    let seeds = rows.iter().filter_map(|row| row.seed.as_deref());
    let seeds: Vec<Secret> = seeds.filter_map(|seed| seed.try_into().ok()).collect();
    if seeds.is_empty() {
        return Ok(false);
    }
    file.add(&seeds, Place::First)?;
    store.change(Change::ForgetSeeds(i64::MAX)).await?;
    Ok(true)
}

/// Makes a key in the store after all others, whose private halves are forgotten.
pub(super) async fn make(store: &dyn Store, now: i64) -> Result<(), KeyError> {
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
pub(super) async fn register(
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
pub(super) fn id_of(key: &SigningKey) -> String {
    jws::public_key(&key.verifying_key()).kid
}

async fn signing_id(store: &dyn Store, source: &Source, now: i64) -> Result<String, KeyError> {
    let held = read::read(store, source, now).await?;
    let keys = held.published.keys.into_iter();
    let mut active = keys.filter(|key| key.state == KeyState::Active);
    active.next().map(|key| key.kid).ok_or(KeyError::AllRevoked)
}
