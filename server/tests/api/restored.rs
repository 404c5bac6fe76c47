//! After a backup was restored, and when the store was changed by other hands: erased people stay
//! erased, and nobody is told something that the store does not hold.

use std::fs;
use std::path::{Path, PathBuf};

use axum::http::StatusCode;
use consent::wire::*;
use server::store;
use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;

use crate::common::manual;
use crate::common::stream::Stream;
use crate::common::*;

async fn open(database: &Path, list: &Path) -> Server {
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let address = format!("sqlite:{}", database.display());
    let store = store::open(&address, store::GROUP).await.unwrap();
    let list = list.to_owned();
    Server::over(dir, store, |settings| settings.erasure_list = Some(list)).await
}

/// A copy of the store while it is running.
async fn back_up(database: &Path, copy: &Path) {
    let mut connection = SqliteConnection::connect(&format!("sqlite:{}", database.display()))
        .await
        .unwrap();
    sqlx::query("VACUUM INTO $1")
        .bind(copy.display().to_string())
        .execute(&mut connection)
        .await
        .unwrap();
}

fn paths(dir: &TempDir) -> (PathBuf, PathBuf, PathBuf) {
    let path = |name: &str| dir.path().join(name);
    (path("consent.db"), path("copy.db"), path("erasures"))
}

#[tokio::test]
async fn an_erased_person_stays_erased_after_a_restore() {
    let dir = TempDir::new().unwrap();
    let (database, copy, list) = paths(&dir);
    let server = open(&database, &list).await;
    let (mut erased, mut kept) = (server.browser(), server.browser());
    erased.decide("ads", Verb::Object).await;
    kept.decide("ads", Verb::Object).await;
    back_up(&database, &copy).await;
    let cookie = erased.cookie.clone();
    assert_eq!(
        erased.delete("/v1/subject").await.json::<Erased>().records,
        1
    );
    server.app.store.close().await;

    let restored = open(&copy, &list).await;
    let mut person = restored.browser();
    person.cookie = cookie;
    assert!(person.choices().await.subject_is_new, "erased again");
    person.cookie.clone_from(&kept.cookie);
    assert!(!person.choices().await.subject_is_new, "nobody else is");
    assert_eq!(fs::read_to_string(&list).unwrap().lines().count(), 1);
}

#[tokio::test]
async fn the_list_is_made_whole_again_from_the_store() {
    let dir = TempDir::new().unwrap();
    let (database, _, list) = paths(&dir);
    let server = open(&database, &list).await;
    let mut person = server.browser();
    person.decide("ads", Verb::Object).await;
    person.delete("/v1/subject").await;
    server.app.store.close().await;
    let whole = fs::read_to_string(&list).unwrap();
    // A crash cut the line off.
    fs::write(&list, &whole[..40]).unwrap();
    let _again = open(&database, &list).await;
    let lines: Vec<String> = fs::read_to_string(&list)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    assert_eq!(lines, [&whole[..40], whole.trim_end()]);
}

