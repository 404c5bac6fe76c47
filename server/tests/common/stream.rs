//! An open stream of live events, as a page reads it.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{HeaderMap, Request};
use consent::wire::ChoiceEvent;
use futures_util::StreamExt;
use server::state::App;
use tower::ServiceExt;

/// What has not come by then does not come, on the busiest machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// An open stream.
pub struct Stream {
    pub headers: HeaderMap,
    /// The id of the last event that came.
    pub last_id: String,
    body: BodyDataStream,
}

impl Stream {
    pub async fn open(app: &Arc<App>, headers: &[(&str, &str)]) -> Self {
        let mut request = Request::get("/v1/events");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::empty()).unwrap();
        super::name_host(&mut request);
        let answer = server::app(app.clone()).oneshot(request).await.unwrap();
        Self {
            headers: answer.headers().clone(),
            last_id: String::new(),
            body: answer.into_body().into_data_stream(),
        }
    }

    /// The next event; its id is the place that it names.
    pub async fn next(&mut self) -> ChoiceEvent {
        let chunk = tokio::time::timeout(PATIENCE, self.body.next()).await;
        let chunk = chunk.expect("an event comes").unwrap().unwrap();
        let text = String::from_utf8(chunk.to_vec()).unwrap();
        let line = |name: &str| text.lines().find_map(|line| line.strip_prefix(name));
        let event: ChoiceEvent = serde_json::from_str(line("data: ").unwrap()).unwrap();
        let id = line("id: ").unwrap();
        let place = id.split('-').next();
        assert_eq!(place, Some(event.sequence.to_string().as_str()));
        self.last_id = id.to_owned();
        event
    }

    /// Whether nothing comes for a moment, in which the stream has looked once.
    pub async fn is_quiet(&mut self) -> bool {
        let next = tokio::time::timeout(Duration::from_millis(300), self.body.next()).await;
        next.is_err()
    }

    /// Whether the stream ends.
    pub async fn ends(&mut self) -> bool {
        let next = tokio::time::timeout(PATIENCE, self.body.next()).await;
        next.unwrap().is_none()
    }
}
