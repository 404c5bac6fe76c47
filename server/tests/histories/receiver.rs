//! The operator's system downstream: takes the webhook's posts, or does what such systems do.
//!
//! It refuses, redirects, hangs and answers late, as the faults tell it to, and writes down what
//! arrived and what it answered. A second receiver stands where redirects lead: nothing may arrive
//! there. Entry point: [`Receiver::start`].

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use consent::wire::Record;
use hmac::{Hmac, Mac};
use serde_json::Value;
use sha2::Sha256;
use tokio::net::TcpListener;

use crate::history::Post;
use crate::recorder::Recorder;

/// Longer than any sender waits.
const HANG: Duration = Duration::from_secs(60);

/// Long enough for much else to happen, and sooner than a sender gives up.
const LATE: Duration = Duration::from_millis(1200);

/// The secret that the servers sign with.
pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// How the receiver takes what is posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Takes it.
    Takes,
    /// Answers 500.
    Refuses,
    /// Answers 500 to every other post and takes the rest.
    RefusesSometimes,
    /// Sends the caller to a page for people, which answers 200.
    RedirectsToLogin,
    /// Sends the caller to the other receiver, body and all.
    RedirectsElsewhere,
    /// Says nothing, for longer than anybody waits.
    Hangs,
    /// Takes it, after a second or so.
    AnswersLate,
    /// Says nothing to every other post and takes the rest.
    HangsSometimes,
}

/// Both receivers.
pub struct Receiver {
    /// Where the servers post to.
    pub url: String,
    manner: Arc<Mutex<Manner>>,
}

#[derive(Clone)]
struct Desk {
    name: &'static str,
    recorder: Arc<Recorder>,
    manner: Arc<Mutex<Manner>>,
    elsewhere: String,
}

impl Receiver {
    /// Starts them, on this machine.
    pub async fn start(recorder: Arc<Recorder>) -> Self {
        let manner = Arc::new(Mutex::new(Manner::Takes));
        let desk = |name, elsewhere| Desk {
            name,
            recorder: recorder.clone(),
            manner: manner.clone(),
            elsewhere,
        };
        let elsewhere = open(desk("elsewhere ", String::new())).await;
        let url = open(desk("", elsewhere)).await;
        Self {
            url: format!("{url}/hook"),
            manner,
        }
    }

    /// From now on it behaves like that.
    pub fn behave(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }
}

async fn open(desk: Desk) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(take).with_state(desk);
    tokio::spawn(async { axum::serve(listener, router).await });
    url
}

async fn take(
    State(desk): State<Desk>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let target = format!("{}{method} {}", desk.name, uri.path());
    let is_hook = target == "POST /hook";
    let place = desk.recorder.arrives(post(&desk, target, &headers, &body));
    let manner = match is_hook {
        true => *desk.manner.lock().unwrap(),
        // The page for people, and the receiver that redirects lead to.
        false => Manner::Takes,
    };
    let response = desk.response(manner).await;
    desk.recorder
        .receiver_answers(place, response.status().as_u16());
    response
}

impl Desk {
    async fn response(&self, manner: Manner) -> Response {
        let redirect = |status: StatusCode, to: String| (status, [(LOCATION, to)]).into_response();
        match manner {
            Manner::Takes => StatusCode::OK.into_response(),
            Manner::RefusesSometimes if rand::random() => StatusCode::OK.into_response(),
            Manner::Refuses | Manner::RefusesSometimes => {
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
            Manner::RedirectsToLogin => redirect(StatusCode::FOUND, "/login".to_owned()),
            Manner::RedirectsElsewhere => {
                let to = format!("{}/hook", self.elsewhere);
                redirect(StatusCode::TEMPORARY_REDIRECT, to)
            }
            Manner::HangsSometimes if rand::random() => StatusCode::OK.into_response(),
            Manner::Hangs | Manner::HangsSometimes => {
                tokio::time::sleep(HANG).await;
                StatusCode::GATEWAY_TIMEOUT.into_response()
            }
            Manner::AnswersLate => {
                tokio::time::sleep(LATE).await;
                StatusCode::OK.into_response()
            }
        }
    }
}

/// What is written down of a post.
fn post(desk: &Desk, target: String, headers: &HeaderMap, body: &[u8]) -> Post {
    let message: Value = serde_json::from_slice(body).unwrap_or_default();
    let data = &message["data"];
    let record: Option<Record> = serde_json::from_value(data["record"].clone()).ok();
    let of_record = record.as_ref().map(|record| record.principal.clone());
    let stated = data["principal"].as_str().map(str::to_owned);
    Post {
        arrived: desk.recorder.now(),
        answered: None,
        status: None,
        target,
        id: text(headers, "webhook-id").to_owned(),
        is_signed: is_signed(headers, body),
        kind: message["type"].as_str().unwrap_or_default().to_owned(),
        principal: of_record.or(stated),
        record,
    }
}

/// Whether the signature is the one of Standard Webhooks, under the shared secret.
fn is_signed(headers: &HeaderMap, body: &[u8]) -> bool {
    let key = BASE64.decode(SECRET.trim_start_matches("whsec_")).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    let (id, time) = (
        text(headers, "webhook-id"),
        text(headers, "webhook-timestamp"),
    );
    mac.update(format!("{id}.{time}.").as_bytes());
    mac.update(body);
    let signature = format!("v1,{}", BASE64.encode(mac.finalize().into_bytes()));
    text(headers, "webhook-signature")
        .split(' ')
        .any(|one| one == signature)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default()
}
