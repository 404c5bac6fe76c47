//! What the API refuses: each refusal has its status and code, and stores nothing.

use crate::common::*;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use consent::wire::*;

#[tokio::test]
async fn a_key_that_comes_with_another_wish_is_refused() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let object = decision("ads", Verb::Object, browser.view().await);
    browser.put("ads", &object, "key", 0).await;
    let allow = decision("ads", Verb::Allow, browser.view().await);
    browser
        .put("ads", &allow, "key", 1)
        .await
        .problem(ProblemCode::KeyReused);
}

#[tokio::test]
async fn a_stale_revision_is_refused_with_the_current_state() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    let decision = decision("ads", Verb::Allow, browser.view().await);
    let answer = browser.put("ads", &decision, "key", 0).await;
    assert_eq!(answer.status, StatusCode::PRECONDITION_FAILED);
    let problem = answer.problem(ProblemCode::RevisionStale);
    assert_eq!(problem.choice, Some(browser.choice("ads").await));
}

#[tokio::test]
async fn an_old_view_of_the_same_text_is_refused_with_a_fresh_token_that_works() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let mut decision = decision("ads", Verb::Object, browser.view().await);
    server.clock.advance(31 * 60);
    let answer = browser.put("ads", &decision, "key", 0).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(!answer.headers.contains_key("set-cookie"));
    let problem = answer.problem(ProblemCode::ViewExpired);
    decision.view_token = problem.view_token.unwrap();
    assert_eq!(
        browser.put("ads", &decision, "key", 0).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_decision_under_a_superseded_release_is_refused_with_the_way_to_the_changes() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let decision = decision("ads", Verb::Object, browser.view().await);
    server.publish(&later_site()).await;
    let answer = browser.put("ads", &decision, "key", 0).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let problem = answer.problem(ProblemCode::NoticeChanged);
    assert_eq!(problem.release.as_deref(), Some("2"));
    assert_eq!(problem.changes.as_deref(), Some("/changes/1..2/"));
    assert_eq!(browser.choice("ads").await.revision, 0);
}

#[tokio::test]
async fn what_cannot_be_decided_is_refused_and_nothing_is_stored() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let token = browser.view().await;
    let good = decision("ads", Verb::Object, token.clone());

    let wrong_verb = Decision {
        verb: Verb::Withdraw,
        ..good.clone()
    };
    browser
        .put("ads", &wrong_verb, "a", 0)
        .await
        .problem(ProblemCode::WrongVerb);
    browser
        .put("none", &good, "b", 0)
        .await
        .problem(ProblemCode::UnknownPurpose);
    let wrong_words = Decision {
        words_hash: "f00".to_owned(),
        ..good.clone()
    };
    browser
        .put("ads", &wrong_words, "c", 0)
        .await
        .problem(ProblemCode::WrongWords);
    let forged = Decision {
        view_token: "a.b".to_owned(),
        ..good.clone()
    };
    browser
        .put("ads", &forged, "d", 0)
        .await
        .problem(ProblemCode::BadToken);
    let surface = Decision {
        surface: "Not a word".to_owned(),
        ..good.clone()
    };
    browser
        .put("ads", &surface, "e", 0)
        .await
        .problem(ProblemCode::BadRequest);
    for time in ["yesterday", "2026-01-02T03:04:05Z[Asia/Shanghai]"] {
        let time = Decision {
            client_time: Some(time.to_owned()),
            ..good.clone()
        };
        let reply = browser.put("ads", &time, "f", 0).await;
        reply.problem(ProblemCode::BadRequest);
    }
    let withdraw = decision("face", Verb::Withdraw, token);
    browser
        .put("face", &withdraw, "g", 0)
        .await
        .problem(ProblemCode::WrongVerb);
    assert!(browser.cookie.is_none());
    assert!(browser.choices().await.subject_is_new);
}

#[tokio::test]
async fn a_text_that_was_not_published_gets_no_view() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let mut other = view("1", "zh");
    other.text_hash = "hash-of-something-else".to_owned();
    for view in [view("9", "zh"), view("1", "fr"), other] {
        browser
            .post("/v1/views", &view)
            .await
            .problem(ProblemCode::UnknownText);
    }
}

