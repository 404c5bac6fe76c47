//! An erasure that broke off between its beginning and its end, and what its person decides before it is gone on with.

use consent::wire::{ProblemCode, Verb};
use server::store;
use sqlx::{Connection, PgConnection, query_scalar};
use tempfile::TempDir;

use crate::common::postgres::{Postgres, free_port};
use crate::common::relay::Relay;
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
    begin_erasure(address, &person).await;
    person.decide("tune", Verb::Object).await;
    let records = person.get("/v1/records").await.text();
    server.app.store.finish_erasures().await.unwrap();
    assert_eq!(person.get("/v1/records").await.text(), records);
    assert!(records.contains("\"tune\""), "{records}");
    assert!(!records.contains("\"ads\""), "{records}");
}

/// Has the end of an erasure fail with an error that leaves open what was done, where that is true of its hash.
async fn break_the_end(address: &str, which: &str) {
    let sql = format!(
        "ALTER FUNCTION finish_erasure RENAME TO finish_it;
        CREATE FUNCTION finish_erasure(of_erasure TEXT) RETURNS BIGINT LANGUAGE plpgsql AS $$ BEGIN
            IF {which} THEN RAISE 'the disk' USING ERRCODE = '58030'; END IF;
            RETURN finish_it(of_erasure);
        END $$"
    );
    let mut connection = PgConnection::connect(address).await.unwrap();
    sqlx::raw_sql(&sql).execute(&mut connection).await.unwrap();
}

async fn begin_erasure(address: &str, person: &Browser<'_>) {
    sqlx::query("SELECT begin_erasure($1, '2026-01-02T03:04:05.678Z', 'recorded')")
        .bind(person.subject().as_str())
        .execute(&mut PgConnection::connect(address).await.unwrap())
        .await
        .unwrap();
}

/// It was answered as a decision of which nothing is known, though its row was refused before.
#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_an_erasure_that_cannot_be_ended_is_known_not_to_be_stored() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let address = postgres.address("postgres");
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let store = store::open(&address, 1).await.unwrap();
    let server = Server::over(dir, store, |settings| settings.writes_per_minute = 0).await;
    let mut person = server.browser();
    person.decide("ads", Verb::Object).await;
    begin_erasure(&address, &person).await;
    break_the_end(&address, "true").await;
    let refused = person.decide("tune", Verb::Object).await;
    let problem = refused.problem(ProblemCode::Busy);
    assert!(problem.detail.contains("nothing was stored"), "{problem:?}");
}

/// The first one that failed ended the round, and with it those after it.
#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_that_cannot_be_ended_holds_up_no_other() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let address = postgres.address("postgres");
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let store = store::open(&address, 1).await.unwrap();
    let server = Server::over(dir, store, |settings| settings.writes_per_minute = 0).await;
    let begun = "SELECT erasure_hash FROM erasure WHERE subject IS NOT NULL";
    let mut connection = PgConnection::connect(&address).await.unwrap();
    for _ in 0..3 {
        let mut person = server.browser();
        person.decide("ads", Verb::Object).await;
        begin_erasure(&address, &person).await;
    }
    let hashes: Vec<String> = query_scalar(begun)
        .fetch_all(&mut connection)
        .await
        .unwrap();
    let first = hashes[0].clone();
    break_the_end(&address, &format!("of_erasure = '{first}'")).await;
    assert!(
        server.app.store.finish_erasures().await.is_err(),
        "it is told"
    );
    let left: Vec<String> = query_scalar(begun)
        .fetch_all(&mut connection)
        .await
        .unwrap();
    assert_eq!(left, [first]);
}

/// Nothing had been sent to the database, and yet nothing was known.
#[tokio::test(flavor = "multi_thread")]
async fn what_finds_no_connection_to_the_store_is_known_not_to_be_stored() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let relay = Relay::to(postgres.port());
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let address = format!("postgres://test@127.0.0.1:{}/postgres", relay.port);
    let store = store::open(&address, 1).await.unwrap();
    let server = Server::over(dir, store, |_| {}).await;
    let mut person = server.browser();
    person.decide("ads", Verb::Object).await;
    let decision = decision("tune", Verb::Object, person.view().await);

    relay.move_to(free_port());
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
    let mut direct = PgConnection::connect(&postgres.address("postgres"))
        .await
        .unwrap();
    sqlx::query(cut).execute(&mut direct).await.unwrap();
    // So long has each connection rested by then that it is asked first whether it still works.
    tokio::time::sleep(std::time::Duration::from_millis(2_100)).await;
    let refused = person.put("tune", &decision, "key", 0).await;
    let problem = refused.problem(ProblemCode::Busy);
    assert!(problem.detail.contains("nothing was stored"), "{problem:?}");
    let ready = server.get("/health/ready").await;
    assert_eq!(ready.status, 503, "it knows at once: {}", ready.text());
    relay.move_to(postgres.port());
    let answer = person.put("tune", &decision, "key", 0).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
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
