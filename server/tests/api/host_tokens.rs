//! Which tokens of a host app are accepted, and that all others are refused aloud.

use crate::common::host::*;
use crate::common::*;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use consent::wire::*;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

#[tokio::test]
async fn tokens_of_the_three_algorithms_are_accepted() {
    let keys = [
        HostKey::edwards("one", 1),
        HostKey::curve(),
        HostKey::modulus(),
    ];
    let server = server(&[&keys[0], &keys[1], &keys[2]]).await;
    for key in &keys {
        accepted(&server, &key.token(&server.clock, "u1")).await;
        let mut header = key.header();
        header.kid = None;
        let nameless = key.sign_under(&header, &claims(&server.clock, "u1"));
        accepted(&server, &nameless).await;
    }
}

#[tokio::test]
async fn what_a_token_says_has_to_be_right() {
    let key = HostKey::edwards("one", 1);
    let server = server(&[&key]).await;
    let now = server.clock.seconds();
    let day = 24 * 60 * 60;
    let cases: [(&str, Value, &str); 17] = [
        ("iss", json!("https://elsewhere.example"), "another issuer"),
        ("iss", json!([ISSUER]), "lacks"),
        ("iss", Value::Null, "lacks"),
        (
            "aud",
            json!("https://elsewhere.example"),
            "another audience",
        ),
        ("aud", json!([]), "another audience"),
        ("aud", Value::Null, "lacks"),
        ("sub", Value::Null, "lacks"),
        ("sub", json!(""), "lacks"),
        ("sub", json!(7), "lacks"),
        ("exp", Value::Null, "lacks"),
        ("exp", json!("tomorrow"), "lacks"),
        ("exp", json!(-1), "lacks"),
        ("exp", json!(now - 31), "expired"),
        ("exp", json!(now + day + 60), "more than a day"),
        ("exp", json!(u64::MAX), "more than a day"),
        ("nbf", json!(now + 40), "not valid yet"),
        ("nbf", json!("soon"), "lacks"),
    ];
    for (claim, value, words) in cases {
        let mut claims = claims(&server.clock, "u1");
        claims.insert(claim, value);
        refused(&server, &key.sign(&claims), words).await;
    }
    for (claim, value) in [
        ("exp", json!(now - 20)),
        ("exp", json!(now as f64 + 0.5)),
        ("exp", json!(now + day)),
        ("nbf", json!(now + 20)),
        ("aud", json!(AUDIENCE)),
    ] {
        let mut claims = claims(&server.clock, "u1");
        claims.insert(claim, value);
        accepted(&server, &key.sign(&claims)).await;
    }
    let token = key.token(&server.clock, "u1");
    // Half a minute of grace (the clock goes on meanwhile, on a busy machine by seconds).
    server.clock.advance(315);
    accepted(&server, &token).await;
    server.clock.advance(16);
    refused(&server, &token, "expired").await;
}

#[tokio::test]
async fn a_token_of_another_kind_is_refused_though_its_signature_is_right() {
    let key = HostKey::edwards("one", 1);
    let server = server(&[&key]).await;
    let claims = claims(&server.clock, "u1");
    let signed = |typ: Option<&str>| {
        let mut header = key.header();
        header.typ = typ.map(str::to_owned);
        key.sign_under(&header, &claims)
    };
    for typ in [
        None,
        Some("JWT"),
        Some("jwt"),
        Some("at+jwt"),
        Some("application/at+JWT"),
    ] {
        accepted(&server, &signed(typ)).await;
    }
    for typ in [
        "",
        "logout+jwt",
        "secevent+jwt",
        "dpop+jwt",
        "JWE",
        "at+jwt,JWT",
    ] {
        refused(&server, &signed(Some(typ)), "another kind").await;
    }
}

