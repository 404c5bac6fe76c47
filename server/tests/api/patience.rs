//! A request that takes too long: what is said of it, and what sending it again says.

use std::time::Duration;

use crate::common::*;
use consent::wire::*;
use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;

/// Two servers over one store; the second one gives up soon.
async fn patient_and_hasty() -> (Server, Server) {
    let patient = Server::start().await;
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let store = patient.app.store.clone();
    let second = Duration::from_secs(1);
    let hasty = Server::over(dir, store, |settings| settings.patience = second).await;
    (patient, hasty)
}

/// Holds the store's only place for a writer.
async fn hold(server: &Server) -> SqliteConnection {
    let file = server.dir.path().join("consent.db");
    let address = format!("sqlite:{}", file.display());
    let mut holder = SqliteConnection::connect(&address).await.unwrap();
    let begin = sqlx::query("BEGIN IMMEDIATE");
    begin.execute(&mut holder).await.unwrap();
    holder
}

#[tokio::test]
async fn a_decision_that_takes_too_long_is_sent_again_and_stored_once() {
    let (patient, hasty) = patient_and_hasty().await;
    let mut browser = patient.browser();
    browser.decide("tune", Verb::Object).await;
    let decision = decision("ads", Verb::Object, browser.view().await);

    let held = hold(&patient).await;
    browser.server = &hasty;
    let reply = browser.put("ads", &decision, "key", 0).await;
    held.close().await.unwrap();
    let problem = reply.problem(ProblemCode::OutcomeUnknown);
    assert_eq!(problem.status, 503);
    assert_eq!(reply.header("retry-after"), "1");

    browser.server = &patient;
    let again: Decided = browser.put("ads", &decision, "key", 0).await.json();
    let records: Records = browser.get("/v1/records").await.json();
    let ids = records.records.iter().map(|record| &record.id);
    assert_eq!(ids.filter(|id| **id == again.record).count(), 1);
    assert_eq!(records.records.len(), 2, "once, whenever it was stored");
}

#[tokio::test]
async fn an_erasure_that_takes_too_long_leaves_the_cookie_to_ask_again_with() {
    let (patient, hasty) = patient_and_hasty().await;
    let mut browser = patient.browser();
    browser.decide("ads", Verb::Object).await;

    let held = hold(&patient).await;
    browser.server = &hasty;
    let reply = browser.delete("/v1/subject").await;
    held.close().await.unwrap();
    reply.problem(ProblemCode::OutcomeUnknown);
    let subject = browser.subject();

    browser.server = &patient;
    let again = browser.delete("/v1/subject").await;
    assert!(again.status.is_success(), "{}", again.text());
    assert!(browser.cookie.is_none(), "it is taken away now");
    let left = patient.app.store.latest(subject.as_str()).await.unwrap();
    assert!(left.is_empty());
}
