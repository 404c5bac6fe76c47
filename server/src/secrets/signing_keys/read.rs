//! Loads the signing keys from the store's rows and the operator's file.
//!
//! Every row is checked, so that a damaged one is found before it is needed. Where the newest key
//! of the store is too old, a new one is created. Entry point: [`read`].

use consent::jws;
use consent::wire::{Key, KeySet, KeyState};
use ed25519_dalek::{SigningKey, VerifyingKey};

use super::create::{id_of, make, register};
use super::{KeyError, LoadedKeys, Source};
use crate::secrets::secret_file::SecretFile;
use crate::store::{KeyRow, Store};

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// The keys as they are now; makes one in the store where the newest does not sign any more.
pub async fn read(store: &dyn Store, source: &Source, now: i64) -> Result<LoadedKeys, KeyError> {
    let (signing, rows) = match &source.file {
        Some(file) => of_file(store, file, now).await?,
        None => of_store(store, source.days, now).await?,
    };
    let signing_id = id_of(&signing);
    let keys = rows.iter().map(|row| published(row, &signing_id));
    let mut keys = keys.collect::<Result<Vec<Key>, KeyError>>()?;
    keys.sort_by_key(|key| key.state != KeyState::Active);
    Ok(LoadedKeys {
        signing,
        published: KeySet { keys },
    })
}

/// The newest key of the store, if it still signs.
async fn of_store(
    store: &dyn Store,
    days: u32,
    now: i64,
) -> Result<(SigningKey, Vec<KeyRow>), KeyError> {
    let rows = store.keys().await?;
    // A damaged newest key is not passed over: a new one would hide it.
    let newest = rows.first().map(signing_key).transpose()?.flatten();
    // A clock that was ahead when the key was made must not keep it signing for as long as that.
    let is_fresh = |row: &KeyRow| days == 0 || (now - row.created_at).abs() < i64::from(days) * DAY;
    match newest {
        Some(key) if rows.first().is_some_and(is_fresh) => Ok((key, rows)),
        _ => {
            make(store, now).await?;
            let rows = store.keys().await?;
            let newest = rows.first().map(signing_key).transpose()?.flatten();
            // Made and read back: all other servers find it there too.
            Ok((newest.ok_or(KeyError::Crowded)?, rows))
        }
    }
}

/// The first key of the file that was neither leaked nor revoked. Its public half is in the store before it signs,
/// so that every server publishes it.
async fn of_file(
    store: &dyn Store,
    file: &SecretFile,
    now: i64,
) -> Result<(SigningKey, Vec<KeyRow>), KeyError> {
    let secrets = file.read()?;
    let good = secrets.iter().filter(|secret| !secret.is_leaked);
    let keys: Vec<SigningKey> = good
        .map(|secret| SigningKey::from_bytes(&secret.value))
        .collect();
    let mut rows = store.keys().await?;
    if let Some(row) = rows.iter().find(|row| row.seed.is_some()) {
        return Err(KeyError::StillInStore(row.kid.clone()));
    }
    let is_new = |key: &&SigningKey| !rows.iter().any(|row| row.kid == id_of(key));
    let new: Vec<&SigningKey> = keys.iter().filter(is_new).collect();
    if !new.is_empty() {
        for key in new.into_iter().rev() {
            register(store, key, None, now).await?;
        }
        rows = store.keys().await?;
    }
    let is_revoked = |id: &str| {
        let row = rows.iter().find(|row| row.kid == id);
        row.is_none_or(|row| row.revoked_since.is_some())
    };
    let signing = keys.into_iter().find(|key| !is_revoked(&id_of(key)));
    Ok((signing.ok_or(KeyError::AllRevoked)?, rows))
}

/// The private half in a row, if it signs.
fn signing_key(row: &KeyRow) -> Result<Option<SigningKey>, KeyError> {
    let damaged = || KeyError::Damaged(row.kid.clone());
    let Some(seed) = &row.seed else {
        return Ok(None);
    };
    let seed: [u8; 32] = seed.as_slice().try_into().map_err(|_| damaged())?;
    let key = SigningKey::from_bytes(&seed);
    match id_of(&key) == row.kid {
        true if row.revoked_since.is_none() => Ok(Some(key)),
        true => Ok(None),
        false => Err(damaged()),
    }
}

fn published(row: &KeyRow, signing_id: &str) -> Result<Key, KeyError> {
    signing_key(row)?;
    let damaged = || KeyError::Damaged(row.kid.clone());
    let public: [u8; 32] = row.public.as_slice().try_into().map_err(|_| damaged())?;
    let public = VerifyingKey::from_bytes(&public).map_err(|_| damaged())?;
    let mut key = jws::public_key(&public);
    if key.kid != row.kid {
        return Err(damaged());
    }
    key.state = match &row.revoked_since {
        Some(_) => KeyState::Revoked,
        None if row.kid == signing_id => KeyState::Active,
        None => KeyState::Retired,
    };
    key.revoked_since.clone_from(&row.revoked_since);
    Ok(key)
}
