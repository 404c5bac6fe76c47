//! What a long history costs: it is read and written a part at a time, and the current choices cost
//! as much as with a short one.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, BodyDataStream};
use axum::http::Request;
use axum::http::header::COOKIE;
use consent::chain;
use consent::wire::*;
use futures_util::{FutureExt, StreamExt};
use serde_json::Value;
use server::store::{self, Filing, Inserted, LATEST, Row};
use sqlx::{Connection, PgConnection, Row as _, SqliteConnection};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::common::postgres::Postgres;
use crate::common::stream::Stream;
use crate::common::*;

/// Adds rows to the chain of a person, past the API, by which so many would take minutes.
async fn lengthen(browser: &Browser<'_>, rows: usize) {
    let (store, subject) = (&browser.server.app.store, browser.subject());
    let mut last = store.head(subject.as_str()).await.unwrap().unwrap();
    for _ in 0..rows {
        let mut record = last.record();
        record.id = new_key();
        record.sequence += 1;
        record.revision += 1;
        record.previous_hash = std::mem::take(&mut record.record_hash);
        record.record_hash = chain::record_hash(&record);
        let filing = Filing {
            subject: subject.as_str().to_owned(),
            receipt: last.receipt,
            key_hash: new_key(),
            request_hash: last.request_hash,
            delivery: Delivery::Recorded,
        };
        last = Row::new(record, filing);
        let inserted = store.insert(last.clone()).await.unwrap();
        assert_eq!(inserted, Inserted::Stored);
    }
}

async fn export(browser: &Browser<'_>) -> BodyDataStream {
    let request = Request::get("/v1/export").header(COOKIE, browser.cookie.as_ref().unwrap());
    let mut request = request.body(Body::empty()).unwrap();
    name_host(&mut request);
    let router = server::app(browser.server.app.clone());
    let answer = router.oneshot(request).await.unwrap();
    answer.into_body().into_data_stream()
}

/// Sixty exports at once took all readers of a store: everybody else waited three seconds for their choices.
#[tokio::test]
async fn exports_take_turns_and_nobody_else_waits_for_them() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    let turns = &server.app.export_reads;
    let held = turns.acquire_many(turns.available_permits() as u32).await;
    let mut body = export(&browser).await;
    assert!(body.next().await.unwrap().unwrap().starts_with(b"{"));
    let rows = body.next().now_or_never();
    assert!(rows.is_none(), "its first rows wait for a turn");
    let choices: Choices = browser.get("/v1/choices").await.json();
    assert!(!choices.subject_is_new);
    drop(held);
    let mut rest = Vec::new();
    while let Some(part) = body.next().await {
        rest.extend(part.unwrap());
    }
    assert!(rest.ends_with(b"}"), "and it is written to its end");
}

/// A history of 100,000 decisions took 730 MB of memory to export.
#[tokio::test]
async fn an_export_is_written_in_parts() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    lengthen(&browser, 999).await;
    let frames = export(&browser).await.map(|frame| frame.unwrap().len());
    let frames: Vec<usize> = frames.collect().await;
    let (largest, whole) = (frames.iter().max().unwrap(), frames.iter().sum::<usize>());
    assert!(frames.len() > 10, "five of records, five of receipts");
    assert!(4 * largest < whole, "{largest} of {whole} bytes at once");
}

/// Nothing of it is held: of who is erased meanwhile the rest is gone, and the answer breaks off.
#[tokio::test]
async fn an_export_is_read_from_the_store_while_it_is_written() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    lengthen(&browser, 999).await;
    let mut body = export(&browser).await;
    for _ in 0..2 {
        body.next().await.unwrap().unwrap();
    }
    browser.delete("/v1/subject").await;
    let rest: Vec<_> = body.collect().await;
    assert!(rest.iter().any(Result::is_err), "it came from memory");
}

/// Likewise: what was read before the erasure is told, and nothing after it.
#[tokio::test]
async fn events_of_a_long_history_are_read_a_part_at_a_time() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    let first = browser.event_id(1).await;
    lengthen(&browser, 1999).await;
    let cookie = browser.cookie.clone().unwrap();
    let headers = [("cookie", cookie.as_str()), ("last-event-id", &first)];
    let mut stream = Stream::open(&server.app, &headers).await;
    assert_eq!(stream.next().await.sequence, 2);
    browser.delete("/v1/subject").await;
    let mut told = 1;
    while stream.next().await.choice.is_some() {
        told += 1;
    }
    assert!(told < 600, "{told} of 1999 events were in memory");
}

