//! The first record of a person, of whatever kind: sent twice, because the answer and the cookie in
//! it were lost, it is one record of one person, under whichever of its view tokens it is sent.

use axum::http::StatusCode;
use consent::wire::*;
use serde_json::Value;
use server::store;
use tempfile::TempDir;

use crate::common::postgres::Postgres;
use crate::common::*;

/// What can make a person known.
#[derive(Debug, Clone, Copy)]
enum First {
    Decision,
    AgeBand,
    Acknowledgement,
    AcknowledgementWithKey,
    Guardian,
}

impl First {
    const ALL: [Self; 5] = [
        Self::Decision,
        Self::AgeBand,
        Self::Acknowledgement,
        Self::AcknowledgementWithKey,
        Self::Guardian,
    ];

    async fn send(self, browser: &mut Browser<'_>, view_token: &str, key: &str) -> Reply {
        let view_token = view_token.to_owned();
        match self {
            Self::Decision | Self::AgeBand => {
                let mut decision = decision("ads", Verb::Object, view_token);
                let states_age = matches!(self, Self::AgeBand);
                decision.age_band = states_age.then_some(AgeBand::Under14);
                browser.put("ads", &decision, key, 0).await
            }
            Self::Acknowledgement | Self::AcknowledgementWithKey => {
                if matches!(self, Self::AcknowledgementWithKey) {
                    browser.headers = vec![("idempotency-key", key.to_owned())];
                }
                let accepted = Acknowledgement {
                    answer: Answer::Accepted,
                    view_token,
                    client_time: None,
                };
                let reply = browser.post("/v1/acknowledgements", &accepted).await;
                browser.headers.clear();
                reply
            }
            Self::Guardian => {
                let act = GuardianAct {
                    relation: Relation::Parent,
                    view_token,
                    statement_hash: statement_hash("zh"),
                };
                browser.post("/v1/guardians", &act).await
            }
        }
    }
}

/// A view token, and the fresh one that a request which arrives too late is refused with.
async fn old_and_fresh(server: &Server, first: First, key: &str) -> [String; 2] {
    let mut browser = server.browser();
    let old = browser.view().await;
    server.clock.advance(31 * 60);
    let refused = first.send(&mut browser, &old, key).await;
    let fresh = refused.problem(ProblemCode::ViewExpired).view_token;
    assert!(browser.cookie.is_none(), "nothing is stored");
    server.clock.advance(-31 * 60);
    [old, fresh.unwrap()]
}

/// Each answer is about the same record, and each cookie leads to it and to nothing else.
async fn is_one_record(first: First, answers: [(Reply, Browser<'_>); 2]) {
    let mut told = Vec::new();
    for (reply, mut browser) in answers {
        assert_eq!(reply.status, StatusCode::OK, "{first:?}: {}", reply.text());
        let body: Value = reply.json();
        let records: Records = browser.get("/v1/records").await.json();
        assert_eq!(records.records.len(), 1, "{first:?}");
        let is_it = [&body["record"], &body["entity"]]
            .iter()
            .any(|id| **id == *records.records[0].id || **id == *records.records[0].entity);
        assert!(is_it, "{first:?}: {body}");
        told.push((browser.subject(), records.records[0].id.clone()));
    }
    assert!(told[0] == told[1], "{first:?}: two people of one request");
}

async fn in_turn(server: &Server) {
    for first in First::ALL {
        for comes_first in [0, 1] {
            let key = new_key();
            let tokens = old_and_fresh(server, first, &key).await;
            let send = async |token: &str| {
                let mut browser = server.browser();
                let reply = first.send(&mut browser, token, &key).await;
                (reply, browser)
            };
            let one = send(&tokens[comes_first]).await;
            let other = send(&tokens[1 - comes_first]).await;
            is_one_record(first, [one, other]).await;
        }
    }
}

async fn at_once(one: &Server, other: &Server) {
    for first in First::ALL {
        for _ in 0..5 {
            let key = new_key();
            let [old, fresh] = old_and_fresh(one, first, &key).await;
            let (mut here, mut there) = (one.browser(), other.browser());
            let (reply, second) = tokio::join!(
                first.send(&mut here, &old, &key),
                first.send(&mut there, &fresh, &key),
            );
            is_one_record(first, [(reply, here), (second, there)]).await;
        }
    }
}

async fn server(address: &str) -> Server {
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let store = store::open(address, store::GROUP).await.unwrap();
    Server::over(dir, store, |settings| settings.writes_per_minute = 0).await
}

/// An acknowledgement without a key and a guardian's statement were stored under the token's own
/// nonce, so the same act under the fresh token was another record, of another person.
#[tokio::test(flavor = "multi_thread")]
async fn a_first_record_under_either_token_of_its_view_is_one_in_sqlite() {
    let dir = TempDir::new().unwrap();
    let address = format!("sqlite:{}", dir.path().join("consent.db").display());
    let server = server(&address).await;
    in_turn(&server).await;
    at_once(&server, &server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_record_under_either_token_of_its_view_is_one_in_postgres() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let address = postgres.database("first");
    let (one, other) = (server(&address).await, server(&address).await);
    in_turn(&one).await;
    at_once(&one, &one).await;
    at_once(&one, &other).await;
}

/// Whoever had lost the cookie stated it anew as the guardian of another child.
#[tokio::test]
async fn a_statement_that_is_made_once_more_is_for_the_same_child() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let old = browser.view().await;
    let state = async |browser: &mut Browser<'_>, token: &str| {
        First::Guardian.send(browser, token, "").await
    };
    let first: GuardianStep = state(&mut browser, &old).await.json();
    let child = browser.subject();
    browser.cookie = None;
    server.clock.advance(31 * 60);
    let refused = state(&mut browser, &old).await;
    let fresh = refused
        .problem(ProblemCode::ViewExpired)
        .view_token
        .unwrap();
    let again: GuardianStep = state(&mut browser, &fresh).await.json();
    assert_ne!(again.entity, first.entity, "another statement");
    assert!(browser.subject() == child, "of the same child's guardian");

    // Sent once more, since that answer was lost too, it is no third one.
    browser.cookie = None;
    let repeated: GuardianStep = state(&mut browser, &fresh).await.json();
    assert_eq!(repeated.entity, again.entity);
    assert!(browser.subject() == child);
    let records: Records = browser.get("/v1/records").await.json();
    assert_eq!(records.records.len(), 2);
}

/// Each erasure made the next one dearer, for as long as the key and the view lead back.
#[tokio::test]
async fn one_request_makes_nobody_known_for_ever() {
    let server = Server::start().await;
    let view = server.browser().view().await;
    let decided = decision("ads", Verb::Object, view);
    let mut made = 0;
    loop {
        let mut browser = server.browser();
        let answer = browser.put("ads", &decided, "the-same-key", 0).await;
        if answer.status != StatusCode::OK {
            answer.problem(ProblemCode::KeyReused);
            break;
        }
        made += 1;
        assert!(made < 100);
        browser.delete("/v1/subject").await;
    }
    assert!(made > 3, "a few times it is the same person who began anew");
}
