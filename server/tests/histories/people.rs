//! The people: anonymous ones whose browsers keep a cookie, and those whom a host app signed in;
//! adults, and children with a guardian.
//!
//! All devices of a person share what is here. A browser's cookie is taken from `Set-Cookie` as it
//! is, and each other value is another name in the history: `p3#1`, `p3#2`. Entry point:
//! [`Person`].

use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use serde_json::json;

use crate::common::host::{AUDIENCE, HostKey, ISSUER};

/// For how long the host's tokens are made.
const TOKEN_LIFE: Duration = Duration::from_secs(300);

/// One person with one or more devices.
pub struct Person {
    name: String,
    /// Whether they are a child under fourteen, whose devices say so.
    pub is_child: bool,
    /// `None` for a browser; the host's key for somebody whom a host app signed in.
    host: Option<HostKey>,
    jar: Mutex<Jar>,
    /// Held while nobody knows yet which cookie the browser will get: a page sends its first
    /// decision alone.
    pub first: tokio::sync::Mutex<()>,
}

/// The cookies of a browser.
#[derive(Default)]
struct Jar {
    /// Every value that it ever had, with the name in the history.
    all: Vec<(String, String)>,
    /// Which of them is in force.
    current: Option<usize>,
    /// How many names were given.
    names: usize,
}

/// As whom a request is sent.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The name in the history.
    pub who: String,
    /// The headers that say so.
    pub headers: Vec<(&'static str, String)>,
}

impl Person {
    /// A person with a browser.
    pub fn with_browser(number: usize, is_child: bool) -> Self {
        Self::new(format!("p{number}"), is_child, None)
    }

    /// A person whom a host app signs in.
    pub fn signed_in(number: usize, is_child: bool, key: HostKey) -> Self {
        Self::new(format!("host{number}"), is_child, Some(key))
    }

    fn new(name: String, is_child: bool, host: Option<HostKey>) -> Self {
        Self {
            name,
            is_child,
            host,
            jar: Mutex::default(),
            first: tokio::sync::Mutex::default(),
        }
    }

    /// As whom their devices send now; `None` for a browser without a cookie.
    pub fn identity(&self) -> Option<Identity> {
        if let Some(key) = &self.host {
            return Some(Identity {
                who: self.name.clone(),
                headers: vec![("authorization", format!("Bearer {}", self.token(key)))],
            });
        }
        let jar = self.jar.lock().unwrap();
        jar.current.map(|place| with_cookie(&jar.all[place]))
    }

    /// A name for a browser that has no cookie yet.
    pub fn newcomer(&self) -> Identity {
        Identity {
            who: self.jar.lock().unwrap().next_name(&self.name),
            headers: Vec::new(),
        }
    }

    /// Everybody that they have ever been.
    pub fn identities(&self) -> Vec<Identity> {
        if self.host.is_some() {
            return self.identity().into_iter().collect();
        }
        let jar = self.jar.lock().unwrap();
        jar.all.iter().map(with_cookie).collect()
    }

    /// The browser got `Set-Cookie` in answer to a request of that identity; answers whose
    /// request it was.
    pub fn set_cookie(&self, cookie: &str, identity: &Identity) -> String {
        let mut jar = self.jar.lock().unwrap();
        let pair = cookie.split(';').next().unwrap_or_default().trim();
        if pair.ends_with('=') {
            jar.current = None;
            return identity.who.clone();
        }
        let known = jar.all.iter().position(|(_, value)| value == pair);
        let place = known.unwrap_or_else(|| {
            let who = match identity.headers.is_empty() {
                true => identity.who.clone(),
                false => jar.next_name(&self.name),
            };
            jar.all.push((who, pair.to_owned()));
            jar.all.len() - 1
        });
        jar.current = Some(place);
        jar.all[place].0.clone()
    }

    /// Another browser of theirs keeps the cookie that an erasure took away from this one.
    pub fn keep_cookie(&self, identity: &Identity) {
        let mut jar = self.jar.lock().unwrap();
        let place = jar.all.iter().position(|(who, _)| *who == identity.who);
        jar.current = place.or(jar.current);
    }

    fn token(&self, key: &HostKey) -> String {
        let expires = SystemTime::now() + TOKEN_LIFE;
        let expires = expires.duration_since(SystemTime::UNIX_EPOCH).unwrap();
        key.sign(&json!({
            "iss": ISSUER, "aud": AUDIENCE, "sub": self.name, "exp": expires.as_secs()
        }))
    }
}

impl Jar {
    fn next_name(&mut self, person: &str) -> String {
        self.names += 1;
        format!("{person}#{}", self.names)
    }
}

fn with_cookie((who, value): &(String, String)) -> Identity {
    Identity {
        who: who.clone(),
        headers: vec![("cookie", value.clone())],
    }
}
