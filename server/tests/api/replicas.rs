//! Two servers over one store: what one remembers of a person never outweighs what the other wrote.

use crate::common::postgres::Postgres;
use crate::common::sharded::Sharded;
use crate::common::*;
use axum::http::StatusCode;
use consent::chain;
use consent::wire::*;
use server::store;
use tempfile::TempDir;

#[tokio::test(flavor = "multi_thread")]
async fn servers_over_sqlite_agree() {
    let dir = TempDir::new().unwrap();
    let address = format!("sqlite:{}", dir.path().join("consent.db").display());
    agree(&address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_over_postgres_agree() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    agree(&postgres.database("replicas")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_over_two_shards_agree() {
    let Some(sharded) = Sharded::start() else {
        return;
    };
    agree(&sharded.database("replicas")).await;
}

async fn agree(address: &str) {
    let (one, other) = (server(address).await, server(address).await);
    turns_are_stored_in_order(&one, &other).await;
    a_refusal_rests_on_the_store(&one, &other).await;
    a_key_counts_once_on_both(&one, &other).await;
    an_erased_person_is_new_everywhere(&one, &other).await;
    races_leave_one_chain(&one, &other).await;
    one.app.store.close().await;
    other.app.store.close().await;
}

async fn server(address: &str) -> Server {
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let store = store::open(address, store::GROUP).await.unwrap();
    Server::over(dir, store, |settings| settings.writes_per_minute = 0).await
}

/// The same browser, now reaching the other server.
fn at<'s>(server: &'s Server, browser: &Browser) -> Browser<'s> {
    let mut there = server.browser();
    there.cookie.clone_from(&browser.cookie);
    there
}

async fn turns_are_stored_in_order(one: &Server, other: &Server) {
    let mut here = one.browser();
    let first = here.decide("ads", Verb::Object).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text());
    let mut there = at(other, &here);
    for turn in 0..6 {
        let verb = if turn % 2 == 0 {
            Verb::Allow
        } else {
            Verb::Object
        };
        let who = if turn % 2 == 0 { &mut there } else { &mut here };
        let answer = who.decide("ads", verb).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let answer = who.decide("tune", verb).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    }
    let records: Records = here.get("/v1/records").await.json();
    assert_eq!(records.records.len(), 13);
    verify(records.records);
}

/// The first server remembers revision 1; the person is at 2, as the other server wrote.
async fn a_refusal_rests_on_the_store(one: &Server, other: &Server) {
    let mut here = one.browser();
    here.decide("ads", Verb::Object).await;
    let mut there = at(other, &here);
    assert_eq!(
        there.decide("ads", Verb::Allow).await.status,
        StatusCode::OK
    );
    let decision = decision("ads", Verb::Object, here.view().await);
    let stale = here.put("ads", &decision, &new_key(), 1).await;
    let problem = stale.problem(ProblemCode::RevisionStale);
    assert_eq!(
        problem.choice.unwrap().revision,
        2,
        "the newer state is told"
    );
    let right = here.put("ads", &decision, &new_key(), 2).await;
    assert_eq!(right.status, StatusCode::OK, "{}", right.text());
}

async fn a_key_counts_once_on_both(one: &Server, other: &Server) {
    let mut here = one.browser();
    let decision = decision("ads", Verb::Object, here.view().await);
    let key = new_key();
    let first: Decided = here.put("ads", &decision, &key, 0).await.json();
    for server in [one, other] {
        // The answer was lost, and the cookie with it.
        let mut again = server.browser();
        let repeated: Decided = again.put("ads", &decision, &key, 0).await.json();
        assert_eq!(repeated.record, first.record);
        assert_eq!(repeated.receipt, first.receipt);
    }
    let records: Records = here.get("/v1/records").await.json();
    assert_eq!(records.records.len(), 1);
}

async fn an_erased_person_is_new_everywhere(one: &Server, other: &Server) {
    let mut here = one.browser();
    here.decide("ads", Verb::Object).await;
    let mut there = at(other, &here);
    there.decide("tune", Verb::Object).await;
    let cookie = here.cookie.clone();
    assert_eq!(there.delete("/v1/subject").await.status, StatusCode::OK);
    // A browser that kept its cookie, at the server that still remembers the person.
    here.cookie = cookie;
    let answer = here.decide("ads", Verb::Object).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let given = answer.header("set-cookie");
    assert!(
        given.starts_with("mingbai="),
        "the erasure took it: {given}"
    );
    let records: Records = here.get("/v1/records").await.json();
    assert_eq!(records.records.len(), 1, "nothing of before comes back");
    assert_eq!(records.records[0].sequence, 1);
}

async fn races_leave_one_chain(one: &Server, other: &Server) {
    let mut here = one.browser();
    here.decide("ads", Verb::Object).await;
    for _ in 0..20 {
        let (mut left, mut right) = (at(one, &here), at(other, &here));
        let (left, right) = tokio::join!(
            left.decide("ads", flip(&mut here).await),
            right.decide("tune", Verb::Object)
        );
        for answer in [left, right] {
            let refused = [
                StatusCode::UNPROCESSABLE_ENTITY,
                StatusCode::PRECONDITION_FAILED,
            ];
            let is_known = answer.status == StatusCode::OK || refused.contains(&answer.status);
            assert!(is_known, "{}", answer.text());
        }
    }
    let records: Records = here.get("/v1/records").await.json();
    assert!(records.records.len() > 20);
    verify(records.records);
}

async fn flip(browser: &mut Browser<'_>) -> Verb {
    let choice = browser.choice("ads").await;
    if choice.revision % 2 == 0 {
        Verb::Object
    } else {
        Verb::Allow
    }
}

#[track_caller]
fn verify(mut records: Vec<Record>) {
    records.sort_by_key(|record| record.sequence);
    assert!(chain::verify(&records).is_ok());
}
