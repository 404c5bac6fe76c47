//! CORS: which other sites' pages may call the API, namely the listed hosts, with a host app's
//! token.
//!
//! Browsers are not told to send cookies along, so such a page never acts as the person whose
//! cookie the browser holds. Entry point: [`layer`].

use std::time::Duration;

use axum::http::Method;
use axum::http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH,
    RETRY_AFTER, WWW_AUTHENTICATE,
};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::settings::{AllowedHost, Settings};

/// How long a browser need not ask again.
const REMEMBERED: Duration = Duration::from_secs(10 * 60);

/// Lets the pages of the listed hosts call; `None` when there are none.
pub fn layer(settings: &Settings) -> Option<CorsLayer> {
    let listed = settings
        .allowed_hosts
        .iter()
        .filter_map(AllowedHost::origin);
    let hosts: Vec<HeaderValue> = listed.filter_map(|host| host.parse().ok()).collect();
    if hosts.is_empty() {
        return None;
    }
    let idempotency_key = HeaderName::from_static("idempotency-key");
    let last_event_id = HeaderName::from_static("last-event-id");
    let cors = CorsLayer::new()
        .allow_origin(AllowOrigin::list(hosts))
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([
            ACCEPT,
            AUTHORIZATION,
            CONTENT_TYPE,
            IF_MATCH,
            IF_NONE_MATCH,
            idempotency_key,
            last_event_id,
        ])
        .expose_headers([ETAG, RETRY_AFTER, WWW_AUTHENTICATE])
        .max_age(REMEMBERED);
    Some(cors)
}
