//! One contract, run over all stores: SQLite, PostgreSQL, and PostgreSQL on several machines.

use std::sync::Arc;

use crate::common::postgres::Postgres;
use crate::common::sharded::Sharded;
use consent::chain;
use consent::wire::{Actor, Delivery, Record};
use server::store::{
    self, Change, Erase, ErasureMark, Filing, Inserted, KeyRow, NewKey, Row, Store,
};
use tempfile::TempDir;

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_keeps_the_contract() {
    let dir = TempDir::new().unwrap();
    let address = format!("sqlite:{}", dir.path().join("folder/consent.db").display());
    keeps_the_contract(&address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_keeps_the_contract() {
    let Some(server) = Postgres::start() else {
        return;
    };
    keeps_the_contract(&server.database("contract")).await;
    let store = store::open(&server.database("groups"), store::GROUP)
        .await
        .unwrap();
    a_row_that_cannot_be_written_harms_no_other(&store).await;
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_shards_keep_the_contract() {
    let Some(sharded) = Sharded::start() else {
        return;
    };
    keeps_the_contract(&sharded.database("contract")).await;
    let store = store::open(&sharded.database("groups"), store::GROUP)
        .await
        .unwrap();
    a_row_that_cannot_be_written_harms_no_other(&store).await;
    store.close().await;
}

/// PostgreSQL has no text with a zero byte: the statement that such a row is in fails.
async fn a_row_that_cannot_be_written_harms_no_other(store: &Arc<dyn Store>) {
    let tasks: Vec<_> = (0..100)
        .map(|place| {
            let store = store.clone();
            let mut row = next(&format!("group-{place}"), None, "ads", 1, "k");
            if place % 10 == 3 {
                row.surface = "\0".to_owned();
            }
            tokio::spawn(async move { (row.surface == "\0", store.insert(row).await) })
        })
        .collect();
    for task in tasks {
        match task.await.unwrap() {
            (true, outcome) => assert!(outcome.is_err()),
            (false, outcome) => assert_eq!(outcome.unwrap(), Inserted::Stored),
        }
    }
}

async fn keeps_the_contract(address: &str) {
    let store = store::open(address, store::GROUP).await.unwrap();
    a_new_person_has_nothing(&store).await;
    a_row_comes_back_as_it_went_in(&store).await;
    a_taken_place_or_key_or_revision_is_not_taken_again(&store).await;
    a_row_without_the_one_before_it_is_not_added(&store).await;
    a_snapshot_shows_replay_head_and_current(&store).await;
    the_latest_row_of_each_purpose_is_found(&store).await;
    chains_are_listed_in_the_order_of_names(&store).await;
    an_erased_person_leaves_a_mark_and_nothing_else(&store).await;
    an_erasure_is_told_once_and_then_names_nobody(&store).await;
    many_people_are_stored_at_the_same_time(&store).await;
    deliveries_come_due_in_order(&store).await;
    a_post_is_noted_for_its_own_row_alone(&store).await;
    a_claim_that_ran_out_passes_to_another_server(&store).await;
    of_claims_at_the_same_time_one_succeeds(&store).await;
    a_later_decision_takes_the_place_of_an_earlier_one(&store).await;
    keys_and_secrets_are_kept(&store).await;
    store.ready().await.unwrap();
    assert_eq!(store.head("returns").await.unwrap().unwrap().sequence, 1);
    store.close().await;

    let again = store::open(address, store::GROUP).await.unwrap();
    assert_eq!(
        again.after("returns", 0, 1000).await.unwrap().len(),
        1,
        "rows survive a restart"
    );
    again.close().await;
}

/// The next row of a chain.
fn next(subject: &str, before: Option<&Row>, purpose: &str, revision: i64, key: &str) -> Row {
    let mut record = Record {
        id: uuid::Uuid::new_v4().to_string(),
        principal: format!("principal-{subject}"),
        sequence: before.map_or(1, |row| row.sequence.cast_unsigned() + 1),
        purpose: purpose.to_owned(),
        kind: "opt-out".to_owned(),
        verb: "object".to_owned(),
        state: "objected".to_owned(),
        revision: revision.cast_unsigned(),
        time: "2026-01-02T03:04:05.678Z".to_owned(),
        client_time: None,
        release: "1".to_owned(),
        language: "zh".to_owned(),
        text_hash: "听一听".to_owned(),
        words_hash: "w".to_owned(),
        surface: "choices".to_owned(),
        actor: Actor::Guardian,
        entity: "e".to_owned(),
        age_band: Some(consent::wire::AgeBand::From14To17),
        gpc: true,
        previous_hash: before
            .map_or(chain::START, |row| &row.record_hash)
            .to_owned(),
        record_hash: String::new(),
    };
    record.record_hash = chain::record_hash(&record);
    let filing = Filing {
        subject: subject.to_owned(),
        receipt: "a.b.c".to_owned(),
        key_hash: key.to_owned(),
        request_hash: "f".to_owned(),
        delivery: Delivery::Recorded,
    };
    Row::new(record, filing)
}

async fn add(store: &Arc<dyn Store>, row: &Row) -> Inserted {
    store.insert(row.clone()).await.unwrap()
}

async fn a_new_person_has_nothing(store: &Arc<dyn Store>) {
    let snapshot = store.snapshot("nobody", "k", "ads").await.unwrap();
    assert!(snapshot.replay.is_none() && snapshot.head.is_none() && snapshot.current.is_none());
    assert!(store.latest("nobody").await.unwrap().is_empty());
    assert!(store.record("nobody", "id").await.unwrap().is_none());
    assert_eq!(erase(store, "nobody").await, None);
}

async fn a_row_comes_back_as_it_went_in(store: &Arc<dyn Store>) {
    let row = next("returns", None, "ads", 1, "k1");
    assert_eq!(add(store, &row).await, Inserted::Stored);
    assert_eq!(
        store.after("returns", 0, 1000).await.unwrap(),
        std::slice::from_ref(&row)
    );
    assert_eq!(
        store.record("returns", &row.id).await.unwrap(),
        Some(row.clone())
    );
    assert_eq!(store.record("somebody-else", &row.id).await.unwrap(), None);
    assert_eq!(chain::verify(&[row.record()]), Ok(()));
}

async fn a_taken_place_or_key_or_revision_is_not_taken_again(store: &Arc<dyn Store>) {
    let first = next("taken", None, "ads", 1, "k1");
    assert_eq!(add(store, &first).await, Inserted::Stored);
    let same_place = next("taken", None, "tune", 1, "k2");
    let same_key = next("taken", Some(&first), "tune", 1, "k1");
    let same_revision = next("taken", Some(&first), "ads", 1, "k3");
    for row in [same_place, same_key, same_revision] {
        assert_eq!(add(store, &row).await, Inserted::Taken);
    }
    assert_eq!(store.after("taken", 0, 1000).await.unwrap().len(), 1);
}

async fn a_row_without_the_one_before_it_is_not_added(store: &Arc<dyn Store>) {
    let first = next("gap", None, "ads", 1, "k1");
    let second = next("gap", Some(&first), "ads", 2, "k2");
    assert_eq!(add(store, &second).await, Inserted::Taken);
    assert_eq!(add(store, &first).await, Inserted::Stored);
    let mut other = second.clone();
    other.previous_hash = "another".to_owned();
    assert_eq!(add(store, &other).await, Inserted::Taken);
    assert_eq!(add(store, &second).await, Inserted::Stored);
}

async fn a_snapshot_shows_replay_head_and_current(store: &Arc<dyn Store>) {
    let first = next("snap", None, "ads", 1, "k1");
    let second = next("snap", Some(&first), "ads", 2, "k2");
    let third = next("snap", Some(&second), "tune", 1, "k3");
    for row in [&first, &second, &third] {
        add(store, row).await;
    }
    let snapshot = store.snapshot("snap", "k1", "ads").await.unwrap();
    assert_eq!(snapshot.replay, Some(first));
    assert_eq!(snapshot.head, Some(third));
    assert_eq!(snapshot.current, Some(second));
}

async fn the_latest_row_of_each_purpose_is_found(store: &Arc<dyn Store>) {
    let latest = store.latest("snap").await.unwrap();
    let found: Vec<_> = latest
        .iter()
        .map(|row| (row.purpose.as_str(), row.revision))
        .collect();
    assert_eq!(found, [("ads", 2), ("tune", 1)]);
}

async fn erase(store: &Arc<dyn Store>, subject: &str) -> Option<(ErasureMark, u64)> {
    let erase = Erase {
        subject,
        at: "2026-01-02T03:04:05.678Z",
        is_told: true,
    };
    store.erase(erase).await.unwrap()
}

async fn an_erased_person_leaves_a_mark_and_nothing_else(store: &Arc<dyn Store>) {
    let before = store.after("snap", 0, 1000).await.unwrap();
    let (mark, rows) = erase(store, "snap").await.unwrap();
    assert_eq!(rows, 3);
    assert_eq!(mark, ErasureMark::of("snap", "principal-snap", &mark.at));
    assert!(store.after("snap", 0, 1000).await.unwrap().is_empty());
    assert!(store.is_erased("snap").await.unwrap());
    assert!(!store.is_erased("taken").await.unwrap());
    let since = store.erasures_since("2026").await.unwrap();
    assert_eq!(since, std::slice::from_ref(&mark));
    assert!(store.erasures_since("2027").await.unwrap().is_empty());
    let late = next("snap", before.last(), "tune", 2, "k4");
    assert_eq!(
        add(store, &late).await,
        Inserted::Taken,
        "nothing hangs on an erased chain"
    );
    assert_eq!(erase(store, "snap").await, None, "there is nothing more");
    let anew = next("snap", None, "ads", 1, "k1");
    assert_eq!(add(store, &anew).await, Inserted::Stored);
}

/// After [`an_erased_person_leaves_a_mark_and_nothing_else`].
async fn an_erasure_is_told_once_and_then_names_nobody(store: &Arc<dyn Store>) {
    let due = store.due_erasures(1000, 10).await.unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!(
        (due[0].records, due[0].principal.as_str()),
        (3, "principal-snap")
    );
    assert!(store.claim_erasure(&due[0], 1020).await.unwrap());
    assert!(
        !store.claim_erasure(&due[0], 1020).await.unwrap(),
        "one claims it"
    );
    assert!(store.due_erasures(1019, 10).await.unwrap().is_empty());
    let mark = due[0].erasure_hash.as_str();
    store
        .note_erasure(mark, 1, Delivery::Sending, 1020)
        .await
        .unwrap();
    let again = store.due_erasures(1020, 10).await.unwrap();
    assert!(store.claim_erasure(&again[0], 1040).await.unwrap());
    store
        .note_erasure(mark, 2, Delivery::Applied, 0)
        .await
        .unwrap();
    assert!(store.due_erasures(5000, 10).await.unwrap().is_empty());
}

async fn chains_are_listed_in_the_order_of_names(store: &Arc<dyn Store>) {
    let chains = store.chains("", 2).await.unwrap();
    assert_eq!(chains.len(), 2);
    assert!(chains[0].subject < chains[1].subject);
    let rest = store.chains(&chains[1].subject, 1000).await.unwrap();
    assert!(rest.iter().all(|chain| chain.subject > chains[1].subject));
}

async fn many_people_are_stored_at_the_same_time(store: &Arc<dyn Store>) {
    let tasks: Vec<_> = (0..200)
        .map(|place| {
            let store = store.clone();
            tokio::spawn(async move {
                let row = next(&format!("many-{place}"), None, "ads", 1, "k");
                add(&store, &row).await
            })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), Inserted::Stored);
    }
    assert_eq!(store.after("many-199", 0, 1000).await.unwrap().len(), 1);
}

async fn deliveries_come_due_in_order(store: &Arc<dyn Store>) {
    let mut first = next("due", None, "ads", 1, "k1");
    let mut second = next("due", Some(&first), "tune", 1, "k2");
    first.delivery = Delivery::Sending.code().to_owned();
    second.delivery = first.delivery.clone();
    add(store, &first).await;
    add(store, &second).await;
    let due = |now| async move {
        let rows = store.due(now, 10).await.unwrap();
        rows.iter().map(|row| row.sequence).collect::<Vec<_>>()
    };
    assert_eq!(due(0).await, [1], "a later row waits for the earlier one");
    assert!(store.claim(&first, 0, 20).await.unwrap());
    assert!(!store.claim(&first, 0, 20).await.unwrap(), "claimed once");
    assert!(due(19).await.is_empty(), "and while it is being posted");
    first.attempts = 1;
    first.next_attempt = 100;
    assert!(store.note_delivery(&first).await.unwrap());
    assert_eq!(due(99).await, [2], "one that was not taken holds up nobody");
    assert_eq!(due(100).await, [2, 1]);
    assert!(store.claim(&first, 100, 120).await.unwrap());
    assert!(
        !store.note_delivery(&first).await.unwrap(),
        "the answer to an earlier post comes too late"
    );
    first.attempts = 2;
    first.delivery = Delivery::Applied.code().to_owned();
    assert!(store.note_delivery(&first).await.unwrap());
    assert_eq!(due(100).await, [2]);
    for delivery in [Delivery::Sending, Delivery::Failed] {
        first.delivery = delivery.code().to_owned();
        assert!(
            !store.note_delivery(&first).await.unwrap(),
            "applied it stays"
        );
        assert!(!store.claim(&first, 500, 520).await.unwrap());
    }
}

async fn a_claim_that_ran_out_passes_to_another_server(store: &Arc<dyn Store>) {
    let mut row = next("claims", None, "ads", 1, "k1");
    row.delivery = Delivery::Sending.code().to_owned();
    add(store, &row).await;
    assert!(store.claim(&row, 0, 20).await.unwrap());
    row.attempts = 1;
    assert!(!store.claim(&row, 19, 39).await.unwrap());
    assert!(store.claim(&row, 20, 40).await.unwrap());
    row.delivery = Delivery::Failed.code().to_owned();
    assert!(
        !store.note_delivery(&row).await.unwrap(),
        "it has passed on"
    );
    row.attempts = 2;
    assert!(store.note_delivery(&row).await.unwrap());
    assert_eq!(store.retry_failed().await.unwrap(), 1);
    let again = store.due(0, 100).await.unwrap();
    let again = again.iter().find(|again| again.id == row.id).unwrap();
    assert_eq!(again.attempts, 0);
    assert!(store.claim(again, 0, 20).await.unwrap());
}

async fn of_claims_at_the_same_time_one_succeeds(store: &Arc<dyn Store>) {
    for round in 0..10 {
        let mut row = next(&format!("race-{round}"), None, "ads", 1, "k1");
        row.delivery = Delivery::Sending.code().to_owned();
        add(store, &row).await;
        let claim = |_| {
            let (store, row) = (store.clone(), row.clone());
            tokio::spawn(async move { store.claim(&row, 0, 20).await.unwrap() })
        };
        let claims: Vec<_> = (0..8).map(claim).collect();
        let mut claimed = 0;
        for claim in claims {
            claimed += i32::from(claim.await.unwrap());
        }
        assert_eq!(claimed, 1);
    }
}

async fn a_later_decision_takes_the_place_of_an_earlier_one(store: &Arc<dyn Store>) {
    let sending = |mut row: Row| {
        row.delivery = Delivery::Sending.code().to_owned();
        row
    };
    let mut given = sending(next("place", None, "face", 1, "k1"));
    add(store, &given).await;
    assert!(store.claim(&given, 0, 20).await.unwrap());
    let withdrawn = sending(next("place", Some(&given), "face", 2, "k2"));
    add(store, &withdrawn).await;
    let delivery = |row: &Row| {
        let id = row.id.clone();
        async move {
            store
                .record("place", &id)
                .await
                .unwrap()
                .unwrap()
                .delivery()
        }
    };
    assert!(
        !store.claim(&withdrawn, 19, 39).await.unwrap(),
        "the earlier one may be arriving now"
    );
    given.attempts = 1;
    given.delivery = Delivery::Failed.code().to_owned();
    assert!(store.note_delivery(&given).await.unwrap());
    assert!(store.claim(&withdrawn, 1, 21).await.unwrap());
    assert_eq!(delivery(&given).await, Delivery::Superseded);
    assert_eq!(delivery(&withdrawn).await, Delivery::Sending);
    assert_eq!(store.retry_failed().await.unwrap(), 0);
    given.delivery = Delivery::Applied.code().to_owned();
    assert!(!store.note_delivery(&given).await.unwrap());
}

/// After [`deliveries_come_due_in_order`]: the second is being sent.
async fn a_post_is_noted_for_its_own_row_alone(store: &Arc<dyn Store>) {
    let delivery = || async {
        let rows = store.latest("due").await.unwrap();
        let second = rows.iter().find(|row| row.sequence == 2);
        second.unwrap().delivery()
    };
    let mut second = store.after("due", 1, 1000).await.unwrap().remove(0);
    assert!(store.claim(&second, 0, 20).await.unwrap());
    second.attempts = 1;
    second.delivery = Delivery::Applied.code().to_owned();
    let mut erased = second.clone();
    erased.id = "another".to_owned();
    assert!(!store.note_delivery(&erased).await.unwrap());
    assert_eq!(delivery().await, Delivery::Sending, "another row's place");
    assert!(store.note_delivery(&second).await.unwrap());
    assert_eq!(delivery().await, Delivery::Applied);
}

async fn keys_and_secrets_are_kept(store: &Arc<dyn Store>) {
    let new = |kid: &str| NewKey {
        kid: kid.to_owned(),
        public: vec![8; 32],
        seed: Some(vec![7; 32]),
        created_at: 1,
    };
    for (kid, expected) in [("b", 1), ("a", 1), ("b", 0)] {
        let added = store.change(Change::AddKey(new(kid))).await.unwrap();
        assert_eq!(added, expected, "{kid}");
    }
    let keys = store.keys().await.unwrap();
    let kids: Vec<_> = keys
        .iter()
        .map(|key| (key.kid.as_str(), key.place))
        .collect();
    assert_eq!(
        kids,
        [("a", 2), ("b", 1)],
        "the one that was added last first"
    );
    store.change(Change::ForgetSeeds(2)).await.unwrap();
    let seeds = |keys: Vec<KeyRow>| {
        keys.iter()
            .map(|key| key.seed.is_some())
            .collect::<Vec<_>>()
    };
    assert_eq!(seeds(store.keys().await.unwrap()), [true, false]);
    let since = "2026-01-02T03:04:05.000Z".to_owned();
    for (kid, expected) in [("a", 1), ("c", 0)] {
        let (kid, since) = (kid.to_owned(), since.clone());
        let revoked = store.change(Change::RevokeKey { kid, since });
        assert_eq!(revoked.await.unwrap(), expected);
    }
    let keys = store.keys().await.unwrap();
    assert_eq!(keys[0].revoked_since, Some(since));
    assert_eq!(seeds(keys), [false, false]);

    let propose = |value| Change::ProposeSecret("s".to_owned(), vec![value]);
    assert_eq!(store.secret("s").await.unwrap(), None);
    for value in [1, 2] {
        store.change(propose(value)).await.unwrap();
        assert_eq!(
            store.secret("s").await.unwrap(),
            Some(vec![1]),
            "the first one stays"
        );
    }
    store
        .change(Change::ForgetSecret("s".to_owned()))
        .await
        .unwrap();
    assert_eq!(store.secret("s").await.unwrap(), None);
}
