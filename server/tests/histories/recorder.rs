//! Where all devices, streams and receivers write down what happens, by one clock.
//!
//! Entry point: [`Recorder`].

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::history::{Operation, Outcome, Post, Request, Time};

/// The record of a history that is going on.
pub struct Recorder {
    start: Instant,
    next: AtomicUsize,
    operations: Mutex<Vec<Operation>>,
    posts: Mutex<Vec<Post>>,
}

/// A request that was sent and has no outcome yet.
pub struct Pending {
    id: usize,
    sent: Time,
}

/// Who sends a request, and where to.
#[derive(Debug, Clone)]
pub struct Sender {
    /// The person and cookie, as [`Operation::who`].
    pub who: String,
    /// Which of their devices.
    pub device: usize,
    /// The server.
    pub server: usize,
}

impl Recorder {
    /// Begins now.
    pub fn begin() -> Self {
        Self {
            start: Instant::now(),
            next: AtomicUsize::new(1),
            operations: Mutex::default(),
            posts: Mutex::default(),
        }
    }

    /// Now.
    pub fn now(&self) -> Time {
        u64::try_from(self.start.elapsed().as_micros()).unwrap()
    }

    /// A request is about to be sent.
    pub fn sends(&self) -> Pending {
        Pending {
            id: self.next.fetch_add(1, Ordering::Relaxed),
            sent: self.now(),
        }
    }

    /// The request has its outcome.
    pub fn ends(&self, pending: Pending, sender: Sender, request: Request, outcome: Outcome) {
        let answered = self.now();
        self.operations.lock().unwrap().push(Operation {
            id: pending.id,
            who: sender.who,
            device: sender.device,
            server: sender.server,
            sent: pending.sent,
            answered,
            request,
            outcome,
        });
    }

    /// A receiver was sent something; answers the place at which its answer is noted.
    pub fn arrives(&self, post: Post) -> usize {
        let mut posts = self.posts.lock().unwrap();
        posts.push(post);
        posts.len() - 1
    }

    /// The receiver answers.
    pub fn receiver_answers(&self, place: usize, status: u16) {
        let now = self.now();
        let post = &mut self.posts.lock().unwrap()[place];
        (post.answered, post.status) = (Some(now), Some(status));
    }

    /// Everything so far, in the order of sending.
    pub fn take(&self) -> (Vec<Operation>, Vec<Post>) {
        let mut operations = std::mem::take(&mut *self.operations.lock().unwrap());
        operations.sort_by_key(|operation| operation.id);
        (operations, std::mem::take(&mut *self.posts.lock().unwrap()))
    }
}
