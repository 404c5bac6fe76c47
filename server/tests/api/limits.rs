//! How many writes are taken, by person and by address, directly and behind proxies.

use std::net::IpAddr;

use crate::common::host::{HostKey, accept, bearer, publish_keys};
use crate::common::*;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use consent::wire::*;
use serde_json::json;
use server::settings::Settings;

fn from<'s>(server: &'s Server, peer: &str) -> Browser<'s> {
    let mut browser = server.browser();
    browser.peer = Some(peer.parse::<IpAddr>().unwrap());
    browser
}

async fn view_status(browser: &mut Browser<'_>) -> StatusCode {
    browser.post("/v1/views", &view("1", "zh")).await.status
}

/// Lets so many views an address and a minute.
async fn limited(per_address: u32, change: impl FnOnce(&mut Settings)) -> Server {
    Server::with(|settings| {
        settings.writes_per_address = per_address;
        change(settings);
    })
    .await
}

#[tokio::test]
async fn an_address_that_asks_too_much_is_held_up_and_no_other_one() {
    let server = limited(3, |_| {}).await;
    let mut wild = from(&server, "192.0.2.1");
    for _ in 0..3 {
        assert_eq!(view_status(&mut wild).await, StatusCode::OK);
    }
    let reply = wild.post("/v1/views", &view("1", "zh")).await;
    let problem = reply.problem(ProblemCode::TooManyRequests);
    assert_eq!(
        reply.header("retry-after"),
        problem.retry_after.unwrap().to_string()
    );
    assert_eq!(
        view_status(&mut from(&server, "192.0.2.2")).await,
        StatusCode::OK
    );
}

#[tokio::test]
async fn making_people_up_goes_round_no_limit() {
    let server = limited(2, |settings| settings.writes_per_minute = 1).await;
    let mut taken = 0;
    for number in 0..40 {
        let mut liar = from(&server, "192.0.2.1");
        liar.cookie = Some(format!("mingbai={number:0>43}"));
        let reply = liar.post("/v1/views", &view("1", "zh")).await;
        taken += usize::from(reply.status == StatusCode::OK);
    }
    assert_eq!(taken, 2);
}

/// One view serves them all, so that nothing but the writes themselves can be counted.
#[tokio::test]
async fn writes_of_people_who_were_made_up_count_against_their_address() {
    for path in ["/v1/choices/ads", "/v1/acknowledgements", "/v1/guardians"] {
        // So few that no further one comes due while this runs.
        let server = limited(2, |settings| settings.writes_per_minute = 1).await;
        let view = from(&server, "192.0.2.2").view().await;
        let mut taken = 0;
        for number in 0..40 {
            let mut liar = from(&server, "192.0.2.1");
            liar.cookie = Some(format!("mingbai={number:0>43}"));
            let reply = liar.send(write(path, &view)).await;
            match reply.status {
                StatusCode::OK => taken += 1,
                _ => drop(reply.problem(ProblemCode::TooManyRequests)),
            }
        }
        assert_eq!(taken, 2, "{path}");
    }
}

/// A write under that view, of a person who is not known yet.
fn write(path: &str, view: &str) -> Request<Body> {
    let body = match path {
        "/v1/acknowledgements" => json!({"view_token": view, "answer": "read"}),
        "/v1/guardians" => json!({
            "view_token": view,
            "relation": "parent",
            "statement_hash": statement_hash("zh"),
        }),
        _ => json!(decision("ads", Verb::Object, view.to_owned())),
    };
    let request = match path.starts_with("/v1/choices/") {
        true => Request::put(path),
        false => Request::post(path),
    };
    let request = request
        .header("content-type", "application/json")
        .header("idempotency-key", new_key())
        .header("if-match", "\"0\"");
    request.body(Body::from(body.to_string())).unwrap()
}

