//! `GET /v1/events`: changes of the caller's own choices, as they happen (server-sent events).
//!
//! Another tab or device decides, this one follows. Each event is named `choice`, has the place in
//! the chain as its id and a [`ChoiceEvent`] as its data.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, HeaderName};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use consent::wire::{ChoiceEvent, Problem};
use futures_util::Stream;
use futures_util::stream::{self, StreamExt};
use tokio::sync::watch;

use super::Refusal;
use super::caller::Caller;
use crate::standing;
use crate::state::App;
use crate::subject::Subject;

/// How often to look for what another replica wrote.
const LOOK: Duration = Duration::from_secs(3);

/// Live changes; resumes after `Last-Event-ID`.
#[utoipa::path(
    get,
    path = "/v1/events",
    tag = "choices",
    params(("Last-Event-ID" = Option<String>, Header, description = "id of the last event that arrived")),
    responses(
        (status = 200, description = "a stream of `choice` events", body = ChoiceEvent, content_type = "text/event-stream"),
        (status = 204, description = "the caller has not decided anything yet; listen after the first decision"),
        (status = "5XX", description = "it could not be done", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn listen(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let Some(subject) = caller.subject else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    // Listening starts before looking, so that nothing falls in between.
    let news = app.live.listen(&subject);
    let stopping = app.live.stopping();
    let after = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok()?.parse().ok());
    let after = match after {
        Some(after) => after,
        None => head(&app, &subject).await?,
    };
    let listener = Listener {
        app,
        subject,
        news,
        stopping,
        until: caller.signed_in_until,
        after,
    };
    let keep_alive = KeepAlive::new().interval(Duration::from_secs(15));
    let stream = Sse::new(listener.events()).keep_alive(keep_alive);
    // Proxies that gather answers would hold events back.
    let unbuffered = (HeaderName::from_static("x-accel-buffering"), "no");
    Ok(([(CACHE_CONTROL, "no-store"), unbuffered], stream).into_response())
}

/// One open stream.
struct Listener {
    app: Arc<App>,
    subject: Subject,
    news: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
    /// When the host app's token ends, and the stream with it.
    until: Option<i64>,
    after: i64,
}

impl Listener {
    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> {
        let groups = stream::unfold((self, true), |(mut listener, is_first)| async move {
            if !is_first && !listener.wait().await {
                return None;
            }
            let events = listener.new_events().await;
            Some((stream::iter(events.into_iter().map(Ok)), (listener, false)))
        });
        groups.flatten()
    }

    /// Waits for news; false when the server stops or the person is signed out.
    async fn wait(&mut self) -> bool {
        let goes_on = tokio::select! {
            _ = self.stopping.wait_for(|is_stopping| *is_stopping) => false,
            changed = self.news.changed() => changed.is_ok(),
            () = tokio::time::sleep(LOOK) => true,
        };
        let now = self.app.clock.seconds();
        goes_on && self.until.is_none_or(|until| now < until)
    }

    /// What is new since the last event. A store that fails is asked again at the next look.
    async fn new_events(&mut self) -> Vec<Event> {
        let Ok(site) = self.app.site.manifest() else {
            return Vec::new();
        };
        let Ok(rows) = self
            .app
            .store
            .after(self.subject.as_str(), self.after)
            .await
        else {
            return Vec::new();
        };
        if rows.is_empty() && self.after > 0 && self.is_erased().await {
            self.after = 0;
            return event(&ChoiceEvent {
                sequence: 0,
                choice: None,
            })
            .into_iter()
            .collect();
        }
        let mut events = Vec::new();
        for row in &rows {
            self.after = row.sequence;
            let purpose = site
                .current_release()
                .and_then(|release| release.purpose(&row.purpose));
            let Some(purpose) = purpose else { continue };
            let choice = standing::choice(&site, purpose, Some(row), false);
            let sequence = row.sequence.cast_unsigned();
            events.extend(event(&ChoiceEvent {
                sequence,
                choice: Some(choice),
            }));
        }
        events
    }

    async fn is_erased(&self) -> bool {
        let rows = self.app.store.latest(self.subject.as_str()).await;
        rows.is_ok_and(|rows| rows.is_empty())
    }
}

fn event(event: &ChoiceEvent) -> Option<Event> {
    Event::default()
        .event("choice")
        .id(event.sequence.to_string())
        .json_data(event)
        .ok()
}

/// The last place in the person's chain.
async fn head(app: &App, subject: &Subject) -> Result<i64, Refusal> {
    let rows = app.store.latest(subject.as_str()).await?;
    Ok(rows.iter().map(|row| row.sequence).max().unwrap_or(0))
}
