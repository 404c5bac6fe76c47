//! The test of histories, in the way of Jepsen: many people at once, faults, and a checker that
//! looks for the opposite of what is promised.
//!
//! A seed makes people with devices, who decide, repeat, read, erase and listen at real servers
//! over a real store while processes are killed, disks fill and clocks jump. Everything is
//! recorded, and the [`check`]er holds it against the store and what the webhook got. A short run
//! is part of the tests; `cargo xtask soak` runs long. Entry point: [`run::run`].
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails loudly and says what it did"
)]

#[path = "common/mod.rs"]
mod common;

#[path = "histories/history.rs"]
mod history;
#[path = "histories/recorder.rs"]
mod recorder;
#[path = "histories/words.rs"]
mod words;

#[path = "histories/api.rs"]
mod api;
#[path = "histories/deciding.rs"]
mod deciding;
#[path = "histories/device.rs"]
mod device;
#[path = "histories/listener.rs"]
mod listener;
#[path = "histories/markers.rs"]
mod markers;
#[path = "histories/people.rs"]
mod people;
#[path = "histories/site.rs"]
mod site;

#[path = "histories/fleet.rs"]
mod fleet;
#[path = "histories/machines.rs"]
mod machines;
#[path = "histories/nemesis.rs"]
mod nemesis;
#[path = "histories/preload.rs"]
mod preload;
#[path = "histories/receiver.rs"]
mod receiver;
#[path = "histories/stores.rs"]
mod stores;

#[path = "histories/check/mod.rs"]
mod check;
#[path = "histories/ending.rs"]
mod ending;
#[path = "histories/put_back.rs"]
mod put_back;
#[path = "histories/recorded.rs"]
mod recorded;
#[path = "histories/reduce.rs"]
mod reduce;
#[path = "histories/report.rs"]
mod report;
#[path = "histories/run.rs"]
mod run;
#[path = "histories/tests.rs"]
mod tests;