#[tokio::test]
async fn every_address_of_an_ipv6_network_counts_as_one() {
    let server = limited(2, |_| {}).await;
    let statuses = [
        ("2001:db8:0:1::1", StatusCode::OK),
        ("2001:db8:0:1:ffff::2", StatusCode::OK),
        ("2001:db8:0:1::3", StatusCode::TOO_MANY_REQUESTS),
        ("2001:db8:0:2::1", StatusCode::OK),
    ];
    for (address, expected) in statuses {
        assert_eq!(
            view_status(&mut from(&server, address)).await,
            expected,
            "{address}"
        );
    }
}

#[tokio::test]
async fn an_erasure_of_nobody_costs_others_nothing() {
    let server = limited(3, |_| {}).await;
    for _ in 0..20 {
        let reply = from(&server, "192.0.2.1").delete("/v1/subject").await;
        assert_eq!(reply.status, StatusCode::OK);
    }
    let mut person = from(&server, "192.0.2.1");
    assert_eq!(
        person.decide("ads", Verb::Object).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn people_behind_a_trusted_proxy_have_each_their_own_count() {
    let server = limited(2, |settings| {
        settings.trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
    })
    .await;
    for person in 0..50 {
        let mut browser = from(&server, "10.1.1.1");
        let forwarded = format!("6.6.6.6, 203.0.113.{person}, 10.2.2.2");
        browser.headers = vec![("x-forwarded-for", forwarded)];
        let reply = browser.decide("ads", Verb::Object).await;
        assert_eq!(reply.status, StatusCode::OK, "{person}: {}", reply.text());
    }
}

#[tokio::test]
async fn who_is_no_trusted_proxy_cannot_say_that_it_is_somebody_else() {
    let server = limited(2, |settings| {
        settings.trusted_proxies = vec!["10.0.0.1".parse::<IpAddr>().unwrap().into()];
    })
    .await;
    let mut taken = 0;
    for person in 0..20 {
        let mut browser = from(&server, "192.0.2.1");
        browser.headers = vec![
            ("x-forwarded-for", format!("203.0.113.{person}")),
            ("forwarded", format!("for=203.0.113.{person}")),
        ];
        taken += usize::from(view_status(&mut browser).await == StatusCode::OK);
    }
    assert_eq!(taken, 2);
}

#[tokio::test]
async fn the_scheme_that_a_trusted_proxy_names_makes_the_cookie_secure() {
    let server = limited(0, |settings| {
        settings.trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
    })
    .await;
    let cases = [
        ("10.1.1.1", "https", true),
        ("10.1.1.1", "HTTPS", true),
        ("10.1.1.1", "https,https", true),
        ("10.1.1.1", "http", false),
        ("192.0.2.1", "https", false),
    ];
    for (peer, scheme, is_secure) in cases {
        let mut browser = from(&server, peer);
        browser.headers = vec![("x-forwarded-proto", scheme.to_owned())];
        let reply = browser.decide("ads", Verb::Object).await;
        let cookie = reply.header("set-cookie");
        assert_eq!(cookie.contains("; Secure"), is_secure, "{peer} {scheme}");
        assert_eq!(cookie.starts_with("__Host-"), is_secure, "{peer} {scheme}");
        let has_hsts = reply.headers.contains_key("strict-transport-security");
        assert_eq!(has_hsts, is_secure, "{peer} {scheme}");
    }
}

#[tokio::test]
async fn a_host_apps_server_calls_for_many_people_from_one_address() {
    let key = HostKey::edwards("one", 1);
    let server = limited(1, accept).await;
    publish_keys(server.dir.path(), &[&key]);
    for person in 0..5 {
        let mut app = from(&server, "192.0.2.1");
        app.headers = bearer(&key.token(&server.clock, &format!("user-{person}")));
        let reply = app.decide("ads", Verb::Object).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    }
    let request = Request::get("/v1/choices").body(Body::empty()).unwrap();
    assert_eq!(server.send(request).await.status, StatusCode::OK);
}