#[tokio::test]
async fn a_missing_header_or_a_body_that_cannot_be_read_is_named() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let body = serde_json::to_vec(&decision("ads", Verb::Object, browser.view().await)).unwrap();
    let put = || Request::put("/v1/choices/ads").header("content-type", "application/json");
    let cases = [
        (
            put().header("if-match", "\"0\""),
            body.clone(),
            ProblemCode::HeaderMissing,
        ),
        (
            put().header("idempotency-key", "k"),
            body.clone(),
            ProblemCode::HeaderMissing,
        ),
        (
            put().header("idempotency-key", "k").header("if-match", "*"),
            body.clone(),
            ProblemCode::BadRequest,
        ),
        (put(), b"{".to_vec(), ProblemCode::BadRequest),
        (put(), b"{}".to_vec(), ProblemCode::BadRequest),
        (put(), vec![b' '; 100_000], ProblemCode::TooLarge),
        (Request::put("/v1/choices/ads"), body, ProblemCode::NotJson),
    ];
    for (request, body, code) in cases {
        browser
            .send(request.body(Body::from(body)).unwrap())
            .await
            .problem(code);
    }
}

/// Of two revisions or keys the first one counted, and of others what a number could be made of.
#[tokio::test]
async fn a_revision_and_a_key_stand_once_and_as_the_contract_writes_them() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let body = serde_json::to_vec(&decision("ads", Verb::Object, browser.view().await)).unwrap();
    let zero = ("if-match", "\"0\"");
    let key = ("idempotency-key", "k");
    for headers in [
        vec![key, zero, ("if-match", "\"1\"")],
        vec![key, zero, zero],
        vec![zero, key, ("idempotency-key", "l")],
        vec![zero, ("idempotency-key", "a b")],
        vec![key, ("if-match", "0")],
        vec![key, ("if-match", "\"0000000000000000\"")],
        vec![key, ("if-match", "W/\"0\"")],
    ] {
        let mut request =
            Request::put("/v1/choices/ads").header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let request = request.body(Body::from(body.clone())).unwrap();
        browser.send(request).await.problem(ProblemCode::BadRequest);
    }
    assert!(
        browser
            .get("/v1/records")
            .await
            .text()
            .contains("\"records\":[]")
    );
}

/// serde takes an array for a type with names, and an object with one member for a word; axum any character
/// set. What was refused was said with the names of this program's types.
#[tokio::test]
async fn a_body_is_an_object_in_utf_8_and_what_is_wrong_with_it_is_said_in_the_contracts_words() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let view_token = browser.view().await;
    let decision = json(&decision("ads", Verb::Object, view_token.clone()));
    let view = json(&view("1", "zh"));
    let acknowledgement = serde_json::json!({"answer": "read", "view_token": view_token});
    let act = serde_json::json!({
        "relation": "parent", "view_token": view_token, "statement_hash": statement_hash("zh"),
    });
    let bodies = [
        ("PUT", "/v1/choices/ads", decision, "verb"),
        ("POST", "/v1/views", view, "surface"),
        ("POST", "/v1/acknowledgements", acknowledgement, "answer"),
        ("POST", "/v1/guardians", act, "relation"),
    ];
    for (method, path, good, field) in bodies {
        let request = |kind: &str, body: Vec<u8>| {
            let request = Request::builder().method(method).uri(path);
            let request = request
                .header("idempotency-key", "k")
                .header("if-match", "\"0\"");
            let request = request.header("content-type", kind);
            request.body(Body::from(body)).unwrap()
        };
        let plain = "application/json";
        let values: Vec<_> = good.as_object().unwrap().values().cloned().collect();
        let array = request(plain, serde_json::to_vec(&values).unwrap());
        let problem = browser.send(array).await.problem(ProblemCode::BadRequest);
        assert!(
            problem.detail.contains("has to be a JSON object"),
            "{path}: {problem:?}"
        );

        let text = good.to_string();
        for kind in [
            "application/json; charset=utf-16",
            "application/ld+json",
            "text/plain",
        ] {
            let other = request(kind, text.clone().into_bytes());
            let problem = browser.send(other).await.problem(ProblemCode::NotJson);
            assert!(
                problem.detail.contains("JSON in UTF-8"),
                "{kind}: {problem:?}"
            );
        }

        let first = good[field].clone();
        let wrong = [
            7.into(),
            true.into(),
            serde_json::json!([first]),
            serde_json::json!({"object": null}),
        ];
        for wrong in wrong {
            let mut body = good.clone();
            body[field] = wrong;
            let body = request(plain, body.to_string().into_bytes());
            let problem = browser.send(body).await.problem(ProblemCode::BadRequest);
            let begins = format!("`{field}` has to be ");
            assert!(problem.detail.starts_with(&begins), "{path}: {problem:?}");
        }

        let twice = text.replacen('{', &format!("{{\"{field}\": {first}, "), 1);
        let twice = request(plain, twice.into_bytes());
        let problem = browser.send(twice).await.problem(ProblemCode::BadRequest);
        assert!(
            problem.detail.contains("more than once"),
            "{path}: {problem:?}"
        );
    }
    assert!(browser.cookie.is_none(), "nothing was stored");
}

