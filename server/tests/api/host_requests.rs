//! Requests with a host app's token: from where they may come, how many, and for how long.

use std::time::Duration;

use crate::common::host::*;
use crate::common::stream::Stream;
use crate::common::*;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use consent::wire::*;

/// The host app's name for a person.
const NAME: &str = "user-1";

#[tokio::test]
async fn a_stream_ends_when_the_token_does_and_tells_its_person_only() {
    let key = HostKey::edwards("one", 1);
    let server = server(&[&key]).await;
    server.app.live.look_every(Duration::from_millis(20));
    let token = key.token(&server.clock, NAME);
    let mut mine = listen(&server, &token).await;
    let mut other = listen(&server, &key.token(&server.clock, "user-2")).await;
    let mut phone = server.browser();
    phone.headers = bearer(&token);
    phone.decide("ads", Verb::Object).await;
    assert_eq!(mine.next().await.sequence, 1);
    server.clock.advance(331);
    assert!(
        mine.ends().await && other.ends().await,
        "nothing else is told"
    );
    let request = Request::get("/v1/events").header("authorization", format!("Bearer {token}"));
    let late = server.send(request.body(Body::empty()).unwrap()).await;
    late.problem(ProblemCode::NotSignedIn);
}

async fn listen(server: &Server, token: &str) -> Stream {
    let authorization = format!("Bearer {token}");
    Stream::open(&server.app, &[("authorization", &authorization)]).await
}

#[tokio::test]
async fn a_stream_tells_an_erasure_and_the_chain_that_begins_after_it() {
    let key = HostKey::edwards("one", 1);
    let server = server(&[&key]).await;
    let mut phone = server.browser();
    phone.headers = bearer(&key.token(&server.clock, NAME));
    phone.decide("ads", Verb::Object).await;
    phone.decide("ads", Verb::Allow).await;
    let authorization = phone.headers[0].1.clone();
    let headers = [("authorization", authorization.as_str())];
    let mut stream = Stream::open(&server.app, &headers).await;
    let last = phone.event_id(2).await;
    let later = [headers[0], ("last-event-id", last.as_str())];
    phone.delete("/v1/subject").await;
    phone.decide("tune", Verb::Object).await;
    assert_eq!(stream.next().await.choice, None);
    let event = stream.next().await;
    assert_eq!(event.sequence, 1);
    assert_eq!(event.choice.unwrap().purpose, "tune");
    // Whoever resumes after the chain that is gone reads the choices again, as they are by now.
    let event = Stream::open(&server.app, &later).await.next().await;
    assert_eq!((event.sequence, event.choice), (1, None));
}

#[tokio::test]
async fn writes_are_counted_against_the_person() {
    let key = HostKey::edwards("one", 1);
    let server = Server::with(|settings| {
        accept(settings);
        settings.writes_per_minute = 1;
    })
    .await;
    publish_keys(server.dir.path(), &[&key]);
    for name in [NAME, "user-2"] {
        let mut phone = server.browser();
        phone.headers = bearer(&key.token(&server.clock, name));
        let reply = phone.decide("ads", Verb::Object).await;
        assert_eq!(reply.status, StatusCode::OK, "each has their own count");
        let reply = phone.decide("ads", Verb::Allow).await;
        reply.problem(ProblemCode::TooManyRequests);
    }
}

#[tokio::test]
async fn a_write_with_a_token_comes_from_a_listed_host_or_from_no_page() {
    const LISTED: &str = "https://app.example.org";
    let key = HostKey::edwards("one", 1);
    let server = Server::with(|settings| {
        accept(settings);
        settings.allowed_hosts = ["https://*.example.net", LISTED]
            .map(|host| host.parse().unwrap())
            .to_vec();
    })
    .await;
    publish_keys(server.dir.path(), &[&key]);
    let authorization = bearer(&key.token(&server.clock, NAME)).remove(0);
    let erase = async |headers: &[(&'static str, &str)], with_token: bool| {
        let mut browser = server.browser();
        let token = with_token.then(|| authorization.clone());
        browser.headers = token.into_iter().collect();
        let others = headers
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        browser.headers.extend(others);
        browser.delete("/v1/subject").await
    };
    let site = ("sec-fetch-site", "cross-site");
    for headers in [&[("origin", LISTED), site][..], &[][..]] {
        let reply = erase(headers, true).await;
        assert_eq!(reply.status, StatusCode::OK, "{headers:?}");
    }
    let strangers = [
        "https://evil.example.net",
        "https://elsewhere.example",
        "null",
    ];
    for origin in strangers {
        let reply = erase(&[("origin", origin), site], true).await;
        reply.problem(ProblemCode::CrossSite);
        assert!(!reply.headers.contains_key("access-control-allow-origin"));
    }
    let reply = erase(&[("origin", LISTED), site], false).await;
    reply.problem(ProblemCode::CrossSite);

    let ask = Request::options("/v1/choices/ads")
        .header("origin", LISTED)
        .header("access-control-request-method", "PUT")
        .header("access-control-request-headers", "authorization,if-match");
    let reply = server.send(ask.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.header("access-control-allow-origin"), LISTED);
    assert!(
        !reply
            .headers
            .contains_key("access-control-allow-credentials")
    );
}
