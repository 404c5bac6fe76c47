//! On two shards: a request asks one of them, one that fails takes only its own people along, and an
//! erasure is gone on with until nothing is left.

use axum::http::StatusCode;
use consent::chain;
use consent::wire::*;
use server::store::{self, Erase};
use sqlx::{Connection, Executor, PgConnection, query_scalar};
use tempfile::TempDir;

use crate::common::logs::Log;
use crate::common::sharded::Sharded;
use crate::common::*;

/// People of the tests: each is on either shard by chance.
const PEOPLE: usize = 16;

const DATABASE: &str = "consent";

/// A server that asks one shard in each statement.
async fn server(address: &str) -> Server {
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let store = store::open(address, 1).await.unwrap();
    Server::over(dir, store, |settings| settings.writes_per_minute = 0).await
}

async fn connect(address: &str) -> PgConnection {
    PgConnection::connect(address).await.unwrap()
}

/// Whose rows a shard has.
async fn subjects(address: &str) -> Vec<String> {
    query_scalar("SELECT DISTINCT subject FROM consent_record")
        .fetch_all(&mut connect(address).await)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shard_that_fails_takes_only_its_own_people_along() {
    let Some(sharded) = Sharded::start() else {
        return;
    };
    let server = server(&sharded.database(DATABASE)).await;
    let mut people = Vec::new();
    for _ in 0..PEOPLE {
        let mut person = server.browser();
        assert_eq!(
            person.decide("ads", Verb::Object).await.status,
            StatusCode::OK
        );
        people.push(person);
    }
    let first = subjects(&sharded.shards[0].address(DATABASE)).await;
    let is_on_first = |person: &Browser| first.contains(&person.subject().as_str().to_owned());
    let (mut here, mut there): (Vec<_>, Vec<_>) = people.into_iter().partition(is_on_first);
    assert!(!here.is_empty() && !there.is_empty(), "both have people");

    sharded.shards[1].stop_at_once();
    for person in &mut here {
        goes_on(person).await;
    }
    let erased: Erased = here[0].delete("/v1/subject").await.json();
    assert_eq!(erased.records, 2);
    let lost = there[0].get("/v1/choices").await;
    assert!(lost.status.is_server_error(), "{}", lost.text());
    sharded.shards[1].run_again();
    for person in &mut there {
        goes_on(person).await;
    }
}

/// Everything that a person can ask for.
async fn goes_on(person: &mut Browser<'_>) {
    let answer = person.decide("ads", Verb::Allow).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let records: Records = person.get("/v1/records").await.json();
    assert_eq!(chain::verify(&records.records), Ok(()));
    assert_eq!(records.records.len(), 2);
    let path = format!("/v1/records/{}/receipt", records.records[1].id);
    assert_eq!(person.get(&path).await.status, StatusCode::OK);
    assert!(person.get("/v1/export").await.json::<Export>().intact);
}

/// A shard that was gone, or had never been added, was seen by its own people alone.
#[tokio::test]
async fn upkeep_tells_the_operator_of_a_shard_that_cannot_be_reached() {
    let Some(sharded) = Sharded::start() else {
        return;
    };
    let log = Log::listen();
    let server = looked_after(&sharded.database(DATABASE)).await;
    let _tasks = server::start_background(&server.app);
    let is = |part: usize, reached: u8| {
        let line =
            format!("mingbai_store_part_reachable{{part=\"consent_record_{part}\"}} {reached}\n");
        server.app.metrics.text(None).contains(&line)
    };
    let told = "a part of the store cannot be reached";
    within("both are reached", || is(0, 1) && is(1, 1)).await;
    assert_eq!(log.count(told), 0, "{}", log.text());

    sharded.shards[1].stop_at_once();
    within("it is gone", || is(0, 1) && is(1, 0)).await;
    assert!(log.count(told) > 0, "{}", log.text());
    assert!(
        log.text().contains("part=\"consent_record_1\""),
        "{}",
        log.text()
    );
    let ready = server.get("/health/ready").await;
    assert_eq!(
        ready.status,
        StatusCode::OK,
        "the other one serves: {}",
        ready.text()
    );
    sharded.shards[1].run_again();
    within("it is back", || is(0, 1) && is(1, 1)).await;

    sharded.shards[0].pause();
    within("it hangs", || is(0, 0) && is(1, 1)).await;
    let metrics = server.admin("/metrics").await;
    assert_eq!(metrics.status, StatusCode::OK);
    sharded.shards[0].go_on();
    within("it goes on", || is(0, 1) && is(1, 1)).await;
}

#[tokio::test]
async fn upkeep_tells_the_operator_of_a_shard_that_was_never_added() {
    let Some(sharded) = Sharded::start() else {
        return;
    };
    let log = Log::listen();
    let server = looked_after(&sharded.database_with("half", &[1])).await;
    let _tasks = server::start_background(&server.app);
    let told = || log.count("run add_shard.sql for shard 0 of 2") > 0;
    within("upkeep says so", told).await;
    let metrics = server.app.metrics.text(None);
    for line in [
        "mingbai_store_part_reachable{part=\"consent_record_0\"} 0\n",
        "mingbai_store_part_reachable{part=\"consent_record_1\"} 1\n",
    ] {
        assert!(metrics.contains(line), "{metrics}");
    }
}

/// A server whose upkeep looks often.
async fn looked_after(address: &str) -> Server {
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let store = store::open(address, 1).await.unwrap();
    let often = std::time::Duration::from_millis(20);
    Server::over(dir, store, |settings| settings.upkeep_pause = often).await
}

/// The session of a writer broke off while its shard was committing: the lock that it held on the
/// coordinator is gone, its row is not there yet.
#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_a_lost_session_still_commits_is_erased_with_the_rest() {
    let Some(sharded) = Sharded::start() else {
        return;
    };
    let server = server(&sharded.database(DATABASE)).await;
    let mut person = server.browser();
    person.decide("ads", Verb::Object).await;
    let subject = person.subject();
    let (shard, mut lost) = shard_of(&sharded, subject.as_str()).await;
    lost.execute("BEGIN").await.unwrap();
    add_second_row(&mut lost).await;

    let erase = Erase {
        subject: subject.as_str(),
        at: "2026-01-02T03:04:05.678Z",
        is_told: false,
    };
    let (erased, ()) = tokio::join!(server.app.store.erase(erase), async {
        wait_for_lock(&shard, "DELETE FROM public.consent_record%").await;
        lost.execute("COMMIT").await.unwrap();
    });
    assert_eq!(erased.unwrap().unwrap().1, 2);
    assert_eq!(subjects(&shard).await, [] as [String; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_that_broke_off_is_gone_on_with() {
    let Some(sharded) = Sharded::start() else {
        return;
    };
    let address = sharded.database(DATABASE);
    let server = server(&address).await;
    let mut person = server.browser();
    person.decide("ads", Verb::Object).await;
    let subject = person.subject();
    let (shard, _) = shard_of(&sharded, subject.as_str()).await;
    sqlx::query("SELECT begin_erasure($1, '2026-01-02T03:04:05.678Z', 'recorded')")
        .bind(subject.as_str())
        .execute(&mut connect(&address).await)
        .await
        .unwrap();
    assert_eq!(subjects(&shard).await.len(), 1, "it has only begun");
    server.app.store.finish_erasures().await.unwrap();
    assert_eq!(subjects(&shard).await, [] as [String; 0]);
    let names: Vec<Option<String>> = query_scalar("SELECT subject FROM erasure")
        .fetch_all(&mut connect(&address).await)
        .await
        .unwrap();
    assert_eq!(names, [None], "the mark is left, and nobody's name");
}

/// The address of the shard that has the person's rows, and a connection to it.
async fn shard_of(sharded: &Sharded, subject: &str) -> (String, PgConnection) {
    for shard in &sharded.shards {
        let address = shard.address(DATABASE);
        if subjects(&address).await.contains(&subject.to_owned()) {
            let connection = connect(&address).await;
            return (address, connection);
        }
    }
    panic!("no shard has the person");
}

/// Adds a row after the only one, as the coordinator has it done.
async fn add_second_row(shard: &mut PgConnection) {
    let lock = "SELECT 1 FROM consent_record WHERE sequence = 1 FOR SHARE";
    shard.execute(lock).await.unwrap();
    let add = r#"INSERT INTO consent_record SELECT (json_populate_record(first,
        '{"sequence": 2, "id": "second", "key_hash": "second", "revision": 2}')).*
        FROM consent_record AS first"#;
    shard.execute(add).await.unwrap();
}

/// Waits until a statement on that database waits for a lock; it has half a minute.
async fn wait_for_lock(address: &str, statement: &str) {
    let mut connection = connect(address).await;
    let waits = "SELECT COUNT(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE $1";
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    loop {
        let count: i64 = query_scalar(waits)
            .bind(statement)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        if count > 0 {
            return;
        }
        assert!(std::time::Instant::now() < end, "nobody waits for a lock");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}