/// `ageBand` was passed over, and the child was not protected.
#[tokio::test]
async fn a_field_that_is_not_known_is_refused_wherever_it_comes() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let view_token = browser.view().await;
    let decision = decision("ads", Verb::Object, view_token.clone());
    let acknowledgement = Acknowledgement {
        answer: Answer::Read,
        view_token: view_token.clone(),
        client_time: None,
    };
    let act = GuardianAct {
        relation: Relation::Parent,
        view_token,
        statement_hash: statement_hash("zh"),
    };
    let put = Request::put("/v1/choices/ads")
        .header("idempotency-key", "k")
        .header("if-match", "\"0\"");
    let cases = [
        (put, json(&decision)),
        (Request::post("/v1/views"), json(&view("1", "zh"))),
        (
            Request::post("/v1/acknowledgements"),
            json(&acknowledgement),
        ),
        (Request::post("/v1/guardians"), json(&act)),
    ];
    for (request, mut body) in cases {
        body["ageBand"] = "under-14".into();
        let request = request.header("content-type", "application/json");
        let request = request.body(Body::from(body.to_string())).unwrap();
        let problem = browser.send(request).await.problem(ProblemCode::BadRequest);
        assert!(problem.detail.contains("ageBand"), "{problem:?}");
    }
    assert!(browser.cookie.is_none(), "nothing was stored");
}

fn json(body: &impl serde::Serialize) -> serde_json::Value {
    serde_json::to_value(body).unwrap()
}

/// Each says something else than the first one, whose answer would hide that it is not stored.
#[tokio::test]
async fn a_key_is_not_taken_again_for_any_other_wish() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let first = decision("ads", Verb::Object, browser.view().await);
    let stored = browser.put("ads", &first, "key", 0).await;
    assert_eq!(stored.status, StatusCode::OK, "{}", stored.text());
    let other_language = browser.view_of("1", "en").await;
    let others = [
        Decision {
            age_band: Some(AgeBand::Under14),
            ..first.clone()
        },
        Decision {
            verb: Verb::Allow,
            ..first.clone()
        },
        Decision {
            surface: "walk".to_owned(),
            ..first.clone()
        },
        Decision {
            words_hash: "f00".to_owned(),
            ..first.clone()
        },
        Decision {
            view_token: other_language,
            ..first.clone()
        },
    ];
    for other in others {
        let reply = browser.put("ads", &other, "key", 1).await;
        reply.problem(ProblemCode::KeyReused);
    }
    // What a client makes anew each time that it sends is no other wish.
    let again = Decision {
        view_token: browser.view().await,
        client_time: Some("2020-01-01T00:00:09Z".to_owned()),
        ..first
    };
    let again = browser.put("ads", &again, "key", 1).await;
    assert_eq!(again.json::<Decided>(), stored.json::<Decided>());
}

