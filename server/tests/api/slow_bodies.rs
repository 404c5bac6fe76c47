//! A body that does not come, or too slowly: what is said of it, and that it is no news for the operator.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use consent::wire::*;
use futures_util::{StreamExt, stream};

use crate::common::logs::Log;
use crate::common::*;

/// It was answered as a decision of which nothing is known, and logged as the server's failure.
#[tokio::test]
async fn of_a_body_that_does_not_come_in_time_it_is_said_that_nothing_was_stored() {
    let server = Server::with(|settings| settings.patience = Duration::from_millis(300)).await;
    let log = Log::listen();
    let mut browser = server.browser();
    for (method, path) in [
        ("PUT", "/v1/choices/ads"),
        ("POST", "/v1/views"),
        ("POST", "/v1/acknowledgements"),
        ("POST", "/v1/guardians"),
    ] {
        for body in [never(), drop_by_drop()] {
            let request = Request::builder().method(method).uri(path);
            let request = request.header("content-type", "application/json");
            let request = request
                .header("idempotency-key", "k")
                .header("if-match", "\"0\"");
            let answer = browser.send(request.body(body).unwrap()).await;
            let problem = answer.problem(ProblemCode::Busy);
            assert_eq!(answer.status, StatusCode::REQUEST_TIMEOUT, "{path}");
            assert!(
                problem.detail.contains("nothing was stored; send it again"),
                "{problem:?}"
            );
            assert_eq!(answer.header("connection"), "close", "{path}");
            assert_eq!(answer.header("retry-after"), "1", "{path}");
        }
    }
    assert_eq!(log.count("ERROR") + log.count("WARN"), 0, "{}", log.text());
    assert!(browser.choices().await.subject_is_new);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_refused() {
    let server = Server::start().await;
    let cut = stream::iter([Ok(Bytes::from_static(b"{")), Err("cut")]);
    let request = Request::post("/v1/views").header("content-type", "application/json");
    let request = request.body(Body::from_stream(cut)).unwrap();
    let answer = server.send(request).await;
    let problem = answer.problem(ProblemCode::BadRequest);
    assert!(problem.detail.contains("broke off"), "{problem:?}");
}

fn never() -> Body {
    Body::from_stream(stream::pending::<Result<Bytes, Infallible>>())
}

/// Something comes all the time, and never the end.
fn drop_by_drop() -> Body {
    let drops = stream::repeat(Bytes::from_static(b" ")).then(|space| async {
        tokio::time::sleep(Duration::from_millis(10)).await;
        Ok::<_, Infallible>(space)
    });
    Body::from_stream(drops)
}
