//! The notice that decisions are taken under, while another one is being published.

use std::fs;

use crate::common::logs::Log;
use crate::common::*;
use axum::http::StatusCode;
use consent::wire::*;

/// Everything was refused until the file was whole, with two lines in the log for each request.
#[tokio::test]
async fn a_notice_that_is_half_written_leaves_the_one_before_in_force() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    let log = Log::listen();
    let has_said = |times| {
        server.app.site.trouble();
        log.count("the one before stays in force") == times
    };
    let whole = serde_json::to_vec(&later_site()).unwrap();
    let half = &whole[..whole.len() / 2];
    let mut without_current = later_site();
    without_current.current = "3".to_owned();
    let without_current = serde_json::to_vec(&without_current).unwrap();

    for (times, damaged) in [(1, half), (2, &without_current)] {
        write(&server, damaged);
        within("the server has looked", || has_said(times)).await;
        for verb in [Verb::Allow, Verb::Object] {
            let reply = browser.decide("ads", verb).await;
            assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        }
        says(&server, "site: ready, with the notice before").await;
    }
    fs::remove_file(server.dir.path().join("content/index.json")).unwrap();
    within("the server has looked", || has_said(3)).await;
    assert_eq!(browser.choices().await.release, "1");
    says(&server, "site: ready, with the notice before").await;

    server.publish(&later_site()).await;
    assert_eq!(browser.choices().await.release, "2");
    says(&server, "site: ready\n").await;
    assert_eq!(log.count("cannot be read;"), 3, "once each: {}", log.text());
}

/// The same without a notice before: refused, said once.
#[tokio::test]
async fn a_server_without_any_notice_says_so_once() {
    let server = Server::start().await;
    write(&server, b"{");
    let log = Log::listen();
    for _ in 0..5 {
        let reply = server.get("/v1/choices").await;
        reply.problem(ProblemCode::SiteMissing);
    }
    let answer = server.get("/health/ready").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text().contains("site: no notice is published\n"));
    assert_eq!(log.count("no notice to go by"), 1, "{}", log.text());
}

fn write(server: &Server, bytes: &[u8]) {
    fs::write(server.dir.path().join("content/index.json"), bytes).unwrap();
}

async fn says(server: &Server, words: &str) {
    let answer = server.get("/health/ready").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert!(answer.text().contains(words), "{}", answer.text());
}
