//! What machines that run the server ask: is it alive, can it work, what does it count.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use consent::wire::Problem;

use super::Refusal;
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

/// Whether decisions can be taken: the store answers, its keys are whole, a notice is published.
#[utoipa::path(
    get,
    path = "/health/ready",
    tag = "operations",
    responses(
        (status = 200, description = "they can", body = String, content_type = "text/plain"),
        (status = 503, description = "busy or site_missing", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn ready(State(app): State<Arc<App>>) -> Result<&'static str, Refusal> {
    app.store.ready().await?;
    if let Some(trouble) = app.keys.trouble() {
        return Err(Refusal::busy(&trouble));
    }
    app.site.manifest()?;
    Ok("ready\n")
}

/// Counters in the Prometheus text format.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "operations",
    responses((status = 200, description = "counters", body = String, content_type = "text/plain"))
)]
pub async fn metrics(State(app): State<Arc<App>>) -> impl IntoResponse {
    let undelivered = app.store.undelivered().await.ok();
    (
        [(CONTENT_TYPE, "text/plain; version=0.0.4")],
        app.metrics.text(undelivered),
    )
}
