//! The consent API, tried through its own router and as the real binary.
//!
//! One program for all of these tests, since linking the server takes longer than running them.
//! `cargo test -p server --test api choices` runs the module `choices` alone.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails the test")]

#[path = "../common/mod.rs"]
mod common;

mod choices;
mod long_histories;
mod people;
mod records;
mod refusals;

mod cookies;
mod first;
mod cross_site;
mod pages_elsewhere;
mod limits;
mod operations;
mod patience;
mod settings;
mod slow_bodies;

mod host_keys;
mod host_people;
mod host_requests;
mod host_tokens;

mod at_once;
#[cfg(unix)]
mod backup;
mod broken_erasures;
mod connections;
#[cfg(unix)]
mod crash;
#[cfg(unix)]
mod failover;
mod replicas;
mod restored;
mod sharded;
mod sqlite_trouble;
mod stores;

mod command;
mod commands;
mod keys;
mod secrets;
mod deliveries;
mod webhook;
mod webhook_erasures;
mod webhook_replicas;

mod conformance;
mod logs;
mod openapi;
mod published;
mod site;
