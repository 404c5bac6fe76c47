//! Caches the host app's public keys, which come from a file or an address.
//!
//! A file is looked at with each token; an address is asked when a token names an unknown key, and
//! now and then. Where reading fails, the earlier keys stay. Entry point: [`KeyCache::fitting`].

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};
use std::time::{Duration, SystemTime};

use jsonwebtoken::Algorithm;
use reqwest::{Client, Url};
use tokio::sync::Mutex;

use super::jwks::{self, HostKey};
use crate::settings::HostKeys;

/// Seconds between two questions to the host, whatever keys tokens name.
const SOONEST: i64 = 30;

/// Seconds after which the host is asked without a reason, so that withdrawn keys are dropped.
const REGULAR: i64 = 10 * 60;

/// Seconds for which keys are believed that could not be read again: what the host withdrew in
/// between is believed as long.
const OLDEST: i64 = 24 * 60 * 60;

/// How long the host may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Bytes of a key set; one key has about half a kilobyte.
const LARGEST: usize = 256 * 1024;

/// The host app's keys.
pub struct KeyCache {
    source: Source,
    held: RwLock<CachedKeys>,
    /// When the address was asked last; held while it is asked.
    asked_at: Mutex<Option<i64>>,
}

enum Source {
    File(PathBuf),
    Address(Client, Url),
}

#[derive(Default)]
struct CachedKeys {
    keys: Vec<Arc<HostKey>>,
    /// Tells a changed file without reading it.
    stamp: Option<(SystemTime, u64)>,
    is_failing: bool,
    /// When they were read last, in seconds.
    read_at: i64,
}

impl CachedKeys {
    fn is_believed(&self, now: i64) -> bool {
        now - self.read_at <= OLDEST
    }
}

type Cause = Box<dyn std::error::Error + Send + Sync>;

impl KeyCache {
    /// The keys of that file or address; none is read yet.
    pub fn of(keys: HostKeys) -> Self {
        let source = match keys {
            HostKeys::File(path) => Source::File(path),
            HostKeys::Address(url) => {
                let client = Client::builder().timeout(PATIENCE);
                let client = client.redirect(reqwest::redirect::Policy::none()).build();
                let client = client.expect("the client needs nothing but its own certificates");
                Source::Address(client, url)
            }
        };
        Self {
            source,
            held: RwLock::default(),
            asked_at: Mutex::new(None),
        }
    }

    /// The keys that a token of that header may be signed with.
    pub async fn fitting(
        &self,
        kid: Option<&str>,
        algorithm: Algorithm,
        now: i64,
    ) -> Vec<Arc<HostKey>> {
        if let Source::File(path) = &self.source {
            self.look(path, now);
        }
        let found = self.find(kid, algorithm, now);
        if !found.is_empty() {
            return found;
        }
        self.ask(now, SOONEST).await;
        self.find(kid, algorithm, now)
    }

    /// Reads the keys again when it is time to.
    pub async fn keep_up(&self, now: i64) {
        let is_failing = self
            .held
            .read()
            .expect("no holder of this lock panics")
            .is_failing;
        match &self.source {
            Source::File(path) => self.look(path, now),
            Source::Address(..) if is_failing => self.ask(now, SOONEST).await,
            Source::Address(..) => self.ask(now, REGULAR).await,
        }
        if let Err(problem) = self.ready(now) {
            tracing::error!(problem, "no token of the host app is accepted");
        }
    }

    /// Whether there are keys to believe; `Err` says what is wrong.
    pub fn ready(&self, now: i64) -> Result<(), String> {
        let held = self.held.read().expect("no holder of this lock panics");
        let hours = (now - held.read_at) / 3600;
        if held.keys.is_empty() {
            return Err("the host app has no key that can be read".to_owned());
        }
        if !held.is_believed(now) {
            return Err(format!(
                "the host app's keys were last read {hours} hours ago"
            ));
        }
        Ok(())
    }

    fn find(&self, kid: Option<&str>, algorithm: Algorithm, now: i64) -> Vec<Arc<HostKey>> {
        let held = self.held.read().expect("no holder of this lock panics");
        if !held.is_believed(now) {
            return Vec::new();
        }
        let is_named = |key: &HostKey| kid.is_none() || key.kid.as_deref() == kid;
        let fitting = |key: &&Arc<HostKey>| key.algorithm == algorithm && is_named(key);
        held.keys.iter().filter(fitting).cloned().collect()
    }

    /// Reads the file if it is another one than before.
    fn look(&self, path: &PathBuf, now: i64) {
        let stamp = fs::metadata(path).and_then(|facts| Ok((facts.modified()?, facts.len())));
        let known = self
            .held
            .read()
            .expect("no holder of this lock panics")
            .stamp;
        match stamp {
            Ok(stamp) if known == Some(stamp) => self.still_there(now),
            Ok(stamp) => self.take(fs::read(path).map_err(Cause::from), Some(stamp), now),
            Err(error) => self.take(Err(error.into()), None, now),
        }
    }

    /// Asks the address unless it was asked within so many seconds.
    async fn ask(&self, now: i64, pause: i64) {
        let Source::Address(client, url) = &self.source else {
            return;
        };
        let mut asked_at = self.asked_at.lock().await;
        if asked_at.is_some_and(|at| (0..pause).contains(&(now - at))) {
            return;
        }
        *asked_at = Some(now);
        self.take(fetch(client, url).await, None, now);
    }

    /// The file is the one that was read.
    fn still_there(&self, now: i64) {
        let is_noted = |held: &CachedKeys| held.read_at == now;
        if !is_noted(&self.held.read().expect("no holder of this lock panics")) {
            self.held
                .write()
                .expect("no holder of this lock panics")
                .read_at = now;
        }
    }

    fn take(&self, text: Result<Vec<u8>, Cause>, stamp: Option<(SystemTime, u64)>, now: i64) {
        let read = text.and_then(|text| Ok(jwks::read(&text)?));
        let mut held = self.held.write().expect("no holder of this lock panics");
        match read {
            Ok((keys, others)) => {
                tracing::info!(keys = keys.len(), others, "read the host app's keys");
                *held = CachedKeys {
                    keys: keys.into_iter().map(Arc::new).collect(),
                    stamp,
                    is_failing: false,
                    read_at: now,
                };
            }
            Err(error) => {
                // Said once, not with each token.
                if !held.is_failing {
                    let kept = held.keys.len();
                    let error = error.as_ref() as &dyn std::error::Error;
                    tracing::warn!(
                        error,
                        kept,
                        "HOST_KEYS cannot be read; the earlier keys stay"
                    );
                }
                held.stamp = None;
                held.is_failing = true;
            }
        }
    }
}

/// Asks the address. Its errors come without it: it may carry a password or a token, which no log
/// should have.
async fn fetch(client: &Client, url: &Url) -> Result<Vec<u8>, Cause> {
    let answer = client.get(url.clone()).send().await;
    let answer = answer.map_err(reqwest::Error::without_url)?;
    // A redirect is not followed: keys come from the address that the operator wrote.
    if !answer.status().is_success() {
        return Err(format!("the address answers {}", answer.status()).into());
    }
    let mut answer = answer;
    let mut text = Vec::new();
    let without_url = reqwest::Error::without_url;
    while let Some(chunk) = answer.chunk().await.map_err(without_url)? {
        text.extend_from_slice(&chunk);
        if text.len() > LARGEST {
            return Err("the key set is too large".into());
        }
    }
    Ok(text)
}
