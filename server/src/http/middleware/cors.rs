//! CORS: which other sites' pages may call the API, namely the listed hosts, with a host app's
//! token, and the site with the pages, where that is not this server.
//!
//! For a host, browsers are not told to send cookies along, so its page never acts as the person whose
//! cookie the browser holds; for the site's own pages they are. Entry point: [`layer`].

use std::time::Duration;

use axum::http::Method;
use axum::http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH,
    RETRY_AFTER, WWW_AUTHENTICATE,
};
use axum::http::request::Parts;
use tower_http::cors::{AllowCredentials, AllowOrigin, CorsLayer};

use crate::settings::{AllowedHost, Origin, Settings};

/// How long a browser need not ask again.
const REMEMBERED: Duration = Duration::from_secs(10 * 60);

/// Lets the pages of the listed hosts call; `None` when there are none.
pub fn layer(settings: &Settings) -> Option<CorsLayer> {
    let pages = settings.pages_url.as_ref().map(Origin::as_str);
    let listed = settings
        .allowed_hosts
        .iter()
        .filter_map(AllowedHost::origin)
        .chain(pages);
    let hosts: Vec<HeaderValue> = listed.filter_map(|host| host.parse().ok()).collect();
    if hosts.is_empty() {
        return None;
    }
    let pages = pages.map(str::to_owned);
    let is_pages = move |origin: &HeaderValue, _: &Parts| {
        pages.as_ref().is_some_and(|pages| origin == pages.as_str())
    };
    let idempotency_key = HeaderName::from_static("idempotency-key");
    let last_event_id = HeaderName::from_static("last-event-id");
    let cors = CorsLayer::new()
        .allow_origin(AllowOrigin::list(hosts))
        .allow_credentials(AllowCredentials::predicate(is_pages))
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
