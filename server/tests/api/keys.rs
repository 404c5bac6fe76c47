//! The keys of receipts: which one signs, whatever clocks say; what a damaged or leaked one does.

use crate::command;
use crate::common::*;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use consent::jws;
use consent::wire::*;
use serde_json::Value;
use server::clock::Clock;
use server::settings::Settings;
use server::state::App;
use server::store;
use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;

const DAY: i64 = 24 * 60 * 60;

/// The store of a server, as its address.
fn address(server: &Server) -> String {
    format!("sqlite:{}", server.dir.path().join("consent.db").display())
}

/// Runs a command on the store of a server, which runs on.
#[track_caller]
fn on(server: &Server, arguments: &[&str]) -> String {
    let outcome = command::server(arguments, &[("DATABASE_URL", &address(server))]);
    assert!(outcome.is_done, "{outcome:?}");
    outcome.output
}

/// Changes the store behind the server's back.
async fn execute(server: &Server, statement: &str) {
    let mut database = SqliteConnection::connect(&address(server)).await.unwrap();
    sqlx::query(statement).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
}

async fn published(server: &Server) -> Vec<Key> {
    let keys: KeySet = server.get("/.well-known/jwks.json").await.json();
    keys.keys
}

/// The id of the key that signs what a new person decides.
async fn signs(server: &Server) -> String {
    let mut browser = server.browser();
    let decided: Decided = browser.decide("ads", Verb::Object).await.json();
    kid(&decided.receipt)
}

fn kid(receipt: &str) -> String {
    let header = BASE64.decode(receipt.split('.').next().unwrap()).unwrap();
    let header: Value = serde_json::from_slice(&header).unwrap();
    header["kid"].as_str().unwrap().to_owned()
}

async fn refresh(server: &Server) {
    server.app.keys.refresh(server.clock.seconds()).await;
}

#[tokio::test]
async fn receipts_of_an_earlier_key_verify_after_a_new_one_signs() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let before: Decided = browser.decide("ads", Verb::Object).await.json();
    server.clock.advance(91 * DAY);
    refresh(&server).await;
    let after: Decided = browser.decide("ads", Verb::Allow).await.json();
    let keys: KeySet = browser.get("/.well-known/jwks.json").await.json();
    assert_eq!(keys.keys.len(), 2);
    assert_ne!(
        kid(&before.receipt),
        kid(&after.receipt),
        "the old one was too old"
    );
    for decided in [before, after] {
        jws::verify::<Receipt>(&decided.receipt, &keys).unwrap();
    }
}

/// A key that was made while the clock was ahead went on signing for as long as the clock had been
/// ahead, and `rotate-key` said that it was done.
#[tokio::test]
async fn a_new_key_signs_whatever_clocks_said_before() {
    let server = Server::start().await;
    server.clock.advance(400 * DAY);
    refresh(&server).await;
    let ahead = signs(&server).await;
    server.clock.advance(-400 * DAY);
    refresh(&server).await;
    let by_age = signs(&server).await;
    assert_ne!(
        by_age, ahead,
        "a key of next year is as old as one of last year"
    );

    let said = on(&server, &["rotate-key"]);
    refresh(&server).await;
    let rotated = signs(&server).await;
    assert!(said.contains(&format!("key `{rotated}` signs")), "{said}");
    assert!(![&ahead, &by_age].contains(&&rotated));
    let keys = published(&server).await;
    assert_eq!(keys[0].kid, rotated, "the signing one first");
    assert_eq!(keys.len(), 4, "and none was lost");
    let states: Vec<_> = keys.iter().map(|key| key.state).collect();
    assert_eq!(states[0], KeyState::Active);
    assert_eq!(states[1..], [KeyState::Retired; 3]);
}

/// Of two keys of one second the one with the smaller id signed.
#[tokio::test]
async fn of_keys_made_in_one_second_the_last_one_signs() {
    let server = Server::start().await;
    for _ in 0..6 {
        let source = server::secrets::signing_keys::Source::of(&server.app.settings);
        let made = server::secrets::signing_keys::rotate(
            server.app.store.as_ref(),
            &source,
            1_000_000_000 * 2,
        );
        let made = made.await.unwrap();
        assert_eq!(published_after_look(&server).await, made);
    }
}

async fn published_after_look(server: &Server) -> String {
    server.app.keys.refresh(1_000_000_000 * 2).await;
    published(server).await[0].kid.clone()
}