/// SQLite walked the whole history, though the statement was made not to.
#[tokio::test]
async fn the_current_choices_cost_as_much_after_a_long_history_in_sqlite() {
    let server = Server::start().await;
    let mut browser = server.browser();
    for purpose in ["tune", "face", "ads"] {
        let verb = if purpose == "face" {
            Verb::Give
        } else {
            Verb::Object
        };
        browser.decide(purpose, verb).await;
    }
    let short = steps(&browser).await;
    lengthen(&browser, 1000).await;
    let long = steps(&browser).await;
    assert!(
        long < 2 * short,
        "{short} steps with 3 rows, {long} with 1003"
    );
    assert_eq!(browser.choice("ads").await.revision, 1001);
}

/// Steps of SQLite's virtual machine that it takes to find the last row of each purpose.
async fn steps(browser: &Browser<'_>) -> usize {
    let file = browser.server.dir.path().join("consent.db");
    let address = format!("sqlite:{}", file.display());
    let mut connection = SqliteConnection::connect(&address).await.unwrap();
    let steps = Arc::new(AtomicUsize::new(0));
    let counted = steps.clone();
    let mut handle = connection.lock_handle().await.unwrap();
    handle.set_progress_handler(1, move || {
        counted.fetch_add(1, Ordering::Relaxed);
        true
    });
    drop(handle);
    let latest = sqlx::query(LATEST).bind(browser.subject().as_str().to_owned());
    let rows = latest.fetch_all(&mut connection).await.unwrap();
    assert_eq!(rows.len(), 3);
    connection.close().await.unwrap();
    steps.load(Ordering::Relaxed)
}

/// Rows like a person's first one, as many as it takes for a plan to matter.
const MANY_ROWS: &str = "
    INSERT INTO consent_record SELECT (jsonb_populate_record(first, jsonb_build_object(
        'sequence', place, 'revision', place, 'id', place::text, 'key_hash', place::text))).*
    FROM consent_record AS first, generate_series(101, 20100) AS place
    WHERE first.subject = $1 AND first.sequence = 1";

#[tokio::test(flavor = "multi_thread")]
async fn the_current_choices_cost_as_much_after_a_long_history_in_postgres() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let address = postgres.database("long");
    let store = store::open(&address, store::GROUP).await.unwrap();
    let server = Server::over(dir, store, |_| {}).await;
    let mut browser = server.browser();
    for purpose in ["ads", "tune"] {
        browser.decide(purpose, Verb::Object).await;
    }
    let subject = browser.subject();
    let mut connection = PgConnection::connect(&address).await.unwrap();
    let many = sqlx::query(MANY_ROWS).bind(subject.as_str());
    many.execute(&mut connection).await.unwrap();
    let analyze = sqlx::query("ANALYZE consent_record");
    analyze.execute(&mut connection).await.unwrap();
    let choices = server.app.store.latest(subject.as_str()).await.unwrap();
    let revisions: Vec<i64> = choices.iter().map(|row| row.revision).collect();
    assert_eq!(revisions, [1, 20100]);

    let latest = LATEST.replace("$1", &format!("'{}'", subject.as_str()));
    let explain = format!("EXPLAIN (ANALYZE, FORMAT JSON) {latest}");
    let plan = sqlx::query(&explain).fetch_one(&mut connection).await;
    let plan: String = plan.unwrap().get_unchecked(0);
    let plan: Value = serde_json::from_str(&plan).unwrap();
    let rows = rows_read(&plan);
    assert!((2..20).contains(&rows), "{rows} rows were read: {plan:#}");
}

/// Rows that a plan has read from the table, over all its parts.
fn rows_read(plan: &Value) -> u64 {
    let count = |name: &str| plan[name].as_f64().unwrap_or_default();
    let own = match plan["Relation Name"] == "consent_record" {
        true => (count("Actual Rows") + count("Rows Removed by Filter")) * count("Actual Loops"),
        false => 0.0,
    };
    let parts: u64 = match plan {
        Value::Array(parts) => parts.iter().map(rows_read).sum(),
        Value::Object(members) => members.values().map(rows_read).sum(),
        _ => 0,
    };
    own as u64 + parts
}
