//! People whom a host app signed in: all of the contract works for them, on both stores, and
//! nothing of their token stays behind.

use crate::common::host::*;
use crate::common::logs::Log;
use crate::common::postgres::Postgres;
use crate::common::*;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use consent::wire::*;
use futures_util::StreamExt;
use server::store;
use sqlx::Connection;
use tempfile::TempDir;
use tower::ServiceExt;

/// The host app's name for a person: what must not be found anywhere.
const NAME: &str = "user-13800138000";

#[tokio::test]
async fn sqlite_serves_signed_in_people() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("consent.db");
    lives_through(dir, &format!("sqlite:{}", file.display())).await;
}

#[tokio::test]
async fn postgres_serves_signed_in_people() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let address = postgres.database("host");
    lives_through(TempDir::new().unwrap(), &address).await;
}

/// The name of a host app stays the same through an erasure, and then another person has it.
#[tokio::test]
async fn an_export_never_has_two_people_in_it() {
    let dir = TempDir::new().unwrap();
    publish(dir.path(), &site());
    let key = HostKey::edwards("one", 1);
    publish_keys(dir.path(), &[&key]);
    let address = format!("sqlite:{}", dir.path().join("consent.db").display());
    let store = store::open(&address, store::GROUP).await.unwrap();
    let server = Server::over(dir, store, accept).await;
    let token = key.token(&server.clock, NAME);
    let mut phone = server.browser();
    phone.headers = bearer(&token);
    // How many parts of the export are read before the person is erased and decides again.
    for parts in 0..4 {
        let decided = phone.decide("ads", Verb::Object).await;
        assert_eq!(decided.status, StatusCode::OK, "{}", decided.text());
        let request = Request::get("/v1/export").header("authorization", format!("Bearer {token}"));
        let mut request = request.body(Body::empty()).unwrap();
        name_host(&mut request);
        let router = server::app(server.app.clone());
        let mut body = router
            .oneshot(request)
            .await
            .unwrap()
            .into_body()
            .into_data_stream();
        for _ in 0..parts {
            body.next().await.unwrap().unwrap();
        }
        phone.delete("/v1/subject").await;
        phone.decide("tune", Verb::Object).await;
        let rest: Vec<_> = body.collect().await;
        assert!(
            rest.iter().any(Result::is_err),
            "after {parts} parts it went on"
        );
        phone.delete("/v1/subject").await;
    }
}

async fn lives_through(dir: TempDir, address: &str) {
    let log = Log::listen();
    publish(dir.path(), &site());
    let key = HostKey::edwards("one", 1);
    publish_keys(dir.path(), &[&key]);
    let store = store::open(address, store::GROUP).await.unwrap();
    let server = Server::over(dir, store, accept).await;
    let token = key.token(&server.clock, NAME);

    decides_replays_and_exports(&server, &token).await;
    does_not_mix_with_others(&server, &key).await;
    brings_a_guardian(&server, &key).await;

    let stored = everything_stored(&server, address).await;
    let logged = log.text();
    assert!(logged.contains("answered"), "the log was listened to");
    assert!(stored.contains("objected"), "the store was read");
    let (head, rest) = token.split_once('.').unwrap();
    let (claims, signature) = rest.split_once('.').unwrap();
    for part in [NAME, ISSUER, "李雷", head, claims, signature] {
        assert!(!stored.contains(part), "`{part}` is in the store");
        assert!(!logged.contains(part), "`{part}` is in the log");
    }
    erases_and_starts_anew(&server, &token).await;
    server.app.store.close().await;
}

async fn decides_replays_and_exports(server: &Server, token: &str) {
    let mut phone = server.browser();
    phone.headers = bearer(token);
    assert!(phone.choices().await.subject_is_new);
    let decision = decision("ads", Verb::Object, phone.view().await);
    let first = phone.put("ads", &decision, "a", 0).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text());
    assert!(!first.headers.contains_key("set-cookie"), "no cookie");
    let again = phone.put("ads", &decision, "a", 0).await;
    assert_eq!(first.json::<Decided>(), again.json::<Decided>());

    let mut tablet = server.browser();
    tablet.headers = bearer(token);
    assert_eq!(tablet.choice("ads").await.revision, 1, "on every device");
    let export: Export = tablet.get("/v1/export").await.json();
    assert_eq!(export.records.len(), 1);
    let receipt = format!("/v1/records/{}/receipt", export.records[0].id);
    assert_eq!(tablet.get(&receipt).await.status, StatusCode::OK);
    assert!(!tablet.headers.is_empty() && tablet.cookie.is_none());
}

