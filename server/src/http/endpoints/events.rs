//! `GET /v1/events`: changes of the caller's own choices, as they happen (server-sent events).
//!
//! Another tab or device decides, or a decision reaches the operator's system; this one follows.
//! Each event is named `choice`, has as its id the chain and the place in it up to which everything
//! is told, and a [`ChoiceEvent`] as its data.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, HeaderName};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use consent::manifest::SiteManifest;
use consent::wire::{ChoiceEvent, Problem};
use futures_util::Stream;
use futures_util::stream::{self, StreamExt};
use tokio::sync::watch;

use crate::decision::current_choices;
use crate::http::request::caller::Caller;
use crate::identity::subject::Subject;
use crate::live::stream_cursor::{EventId, Item, StreamCursor};
use crate::live::subscribers::STREAMS;
use crate::refusal::Refusal;
use crate::state::App;
use crate::store::{self, Row};

/// Rows that are read at once: who resumes after the first record of a long history has it told
/// piece by piece.
const AT_ONCE: usize = 500;

/// Live changes, of decisions and of their delivery; resumes after `Last-Event-ID`.
///
/// A stream begins with the choices whose delivery is `applied` or `failed`, since that may have
/// changed while nobody listened.
#[utoipa::path(
    get,
    path = "/v1/events",
    tag = "choices",
    params(("Last-Event-ID" = Option<String>, Header, description = "id of the last event that arrived")),
    responses(
        (status = 200, description = "a stream of `choice` events", body = ChoiceEvent, content_type = "text/event-stream"),
        (status = 204, description = "the caller has not decided anything yet; listen after the first decision"),
        (status = 429, description = "as many streams of the caller are open as may", body = Problem, content_type = "application/problem+json"),
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
    let news = news.ok_or_else(|| Refusal::too_many_streams(STREAMS))?;
    let stopping = app.live.stopping();
    let last_event = headers
        .get("last-event-id")
        .map(|id| EventId::of_client(id.to_str().unwrap_or_default()));
    let site = app.site.manifest()?;
    let latest = app.store.latest(subject.as_str()).await?;
    let (told, first) = StreamCursor::begin(latest, last_event);
    let first = events(&site, first);
    let listener = Listener {
        app,
        subject,
        news,
        stopping,
        until: caller.signed_in_until,
        told,
        is_behind: false,
    };
    let keep_alive = KeepAlive::new().interval(Duration::from_secs(15));
    let stream = Sse::new(listener.stream(first)).keep_alive(keep_alive);
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
    told: StreamCursor,
    /// Whether there are more rows than were read at once.
    is_behind: bool,
}

impl Listener {
    fn stream(self, first: Vec<Event>) -> impl Stream<Item = Result<Event, Infallible>> {
        let groups = stream::unfold((self, true), |(mut listener, is_first)| async move {
            if !is_first && !listener.wait().await {
                return None;
            }
            let events = listener.new_events().await;
            Some((stream::iter(events), (listener, false)))
        });
        stream::iter(first).chain(groups.flatten()).map(Ok)
    }

    /// Waits for news; false when the server stops or the person is signed out.
    async fn wait(&mut self) -> bool {
        let look = match self.is_behind {
            true => Duration::ZERO,
            false => self.app.live.look(),
        };
        let goes_on = tokio::select! {
            _ = self.stopping.wait_for(|is_stopping| *is_stopping) => false,
            changed = self.news.changed() => changed.is_ok(),
            () = tokio::time::sleep(look) => true,
        };
        let now = self.app.clock.seconds();
        goes_on && self.until.is_none_or(|until| now < until)
    }

    /// What is new since the last event. A store that fails is asked again at the next look.
    async fn new_events(&mut self) -> Vec<Event> {
        self.is_behind = false;
        let Ok(site) = self.app.site.manifest() else {
            return Vec::new();
        };
        let mut items = Vec::new();
        // After an erasure there may be a new chain already, which is read from its start.
        loop {
            let Ok(rows) = self.rows().await else { break };
            self.is_behind = rows.len() >= AT_ONCE;
            let new = self.told.take(rows);
            let is_erased = new.iter().any(|item| item.row.is_none());
            items.extend(new);
            if !is_erased {
                break;
            }
        }
        events(&site, items)
    }

    /// The rows that may have news, oldest first.
    async fn rows(&self) -> store::Result<Vec<Row>> {
        let (store, subject) = (&self.app.store, self.subject.as_str());
        let place = self.told.place();
        let mut rows = Vec::new();
        if self.told.has_open() {
            rows = store.latest(subject).await?;
            rows.retain(|row| row.sequence < place);
        }
        rows.extend(store.after(subject, place - 1, AT_ONCE as i64).await?);
        Ok(rows)
    }
}

/// The events of what is to be told. What the current release does not name is passed over.
fn events(site: &SiteManifest, items: Vec<Item>) -> Vec<Event> {
    let release = site.current_release();
    let event = |item: Item| {
        let choice = match &item.row {
            Some(row) => {
                let purpose = release.and_then(|release| release.purpose(&row.purpose))?;
                Some(current_choices::choice(site, purpose, Some(row), false))
            }
            None => None,
        };
        let sequence = item.id.place.cast_unsigned();
        event(&item.id, &ChoiceEvent { sequence, choice })
    };
    items.into_iter().filter_map(event).collect()
}

fn event(id: &EventId, event: &ChoiceEvent) -> Option<Event> {
    Event::default()
        .event("choice")
        .id(id.to_string())
        .json_data(event)
        .ok()
}
