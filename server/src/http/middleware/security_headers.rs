//! Adds the security headers to every answer: content security policy, who may frame the page,
//! HSTS.
//!
//! Entry point: [`headers`].

mod needs_unsafe_eval;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

use crate::http::request::forwarded::Client;
use crate::settings::Settings;
use crate::state::App;

/// Adds the headers.
pub async fn headers(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let client = Client::of_request(&request, &app.settings);
    client.warn_of_passed_over();
    let is_https = app.settings.is_https() || client.is_https;
    let is_worker = request.uri().path() == WORKER;
    let eval = app.settings.old_browsers && needs_unsafe_eval::by(request.headers());
    let mut response = next.run(request).await;
    let is_unchanged = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    let is_html = is_html(headers);
    let policy = if is_html {
        page_policy(&app.settings, eval)
    } else if is_worker {
        WORKER_POLICY.to_owned()
    } else {
        DATA_POLICY.to_owned()
    };
    let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(DATA_POLICY));
    // A browser puts the headers of “not modified” over those of the page that it keeps, and such
    // an answer has no type to choose a policy by: the page's own stays.
    if !is_unchanged {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    if is_html && app.settings.old_browsers {
        headers.append(VARY, HeaderValue::from_static("User-Agent"));
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // `no-referrer` would turn the Origin of the page's own writes into `null`.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    let opener = HeaderName::from_static("cross-origin-opener-policy");
    headers.insert(opener, HeaderValue::from_static("same-origin"));
    let permissions = HeaderName::from_static("permissions-policy");
    headers.insert(permissions, HeaderValue::from_static(PERMISSIONS));
    if is_https {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

/// For answers that are no page.
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// The service worker's address. A policy of its own holds in it, and it fetches what it keeps.
const WORKER: &str = "/sw.js";
const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'";

/// What a page may not ask a person for, nor a frame in it.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), \
    encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), \
    midi=(), payment=(), publickey-credentials-create=(), publickey-credentials-get=(), \
    screen-wake-lock=(), usb=(), xr-spatial-tracking=()";

/// For pages: everything from here, nothing inline, WebAssembly allowed. Browsers that know no word for that
/// alone need `eval`, which Trusted Types still refuse where they are known (Chrome 83).
fn page_policy(settings: &Settings, eval: bool) -> String {
    let wasm = if eval {
        "'unsafe-eval'"
    } else {
        "'wasm-unsafe-eval'"
    };
    let mut ancestors = "'self'".to_owned();
    for host in &settings.allowed_hosts {
        ancestors.push(' ');
        ancestors.push_str(host.as_str());
    }
    let api = settings.api_url.as_ref();
    let api = api.map(|api| format!(" {api}")).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self' {wasm}; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'{api}; manifest-src 'self'; worker-src 'self'; \
         base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}; \
         require-trusted-types-for 'script'; trusted-types default parse offline"
    )
}

fn is_html(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}
