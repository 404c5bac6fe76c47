//! Two servers that post from one store: a withdrawn consent is not posted again as given, and
//! nothing is posted by both.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::common::postgres::Postgres;
use crate::common::receiver::{Answer, Post, Receiver};
use crate::common::*;
use axum::http::StatusCode;
use consent::wire::*;
use server::store::Undelivered;
use server::{store, webhook};
use sqlx::{Connection, PgConnection};
use tempfile::TempDir;

/// How many people decide.
const PEOPLE: usize = 24;

#[tokio::test(flavor = "multi_thread")]
async fn servers_over_sqlite_post_in_turn() {
    let dir = TempDir::new().unwrap();
    let address = format!("sqlite:{}", dir.path().join("consent.db").display());
    post_in_turn(&address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_over_postgres_post_in_turn() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    post_in_turn(&postgres.database("webhook")).await;
}

/// A server that was paused between claiming and posting posted when it came back, whatever other
/// servers had posted since.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_was_paused_after_its_claim_claims_again() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let address = postgres.database("paused");
    let receiver = Receiver::start(|_, _| StatusCode::NO_CONTENT.into()).await;
    let server = server(&address, &receiver).await;
    let mut browser = server.browser();
    let decided: Decided = browser.decide("ads", Verb::Object).await.json();

    // Whoever claims the row waits for this transaction, and a minute passes.
    let mut database = PgConnection::connect(&address).await.unwrap();
    let mut transaction = database.begin().await.unwrap();
    let held = sqlx::query("SELECT 1 FROM consent_record FOR UPDATE");
    held.execute(&mut *transaction).await.unwrap();
    tokio::spawn(webhook::run(server.app.clone()));
    until_somebody_waits(&address).await;
    server.clock.advance(60);
    transaction.commit().await.unwrap();

    receiver.until(|posts| taken(posts) > 0).await;
    until_nothing_is_left(&server).await;
    let subject = browser.subject();
    let row = server.app.store.record(subject.as_str(), &decided.record);
    assert_eq!(row.await.unwrap().unwrap().attempts, 2);
    assert_eq!(receiver.posts().len(), 1);
}

/// Waits until a statement waits for a lock.
async fn until_somebody_waits(address: &str) {
    let mut database = PgConnection::connect(address).await.unwrap();
    let waiting = "SELECT COUNT(*) FROM pg_stat_activity
        WHERE wait_event_type = 'Lock' AND datname = current_database()";
    let start = Instant::now();
    loop {
        let count: i64 = sqlx::query_scalar(waiting)
            .fetch_one(&mut database)
            .await
            .unwrap();
        if count > 0 {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "not in time");
    }
}

/// Takes nothing at first and is slow to say so, so that whoever posts the same a moment later is
/// answered earlier, and better.
fn rule(_: &Post, before: usize) -> Answer {
    match before {
        0 => Answer {
            status: StatusCode::BAD_GATEWAY,
            after: Duration::from_millis(1500),
            ..Answer::default()
        },
        _ => StatusCode::NO_CONTENT.into(),
    }
}

fn taken(posts: &[Post]) -> usize {
    posts.iter().filter(|post| post.is_taken()).count()
}

async fn post_in_turn(address: &str) {
    let receiver = Receiver::start(rule).await;
    let servers = [
        server(address, &receiver).await,
        server(address, &receiver).await,
    ];
    let mut people: Vec<_> = (0..PEOPLE).map(|one| servers[one % 2].browser()).collect();
    for person in &mut people {
        let answer = person.decide("face", Verb::Give).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    }
    for server in &servers {
        tokio::spawn(webhook::run(server.app.clone()));
    }
    receiver.until(|posts| taken(posts) >= PEOPLE).await;
    for person in &mut people {
        person.decide("face", Verb::Withdraw).await;
    }
    let is_withdrawn = |post: &&Post| post.is_taken() && post.revision() == 2;
    let all = |posts: &[Post]| posts.iter().filter(is_withdrawn).count() >= PEOPLE;
    receiver.until(all).await;
    until_nothing_is_left(&servers[0]).await;
    check(receiver.posts());
}

async fn server(address: &str, receiver: &Receiver) -> Server {
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let store = store::open(address, store::GROUP).await.unwrap();
    Server::over(dir, store, |settings| {
        settings.writes_per_minute = 0;
        settings.webhook_url = Some(receiver.url.clone());
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

fn check(posts: Vec<Post>) {
    let mut chains: HashMap<String, Vec<Post>> = HashMap::new();
    for post in posts {
        chains
            .entry(post.record("principal"))
            .or_default()
            .push(post);
    }
    assert_eq!(chains.len(), PEOPLE);
    for posts in chains.values() {
        for (place, post) in posts.iter().enumerate() {
            for later in &posts[place + 1..] {
                is_in_turn(post, later);
            }
        }
    }
}

/// Two posts of one person and purpose, in the order in which they arrived.
#[track_caller]
fn is_in_turn(post: &Post, later: &Post) {
    let (ended, _) = post.ended.unwrap();
    assert!(
        later.began >= ended,
        "two servers post at once: {post:?} {later:?}"
    );
    assert!(
        later.revision() >= post.revision(),
        "posted again: {later:?}"
    );
    let is_repeat = later.id == post.id;
    assert!(!is_repeat || !post.is_taken(), "posted twice: {later:?}");
}
