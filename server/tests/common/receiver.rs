//! The operator's system in tests: keeps every post with its times, answers as the test says.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde_json::Value;
use tokio::net::TcpListener;

/// One request that reached the receiver.
#[derive(Debug, Clone)]
pub struct Post {
    pub method: String,
    pub path: String,
    pub headers: HeaderMap,
    pub id: String,
    pub body: Value,
    pub began: Instant,
    /// When it was answered and with what.
    pub ended: Option<(Instant, StatusCode)>,
}

impl Post {
    /// A member of the record in it; empty where there is none.
    pub fn record(&self, member: &str) -> String {
        let value = &self.body["data"]["record"][member];
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    }

    pub fn revision(&self) -> u64 {
        self.body["data"]["record"]["revision"]
            .as_u64()
            .unwrap_or_default()
    }

    /// Whether the receiver took it.
    pub fn is_taken(&self) -> bool {
        self.ended.is_some_and(|(_, status)| status.is_success())
    }
}

/// What the receiver answers, and after how long.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    pub after: Duration,
}

impl From<StatusCode> for Answer {
    fn from(status: StatusCode) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }
}

type Rule = dyn Fn(&Post, usize) -> Answer + Send + Sync;

/// A running receiver.
#[derive(Clone)]
pub struct Receiver {
    pub url: String,
    posts: Arc<Mutex<Vec<Post>>>,
    rule: Arc<Rule>,
}

impl Receiver {
    /// Starts one. The rule gets each post and how often its id came before.
    pub async fn start(rule: impl Fn(&Post, usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let receiver = Self {
            url: format!("http://{}/hook", listener.local_addr().unwrap()),
            posts: Arc::default(),
            rule: Arc::new(rule),
        };
        let router = Router::new().fallback(take).with_state(receiver.clone());
        tokio::spawn(async { axum::serve(listener, router).await });
        receiver
    }

    /// Everything that arrived so far, in the order of arrival.
    pub fn posts(&self) -> Vec<Post> {
        self.posts.lock().unwrap().clone()
    }

    /// Waits until the posts are such.
    pub async fn until(&self, is_so: impl Fn(&[Post]) -> bool) -> Vec<Post> {
        let start = Instant::now();
        loop {
            let posts = self.posts();
            if is_so(&posts) {
                return posts;
            }
            assert!(
                start.elapsed() < Duration::from_secs(60),
                "not in time: {posts:#?}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

async fn take(State(receiver): State<Receiver>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let id = parts.headers.get("webhook-id");
    let post = Post {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        id: id.map_or_else(String::new, |id| id.to_str().unwrap().to_owned()),
        headers: parts.headers,
        body: serde_json::from_slice(&body).unwrap_or_default(),
        began: Instant::now(),
        ended: None,
    };
    let (place, answer) = {
        let mut posts = receiver.posts.lock().unwrap();
        let before = posts.iter().filter(|earlier| earlier.id == post.id).count();
        let answer = (receiver.rule)(&post, before);
        posts.push(post);
        (posts.len() - 1, answer)
    };
    tokio::time::sleep(answer.after).await;
    receiver.posts.lock().unwrap()[place].ended = Some((Instant::now(), answer.status));
    let location = answer.location.map(|location| [(LOCATION, location)]);
    (answer.status, location, Json(Value::Null)).into_response()
}
