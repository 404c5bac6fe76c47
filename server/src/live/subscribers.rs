//! Who listens to live events, and how they are told that a person's chain has changed.
//!
//! A new row, or the end of a delivery, is announced inside this server at once; what another
//! replica wrote is found by looking into the store now and then. Entry point: [`Subscribers`].

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::watch;

use crate::identity::subject::Subject;

/// How often to look for what another replica wrote, in milliseconds.
const LOOK: u64 = 3_000;

/// Streams of one person that are open at a time: a browser has one, for all its tabs. More are not a person's
/// devices, and each holds one of the server's connections.
pub const STREAMS: usize = 16;

/// Who waits for news.
pub struct Subscribers {
    look: AtomicU64,
    listeners: Mutex<HashMap<Subject, watch::Sender<u64>>>,
    stop: watch::Sender<bool>,
}

impl Default for Subscribers {
    fn default() -> Self {
        Self {
            look: AtomicU64::new(LOOK),
            listeners: Mutex::default(),
            stop: watch::Sender::new(false),
        }
    }
}

impl Subscribers {
    /// How long a stream waits for an announcement before it looks into the store.
    pub fn look(&self) -> Duration {
        Duration::from_millis(self.look.load(Ordering::Relaxed))
    }

    /// Looks that often from now on: a test that waits for announcements alone looks seldom.
    pub fn look_every(&self, look: Duration) {
        let milliseconds = u64::try_from(look.as_millis()).unwrap_or(u64::MAX);
        self.look.store(milliseconds, Ordering::Relaxed);
    }

    /// Says that this person's chain has changed, or what became of a row of it.
    pub fn announce(&self, subject: &Subject) {
        let mut listeners = self
            .listeners
            .lock()
            .expect("no holder of this lock panics");
        let Some(news) = listeners.get(subject) else {
            return;
        };
        news.send_modify(|count| *count += 1);
        if news.receiver_count() == 0 {
            listeners.remove(subject);
        }
    }

    /// Changes whenever this person's chain does; `None` where as many listen for them as may.
    pub fn listen(&self, subject: &Subject) -> Option<watch::Receiver<u64>> {
        let mut listeners = self
            .listeners
            .lock()
            .expect("no holder of this lock panics");
        let news = listeners.entry(subject.clone()).or_default();
        (news.receiver_count() < STREAMS).then(|| news.subscribe())
    }

    /// Forgets whom nobody listens for any more.
    pub fn forget(&self) {
        let mut listeners = self
            .listeners
            .lock()
            .expect("no holder of this lock panics");
        listeners.retain(|_, news| news.receiver_count() > 0);
    }

    /// Turns true when the server stops, so that open streams end.
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.stop.subscribe()
    }

    /// Ends all streams.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }
}
