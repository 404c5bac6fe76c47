//! Counts and logs each request, by the pattern of its address: no subject, token or address of
//! a person ever reaches a log.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::state::App;

/// Counts and logs a request when it is answered.
pub async fn log(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = known_method(request.method().as_str());
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("site", |route| route.as_str()).to_owned();

    let response = next.run(request).await;

    let took = start.elapsed();
    let status = response.status().as_u16();
    app.metrics.count_request(method, &route, status, took);
    let milliseconds = took.as_secs_f64() * 1000.0;
    if response.status().is_server_error() {
        tracing::warn!(method, route, status, milliseconds, "answered");
    } else {
        tracing::debug!(method, route, status, milliseconds, "answered");
    }
    response
}

/// A method is free text; the counters keep the ones that exist.
fn known_method(method: &str) -> &'static str {
    let known = ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "PATCH"];
    known
        .into_iter()
        .find(|known| *known == method)
        .unwrap_or("other")
}
