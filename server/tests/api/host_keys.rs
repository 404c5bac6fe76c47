//! The host app's keys: rotated, fetched, withdrawn, and the settings that name them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::common::host::*;
use crate::common::logs::Log;
use crate::common::*;
use axum::http::StatusCode;
use axum::routing::get;
use serde_json::{Value, json};
use server::identity::host_app::Host;
use server::settings::Settings;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

#[tokio::test]
async fn a_rotated_key_is_taken_up_and_the_old_one_dropped() {
    let (old, new) = (HostKey::edwards("old", 1), HostKey::edwards("new", 2));
    let server = server(&[&old]).await;
    let tokens = [&old, &new].map(|key| key.token(&server.clock, "u1"));
    accepted(&server, &tokens[0]).await;
    refused(&server, &tokens[1], "no key").await;
    publish_keys(server.dir.path(), &[&new, &HostKey::curve()]);
    accepted(&server, &tokens[1]).await;
    refused(&server, &tokens[0], "no key").await;
    std::fs::write(server.dir.path().join(KEYS), "{ half a").unwrap();
    accepted(&server, &tokens[1]).await;
    std::fs::remove_file(server.dir.path().join(KEYS)).unwrap();
    accepted(&server, &tokens[1]).await;
}

#[tokio::test]
async fn an_address_is_asked_for_unknown_keys_at_most_every_thirty_seconds() {
    let (old, new) = (HostKey::edwards("old", 1), HostKey::edwards("new", 2));
    let asked = Arc::new(AtomicUsize::new(0));
    let (counter, sets) = (
        asked.clone(),
        [&old, &new].map(|key| json!({"keys": [key.jwk]})),
    );
    let answer = move || {
        let count = counter.fetch_add(1, Ordering::Relaxed);
        let set = sets.get(count).map(Value::to_string);
        async move { set.ok_or(StatusCode::INTERNAL_SERVER_ERROR) }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/keys", listener.local_addr().unwrap());
    let router = axum::Router::new().route("/keys", get(answer));
    tokio::spawn(async { axum::serve(listener, router).await });

    let server = Server::with(|settings| {
        accept(settings);
        settings.host_keys = Some(url);
    })
    .await;
    let token = |key: &HostKey| key.token(&server.clock, "u1");
    accepted(&server, &token(&old)).await;
    for _ in 0..3 {
        refused(&server, &token(&new), "no key").await;
    }
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    server.clock.advance(31);
    accepted(&server, &token(&new)).await;
    server.clock.advance(601);
    server
        .app
        .host
        .as_ref()
        .unwrap()
        .keep_up(server.clock.seconds())
        .await;
    assert_eq!(asked.load(Ordering::Relaxed), 3, "asked now and then");
    accepted(&server, &token(&new)).await;
    refused(&server, &token(&old), "no key").await;
}

#[tokio::test]
async fn keys_that_could_not_be_read_for_a_day_are_not_believed_any_more() {
    let key = HostKey::edwards("one", 1);
    let server = server(&[&key]).await;
    let token = || key.token(&server.clock, "u1");
    accepted(&server, &token()).await;
    // As often as it is there it counts as read.
    server.clock.advance(48 * 60 * 60);
    accepted(&server, &token()).await;
    assert!(
        server
            .get("/health/ready")
            .await
            .text()
            .contains("keys: ready")
    );

    std::fs::remove_file(server.dir.path().join(KEYS)).unwrap();
    server.clock.advance(23 * 60 * 60);
    accepted(&server, &token()).await;
    server.clock.advance(2 * 60 * 60);
    refused(&server, &token(), "no key").await;
    let health = server.get("/health/ready").await;
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE);
    let words = "keys: the host app's keys were last read 25 hours ago\n";
    assert!(health.text().contains(words), "{}", health.text());

    publish_keys(server.dir.path(), &[&key]);
    accepted(&server, &token()).await;
    assert_eq!(server.get("/health/ready").await.status, StatusCode::OK);
}

/// An address that could not be reached, or broke off, was logged with the token in it.
#[tokio::test]
async fn the_address_of_the_keys_is_in_no_log() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let breaks_off = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addresses = [&closed, &breaks_off].map(|listener| listener.local_addr().unwrap());
    drop(closed);
    tokio::spawn(async move {
        let (mut stream, _) = breaks_off.accept().await.unwrap();
        let asked = stream.read(&mut [0; 4096]).await.unwrap();
        assert!(asked > 0, "it is asked");
        let half = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{";
        stream.write_all(half).await.unwrap();
    });
    for address in addresses {
        let log = Log::listen();
        let server = Server::with(|settings| {
            accept(settings);
            settings.host_keys = Some(format!("http://{address}/keys?token=hunter2"));
        })
        .await;
        let host = server.app.host.as_ref().unwrap();
        host.keep_up(server.clock.seconds()).await;
        let text = log.text();
        assert_eq!(log.count("HOST_KEYS cannot be read"), 1, "{text}");
        assert!(!text.contains("hunter2"), "{text}");
    }
}

#[test]
fn settings_that_name_half_a_host_are_refused() {
    let of = |change: fn(&mut Settings)| {
        let mut settings = Settings::plain();
        change(&mut settings);
        Host::of(&settings).map(|host| host.is_some())
    };
    assert!(!of(|_| {}).unwrap());
    assert!(of(accept).unwrap());
    let half = of(|settings| {
        settings.host_issuer = Some(ISSUER.to_owned());
        settings.host_keys = Some(String::new());
    });
    let half = half.unwrap_err().to_string();
    assert!(
        half.starts_with("HOST_AUDIENCE and HOST_KEYS are not set"),
        "{half}"
    );
    let open = of(|settings| {
        accept(settings);
        settings.host_keys = Some("http://app.example.org/keys".to_owned());
    });
    assert!(open.unwrap_err().to_string().contains("https"));
}
