//! The webhook: every decision reaches the operator's system, in order, through failures.

use std::time::Duration;

use crate::common::logs::Log;
use crate::common::receiver::{Answer, Post, Receiver};
use crate::common::*;
use axum::http::StatusCode;
use consent::wire::*;
use futures_util::future::join_all;
use server::webhook;
use tokio::net::TcpListener;

/// A server that posts to that receiver, once it is told to.
async fn server(receiver: &Receiver) -> Server {
    let url = receiver.url.clone();
    Server::with(|settings| {
        settings.webhook_url = Some(url);
        settings.webhook_secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned();
    })
    .await
}

fn taken(posts: &[Post]) -> usize {
    posts.iter().filter(|post| post.is_taken()).count()
}

fn purposes(posts: &[Post]) -> Vec<String> {
    posts.iter().map(|post| post.record("purpose")).collect()
}

/// Waits until the purpose's last decision has come that far.
async fn until(browser: &mut Browser<'_>, purpose: &str, delivery: Delivery) {
    let start = std::time::Instant::now();
    while browser.choice(purpose).await.delivery != Some(delivery) {
        assert!(start.elapsed() < Duration::from_secs(60), "not in time");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn decisions_reach_the_operators_system_in_order() {
    let receiver = Receiver::start(|_, _| Answer {
        status: StatusCode::NO_CONTENT,
        after: Duration::from_millis(100),
        ..Answer::default()
    })
    .await;
    let server = server(&receiver).await;
    let mut browser = server.browser();
    for (purpose, verb) in [
        ("tune", Verb::Object),
        ("ads", Verb::Object),
        ("face", Verb::Give),
    ] {
        browser.decide(purpose, verb).await;
    }
    assert_eq!(
        browser.choice("ads").await.delivery,
        Some(Delivery::Sending)
    );
    tokio::spawn(webhook::run(server.app.clone()));
    until(&mut browser, "face", Delivery::Applied).await;
    let posts = receiver.posts();
    assert_eq!(purposes(&posts), ["tune", "ads", "face"]);
    let records: Records = browser.get("/v1/records").await.json();
    let ids: Vec<_> = records.records.iter().map(|record| &record.id).collect();
    assert_eq!(posts.iter().map(|post| &post.id).collect::<Vec<_>>(), ids);
    for post in &posts {
        assert_eq!(post.body["type"], "choice.decided");
        let signature = post.headers["webhook-signature"].to_str().unwrap();
        assert!(signature.starts_with("v1,"));
    }
}

#[tokio::test]
async fn a_failed_post_is_repeated_with_the_same_id() {
    let receiver = Receiver::start(|_, before| match before {
        0 => StatusCode::INTERNAL_SERVER_ERROR.into(),
        _ => StatusCode::NO_CONTENT.into(),
    })
    .await;
    let server = server(&receiver).await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    tokio::spawn(webhook::run(server.app.clone()));
    until(&mut browser, "ads", Delivery::Applied).await;
    let posts = receiver.posts();
    assert_eq!(posts.len(), 2);
    assert_eq!(posts[0].id, posts[1].id);
}

/// What kept the receiver from being reached was logged with its address, and the token in it.
#[tokio::test]
async fn the_address_of_the_receiver_is_in_no_log() {
    let log = Log::listen();
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = closed.local_addr().unwrap();
    drop(closed);
    let server = Server::with(|settings| {
        settings.webhook_url = Some(format!("http://{address}/hook?token=hunter2"));
    })
    .await;
    server.browser().decide("ads", Verb::Object).await;
    tokio::spawn(webhook::run(server.app.clone()));
    let is_logged = || log.count("the webhook could not be reached") > 0;
    within("it is logged", is_logged).await;
    assert!(!log.text().contains("hunter2"), "{}", log.text());
}

/// A redirect was followed: the answer of another address counted as the receiver's, and the record
/// went wherever it led.
#[tokio::test]
async fn a_redirect_is_a_failure_and_leads_nowhere() {
    join_all([301, 302, 303, 307, 308].map(|status| is_not_taken(status, Some("/elsewhere"))))
        .await;
}

#[tokio::test]
async fn nothing_but_success_is_taken() {
    let statuses = [304, 400, 404, 410, 429, 500, 503];
    join_all(statuses.map(|status| is_not_taken(status, None))).await;
}

/// A receiver that answers so gets the message again, at its own address only.
async fn is_not_taken(status: u16, location: Option<&str>) {
    let location = location.map(str::to_owned);
    let receiver = Receiver::start(move |post, _| match post.path.as_str() {
        "/hook" => Answer {
            status: StatusCode::from_u16(status).unwrap(),
            location: location.clone(),
            ..Answer::default()
        },
        _ => StatusCode::OK.into(),
    })
    .await;
    let server = server(&receiver).await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    tokio::spawn(webhook::run(server.app.clone()));
    let posts = receiver.until(|posts| posts.len() > 1).await;
    assert!(posts.iter().all(|post| post.path == "/hook"), "{posts:?}");
    let delivery = browser.choice("ads").await.delivery;
    assert_eq!(delivery, Some(Delivery::Sending), "{status}");
}

/// One message was posted until the receiver took it or a day had passed, and everything behind it
/// waited: the withdrawal of the very consent in it, too.
#[tokio::test]
async fn a_message_that_is_not_taken_holds_up_nothing_behind_it() {
    let receiver = Receiver::start(|post, _| match post.record("state").as_str() {
        "given" => StatusCode::UNPROCESSABLE_ENTITY.into(),
        _ => StatusCode::NO_CONTENT.into(),
    })
    .await;
    let server = server(&receiver).await;
    tokio::spawn(webhook::run(server.app.clone()));
    let mut browser = server.browser();
    browser.decide("face", Verb::Give).await;
    receiver.until(|posts| posts.len() > 1).await;
    browser.decide("ads", Verb::Object).await;
    until(&mut browser, "ads", Delivery::Applied).await;
    browser.decide("face", Verb::Withdraw).await;
    until(&mut browser, "face", Delivery::Applied).await;

    let posts = receiver.posts();
    let withdrawn = posts.iter().position(|post| post.revision() == 2).unwrap();
    assert_eq!(
        withdrawn + 1,
        posts.len(),
        "the consent is not posted again"
    );
    assert_eq!(taken(&posts), 2);
}

#[tokio::test]
async fn a_decision_that_was_replaced_before_it_was_posted_is_never_posted() {
    let receiver = Receiver::start(|_, _| StatusCode::NO_CONTENT.into()).await;
    let server = server(&receiver).await;
    let mut browser = server.browser();
    browser.decide("face", Verb::Give).await;
    browser.decide("ads", Verb::Object).await;
    browser.decide("face", Verb::Withdraw).await;
    tokio::spawn(webhook::run(server.app.clone()));
    until(&mut browser, "face", Delivery::Applied).await;
    let posts = receiver.posts();
    let states: Vec<_> = posts.iter().map(|post| post.record("state")).collect();
    assert_eq!(states, ["objected", "withdrawn"]);
}