/// A server refused another one's receipts for a minute after a new key was made.
#[tokio::test]
async fn a_key_that_another_server_signs_with_is_published_at_once() {
    let server = Server::start().await;
    let made = on(&server, &["rotate-key"]);
    let start = std::time::Instant::now();
    while !made.contains(&published(&server).await[0].kid) {
        assert!(start.elapsed().as_secs() < 30, "not in time");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

/// A server answered `failed` to who printed a receipt that another one had signed with a newer key.
#[tokio::test]
async fn a_receipt_by_another_servers_new_key_can_be_printed() {
    let server = Server::start().await;
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let store = store::open(&address(&server), 1).await.unwrap();
    let other = Server::over(dir, store, |_| {}).await;
    on(&server, &["rotate-key"]);
    refresh(&other).await;
    let mut there = other.browser();
    let decided: Decided = there.decide("ads", Verb::Object).await.json();

    let mut here = server.browser();
    here.cookie = there.cookie;
    here.headers = vec![("accept", "text/html".to_owned())];
    let path = format!("/v1/records/{}/receipt", decided.record);
    let start = std::time::Instant::now();
    while here.get(&path).await.status != StatusCode::OK {
        assert!(start.elapsed().as_secs() < 30, "not in time");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn the_private_half_of_an_earlier_key_is_not_kept() {
    let server = Server::start().await;
    on(&server, &["rotate-key"]);
    let mut database = SqliteConnection::connect(&address(&server)).await.unwrap();
    let halves: (i64, i64) = sqlx::query_as("SELECT COUNT(*), COUNT(seed) FROM signing_key")
        .fetch_one(&mut database)
        .await
        .unwrap();
    assert_eq!(halves, (2, 1));
}

/// The task that looks after keys ended in a panic that nobody saw: the server was alive and ready
/// and took up no new key any more.
#[tokio::test]
async fn a_damaged_key_is_seen_and_the_last_good_one_signs() {
    for damage in [
        "UPDATE signing_key SET seed = x'07'",
        "UPDATE signing_key SET public = zeroblob(32)",
        "UPDATE signing_key SET kid = 'another'",
    ] {
        let server = Server::start().await;
        let good = signs(&server).await;
        execute(&server, damage).await;
        refresh(&server).await;
        let ready = server.get("/health/ready").await;
        assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
        let text = ready.text();
        assert!(text.contains("keys: signing key"), "{text}");
        assert!(text.contains("is damaged in the store"), "{text}");
        assert_eq!(signs(&server).await, good);

        let store = store::open(&address(&server), 1).await.unwrap();
        let error = App::open(store, Settings::plain(), Clock::default()).await;
        let error = error.err().unwrap().to_string();
        assert!(error.contains("restore its row from a backup"), "{error}");
    }
}

#[tokio::test]
async fn a_damaged_private_half_is_mended_by_revoking_the_key() {
    let server = Server::start().await;
    let lost = signs(&server).await;
    execute(&server, "UPDATE signing_key SET seed = x'07'").await;
    refresh(&server).await;
    on(
        &server,
        &["revoke-key", &lost, "--since", "2099-01-01T00:00:00Z"],
    );
    refresh(&server).await;
    assert_eq!(server.get("/health/ready").await.status, StatusCode::OK);
    assert_ne!(signs(&server).await, lost);
}

/// Nothing said that a key was known to others; what it signs was valid for ever.
#[tokio::test]
async fn a_revoked_key_signs_no_more_and_says_since_when() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let decided: Decided = browser.decide("ads", Verb::Object).await.json();
    let leaked = kid(&decided.receipt);
    let said = on(
        &server,
        &[
            "revoke-key",
            &leaked,
            "--since",
            "2020-01-01T08:00:00+08:00",
        ],
    );
    refresh(&server).await;
    let now = signs(&server).await;
    assert!(said.contains(&format!("key `{now}` signs")), "{said}");

    let keys: KeySet = server.get("/.well-known/jwks.json").await.json();
    assert_eq!(keys.keys[0].kid, now);
    let revoked = keys.keys.iter().find(|key| key.kid == leaked).unwrap();
    assert_eq!(revoked.state, KeyState::Revoked);
    let since = revoked.revoked_since.as_deref();
    assert_eq!(since, Some("2020-01-01T00:00:00.000Z"));
    let receipt: Receipt = jws::verify(&decided.receipt, &keys).unwrap();
    assert!(!revoked.counts_at(&receipt.record.time));
    let export: Export = browser.get("/v1/export").await.json();
    assert_eq!(export.keys, keys);
}

#[tokio::test]
async fn a_key_that_is_not_there_cannot_be_revoked() {
    let server = Server::start().await;
    // An id is base64url: one in 64 begins with `-`, and was taken for an option.
    for kid in ["another", "-dash"] {
        let arguments = ["revoke-key", kid, "--since", "2026-01-01T00:00:00Z"];
        let outcome = command::server(&arguments, &[("DATABASE_URL", &address(&server))]);
        assert!(!outcome.is_done);
        let said = format!("there is no signing key `{kid}`");
        assert!(outcome.error.contains(&said), "{outcome:?}");
    }
    assert_eq!(published(&server).await.len(), 1);
}