#[tokio::test]
async fn a_write_from_another_site_is_refused() {
    let server = Server::start().await;
    let cases = [
        (vec![("sec-fetch-site", "cross-site")], false),
        (vec![("sec-fetch-site", "same-site")], false),
        (vec![("sec-fetch-site", "same-origin")], true),
        (
            vec![("origin", "https://evil.example"), ("host", "good.example")],
            false,
        ),
        (vec![("origin", "null"), ("host", "good.example")], false),
        (
            vec![("origin", "https://good.example"), ("host", "good.example")],
            true,
        ),
    ];
    for (headers, is_fine) in cases {
        let mut browser = server.browser();
        browser.headers = headers
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        let answer = browser.post("/v1/views", &view("1", "zh")).await;
        assert_eq!(answer.status == StatusCode::OK, is_fine, "{headers:?}");
        if !is_fine {
            answer.problem(ProblemCode::CrossSite);
        }
    }
}

#[tokio::test]
async fn too_many_writes_are_refused_with_the_time_to_wait() {
    let server = Server::with(|settings| settings.writes_per_minute = 3).await;
    let mut browser = server.browser();
    let decision = decision("ads", Verb::Object, browser.view().await);
    browser.put("ads", &decision, "key", 0).await;
    for _ in 0..3 {
        browser.put("ads", &decision, "key", 0).await;
    }
    let answer = browser.put("ads", &decision, "key", 0).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    let problem = answer.problem(ProblemCode::TooManyRequests);
    assert_eq!(
        answer.header("retry-after"),
        problem.retry_after.unwrap().to_string()
    );
}

#[tokio::test]
async fn a_server_without_a_published_notice_says_so() {
    let server = Server::start().await;
    std::fs::remove_file(server.dir.path().join("content/index.json")).unwrap();
    let mut browser = server.browser();
    let answer = browser.get("/v1/choices").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    answer.problem(ProblemCode::SiteMissing);
    let answer = browser.get("/health/ready").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text().contains("site: no notice is published\n"));
    assert_eq!(browser.get("/health/live").await.status, StatusCode::OK);
}

/// Refusals of the router and of its parts came as plain text or with nothing.
#[tokio::test]
async fn every_refusal_is_a_problem_with_a_code() {
    let server = Server::start().await;
    let long = "x".repeat(9_000);
    let token = "x".repeat(40_000);
    let plain = ("accept", "*/*");
    let address = format!("/v1/records?after={long}");
    let cases = [
        ("GET", "/v1/records/%ff/receipt", plain, 400),
        ("PUT", "/v1/choices/%ff", plain, 400),
        ("GET", "/v1/records?after=x", plain, 400),
        ("GET", "/v1/choices", ("authorization", "Bearer x"), 401),
        ("GET", "/v1", plain, 404),
        ("GET", "/v1/%ff", plain, 404),
        ("GET", "/v1/records/x/receipt", plain, 404),
        ("POST", "/", plain, 405),
        ("DELETE", "/openapi.json", plain, 405),
        ("DELETE", "/health/ready", plain, 405),
        ("POST", "/.well-known/jwks.json", plain, 405),
        ("TRACE", "/v1/choices", plain, 405),
        ("DELETE", "/zh/", plain, 405),
        ("GET", &address, plain, 414),
        ("GET", "/v1/choices", ("cookie", &token), 431),
    ];
    for (method, path, (name, value), status) in cases {
        let request = Request::builder().method(method).uri(path);
        let request = request.header(name, value).body(Body::empty()).unwrap();
        let answer = server.send(request).await;
        is_problem(&answer, status, &format!("{method} {path}"));
        let allows = !answer.header("allow").is_empty();
        assert_eq!(allows, status == 405, "{method} {path}: {answer:?}");
    }
    for (path, status) in [("/none", 404), ("/v1/choices", 404)] {
        is_problem(&server.admin(path).await, status, path);
    }
}

#[track_caller]
fn is_problem(answer: &Reply, status: u16, asked: &str) {
    assert_eq!(answer.status, status, "{asked}");
    let kind = answer.header("content-type");
    assert_eq!(kind, "application/problem+json", "{asked}");
    let problem: Problem = answer.json();
    assert_eq!(problem.status, status, "{asked}");
    assert!(!problem.detail.is_empty(), "{asked}");
}

#[tokio::test]
async fn an_address_or_method_that_the_api_lacks_is_a_problem_too() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser
        .get("/v1/nothing")
        .await
        .problem(ProblemCode::NotFound);
    browser
        .delete("/v1/choices")
        .await
        .problem(ProblemCode::MethodNotAllowed);
}
