//! The webhook and erasures: the operator's system is told, after everything else of the person.

use std::time::{Duration, Instant};

use crate::common::postgres::Postgres;
use crate::common::receiver::{Answer, Post, Receiver};
use crate::common::*;
use axum::http::StatusCode;
use consent::wire::*;
use server::store::Undelivered;
use server::{store, webhook};
use tempfile::TempDir;

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_tells_of_an_erasure_after_what_is_under_way() {
    let dir = TempDir::new().unwrap();
    let address = format!("sqlite:{}", dir.path().join("consent.db").display());
    tells_after_what_is_under_way(&address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_tells_of_an_erasure_after_what_is_under_way() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    tells_after_what_is_under_way(&postgres.database("erasures")).await;
}

/// Nothing was told of an erasure, and decisions of the erased person were posted after it.
async fn tells_after_what_is_under_way(address: &str) {
    // Decisions arrive slowly; the first time that an erasure is told of, it is not taken.
    let receiver = Receiver::start(|post, before| match (is_erasure(post), before) {
        (false, _) => Answer {
            status: StatusCode::NO_CONTENT,
            after: Duration::from_secs(3),
            ..Answer::default()
        },
        (true, 0) => StatusCode::BAD_GATEWAY.into(),
        (true, _) => StatusCode::NO_CONTENT.into(),
    })
    .await;
    let server = server(address, &receiver).await;
    tokio::spawn(webhook::run(server.app.clone()));
    let mut browser = server.browser();
    browser.decide("face", Verb::Give).await;
    receiver.until(|posts| !posts.is_empty()).await;
    browser.decide("ads", Verb::Object).await;
    let records: Records = browser.get("/v1/records").await.json();
    let principal = records.records[0].principal.clone();
    let erased: Erased = browser.delete("/v1/subject").await.json();
    assert_eq!(erased.records, 2);
    assert!(erased.downstream_is_told);

    until_nothing_is_left(&server).await;
    let posts = receiver.posts();
    let [decided, first, second] = posts.as_slice() else {
        panic!("{posts:#?}");
    };
    assert_eq!(decided.record("purpose"), "face", "nothing else is posted");
    let (ended, _) = decided.ended.unwrap();
    assert!(first.began >= ended, "the erasure comes after it");
    assert_eq!(first.id, second.id);
    for told in [first, second] {
        assert_eq!(told.body["type"], "subject.erased");
        assert_eq!(told.body["timestamp"], erased.at.as_str());
        assert_eq!(told.body["data"]["principal"], principal.as_str());
        assert_eq!(told.body["data"]["records"], 2);
    }
    let left = server.app.store.due_erasures(i64::MAX, 10).await.unwrap();
    assert!(left.is_empty(), "nothing that names the chain is left");
}

fn is_erasure(post: &Post) -> bool {
    post.body["type"] == "subject.erased"
}

async fn server(address: &str, receiver: &Receiver) -> Server {
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let store = store::open(address, store::GROUP).await.unwrap();
    let url = receiver.url.clone();
    Server::over(dir, store, |settings| {
        settings.webhook_url = Some(url);
        settings.webhook_secret = "secret".to_owned();
    })
    .await
}

/// Waits until the store has nothing to be posted any more.
async fn until_nothing_is_left(server: &Server) {
    let start = Instant::now();
    while server.app.store.undelivered().await.unwrap() != Undelivered::default() {
        assert!(start.elapsed() < Duration::from_secs(60), "not in time");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
