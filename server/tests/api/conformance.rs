//! The conformance kit: the reference server passes, and each deliberate fault fails its rows.

use crate::common::*;
use axum::body::Body;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, HeaderValue, IF_MATCH, SET_COOKIE};
use axum::middleware::{self, Next};
use axum::response::Response;
use conformance::Kit;
use consent::wire::View;
use http_body_util::BodyExt;
use tokio::net::TcpListener;

/// What is wrong with the server.
#[derive(Debug, Clone, Copy)]
enum Fault {
    None,
    NoEtag,
    ScriptsReadTheCookie,
    PlainProblems,
    RevisionIgnored,
    ReceiptChanged,
    CookieForgotten,
    TokenPassedOver,
    FieldPassedOver,
    FirstHeaderTaken,
    ArrayTaken,
}

/// Runs the kit against a server with that fault; answers the rows that fail.
async fn failing(fault: Fault) -> Vec<&'static str> {
    let server = Server::with(|settings| settings.writes_per_minute = 0).await;
    let router =
        server::app(server.app.clone()).layer(middleware::from_fn(move |request, next| {
            break_it(fault, request, next)
        }));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, router).await });
    let rows = tokio::task::spawn_blocking(move || {
        let kit = Kit::new(&url).unwrap();
        conformance::run(&kit)
    });
    let rows = rows.await.unwrap();
    for row in &rows {
        println!("{row}");
    }
    rows.iter()
        .filter(|row| row.failure.is_some())
        .map(|row| row.id)
        .collect()
}

async fn break_it(fault: Fault, mut request: Request, next: Next) -> Response {
    let is_current = request.method() == "PUT" && matches!(fault, Fault::RevisionIgnored);
    if is_current && request.headers().contains_key(IF_MATCH) {
        request
            .headers_mut()
            .insert(IF_MATCH, HeaderValue::from_static("\"0\""));
    }
    if matches!(fault, Fault::TokenPassedOver) {
        request.headers_mut().remove(AUTHORIZATION);
    }
    if matches!(fault, Fault::FieldPassedOver) {
        let (parts, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let known = String::from_utf8_lossy(&body).replace("\"ageBand\":\"under-14\",", "");
        request = Request::from_parts(parts, Body::from(known));
    }
    if matches!(fault, Fault::FirstHeaderTaken) {
        take_first_headers(request.headers_mut());
    }
    if matches!(fault, Fault::ArrayTaken) {
        let (parts, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        request = Request::from_parts(parts, Body::from(with_names(&body)));
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    match fault {
        Fault::NoEtag => drop(headers.remove(ETAG)),
        Fault::CookieForgotten => drop(headers.remove(SET_COOKIE)),
        Fault::ScriptsReadTheCookie => {
            if let Some(cookie) = headers.get(SET_COOKIE) {
                let cookie = cookie.to_str().unwrap().replace("; HttpOnly", "");
                headers.insert(SET_COOKIE, cookie.parse().unwrap());
            }
        }
        Fault::PlainProblems => {
            if headers[CONTENT_TYPE] == "application/problem+json" {
                headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            }
        }
        Fault::ReceiptChanged => {
            let (parts, body) = response.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            let text =
                String::from_utf8_lossy(&body).replace("\"receipt\":\"ey", "\"receipt\":\"ez");
            let mut response = Response::from_parts(parts, Body::from(text));
            response.headers_mut().remove("content-length");
            return response;
        }
        Fault::None
        | Fault::RevisionIgnored
        | Fault::TokenPassedOver
        | Fault::FieldPassedOver
        | Fault::FirstHeaderTaken
        | Fault::ArrayTaken => {}
    }
    response
}

/// Of each header the first, and a revision with or without quotes.
fn take_first_headers(headers: &mut HeaderMap) {
    for name in ["if-match", "idempotency-key"] {
        if let Some(first) = headers.get(name).cloned() {
            headers.insert(name, first);
        }
    }
    let is_number = |value: &HeaderValue| value.as_bytes().iter().all(u8::is_ascii_digit);
    if headers.get(IF_MATCH).is_some_and(is_number) {
        let quoted = format!("\"{}\"", headers[IF_MATCH].to_str().unwrap());
        headers.insert(IF_MATCH, quoted.parse().unwrap());
    }
}

/// The object that an array in the order of a view's fields stands for; any other body as it is.
fn with_names(body: &[u8]) -> Vec<u8> {
    let values = serde_json::from_slice::<[String; 4]>(body);
    values.map_or(body.to_vec(), |[release, language, text_hash, surface]| {
        let view = View {
            release,
            language,
            text_hash,
            surface,
        };
        serde_json::to_vec(&view).unwrap()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_server_conforms() {
    assert_eq!(failing(Fault::None).await, Vec::<&str>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_etag_fails_its_row_only() {
    assert_eq!(failing(Fault::NoEtag).await, ["etag"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_that_stands_in_for_a_bad_token_fails_its_row_only() {
    assert_eq!(failing(Fault::TokenPassedOver).await, ["bad-bearer"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_that_scripts_can_read_fails_its_row_only() {
    assert_eq!(failing(Fault::ScriptsReadTheCookie).await, ["cookie"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_is_passed_over_fails_its_row_only() {
    assert_eq!(failing(Fault::FieldPassedOver).await, ["unknown-field"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_of_which_the_first_counts_fails_its_row_only() {
    assert_eq!(failing(Fault::FirstHeaderTaken).await, ["headers-once"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_without_names_that_is_taken_fails_its_row_only() {
    assert_eq!(failing(Fault::ArrayTaken).await, ["array-body"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_of_another_type_fail_every_refusal() {
    let failing = failing(Fault::PlainProblems).await;
    for row in [
        "stale-revision",
        "wrong-verb",
        "cross-site",
        "bad-bearer",
        "receipt-later",
    ] {
        assert!(failing.contains(&row), "{row} is not in {failing:?}");
    }
    assert!(!failing.contains(&"object-allow"), "{failing:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_receipt_fails_the_rows_that_check_it() {
    assert_eq!(
        failing(Fault::ReceiptChanged).await,
        ["receipt", "receipt-later"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_forgets_people_or_revisions_fails_what_builds_on_them() {
    assert!(
        failing(Fault::CookieForgotten)
            .await
            .contains(&"object-allow")
    );
    assert!(failing(Fault::RevisionIgnored).await.contains(&"history"));
}
