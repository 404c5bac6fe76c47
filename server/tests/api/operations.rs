//! What the operator's machines see: health part by part, metrics on a listener of their own.

use std::time::Duration;

use crate::command;
use crate::common::logs::Log;
use crate::common::receiver::Receiver;
use crate::common::*;
use axum::http::StatusCode;
use consent::wire::Verb;
use server::runtime::supervisor;
use sqlx::{Connection, SqliteConnection};

#[tokio::test]
async fn metrics_are_for_the_operators_listener_alone_and_health_for_both() {
    let server = Server::start().await;
    assert_eq!(server.get("/metrics").await.status, StatusCode::NOT_FOUND);
    let metrics = server.admin("/metrics").await;
    assert_eq!(metrics.status, StatusCode::OK);
    for path in ["/health/live", "/health/ready"] {
        assert_eq!(server.get(path).await.status, StatusCode::OK, "{path}");
        assert_eq!(server.admin(path).await.status, StatusCode::OK, "{path}");
    }
    for path in ["/v1/choices", "/", "/openapi.json"] {
        assert_eq!(
            server.admin(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_server_listens_for_the_operator_where_it_is_told_to() {
    let dir = tempfile::TempDir::new().unwrap();
    publish(dir.path(), &site());
    let file = dir.path().join("consent.db");
    let mut command = std::process::Command::new(binary());
    command.env("DATABASE_URL", format!("sqlite:{}", file.display()));
    command.env("ADMIN_LISTEN", "127.0.0.1:0");
    let server = process::Process::of(&mut command, dir.path());
    let (public, admin) = (server.address.as_str(), server.admin.as_deref().unwrap());
    assert_ne!(public, admin);
    for (address, path, status) in [
        (admin, "/metrics", "200"),
        (admin, "/health/live", "200"),
        (admin, "/health/ready", "200"),
        (admin, "/v1/choices", "404"),
        (public, "/metrics", "404"),
        (public, "/health/live", "200"),
        (public, "/v1/choices", "200"),
    ] {
        let (head, _) = process::request(address, &format!("GET {path}"), "", "").unwrap();
        assert!(
            head.starts_with(&format!("HTTP/1.1 {status}")),
            "{path}: {head}"
        );
    }
}

/// `println!` panics where the output was closed, which ended a server whose starter had read the first
/// line and gone. Here it is closed before the server starts, so that every line comes too late.
#[cfg(unix)]
#[test]
fn a_server_goes_on_where_nobody_reads_what_it_writes_at_its_start() {
    let dir = tempfile::TempDir::new().unwrap();
    publish(dir.path(), &site());
    let file = dir.path().join("consent.db");
    let mut command = std::process::Command::new(binary());
    command.env("DATABASE_URL", format!("sqlite:{}", file.display()));
    command.env("ADMIN_LISTEN", "127.0.0.1:0");
    let server = process::Process::unread(&mut command, dir.path());
    let (head, _) = server.request("GET /health/ready", "", "").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(server.object().is_some(), "a decision is confirmed");
}

#[tokio::test]
async fn metrics_name_no_person_and_count_each_decision_and_request() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    browser.decide("ads", Verb::Allow).await;
    browser.get("/v1/records/someone/receipt").await;
    let answer = server.admin("/metrics").await;
    let kind = answer.header("content-type");
    assert!(kind.starts_with("application/openmetrics-text; version=1"));
    let text = answer.text();
    let lines: Vec<_> = text.lines().collect();
    let put = r#"method="PUT",route="/v1/choices/{purpose}",status="200""#;
    let receipt = r#"method="GET",route="/v1/records/{id}/receipt",status="404""#;
    for line in [
        "# HELP mingbai_decisions Decisions stored.",
        "# TYPE mingbai_decisions counter",
        r#"mingbai_decisions_total{kind="opt-out",verb="object"} 1"#,
        r#"mingbai_decisions_total{kind="opt-out",verb="allow"} 1"#,
        "# TYPE mingbai_request_seconds histogram",
        &format!("mingbai_request_seconds_count{{{put}}} 2"),
        &format!(r#"mingbai_request_seconds_bucket{{le="+Inf",{put}}} 2"#),
        &format!("mingbai_request_seconds_count{{{receipt}}} 1"),
        r#"mingbai_webhook_undelivered{state="erasure"} 0"#,
        "# EOF",
    ] {
        assert!(lines.contains(&line), "{line}\n{text}");
    }
    assert!(!text.contains("someone"), "{text}");
}

#[tokio::test]
async fn readiness_names_the_part_that_is_not_ready() {
    let server = Server::start().await;
    let ready = "store: ready\nsite: ready\nkeys: ready\ntasks: ready\n";
    assert_eq!(server.get("/health/ready").await.text(), ready);
    std::fs::remove_file(server.dir.path().join("consent.db")).unwrap();
    let answer = server.get("/health/ready").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    let text = answer.text();
    assert!(text.starts_with("store: takes no writes now"), "{text}");
    assert!(
        text.ends_with("site: ready\nkeys: ready\ntasks: ready\n"),
        "{text}"
    );
}

#[tokio::test]
async fn a_task_that_panics_is_started_again_and_readiness_says_so_meanwhile() {
    let server = Server::start().await;
    let rounds = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counted = rounds.clone();
    let work = move |app: std::sync::Arc<server::state::App>| {
        let round = counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        async move {
            assert!(round > 1, "the first rounds of this task panic");
            app.task_health.beat("a task");
            std::future::pending::<()>().await;
        }
    };
    let longest = Duration::from_secs(600);
    tokio::spawn(supervisor::run(server.app.clone(), "a task", longest, work));
    let unwell = || server.app.task_health.unwell();
    let said = "a task ended and is started again";
    within("readiness knows of it", || unwell() == [said]).await;
    let answer = server.get("/health/ready").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text().contains(said), "{}", answer.text());
    within("it goes on", || unwell().is_empty()).await;
    assert_eq!(server.get("/health/ready").await.status, StatusCode::OK);
}

/// Nothing showed that upkeep runs at all: a server that did not start it passed every test.
#[tokio::test]
async fn what_runs_beside_the_requests_is_started_and_watched() {
    let receiver = Receiver::start(|_, _| StatusCode::NO_CONTENT.into()).await;
    let server = Server::with(|settings| {
        settings.upkeep_pause = Duration::from_millis(20);
        settings.webhook_url = Some(receiver.url.clone());
    })
    .await;
    let app = &server.app;
    let log = Log::listen();
    server.browser().decide("face", Verb::Give).await;
    let _tasks = server::start_background(app);
    receiver.until(|posts| !posts.is_empty()).await;
    assert_eq!(app.task_health.names(), ["the webhook's sender", "upkeep"]);

    let file = server.dir.path().join("consent.db");
    let address = format!("sqlite:{}", file.display());
    let signs = || app.keys.published().keys.swap_remove(0).kid;
    let before = signs();
    let made = command::server(&["rotate-key"], &[("DATABASE_URL", &address)]);
    assert!(made.is_done, "{made:?}");
    within("upkeep takes up the new key", || signs() != before).await;

    let mut store = SqliteConnection::connect(&address).await.unwrap();
    let change = sqlx::query("UPDATE consent_record SET state = 'withdrawn'");
    change.execute(&mut store).await.unwrap();
    store.close().await.unwrap();
    let is_found = || log.count("the store was changed") > 0;
    within("upkeep looks at the chains", is_found).await;
}
