//! What machines that run the server ask: is it alive, can it work, what does it count.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::state::App;

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
/// says `ready` or what is wrong.
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
    let line = |(name, part): &(&str, Result<(), String>)| match part {
        Ok(()) => format!("{name}: ready\n"),
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
async fn store(app: &App) -> Result<(), String> {
    app.store.ready().await.map_err(|error| {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "the store is not ready"
        );
        "takes no writes now; the log says why".to_owned()
    })
}

fn site(app: &App) -> Result<(), String> {
    let manifest = app.site.manifest();
    manifest.map(drop).map_err(|error| {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "no notice to go by"
        );
        "no notice is published".to_owned()
    })
}

/// The signing keys and the host app's.
async fn keys(app: &App) -> Result<(), String> {
    let now = app.clock.seconds();
    app.keys.look(now).await;
    if let Some(trouble) = app.keys.trouble() {
        return Err(trouble);
    }
    app.host.as_ref().map_or(Ok(()), |host| host.ready(now))
}

fn tasks(app: &App) -> Result<(), String> {
    let unwell = app.background.unwell();
    match unwell.is_empty() {
        true => Ok(()),
        false => Err(unwell.join("; ")),
    }
}

/// Counters in the Prometheus text format.
pub async fn metrics(State(app): State<Arc<App>>) -> impl IntoResponse {
    let undelivered = app.store.undelivered().await.ok();
    (
        [(CONTENT_TYPE, "text/plain; version=0.0.4")],
        app.metrics.text(undelivered),
    )
}