/// The same name of another issuer, another name, and a cookie are all other people.
async fn does_not_mix_with_others(server: &Server, key: &HostKey) {
    let mut mine = server.browser();
    mine.headers = bearer(&key.token(&server.clock, NAME));
    let view_token = mine.view().await;

    let mut other = server.browser();
    other.headers = bearer(&key.token(&server.clock, "user-2"));
    assert!(other.choices().await.subject_is_new);
    let mut browser = server.browser();
    browser.decide("ads", Verb::Allow).await;
    let setting = mine.choice("ads").await.setting;
    assert_eq!(setting, Some(Setting::Objected));

    let decision = decision("tune", Verb::Object, view_token);
    for thief in [&mut other, &mut browser, &mut server.browser()] {
        let reply = thief.put("tune", &decision, "t", 0).await;
        reply.problem(ProblemCode::BadToken);
    }
    let reply = mine.put("tune", &decision, "t", 0).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    // A page that was open before its reader was signed in goes on.
    let before = server.browser().view().await;
    let late = crate::common::decision("tune", Verb::Allow, before);
    assert_eq!(mine.put("tune", &late, "u", 1).await.status, StatusCode::OK);
}

async fn brings_a_guardian(server: &Server, key: &HostKey) {
    let mut child = server.browser();
    child.headers = bearer(&key.token(&server.clock, "child-1"));
    let act = GuardianAct {
        relation: Relation::Parent,
        view_token: child.view().await,
        statement_hash: "ab".repeat(32),
    };
    let reply = child.post("/v1/guardians", &act).await;
    assert!(!reply.headers.contains_key("set-cookie"));
    let step: GuardianStep = reply.json();
    let mut other = server.browser();
    other.headers = bearer(&key.token(&server.clock, "child-2"));
    for (person, is_theirs) in [(&mut other, false), (&mut child, true)] {
        let mut give = decision("child", Verb::Give, person.view().await);
        give.actor = Actor::Guardian;
        give.guardian_token = Some(step.guardian_token.clone());
        let reply = person.put("child", &give, "g", 0).await;
        match is_theirs {
            true => assert_eq!(reply.status, StatusCode::OK, "{}", reply.text()),
            false => drop(reply.problem(ProblemCode::GuardianNeeded)),
        }
    }
}

async fn erases_and_starts_anew(server: &Server, token: &str) {
    let mut browser = server.browser();
    browser.decide("ads", Verb::Allow).await;
    let cookie = browser.cookie.clone();
    browser.headers = bearer(token);
    let reply = browser.delete("/v1/subject").await;
    assert_eq!(reply.json::<Erased>().records, 3);
    assert_eq!(browser.cookie, cookie, "the cookie is somebody else's");
    assert!(browser.choices().await.subject_is_new);
    let decided: Decided = browser.decide("ads", Verb::Object).await.json();
    assert_eq!(decided.choice.revision, 1);
    browser.headers.clear();
    let setting = browser.choice("ads").await.setting;
    assert_eq!(setting, Some(Setting::Allowed));
}

/// All that is in the database, as text.
async fn everything_stored(server: &Server, address: &str) -> String {
    if address.starts_with("sqlite:") {
        let file = server.dir.path().join("consent.db");
        let log = std::fs::read(file.with_extension("db-wal")).unwrap_or_default();
        let bytes = [std::fs::read(file).unwrap(), log].concat();
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    let mut connection = sqlx::PgConnection::connect(address).await.unwrap();
    let rows: Vec<String> = sqlx::query_scalar("SELECT consent_record::text FROM consent_record")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    rows.join("\n")
}
