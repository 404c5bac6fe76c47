//! The real binary: a confirmed decision survives signal 9, and SIGTERM stops it gracefully.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::common::postgres::Postgres;
use crate::common::process::Process;
use crate::common::*;
use consent::chain;
use consent::wire::*;
use tempfile::TempDir;

/// Kills the server twenty times while eight people decide; nothing confirmed may be missing.
///
/// Each kill waits for decisions and not for time: a busy machine has the same load.
fn survives_signal_9_under_load(dir: &Path, database: &str) {
    let mut confirmed = 0;
    for round in 0..20 {
        let mut server = Process::start(dir, database);
        let count = AtomicUsize::new(0);
        let decide = || {
            let confirmed = server.object()?;
            count.fetch_add(1, Ordering::Relaxed);
            Some(confirmed)
        };
        let all = std::thread::scope(|scope| {
            let people: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| std::iter::from_fn(decide).collect::<Vec<_>>()))
                .collect();
            while count.load(Ordering::Relaxed) < 8 + round
                && people.iter().any(|one| !one.is_finished())
            {
                std::thread::sleep(Duration::from_millis(1));
            }
            let id = server.child.id().to_string();
            assert!(
                Command::new("kill")
                    .args(["-KILL", &id])
                    .status()
                    .unwrap()
                    .success()
            );
            people
                .into_iter()
                .flat_map(|person| person.join().unwrap())
                .collect::<Vec<_>>()
        });
        server.child.wait().unwrap();
        let server = Process::start(dir, database);
        for one in &all {
            let records = server.records(&one.cookie);
            assert_eq!(records.len(), 1, "a confirmed decision is missing");
            assert_eq!(chain::verify(&records), Ok(()));
        }
        confirmed += all.len();
    }
    println!("{confirmed} confirmed decisions, none lost in 20 kills");
    assert!(confirmed > 100, "there was load: {confirmed}");
}

#[test]
fn sqlite_loses_nothing_confirmed_in_twenty_kills_under_load() {
    let (dir, database) = folder();
    survives_signal_9_under_load(dir.path(), &database);
}

#[test]
fn postgres_loses_nothing_confirmed_in_twenty_kills_under_load() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let (dir, _) = folder();
    survives_signal_9_under_load(dir.path(), &postgres.database("crash"));
}

fn folder() -> (TempDir, String) {
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let database = format!("sqlite:{}", dir.path().join("data/consent.db").display());
    (dir, database)
}

#[test]
fn a_confirmed_decision_survives_signal_9() {
    let (dir, database) = folder();
    let mut server = Process::start(dir.path(), &database);
    let person = server.object().unwrap();
    server.kill();
    let server = Process::start(dir.path(), &database);
    let choices = server.choices(&person.cookie);
    assert_eq!(choices.choices[0].setting, Some(Setting::Objected));
    assert_eq!(choices.choices[0].revision, 1);
}

#[test]
fn sigterm_stops_the_server_with_success() {
    let (dir, database) = folder();
    let mut server = Process::start(dir.path(), &database);
    server.object().unwrap();
    terminate(&server);
    assert!(server.child.wait().unwrap().success());
}

/// Ends with success and a closed store, and long before open requests would be given up.
#[test]
fn half_a_head_does_not_hold_up_the_end_of_the_server() {
    let (dir, database) = folder();
    let mut server = Process::start(dir.path(), &database);
    server.object().unwrap();
    let halves = [
        "",
        "GET /v1/choi",
        "PRI * HTTP/2",
        "PUT /v1/choices/ads HTTP/1.1\r\n",
    ];
    let halves = halves.map(|half| {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        stream.write_all(half.as_bytes()).unwrap();
        stream
    });
    // Answered after them, so that the server has them all.
    server.object().unwrap();
    terminate(&server);
    let end = Instant::now() + Duration::from_secs(15);
    let status = loop {
        if let Some(status) = server.child.try_wait().unwrap() {
            break status;
        }
        assert!(Instant::now() < end, "the server waits for half a head");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(status.success(), "{status}");
    // SQLite removes its log when the last connection is closed in order.
    assert!(!dir.path().join("data/consent.db-wal").exists());
    drop(halves);
}

#[test]
fn a_request_that_has_begun_is_answered_after_sigterm() {
    let (dir, database) = folder();
    let mut server = Process::start(dir.path(), &database);
    let decision = decision("ads", Verb::Object, server.view().unwrap());
    let body = serde_json::to_string(&decision).unwrap();
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let head = format!(
        "PUT /v1/choices/ads HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
         Idempotency-Key: k\r\nIf-Match: \"0\"\r\nExpect: 100-continue\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    // The server says that it waits for the body, so the request has begun.
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).unwrap();
    assert!(go_on.starts_with(b"HTTP/1.1 100"));
    terminate(&server);
    let end = Instant::now() + Duration::from_secs(15);
    while TcpStream::connect(&server.address).is_ok() {
        assert!(Instant::now() < end, "the server still listens");
        std::thread::sleep(Duration::from_millis(20));
    }
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(server.child.wait().unwrap().success());
}

fn terminate(server: &Process) {
    let id = server.child.id().to_string();
    let status = Command::new("kill").args(["-TERM", &id]).status().unwrap();
    assert!(status.success());
}