#[tokio::test]
async fn a_client_that_was_shown_a_later_decision_is_told_so() {
    let dir = TempDir::new().unwrap();
    let (database, copy, list) = paths(&dir);
    let server = open(&database, &list).await;
    let mut person = server.browser();
    person.decide("ads", Verb::Object).await;
    back_up(&database, &copy).await;
    let mut stream =
        Stream::open(&server.app, &[("cookie", person.cookie.as_ref().unwrap())]).await;
    person.decide("ads", Verb::Allow).await;
    stream.next().await;
    server.app.store.close().await;

    let restored = open(&copy, &list).await;
    let mut again = restored.browser();
    again.cookie.clone_from(&person.cookie);
    let decision = decision("ads", Verb::Object, again.view().await);
    let answer = again.put("ads", &decision, &new_key(), 2).await;
    let problem = answer.problem(ProblemCode::StoreBehind);
    assert_eq!(answer.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(
        problem.choice.unwrap().revision,
        1,
        "the current state is told"
    );
    let headers = [
        ("cookie", again.cookie.as_deref().unwrap()),
        ("last-event-id", stream.last_id.as_str()),
    ];
    let mut stream = Stream::open(&restored.app, &headers).await;
    let event = stream.next().await;
    assert_eq!(
        (event.sequence, event.choice),
        (1, None),
        "read the choices again"
    );
}

#[tokio::test]
async fn a_record_that_was_changed_in_the_store_is_neither_shown_nor_signed_onto() {
    let dir = TempDir::new().unwrap();
    let (database, _, list) = paths(&dir);
    let server = open(&database, &list).await;
    let mut person = server.browser();
    person.decide("face", Verb::Give).await;
    person.decide("face", Verb::Withdraw).await;
    assert_eq!(
        server
            .app
            .audit
            .check_some(server.app.store.as_ref())
            .await
            .unwrap(),
        0
    );
    server.app.store.close().await;
    let mut connection = SqliteConnection::connect(&format!("sqlite:{}", database.display()))
        .await
        .unwrap();
    sqlx::query("UPDATE consent_record SET state = 'given' WHERE sequence = 2")
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();

    let server = open(&database, &list).await;
    let mut again = server.browser();
    again.cookie.clone_from(&person.cookie);
    again.get("/v1/choices").await.problem(ProblemCode::Failed);
    let decision = decision("ads", Verb::Object, again.view().await);
    let answer = again.put("ads", &decision, &new_key(), 0).await;
    answer.problem(ProblemCode::Failed);
    let export: Export = again.get("/v1/export").await.json();
    assert!(!export.intact);
    assert_eq!(
        server
            .app
            .audit
            .check_some(server.app.store.as_ref())
            .await
            .unwrap(),
        1
    );
}

/// The server cannot see it: what is left is a whole chain. Heads that were noted outside show it.
#[tokio::test]
async fn a_chain_that_was_cut_at_its_end_lacks_the_head_that_was_noted() {
    let server = Server::start().await;
    let (mut cut, mut kept) = (server.browser(), server.browser());
    for verb in [Verb::Give, Verb::Withdraw] {
        cut.decide("face", verb).await;
        kept.decide("face", verb).await;
    }
    let file = server.dir.path().join("consent.db");
    let mut connection = SqliteConnection::connect(&format!("sqlite:{}", file.display()))
        .await
        .unwrap();
    let noted = texts(&mut connection, manual::sql("note-heads")).await;
    assert_eq!(noted.len(), 2);
    let end = "DELETE FROM consent_record WHERE sequence = 2 AND subject = $1";
    let end = sqlx::query(end).bind(cut.subject().as_str().to_owned());
    end.execute(&mut connection).await.unwrap();
    let (store, audit) = (server.app.store.as_ref(), &server.app.audit);
    assert_eq!(audit.check_some(store).await.unwrap(), 0, "it is not seen");
    let there = texts(&mut connection, "SELECT record_hash FROM consent_record").await;
    let missing = noted.iter().filter(|head| !there.contains(head)).count();
    assert_eq!(missing, 1);
}

async fn texts(connection: &mut SqliteConnection, statement: &str) -> Vec<String> {
    let query = sqlx::query_scalar(statement);
    query.fetch_all(connection).await.unwrap()
}

#[tokio::test]
async fn no_decision_is_dated_before_the_one_that_it_follows() {
    let server = Server::start().await;
    let mut person = server.browser();
    person.decide("face", Verb::Give).await;
    server.clock.advance(-24 * 60 * 60);
    person.decide("face", Verb::Withdraw).await;
    let records: Records = person.get("/v1/records").await.json();
    let times: Vec<&str> = records
        .records
        .iter()
        .map(|one| one.time.as_str())
        .collect();
    assert!(times[0] <= times[1], "{times:?}");
}
