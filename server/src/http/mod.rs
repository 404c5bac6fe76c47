//! The routers: the API under `/v1`, `/.well-known`, the published site, and the operator's own
//! listener.
//!
//! Takes the state, gives routers that tests can call without a network. Entry points: [`app`] for
//! the public and [`admin`] for the operator.

mod endpoints;

mod middleware;

mod request;

mod entity_tag;
mod error;
mod openapi;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::App;
use endpoints::{
    acknowledgements, choices, decisions, events, export, guardian_statements, health, records,
    static_files, view_tokens, well_known,
};
use middleware::{
    cors, cross_site, header_limit, host_header, request_log, security_headers, timeout_and_panic,
};

pub use openapi::openapi;
pub use request::cookie::Issued;

/// Bytes of a body; a decision has about one kilobyte.
const LARGEST_BODY: usize = 16 * 1024;

/// The whole server.
pub fn app(state: Arc<App>) -> Router {
    let (api, _) = api().split_for_parts();
    let api = api
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(
            state.clone(),
            timeout_and_panic::see_to_the_end,
        ))
        .layer(from_fn_with_state(
            state.clone(),
            cross_site::refuse_other_sites,
        ))
        .fallback(error::not_found)
        .method_not_allowed_fallback(error::method_not_allowed);
    let api = match cors::layer(&state.settings) {
        Some(cors) => api.layer(cors),
        None => api,
    };
    Router::new()
        .route("/openapi.json", get(openapi::serve))
        .route("/", get(static_files::root))
        .merge(api)
        .route("/v1", axum::routing::any(error::not_found))
        .route("/v1/{*rest}", axum::routing::any(error::not_found))
        .fallback(static_files::serve)
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(from_fn(host_header::refuse_unclear))
        .layer(from_fn(header_limit::refuse_large))
        .layer(from_fn_with_state(state.clone(), security_headers::headers))
        .layer(from_fn_with_state(state.clone(), request_log::log))
        .layer(CatchPanicLayer::custom(error::panicked))
        .with_state(state)
}

/// What the operator's machines ask, on a listener of its own.
pub fn admin(state: Arc<App>) -> Router {
    Router::new()
        .route("/metrics", get(health::metrics))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .fallback(error::not_found)
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(from_fn(host_header::refuse_unclear))
        .with_state(state)
}

/// The documented addresses; the OpenAPI document is made from the same list.
fn api() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(view_tokens::post))
        .routes(routes!(choices::list))
        .routes(routes!(decisions::decide))
        .routes(routes!(acknowledgements::post))
        .routes(routes!(guardian_statements::post))
        .routes(routes!(events::listen))
        .routes(routes!(records::list))
        .routes(routes!(records::one_receipt))
        .routes(routes!(export::export))
        .routes(routes!(records::erase))
        .routes(routes!(well_known::keys))
        .routes(routes!(well_known::gpc))
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
}
