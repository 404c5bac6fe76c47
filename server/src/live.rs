//! Live events: who waits for news of a person's choices.
//!
//! A new row is announced inside this server at once; what another replica wrote is found by
//! looking into the store now and then. Entry point: [`Live`].

use tokio::sync::{broadcast, watch};

use crate::subject::Subject;

/// Announcements that may wait for a slow listener; one that misses some looks into the store.
const WAITING: usize = 1024;

/// Who waits for news.
pub struct Live {
    news: broadcast::Sender<Subject>,
    stop: watch::Sender<bool>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            news: broadcast::Sender::new(WAITING),
            stop: watch::Sender::new(false),
        }
    }
}

impl Live {
    /// Says that this person's chain has grown.
    pub fn announce(&self, subject: &Subject) {
        // Nobody listening is no failure.
        let _ = self.news.send(subject.clone());
    }

    /// Listens to announcements of everybody; take those of one subject.
    pub fn listen(&self) -> broadcast::Receiver<Subject> {
        self.news.subscribe()
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
