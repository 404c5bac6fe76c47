//! What is logged on a test's own thread.
//!
//! One subscriber for the whole program. One for each test, set for its thread alone, loses lines:
//! `tracing` keeps for each place that logs whether anybody listens there, and asks the subscriber
//! of whichever thread comes by first. Entry point: [`Log::listen`].

use std::cell::RefCell;
use std::io;
use std::rc::Rc;
use std::sync::Once;

use tracing_subscriber::filter::dynamic_filter_fn;
use tracing_subscriber::prelude::*;

type Lines = Rc<RefCell<Vec<u8>>>;

thread_local! {
    static LISTENER: RefCell<Option<Lines>> = const { RefCell::new(None) };
}

/// What this thread has logged since, down to the finest level; until it is dropped.
pub struct Log(Lines);

impl Log {
    /// Listens from now on.
    pub fn listen() -> Self {
        install();
        let lines = Lines::default();
        let earlier = LISTENER.replace(Some(lines.clone()));
        assert!(earlier.is_none(), "one log at a time on a thread");
        Self(lines)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.borrow()).into_owned()
    }

    /// How many lines say that.
    pub fn count(&self, words: &str) -> usize {
        let text = self.text();
        text.lines().filter(|line| line.contains(words)).count()
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        LISTENER.set(None);
    }
}

/// Installs the program's subscriber; the servers of tests do so before they log anything.
pub fn install() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let is_heard = dynamic_filter_fn(|_, _| LISTENER.with_borrow(Option::is_some));
        let lines = tracing_subscriber::fmt::layer()
            .with_writer(|| OwnThread)
            .with_filter(is_heard);
        let subscriber = tracing_subscriber::registry().with(lines);
        tracing::subscriber::set_global_default(subscriber).unwrap();
        // Of what another thread logged in between it may be kept that nobody listens.
        tracing::callsite::rebuild_interest_cache();
    });
}

struct OwnThread;

impl io::Write for OwnThread {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LISTENER.with_borrow(|lines| {
            if let Some(lines) = lines {
                lines.borrow_mut().extend_from_slice(bytes);
            }
        });
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
