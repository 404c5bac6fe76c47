//! What the binary does beside serving.

use crate::command;
use crate::common::postgres::Postgres;
use crate::common::receiver::Receiver;
use crate::common::*;
use axum::http::StatusCode;
use consent::wire::*;
use server::store::Undelivered;
use server::webhook;
use sqlx::{Connection, PgConnection};
use tempfile::TempDir;

const ALL: [&[&str]; 4] = [
    &["rotate-key"],
    &["revoke-key", "kid", "--since", "2026-01-01T00:00:00Z"],
    &["move-secrets"],
    &["retry-webhook"],
];

/// A mistyped address gave an empty new store, and the same sentence as the right one.
#[test]
fn a_command_makes_no_store() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("folder/consent.db");
    let address = format!("sqlite:{}", file.display());
    for task in ALL {
        let outcome = command::server(task, &[("DATABASE_URL", &address)]);
        assert!(!outcome.is_done, "{outcome:?}");
        assert!(
            outcome.error.contains("there is no store at DATABASE_URL"),
            "{outcome:?}"
        );
        assert!(!file.parent().unwrap().exists());
    }
}

#[tokio::test]
async fn a_command_makes_no_tables() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let address = postgres.database("empty");
    for task in ALL {
        let outcome = command::server(task, &[("DATABASE_URL", &address)]);
        assert!(!outcome.is_done, "{outcome:?}");
        assert!(
            outcome.error.contains("there is no store at DATABASE_URL"),
            "{outcome:?}"
        );
    }
    let mut database = PgConnection::connect(&address).await.unwrap();
    let tables = "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'";
    let tables: i64 = sqlx::query_scalar(tables)
        .fetch_one(&mut database)
        .await
        .unwrap();
    assert_eq!(tables, 0);
}

/// What had failed could not be sent again by any means.
#[tokio::test]
async fn failed_messages_are_posted_again_if_they_are_current() {
    let receiver = Receiver::start(|_, _| StatusCode::NO_CONTENT.into()).await;
    let server = Server::with(|settings| settings.webhook_url = Some(receiver.url.clone())).await;
    let mut browser = server.browser();
    for (purpose, verb) in [("face", Verb::Give), ("ads", Verb::Object)] {
        let decided: Decided = browser.decide(purpose, verb).await.json();
        fail(&server, &browser, &decided.record).await;
    }
    let text = server.admin("/metrics").await.text();
    assert!(
        text.contains("mingbai_webhook_undelivered{state=\"failed\"} 2\n"),
        "{text}"
    );
    browser.decide("face", Verb::Withdraw).await;

    let file = server.dir.path().join("consent.db");
    let address = format!("sqlite:{}", file.display());
    let outcome = command::server(&["retry-webhook"], &[("DATABASE_URL", &address)]);
    assert!(outcome.is_done, "{outcome:?}");
    assert!(
        outcome.output.starts_with("1 failed messages"),
        "{outcome:?}"
    );
    tokio::spawn(webhook::run(server.app.clone()));
    let posts = receiver.until(|posts| posts.len() > 1).await;
    let mut states: Vec<_> = posts.iter().map(|post| post.record("state")).collect();
    states.sort();
    assert_eq!(states, ["objected", "withdrawn"]);
    let start = std::time::Instant::now();
    while server.app.store.undelivered().await.unwrap() != Undelivered::default() {
        assert!(start.elapsed().as_secs() < 60, "not in time");
        tokio::task::yield_now().await;
    }
    let text = server.admin("/metrics").await.text();
    assert!(
        text.contains("mingbai_webhook_undelivered{state=\"failed\"} 0\n"),
        "{text}"
    );
}

/// Gives a decision up, as after all attempts.
async fn fail(server: &Server, browser: &Browser<'_>, record: &str) {
    let subject = browser.subject();
    let row = server.app.store.record(subject.as_str(), record);
    let mut row = row.await.unwrap().unwrap();
    assert!(server.app.store.claim(&row, 0, 20).await.unwrap());
    row.attempts += 1;
    row.delivery = Delivery::Failed.code().to_owned();
    assert!(server.app.store.note_delivery(&row).await.unwrap());
}
