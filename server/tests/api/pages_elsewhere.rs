//! Pages at one address and the consent API at another: who may ask whom, with what.

use crate::common::*;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use consent::wire::*;

const PAGES: &str = "https://privacy.example.org";
const API: &str = "https://consent.example.org";

/// The API alone; the pages are somewhere else.
async fn api() -> Server {
    Server::with(|settings| {
        settings.public_url = Some(API.parse().unwrap());
        settings.pages_url = Some(PAGES.parse().unwrap());
        settings.allowed_hosts = vec!["https://app.example.org".parse().unwrap()];
    })
    .await
}

/// What a browser sends with a request of that page.
fn of_page(origin: &str) -> Vec<(&'static str, String)> {
    let headers = [("origin", origin), ("sec-fetch-site", "same-site")];
    headers.map(|(name, value)| (name, value.to_owned())).into()
}

#[tokio::test]
async fn the_pages_decide_and_read_with_the_cookie_of_the_api() {
    let server = api().await;
    let mut person = server.browser();
    person.headers = of_page(PAGES);
    let decided = person.decide("ads", Verb::Object).await;
    assert_eq!(decided.status, StatusCode::OK, "{}", decided.text());
    assert_eq!(decided.header("access-control-allow-origin"), PAGES);
    assert_eq!(decided.header("access-control-allow-credentials"), "true");
    assert!(decided.header("set-cookie").contains("SameSite=None"));
    let read = person.get("/v1/choices").await;
    assert_eq!(read.header("access-control-allow-credentials"), "true");
    let choices: Choices = read.json();
    assert!(!choices.subject_is_new);
}

#[tokio::test]
async fn a_listed_host_has_no_cookie_and_a_stranger_has_nothing() {
    let server = api().await;
    let mut victim = server.browser();
    victim.headers = of_page(PAGES);
    victim.decide("ads", Verb::Object).await;
    for origin in [
        "https://app.example.org",
        "https://evil.example",
        "https://privacy.example.org.evil.example",
        "http://privacy.example.org",
        "null",
    ] {
        victim.headers = of_page(origin);
        let reply = victim.delete("/v1/subject").await;
        reply.problem(ProblemCode::CrossSite);
        let headers = &reply.headers;
        assert!(
            !headers.contains_key("access-control-allow-credentials"),
            "{origin}"
        );
    }
    victim.headers = [of_page(PAGES), of_page("https://evil.example")].concat();
    victim
        .delete("/v1/subject")
        .await
        .problem(ProblemCode::CrossSite);
}

#[tokio::test]
async fn the_browser_may_ask_first_and_hears_that_the_pages_may() {
    let server = api().await;
    let ask = Request::options("/v1/choices/ads")
        .header("origin", PAGES)
        .header("access-control-request-method", "PUT")
        .header(
            "access-control-request-headers",
            "content-type,if-match,idempotency-key",
        );
    let reply = server.send(ask.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("access-control-allow-origin"), PAGES);
    assert_eq!(reply.header("access-control-allow-credentials"), "true");
}

#[tokio::test]
async fn the_policy_of_the_pages_names_the_api_and_nothing_else() {
    let server = Server::with(|settings| settings.api_url = Some(API.parse().unwrap())).await;
    std::fs::write(server.dir.path().join("index.html"), "<p>").unwrap();
    let page = server.get("/index.html").await;
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("connect-src 'self' https://consent.example.org; "),
        "{policy}"
    );
}
