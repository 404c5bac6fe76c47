//! The manual's backups, made of a store that is in use and restored at another place: what was
//! confirmed before is there, erased people stay erased, and who was shown more is told.

use std::path::Path;
use std::process::Command;

use consent::chain;
use consent::wire::*;
use server::live::stream_cursor::EventId;
use tempfile::TempDir;

use crate::common::load::Load;
use crate::common::postgres::Postgres;
use crate::common::process::{Confirmed, Process};
use crate::common::*;

/// Decisions that are confirmed before it begins, and again after it has ended.
const LOAD: usize = 50;

#[test]
fn a_backup_of_sqlite_under_load_can_be_restored() {
    let dir = TempDir::new().unwrap();
    let path = |name: &str| dir.path().join(name).display().to_string();
    let (store, restored) = (path("data/consent.db"), path("elsewhere.db"));
    let set = Set {
        address: format!("sqlite:{store}"),
        back_up: "back-up-sqlite",
        restore: "restore-sqlite",
        store,
        restored,
    };
    can_be_restored(dir.path(), &set);
}

#[test]
fn a_backup_of_postgres_under_load_can_be_restored() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let dir = TempDir::new().unwrap();
    let store = postgres.database("consent");
    let set = Set {
        address: store.clone(),
        back_up: "back-up-postgres",
        restore: "restore-postgres",
        restored: postgres.database("elsewhere"),
        store,
    };
    can_be_restored(dir.path(), &set);
}

/// A store, and the manual's blocks for it.
struct Set {
    address: String,
    back_up: &'static str,
    restore: &'static str,
    store: String,
    restored: String,
}

fn can_be_restored(dir: &Path, set: &Set) {
    publish(dir, &site());
    let path = |name: &str| dir.join(name).display().to_string();
    let (backup, erasures) = (path("backup"), path("erasures"));
    let variables = [
        ("STORE", set.store.as_str()),
        ("BACKUP", &backup),
        ("RESTORED", &set.restored),
        ("ERASURES", &erasures),
    ];
    let mut start = Command::new(binary());
    start.envs([("DATABASE_URL", &set.address), ("ERASURE_LIST", &erasures)]);
    let mut server = Process::of(&mut start, dir);
    let [gone, goes, goes_on] = [(); 3].map(|()| server.object().unwrap());
    assert_eq!(server.erase(&gone.cookie).records, 1);

    let load = Load::default();
    let before = load.beside(&server, || {
        load.wait_for(LOAD);
        let before = load.confirmed();
        manual::run(set.back_up, &variables);
        load.wait_for(LOAD);
        before
    });
    let (head, body) = server.decide(&goes_on.cookie, Verb::Allow, 1);
    assert!(head.starts_with("HTTP/1.1 200"), "{body}");
    assert_eq!(server.erase(&goes.cookie).records, 1);
    server.kill();

    let restored = Process::of(&mut manual::command(set.restore, &variables), dir);
    for one in &before {
        is_there(&restored, one);
    }
    for one in load.confirmed() {
        assert_eq!(chain::verify(&restored.records(&one.cookie)), Ok(()));
    }
    for erased in [gone, goes] {
        assert!(restored.choices(&erased.cookie).subject_is_new, "erased");
        assert_eq!(restored.records(&erased.cookie).len(), 0);
    }
    is_told(&restored, &goes_on);
    assert!(restored.object().is_some(), "decisions are taken");
}

#[track_caller]
fn is_there(server: &Process, confirmed: &Confirmed) {
    let records = server.records(&confirmed.cookie);
    let ids: Vec<&str> = records.iter().map(|record| record.id.as_str()).collect();
    assert_eq!(ids, [confirmed.record.as_str()]);
    assert_eq!(chain::verify(&records), Ok(()));
    let path = format!("/v1/records/{}/receipt", confirmed.record);
    let headers = format!("Cookie: {}\r\n", confirmed.cookie);
    let receipt = server.request(&format!("GET {path}"), &headers, "");
    assert!(receipt.unwrap().0.starts_with("HTTP/1.1 200"));
}

/// The person whose second decision came after the backup is shown revision 2, at place 2.
#[track_caller]
fn is_told(server: &Process, person: &Confirmed) {
    let (head, body) = server.decide(&person.cookie, Verb::Object, 2);
    assert!(head.starts_with("HTTP/1.1 412"), "{head}");
    let problem: Problem = serde_json::from_str(&body).unwrap();
    assert_eq!(problem.code, ProblemCode::StoreBehind);
    assert_eq!(problem.choice.unwrap().revision, 1, "what holds is told");
    let records = server.records(&person.cookie);
    assert_eq!(records.len(), 1, "nothing was added");
    let last = EventId::at(2, &records[0].principal).to_string();
    let event = server.event_after(&person.cookie, &last);
    assert_eq!(event.choice, None, "read the choices again");
}
