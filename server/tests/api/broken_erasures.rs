//! An erasure that broke off between its beginning and its end, and what its person decides before it is gone on with.

use consent::wire::Verb;
use server::store;
use sqlx::{Connection, PgConnection};
use tempfile::TempDir;

use crate::common::postgres::Postgres;
use crate::common::sharded::Sharded;
use crate::common::*;

/// What was confirmed then was gone a minute later with the rest of the chain.
async fn what_is_decided_meanwhile_stays(address: &str) {
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let store = store::open(address, 1).await.unwrap();
    let server = Server::over(dir, store, |settings| settings.writes_per_minute = 0).await;
    let mut person = server.browser();
    person.decide("ads", Verb::Object).await;
    sqlx::query("SELECT begin_erasure($1, '2026-01-02T03:04:05.678Z', 'recorded')")
        .bind(person.subject().as_str())
        .execute(&mut PgConnection::connect(address).await.unwrap())
        .await
        .unwrap();
    person.decide("tune", Verb::Object).await;
    let records = person.get("/v1/records").await.text();
    server.app.store.finish_erasures().await.unwrap();
    assert_eq!(person.get("/v1/records").await.text(), records);
    assert!(records.contains("\"tune\""), "{records}");
    assert!(!records.contains("\"ads\""), "{records}");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_one_database() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    what_is_decided_meanwhile_stays(&postgres.address("postgres")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_shards() {
    let Some(sharded) = Sharded::start() else {
        return;
    };
    what_is_decided_meanwhile_stays(&sharded.database("consent")).await;
}
