//! The keys that sign receipts: the newest signs, and all of them stay published.
//!
//! All servers over one store share them. What is in the store, or in the operator's file, is read
//! again every minute and whenever somebody asks for a key that is not known here; while that fails
//! the last good keys go on signing, and readiness says so. Entry points: [`Keys::open`],
//! [`Keys::sign`] and [`Keys::published`].

mod read;
mod create;
mod change;

use std::sync::{Arc, Mutex, RwLock};
use std::time::{Duration, Instant};

use consent::jws;
use consent::wire::KeySet;
use ed25519_dalek::SigningKey;
use serde::Serialize;

use super::secret_file::{SecretFile, SecretFileError};
use crate::settings::Settings;
use crate::store::{Store, StoreError};

pub use change::{move_to_file, revoke, rotate};

/// How soon the keys are read again because somebody asks for them.
const SOONEST: Duration = Duration::from_secs(2);

/// The signing key and all published ones.
pub struct Keys {
    store: Arc<dyn Store>,
    source: Source,
    held: RwLock<LoadedKeys>,
    last: Mutex<LastRead>,
}

/// Where private halves are, and how long one signs.
#[derive(Debug, Clone)]
pub struct Source {
    /// The operator's file; `None` for the store.
    file: Option<SecretFile>,
    /// Days after which a new key is made in the store; 0 for never.
    days: u32,
}

struct LoadedKeys {
    signing: SigningKey,
    published: KeySet,
}

/// How reading the keys went last.
struct LastRead {
    at: Instant,
    trouble: Option<String>,
}

/// Why there are no keys to sign with.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "each says it in its message")]
pub enum KeyError {
    #[error("the store did not give or take the signing keys")]
    Store(#[from] StoreError),
    #[error("SIGNING_KEYS cannot be used")]
    File(#[from] SecretFileError),
    #[error(
        "signing key `{0}` is damaged in the store: its halves or its id do not fit together; \
         restore its row from a backup, or revoke it with `server revoke-key`"
    )]
    Damaged(String),
    #[error(
        "every signing key in SIGNING_KEYS is revoked; put a new one on top with \
         `server new-secret`"
    )]
    AllRevoked,
    #[error(
        "SIGNING_KEYS is set and the store still has the private half of `{0}`; move it with \
         `server move-secrets`"
    )]
    StillInStore(String),
    #[error("there is no signing key `{0}`; see /.well-known/jwks.json for those that there are")]
    Unknown(String),
    #[error("a new signing key could not be made: other servers made theirs at the same time")]
    Crowded,
}

impl Source {
    /// Where the operator wants keys to be.
    pub fn of(settings: &Settings) -> Self {
        Self {
            file: settings.signing_keys.as_deref().map(SecretFile::at),
            days: settings.key_days,
        }
    }
}

impl Keys {
    /// Reads the keys; makes one where the store has none or the newest is too old.
    pub async fn open(
        store: Arc<dyn Store>,
        settings: &Settings,
        now: i64,
    ) -> Result<Self, KeyError> {
        let source = Source::of(settings);
        let held = read::read(store.as_ref(), &source, now).await?;
        let last = LastRead {
            at: Instant::now(),
            trouble: None,
        };
        Ok(Self {
            store,
            source,
            held: RwLock::new(held),
            last: Mutex::new(last),
        })
    }

    /// Reads them again, so that a key made or revoked elsewhere is taken up. Where that fails the
    /// last good ones go on.
    pub async fn refresh(&self, now: i64) {
        let read = read::read(self.store.as_ref(), &self.source, now).await;
        let trouble = read.as_ref().err().map(|error| {
            let error = error as &dyn std::error::Error;
            tracing::error!(
                error,
                "signing keys could not be read; the last good ones sign"
            );
            error.to_string()
        });
        if let Ok(held) = read {
            *self.held.write().expect("no holder of this lock panics") = held;
        }
        *self.last() = LastRead {
            at: Instant::now(),
            trouble,
        };
    }

    /// Reads them again unless that was done a moment ago: for those who would look at them.
    pub async fn look(&self, now: i64) {
        let is_old = self.last().at.elapsed() > SOONEST;
        if is_old {
            self.refresh(now).await;
        }
    }

    /// What kept the keys from being read last.
    pub fn trouble(&self) -> Option<String> {
        self.last().trouble.clone()
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

    fn last(&self) -> std::sync::MutexGuard<'_, LastRead> {
        self.last.lock().expect("no holder of this lock panics")
    }
}
