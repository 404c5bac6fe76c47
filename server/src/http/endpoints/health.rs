//! `/health/live`, `/health/ready` and `/metrics`: what operators' machines ask for.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use crate::metrics::OPEN_METRICS;
use crate::state::App;

/// Whether a part of the server is ready, and in which words.
type Part = Result<&'static str, String>;

const READY: Part = Ok("ready");

/// How long the store may take to count what is not delivered: collectors of metrics wait for ten seconds.
const STORE_PATIENCE: Duration = Duration::from_secs(3);

/// Whether the process answers.
#[utoipa::path(
    get,
    path = "/health/live",
    tag = "operations",
    responses((status = 200, description = "it does", body = String, content_type = "text/plain"))
)]
pub async fn live() -> &'static str {
    "alive\n"
}

/// Whether decisions can be taken: a line for each part, `store`, `site`, `keys` and `tasks`, which
/// says `ready` or what is wrong. A site whose notice cannot be read is ready with the one before,
/// and says so.
#[utoipa::path(
    get,
    path = "/health/ready",
    tag = "operations",
    responses(
        (status = 200, description = "they can", body = String, content_type = "text/plain"),
        (status = 503, description = "a part is not ready", body = String, content_type = "text/plain"),
    )
)]
pub async fn ready(State(app): State<Arc<App>>) -> Response {
    let parts = [
        ("store", store(&app).await),
        ("site", site(&app)),
        ("keys", keys(&app).await),
        ("tasks", tasks(&app)),
    ];
    let is_ready = parts.iter().all(|(_, part)| part.is_ok());
    let line = |(name, part): &(&str, Part)| match part {
        Ok(words) => format!("{name}: {words}\n"),
        Err(problem) => format!("{name}: {problem}\n"),
    };
    let lines: String = parts.iter().map(line).collect();
    let status = match is_ready {
        true => StatusCode::OK,
        false => StatusCode::SERVICE_UNAVAILABLE,
    };
    (status, [(CACHE_CONTROL, "no-store")], lines).into_response()
}

/// Anybody may ask, so the cause, in which paths and addresses stand, goes to the log alone.
async fn store(app: &App) -> Part {
    let Err(error) = app.store.ready().await else {
        return READY;
    };
    tracing::error!(
        error = &error as &dyn std::error::Error,
        "the store is not ready"
    );
    Err("takes no writes now; the log says why".to_owned())
}

/// Decisions are taken as long as there is a notice to go by. One that cannot be read is most likely
/// the same on every server, and taking all of them out would end the service over it.
fn site(app: &App) -> Part {
    let trouble = app.site.trouble();
    match app.site.manifest() {
        Err(_) => Err("no notice is published".to_owned()),
        Ok(_) if trouble.is_some() => Ok(
            "ready, with the notice before: the one that is published now cannot be read; the log \
             says why",
        ),
        Ok(_) => READY,
    }
}

/// The signing keys and the host app's.
async fn keys(app: &App) -> Part {
    let now = app.clock.seconds();
    app.keys.look(now).await;
    if let Some(trouble) = app.keys.trouble() {
        return Err(trouble);
    }
    let host = app.host.as_ref();
    host.map_or(Ok(()), |host| host.ready(now)).and(READY)
}

fn tasks(app: &App) -> Part {
    let unwell = app.task_health.unwell();
    match unwell.is_empty() {
        true => READY,
        false => Err(unwell.join("; ")),
    }
}

/// Counters, as Prometheus and others read them.
pub async fn metrics(State(app): State<Arc<App>>) -> impl IntoResponse {
    // The other counters are worth most when the store does not answer. All of its parts would have to.
    let undelivered = match app.metrics.is_store_whole() {
        true => timeout(STORE_PATIENCE, app.store.undelivered()).await.ok(),
        false => None,
    };
    let undelivered = undelivered.and_then(Result::ok);
    let kind = [(CONTENT_TYPE, OPEN_METRICS)];
    (kind, app.metrics.text(undelivered))
}
