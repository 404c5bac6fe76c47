//! People who decide all the time, each as somebody new, and send a wish until it is confirmed.
//!
//! Entry point: [`Load::beside`].

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::process::{Confirmed, Process};

/// Who decide at the same time.
const PEOPLE: usize = 6;

/// What has not been confirmed by then will not be.
const PATIENCE: Duration = Duration::from_secs(120);

/// What they were told.
#[derive(Default)]
pub struct Load {
    confirmed: Mutex<Vec<Confirmed>>,
    is_over: AtomicBool,
}

impl Load {
    /// Does something while they decide.
    pub fn beside<T>(&self, server: &Process, work: impl FnOnce() -> T) -> T {
        thread::scope(|scope| {
            let _over = Over(&self.is_over);
            for _ in 0..PEOPLE {
                scope.spawn(|| self.decide(server));
            }
            work()
        })
    }

    fn decide(&self, server: &Process) {
        let mut wish = None;
        while !self.is_over.load(Ordering::Relaxed) {
            wish = wish.or_else(|| server.wish());
            match wish.as_ref().and_then(|wish| server.take(wish)) {
                Some(confirmed) => {
                    self.confirmed.lock().unwrap().push(confirmed);
                    wish = None;
                }
                None => thread::sleep(Duration::from_millis(10)),
            }
        }
    }

    /// All that is confirmed by now.
    pub fn confirmed(&self) -> Vec<Confirmed> {
        self.confirmed.lock().unwrap().clone()
    }

    /// Waits until so many more are confirmed.
    #[track_caller]
    pub fn wait_for(&self, more: usize) {
        let count = || self.confirmed.lock().unwrap().len();
        let (wanted, end) = (count() + more, Instant::now() + PATIENCE);
        while count() < wanted {
            assert!(Instant::now() < end, "nothing is confirmed any more");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Ends the load when the work beside it is over, by a panic too.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
