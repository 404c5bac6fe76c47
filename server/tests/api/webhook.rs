//! The webhook: every decision reaches the operator's system, in order, through failures.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::common::*;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use consent::wire::*;
use serde_json::Value;
use server::webhook;
use tokio::net::TcpListener;

/// A system downstream that fails the first time it is asked.
#[derive(Clone, Default)]
struct Downstream {
    calls: Arc<Mutex<Vec<(String, Value)>>>,
}

async fn take(
    State(downstream): State<Downstream>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> StatusCode {
    assert!(
        headers["webhook-signature"]
            .to_str()
            .unwrap()
            .starts_with("v1,")
    );
    let id = headers["webhook-id"].to_str().unwrap().to_owned();
    let mut calls = downstream.calls.lock().unwrap();
    calls.push((id, body));
    if calls.len() == 1 {
        StatusCode::INTERNAL_SERVER_ERROR
    } else {
        StatusCode::NO_CONTENT
    }
}

#[tokio::test]
async fn decisions_reach_the_operators_system_in_order_through_a_failure() {
    let downstream = Downstream::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let router = Router::new()
        .route("/hook", post(take))
        .with_state(downstream.clone());
    tokio::spawn(async { axum::serve(listener, router).await });

    let server = Server::with(|settings| settings.webhook_url = Some(url)).await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    browser.decide("ads", Verb::Allow).await;
    assert_eq!(
        browser.choice("ads").await.delivery,
        Some(Delivery::Sending)
    );
    tokio::spawn(webhook::run(server.app.clone()));
    for _ in 0..100 {
        if browser.choice("ads").await.delivery == Some(Delivery::Applied) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    assert_eq!(
        browser.choice("ads").await.delivery,
        Some(Delivery::Applied)
    );
    let calls = downstream.calls.lock().unwrap().clone();
    let states: Vec<_> = calls
        .iter()
        .map(|(_, body)| body["data"]["record"]["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["objected", "objected", "allowed"]);
    assert_eq!(calls[0].0, calls[1].0, "a repeat has the same id");
    let records: Records = browser.get("/v1/records").await.json();
    assert_eq!(calls[2].0, records.records[1].id);
}
