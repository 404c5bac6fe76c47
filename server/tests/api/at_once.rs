//! Many things at once for one person: what was confirmed is in the records, exactly once, and an
//! erasure leaves nothing half gone.

use std::sync::Arc;

use axum::http::StatusCode;
use consent::chain;
use consent::manifest::SiteManifest;
use consent::wire::*;
use futures_util::future::join_all;
use server::store;
use tempfile::TempDir;

use crate::common::postgres::Postgres;
use crate::common::sharded::Sharded;
use crate::common::*;

/// Purposes that one person decides on at the same time.
const PURPOSES: usize = 20;

/// A site with many opt-outs.
fn wide_site() -> SiteManifest {
    let mut site = site();
    site.releases[0].purposes = (0..PURPOSES)
        .map(|place| purpose(&format!("o{place}"), Kind::OptOut, "1"))
        .collect();
    site
}

async fn server(address: &str) -> Server {
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &wide_site());
    let store = store::open(address, store::GROUP).await.unwrap();
    Server::over(dir, store, |settings| settings.writes_per_minute = 0).await
}

/// A decision on a purpose of the wide site.
fn wide_decision(place: usize, view_token: String) -> (String, Decision) {
    let id = format!("o{place}");
    let words_hash = purpose(&id, Kind::OptOut, "1").words_hash.zh;
    let decision = Decision {
        words_hash,
        ..decision("ads", Verb::Object, view_token)
    };
    (id, decision)
}

fn sqlite() -> (TempDir, String) {
    let dir = TempDir::new().unwrap();
    let address = format!("sqlite:{}", dir.path().join("consent.db").display());
    (dir, address)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_person_decides_at_once_is_all_stored_in_sqlite() {
    let (_dir, address) = sqlite();
    let server = server(&address).await;
    confirmed_at_once_is_stored(&server, &server).await;
    one_key_at_once_is_one_record(&server, &server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_person_decides_at_once_is_all_stored_in_postgres() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let address = postgres.database("at_once");
    let (one, other) = (server(&address).await, server(&address).await);
    confirmed_at_once_is_stored(&one, &one).await;
    confirmed_at_once_is_stored(&one, &other).await;
    one_key_at_once_is_one_record(&one, &one).await;
    one_key_at_once_is_one_record(&one, &other).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_person_decides_at_once_is_all_stored_on_two_shards() {
    let Some(sharded) = Sharded::start() else {
        return;
    };
    let address = sharded.database("at_once");
    let (one, other) = (server(&address).await, server(&address).await);
    confirmed_at_once_is_stored(&one, &other).await;
    one_key_at_once_is_one_record(&one, &other).await;
    erased_next_to_writers(&one, &other).await;
}

/// Every decision that was confirmed is in the records once, and its receipt is the one in them.
async fn confirmed_at_once_is_stored(one: &Server, other: &Server) {
    for _ in 0..10 {
        let mut person = one.browser();
        let view = person.view().await;
        let (id, first) = wide_decision(0, view.clone());
        let answer = person.put(&id, &first, &new_key(), 0).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let cookie = &person.cookie;
        let decide = |place: usize| {
            let view = view.clone();
            let server = if place.is_multiple_of(2) { one } else { other };
            async move {
                let mut device = server.browser();
                device.cookie.clone_from(cookie);
                let (id, decision) = wide_decision(place, view);
                device.put(&id, &decision, &new_key(), 0).await
            }
        };
        let answers = join_all((1..PURPOSES).map(decide)).await;
        let confirmed: Vec<Decided> = answers
            .iter()
            .filter(|answer| answer.status == StatusCode::OK)
            .map(Reply::json)
            .collect();
        assert!(confirmed.len() > PURPOSES / 2, "most are confirmed");
        let records: Records = person.get("/v1/records").await.json();
        assert_eq!(chain::verify(&records.records), Ok(()));
        assert_eq!(records.records.len(), confirmed.len() + 1);
        for decided in confirmed {
            let is_it = |record: &&Record| record.id == decided.record;
            let record = records.records.iter().find(is_it);
            let record = record.expect("what was confirmed is in the records");
            assert_eq!(record.purpose, decided.choice.purpose);
            let path = format!("/v1/records/{}/receipt", record.id);
            assert_eq!(person.get(&path).await.text(), decided.receipt);
        }
    }
}

async fn one_key_at_once_is_one_record(one: &Server, other: &Server) {
    for _ in 0..10 {
        let mut person = one.browser();
        let view = person.view().await;
        let key = new_key();
        let ask = |turn: usize| {
            let (id, decision) = wide_decision(1, view.clone());
            let (server, key) = (
                if turn.is_multiple_of(2) { one } else { other },
                key.clone(),
            );
            async move { server.browser().put(&id, &decision, &key, 0).await }
        };
        let answers = join_all((0..8).map(ask)).await;
        let records: std::collections::BTreeSet<String> = answers
            .iter()
            .map(|answer| answer.json::<Decided>().record)
            .collect();
        assert_eq!(records.len(), 1, "one key, one record, one answer");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_next_to_writers_leaves_nothing_half_gone_in_sqlite() {
    let (_dir, address) = sqlite();
    let server = server(&address).await;
    erased_next_to_writers(&server, &server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_next_to_writers_on_two_servers_leaves_nothing_half_gone_in_postgres() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let address = postgres.database("erasing");
    let (one, other) = (server(&address).await, server(&address).await);
    erased_next_to_writers(&one, &other).await;
}

/// Whatever was confirmed next to the erasure is either counted in it or belongs to a new chain.
async fn erased_next_to_writers(one: &Server, other: &Server) {
    for _ in 0..20 {
        let mut person = one.browser();
        let view = person.view().await;
        let (id, first) = wide_decision(0, view.clone());
        person.put(&id, &first, &new_key(), 0).await;
        let principal = person.get("/v1/records").await.json::<Records>().records[0]
            .principal
            .clone();
        let cookie = Arc::new(person.cookie.clone());
        let writers = (1..15).map(|place| {
            let (view, cookie) = (view.clone(), cookie.clone());
            async move {
                let mut device = other.browser();
                device.cookie.clone_from(&cookie);
                let (id, decision) = wide_decision(place, view);
                let answer = device.put(&id, &decision, &new_key(), 0).await;
                (answer, device.cookie)
            }
        });
        let mut eraser = one.browser();
        eraser.cookie.clone_from(&cookie);
        let (answers, erased) = tokio::join!(join_all(writers), eraser.delete("/v1/subject"));
        let erased: Erased = erased.json();
        let mut left = one.browser();
        left.cookie.clone_from(&cookie);
        let left: Records = left.get("/v1/records").await.json();
        assert_eq!(chain::verify(&left.records), Ok(()), "a whole new chain");
        let is_old = |record: &&Record| record.principal == principal;
        assert_eq!(
            left.records.iter().filter(is_old).count(),
            0,
            "rows are left"
        );
        let mut gone = 0;
        for (answer, cookie) in answers {
            if answer.status != StatusCode::OK {
                continue;
            }
            // After the erasure the same browser is a new person, who is told by a new cookie.
            let mut device = one.browser();
            device.cookie = cookie;
            let records: Records = device.get("/v1/records").await.json();
            let record = answer.json::<Decided>().record;
            gone += u64::from(!records.records.iter().any(|kept| kept.id == record));
        }
        assert_eq!(erased.records, 1 + gone, "confirmed and in neither place");
    }
}
