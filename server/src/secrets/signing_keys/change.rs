//! Replacing, revoking and moving signing keys: what the operator's commands do.
//!
//! Each looks afterwards which key signs, and says so. Entry points: [`rotate`], [`revoke`] and
//! [`move_to_file`].

use consent::wire::KeyState;

use super::create::make;
use super::{KeyError, Source, read};
use crate::secrets::secret_file::{KeptSecret, Place, SecretFile};
use crate::store::{Change, Store};

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
    let seeds = seeds.filter_map(|seed| seed.try_into().ok());
    let seeds: Vec<KeptSecret> = seeds.map(KeptSecret::of).collect();
    if seeds.is_empty() {
        return Ok(false);
    }
    file.add(&seeds, Place::First)?;
    store.change(Change::ForgetSeeds(i64::MAX)).await?;
    Ok(true)
}

async fn signing_id(store: &dyn Store, source: &Source, now: i64) -> Result<String, KeyError> {
    let held = read::read(store, source, now).await?;
    let keys = held.published.keys.into_iter();
    let mut active = keys.filter(|key| key.state == KeyState::Active);
    active.next().map(|key| key.kid).ok_or(KeyError::AllRevoked)
}
