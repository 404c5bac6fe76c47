//! Live events of what became of a decision downstream: at once on the server that posts it, soon
//! on the others, and never missed.

use std::sync::Arc;
use std::time::Duration;

use crate::common::postgres::Postgres;
use crate::common::stream::Stream;
use crate::common::*;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use consent::wire::*;
use server::state::App;
use server::store;
use server::webhook;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// No test takes that long: a stream that looks so seldom tells what is announced to it.
const NEVER: Duration = Duration::from_secs(3_600);

#[tokio::test]
async fn sqlite_streams_tell_what_became_of_a_decision() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("consent.db");
    tells_deliveries(dir, &format!("sqlite:{}", file.display())).await;
}

#[tokio::test]
async fn postgres_streams_tell_what_became_of_a_decision() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let address = postgres.database("deliveries");
    tells_deliveries(TempDir::new().unwrap(), &address).await;
}

async fn tells_deliveries(dir: TempDir, address: &str) {
    publish(dir.path(), &site());
    let url = downstream().await;
    let store = store::open(address, store::GROUP).await.unwrap();
    let server = Server::over(dir, store, |settings| settings.webhook_url = Some(url)).await;
    let other_store = store::open(address, store::GROUP).await.unwrap();
    let other = App::open(
        other_store,
        server.app.settings.clone(),
        server.clock.clone(),
    );
    let other = other.await.unwrap();
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    browser.decide("tune", Verb::Object).await;
    let cookie = browser.cookie.clone().unwrap();
    let headers = [("cookie", cookie.as_str())];
    server.app.live.look_every(NEVER);
    let mut here = Stream::open(&server.app, &headers).await;
    let mut there = Stream::open(&other, &headers).await;
    assert!(here.is_quiet().await && there.is_quiet().await);

    tokio::spawn(webhook::run(server.app.clone()));
    for purpose in ["ads", "tune"] {
        is_applied(&here.next().await, 2, purpose, 1);
    }
    for purpose in ["ads", "tune"] {
        is_applied(&there.next().await, 2, purpose, 1);
    }

    browser.decide("ads", Verb::Allow).await;
    for stream in [&mut here, &mut there] {
        let decided = stream.next().await;
        assert_eq!(decided.sequence, 3);
        if decided.choice.unwrap().delivery == Some(Delivery::Sending) {
            is_applied(&stream.next().await, 3, "ads", 2);
        }
    }
    whoever_comes_back_is_told(&server.app, &mut browser).await;
    a_failure_is_told_too(&server.app, &other, &mut browser, &mut here).await;
    other.store.close().await;
    server.app.store.close().await;
}

#[track_caller]
fn is_applied(event: &ChoiceEvent, place: u64, purpose: &str, revision: u64) {
    let choice = event.choice.as_ref().unwrap();
    assert_eq!(event.sequence, place, "the place does not go back");
    assert_eq!(choice.purpose, purpose);
    assert_eq!(choice.revision, revision);
    assert_eq!(choice.delivery, Some(Delivery::Applied));
}

/// The stream was cut before the delivery came to its end: the next one says so first.
async fn whoever_comes_back_is_told(app: &Arc<App>, browser: &mut Browser<'_>) {
    let (second, third) = (browser.event_id(2).await, browser.event_id(3).await);
    let cookie = browser.cookie.as_deref().unwrap();
    let cut = [("cookie", cookie), ("last-event-id", second.as_str())];
    let mut stream = Stream::open(app, &cut).await;
    is_applied(&stream.next().await, 2, "tune", 1);
    is_applied(&stream.next().await, 3, "ads", 2);
    for headers in [
        &[("cookie", cookie), ("last-event-id", third.as_str())][..],
        &cut[..1],
    ] {
        let mut stream = Stream::open(app, headers).await;
        is_applied(&stream.next().await, 3, "tune", 1);
        is_applied(&stream.next().await, 3, "ads", 2);
    }
}

/// Another server gives up: found by the look, without an announcement.
async fn a_failure_is_told_too(
    app: &Arc<App>,
    other: &Arc<App>,
    browser: &mut Browser<'_>,
    here: &mut Stream,
) {
    app.live.stop();
    assert!(here.ends().await);
    browser.decide("face", Verb::Refuse).await;
    let cookie = browser.cookie.clone().unwrap();
    let third = browser.event_id(3).await;
    let headers = [("cookie", cookie.as_str()), ("last-event-id", &third)];
    let mut stream = Stream::open(other, &headers).await;
    for purpose in ["tune", "ads"] {
        assert_eq!(stream.next().await.choice.unwrap().purpose, purpose);
    }
    let decided = stream.next().await;
    assert_eq!(decided.choice.unwrap().delivery, Some(Delivery::Sending));
    let mut row = app.store.due(i64::MAX, 10).await.unwrap().remove(0);
    assert!(app.store.claim(&row, i64::MAX, i64::MAX).await.unwrap());
    row.attempts += 1;
    row.delivery = Delivery::Failed.code().to_owned();
    assert!(app.store.note_delivery(&row).await.unwrap());
    let failed = stream.next().await;
    assert_eq!(failed.sequence, 4);
    let choice = failed.choice.unwrap();
    assert_eq!(choice.delivery, Some(Delivery::Failed));
    assert_eq!(choice.purpose, "face");
    a_success_after_a_failure_is_told(app, other, &cookie, &mut stream).await;
}

/// A stream that had told a failure never looked at that decision again.
async fn a_success_after_a_failure_is_told(
    app: &Arc<App>,
    other: &Arc<App>,
    cookie: &str,
    open: &mut Stream,
) {
    let mut fresh = Stream::open(other, &[("cookie", cookie)]).await;
    for purpose in ["tune", "ads", "face"] {
        assert_eq!(fresh.next().await.choice.unwrap().purpose, purpose);
    }
    assert_eq!(app.store.retry_failed().await.unwrap(), 1);
    let mut row = app.store.due(i64::MAX, 10).await.unwrap().remove(0);
    assert!(app.store.claim(&row, i64::MAX, i64::MAX).await.unwrap());
    row.attempts += 1;
    row.delivery = Delivery::Applied.code().to_owned();
    assert!(app.store.note_delivery(&row).await.unwrap());
    for stream in [open, &mut fresh] {
        is_applied(&stream.next().await, 4, "face", 1);
    }
}

/// All of it was read at once, which took the store and the memory of everybody else.
#[tokio::test]
async fn a_long_history_is_told_piece_by_piece_to_its_end() {
    let server = Server::with(|settings| settings.writes_per_minute = 0).await;
    let mut browser = server.browser();
    let view_token = browser.view().await;
    for revision in 0..520_u64 {
        let verb = match revision % 2 {
            0 => Verb::Object,
            _ => Verb::Allow,
        };
        let decision = decision("ads", verb, view_token.clone());
        let reply = browser.put("ads", &decision, &new_key(), revision).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    }
    let cookie = browser.cookie.clone().unwrap();
    let first = browser.event_id(1).await;
    server.app.live.look_every(NEVER);
    let headers = [("cookie", cookie.as_str()), ("last-event-id", &first)];
    let mut stream = Stream::open(&server.app, &headers).await;
    for place in 2..=520 {
        assert_eq!(stream.next().await.sequence, place);
    }
}

/// A system that takes everything.
async fn downstream() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let router = Router::new().route("/hook", post(async || StatusCode::NO_CONTENT));
    tokio::spawn(async { axum::serve(listener, router).await });
    url
}
