//! The SQLite store when its file is in trouble: it recovers by itself, readiness tells the truth,
//! and what was erased is in no byte of it.

use std::fs;
use std::path::{Path, PathBuf};

use axum::http::StatusCode;
use consent::wire::*;
use sqlx::{Connection, SqliteConnection};

use crate::common::*;

fn file(server: &Server) -> PathBuf {
    server.dir.path().join("consent.db")
}

async fn run(server: &Server, sql: &'static str) {
    let address = format!("sqlite:{}", file(server).display());
    let mut connection = SqliteConnection::connect(&address).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// SQLite ends a transaction by itself when the disk is full; `RAISE(ROLLBACK)` does the same.
#[tokio::test]
async fn the_store_writes_again_after_sqlite_ended_a_transaction_by_itself() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    run(
        &server,
        "CREATE TRIGGER full BEFORE INSERT ON consent_record
            BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END;
         CREATE TRIGGER full_too BEFORE UPDATE ON heartbeat
            BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END;",
    )
    .await;
    let refused = browser.decide("tune", Verb::Object).await;
    refused.problem(ProblemCode::Busy);
    let ready = server.get("/health/ready").await;
    assert_eq!(
        ready.status,
        StatusCode::SERVICE_UNAVAILABLE,
        "{}",
        ready.text()
    );
    run(&server, "DROP TRIGGER full; DROP TRIGGER full_too;").await;
    let answer = browser.decide("tune", Verb::Object).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(server.get("/health/ready").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_file_that_was_deleted_under_the_server_takes_nothing_and_is_not_ready() {
    takes_nothing_after(|file| fs::remove_file(file).unwrap()).await;
}

/// As a restore does it that forgets to stop the server: a whole store is at the address, and what
/// is written goes into the one that has lost its name.
#[tokio::test]
async fn a_file_that_was_replaced_under_the_server_takes_nothing_and_is_not_ready() {
    takes_nothing_after(|file| {
        let copy = file.with_extension("copy");
        fs::copy(file, &copy).unwrap();
        fs::rename(&copy, file).unwrap();
    })
    .await;
}

async fn takes_nothing_after(trouble: impl Fn(&Path)) {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    trouble(&file(&server));
    browser
        .decide("tune", Verb::Object)
        .await
        .problem(ProblemCode::Busy);
    let ready = server.get("/health/ready").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_in_the_stores_bytes() {
    let server = Server::with(|settings| settings.writes_per_minute = 0).await;
    let mut browser = server.browser();
    let mut traces = Vec::new();
    for turn in 0..30 {
        let verb = if turn % 2 == 0 {
            Verb::Object
        } else {
            Verb::Allow
        };
        let decided: Decided = browser.decide("ads", verb).await.json();
        traces.push(decided.record);
        traces.push(decided.receipt[decided.receipt.len() - 60..].to_owned());
    }
    let chains = server.app.store.chains("", 10).await.unwrap();
    traces.push(chains[0].subject.clone());
    traces.push(chains[0].principal.clone());
    assert!(!found(&server, &traces).is_empty(), "they are there before");
    let answer = browser.delete("/v1/subject").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    // The log is cut when no reader is in the way, which may be a moment later.
    within("no trace is left", || found(&server, &traces).is_empty()).await;
    let mut others = server.browser();
    for turn in 0..30 {
        let verb = if turn % 2 == 0 {
            Verb::Object
        } else {
            Verb::Allow
        };
        others.decide("ads", verb).await;
    }
    assert_eq!(found(&server, &traces), [""; 0]);
    server.app.store.close().await;
    assert_eq!(found(&server, &traces), [""; 0]);
}

/// Which of the texts are in a file of the store's folder.
fn found<'t>(server: &Server, texts: &'t [String]) -> Vec<&'t str> {
    let files: Vec<Vec<u8>> = fs::read_dir(server.dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path: &PathBuf| path.is_file())
        .map(|path: PathBuf| fs::read(Path::new(&path)).unwrap())
        .collect();
    let is_found = |text: &&String| {
        files.iter().any(|bytes| {
            bytes
                .windows(text.len())
                .any(|window| window == text.as_bytes())
        })
    };
    texts.iter().filter(is_found).map(String::as_str).collect()
}
