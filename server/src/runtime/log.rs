//! The log of a program that serves: text for people at a terminal, JSON lines for machines.
//!
//! Entry point: [`set_up`].

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

/// Writes the log to standard error from now on; `RUST_LOG` says how much.
pub fn set_up() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr);
    if io::stderr().is_terminal() {
        log.init();
    } else {
        log.json().init();
    }
}