#[tokio::test]
async fn unsigned_forged_and_unreadable_tokens_are_refused() {
    let (key, curve, modulus) = (
        HostKey::edwards("one", 1),
        HostKey::curve(),
        HostKey::modulus(),
    );
    let server = server(&[&key, &curve, &modulus]).await;
    let claims = claims(&server.clock, "u1");
    let body = BASE64.encode(serde_json::to_vec(&claims).unwrap());
    for alg in ["none", "None", "NONE"] {
        let header = BASE64.encode(json!({"alg": alg, "kid": "one"}).to_string());
        refused(&server, &format!("{header}.{body}."), "send one token").await;
    }

    // The public key as the secret of an HMAC, in every form that it has.
    let public = |key: &HostKey, part: &str| key.jwk[part].as_str().unwrap().to_owned();
    for (key, part) in [(&key, "x"), (&curve, "x"), (&modulus, "n")] {
        let text = public(key, part);
        for secret in [BASE64.decode(&text).unwrap(), text.clone().into_bytes()] {
            let mut header = Header::new(Algorithm::HS256);
            header.kid = Some(public(key, "kid"));
            let forged = encode(&header, &claims, &EncodingKey::from_secret(&secret)).unwrap();
            refused(&server, &forged, "send one token").await;
        }
    }

    // Signed with another algorithm than that of the named key, or with one that is not accepted.
    let mut header = key.header();
    header.kid = Some("modulus".to_owned());
    refused(&server, &key.sign_under(&header, &claims), "no key").await;
    let mut header = modulus.header();
    header.alg = Algorithm::RS512;
    refused(&server, &modulus.sign_under(&header, &claims), "send one").await;

    let stranger = HostKey::edwards("one", 2);
    refused(&server, &stranger.sign(&claims), "signature").await;
    let mut header = key.header();
    header.crit = Some(vec!["b64".to_owned()]);
    refused(&server, &key.sign_under(&header, &claims), "send one").await;
    let good = key.sign(&claims);
    let (head, signature) = good.rsplit_once('.').unwrap();
    let mut other = claims.clone();
    other.insert("sub", json!("u2"));
    let other = key.sign(&other);
    let (other, _) = other.rsplit_once('.').unwrap();
    refused(&server, &format!("{other}.{signature}"), "signature").await;
    for nonsense in ["", "a", "a.b.c", &format!("{head}."), head, "é.é.é"] {
        let mut browser = with_cookie(&server, "x").await;
        browser.headers[0].1 = format!("bEARER {nonsense}");
        let reply = browser.get("/v1/choices").await;
        reply.problem(ProblemCode::NotSignedIn);
    }
}

#[tokio::test]
async fn of_two_tokens_neither_is_believed_and_other_schemes_are_not_for_this_server() {
    let key = HostKey::edwards("one", 1);
    let server = server(&[&key]).await;
    let token = key.token(&server.clock, "u1");
    let request = Request::get("/v1/choices")
        .header("authorization", "Basic eDp5")
        .header("authorization", format!("Bearer {token}"));
    let both = request.body(Body::empty()).unwrap();
    assert_eq!(server.send(both).await.status, StatusCode::OK);
    let request = Request::get("/v1/choices")
        .header("authorization", format!("Bearer {token}"))
        .header("authorization", format!("Bearer {token}"));
    let twice = request.body(Body::empty()).unwrap();
    server.send(twice).await.problem(ProblemCode::NotSignedIn);
    let mut browser = with_cookie(&server, "x").await;
    browser.headers[0].1 = "Basic eDp5".to_owned();
    assert!(!browser.choices().await.subject_is_new, "the cookie counts");
}

#[tokio::test]
async fn without_a_host_every_token_is_refused() {
    let server = Server::start().await;
    let token = HostKey::edwards("one", 1).token(&server.clock, "u1");
    refused(&server, &token, "without Authorization").await;
    refused(&server, "nonsense", "without Authorization").await;
}

#[tokio::test]
async fn every_operation_of_the_contract_refuses_a_bad_token() {
    let server = server(&[]).await;
    let document: Value = serde_json::from_str(&server::openapi()).unwrap();
    let mut count = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let takes_token = path.starts_with("/v1/");
            let is_documented = operation["responses"].get("401").is_some();
            assert_eq!(is_documented, takes_token, "{method} {path}");
            assert_eq!(operation.get("security").is_some(), takes_token);
            if !takes_token {
                continue;
            }
            let request = Request::builder()
                .method(method.to_uppercase().as_str())
                .uri(path.replace("{purpose}", "ads").replace("{id}", "1"))
                .header("authorization", "Bearer x");
            let reply = server.send(request.body(Body::empty()).unwrap()).await;
            reply.problem(ProblemCode::NotSignedIn);
            count += 1;
        }
    }
    assert_eq!(count, 10);
}
