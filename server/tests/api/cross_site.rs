//! What other sites' pages try with the cookie of a browser that happens to hold one.
//!
//! With `SameSite=None`, as a page in a frame needs it, browsers send the cookie along with all of
//! these; only what they say about the request's origin is left to tell them apart.

use crate::common::*;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use consent::wire::*;

const HOST: &str = "privacy.example.org";
const EVIL: &str = "https://evil.example";

async fn server() -> Server {
    Server::with(|settings| {
        settings.public_url = Some(format!("https://{HOST}").parse().unwrap());
        settings.allowed_hosts = vec!["https://app.example.org".parse().unwrap()];
    })
    .await
}

/// A request as the browser of a person sends it, with their cookie.
async fn send(
    victim: &mut Browser<'_>,
    (method, path): (&str, &str),
    headers: &[(&'static str, &str)],
) -> Reply {
    let method = method.parse::<Method>().unwrap();
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", HOST);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    victim.send(request.body(Body::from("{}")).unwrap()).await
}

const WRITES: [(&str, &str); 5] = [
    ("POST", "/v1/views"),
    ("POST", "/v1/acknowledgements"),
    ("POST", "/v1/guardians"),
    ("PUT", "/v1/choices/ads"),
    ("DELETE", "/v1/subject"),
];

const READS: [(&str, &str); 6] = [
    ("GET", "/v1/choices"),
    ("GET", "/v1/records"),
    ("GET", "/v1/export"),
    ("GET", "/v1/events"),
    ("GET", "/v1/records/x/receipt"),
    ("HEAD", "/v1/export"),
];

#[tokio::test]
async fn no_write_of_another_site_is_taken_however_it_is_sent() {
    let server = server().await;
    let mut victim = server.browser();
    victim.decide("ads", Verb::Object).await;
    let ways: &[&[(&'static str, &str)]] = &[
        // `fetch`, or a form that leads away, of a browser with Fetch Metadata.
        &[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "no-cors"),
            ("origin", EVIL),
        ],
        &[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("origin", EVIL),
        ],
        &[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "cors"),
            ("origin", EVIL),
        ],
        // A form in a tab that it opens, which looks like a link that a person follows.
        &[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
        ],
        // A neighbour under the same domain, and the same site without https.
        &[
            ("sec-fetch-site", "same-site"),
            ("origin", "https://other.example.org"),
        ],
        &[
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://privacy.example.org"),
        ],
        // Twice, should something in between take the last one.
        &[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-origin"),
        ],
        // A listed host without its token.
        &[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://app.example.org"),
        ],
        // Browsers from before Fetch Metadata.
        &[("origin", EVIL)],
        &[("origin", "null")],
        &[("origin", "http://privacy.example.org")],
        &[("origin", "https://privacy.example.org.evil.example")],
        &[("origin", "https://privacy.example.org:8443")],
        &[("origin", "")],
        &[("origin", EVIL), ("x-forwarded-host", "evil.example")],
        &[("origin", EVIL), ("forwarded", "host=evil.example")],
        // A form's own types.
        &[("origin", EVIL), ("content-type", "text/plain")],
        &[
            ("origin", EVIL),
            ("content-type", "application/x-www-form-urlencoded"),
        ],
        &[
            ("origin", EVIL),
            ("content-type", "multipart/form-data; boundary=x"),
        ],
        // With a scheme that is no token of a host app.
        &[("origin", EVIL), ("authorization", "Basic eDp5")],
        &[("origin", EVIL), ("authorization", "Bearer x")],
    ];
    for way in ways {
        for write in WRITES {
            let reply = send(&mut victim, write, way).await;
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{write:?} {way:?}");
            reply.problem(ProblemCode::CrossSite);
            assert!(!reply.headers.contains_key("set-cookie"));
        }
    }
    assert_eq!(victim.choice("ads").await.revision, 1);
}

#[tokio::test]
async fn another_site_does_not_even_measure_what_is_kept() {
    let server = server().await;
    let mut victim = server.browser();
    victim.decide("ads", Verb::Object).await;
    let ways: &[&[(&'static str, &str)]] = &[
        &[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "no-cors"),
            ("sec-fetch-dest", "image"),
        ],
        &[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "no-cors"),
            ("sec-fetch-dest", "script"),
        ],
        &[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "cors"),
            ("origin", EVIL),
        ],
        &[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "iframe"),
        ],
        &[
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-mode", "no-cors"),
        ],
        &[("origin", EVIL)],
    ];
    for way in ways {
        for read in READS {
            let reply = send(&mut victim, read, way).await;
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{read:?} {way:?}");
        }
        let keys = send(&mut victim, ("GET", "/.well-known/jwks.json"), way).await;
        assert_eq!(keys.status, StatusCode::OK, "keys are for everybody");
    }
}

#[tokio::test]
async fn the_page_itself_a_followed_link_and_programs_are_let_in() {
    let server = server().await;
    let mut person = server.browser();
    let decided: Decided = person.decide("ads", Verb::Object).await.json();
    let receipt = format!("/v1/records/{}/receipt", decided.record);
    let followed = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-dest", "document"),
    ];
    let reply = send(&mut person, ("GET", &receipt), &followed).await;
    assert_eq!(reply.status, StatusCode::OK);
    let own: &[&[(&'static str, &str)]] = &[
        &[
            ("sec-fetch-site", "same-origin"),
            ("origin", "https://privacy.example.org"),
        ],
        &[("sec-fetch-site", "none")],
        &[("origin", "https://privacy.example.org")],
        &[],
    ];
    for way in own {
        for read in [("GET", "/v1/choices"), ("GET", "/v1/export")] {
            let reply = send(&mut person, read, way).await;
            assert_eq!(reply.status, StatusCode::OK, "{read:?} {way:?}");
        }
        let reply = send(&mut person, ("POST", "/v1/views"), way).await;
        reply.problem(ProblemCode::NotJson);
    }
}
