//! Adds the security headers to every answer: content security policy, who may frame the page,
//! HSTS.
//!
//! Entry point: [`headers`].

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
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
    let mut response = next.run(request).await;
    let is_unchanged = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    let policy = if is_html(headers) {
        page_policy(&app.settings)
    } else {
        DATA_POLICY.to_owned()
    };
    let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(DATA_POLICY));
    // A browser puts the headers of “not modified” over those of the page that it keeps, and such
    // an answer has no type to choose a policy by: the page's own stays.
    if !is_unchanged {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // `no-referrer` would turn the Origin of the page's own writes into `null`.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    let opener = HeaderName::from_static("cross-origin-opener-policy");
    headers.insert(opener, HeaderValue::from_static("same-origin"));
    let permissions = HeaderName::from_static("permissions-policy");
    headers.insert(
        permissions,
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    );
    if is_https {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

/// For answers that are no page.
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// For pages: everything from here, nothing inline, WebAssembly allowed.
fn page_policy(settings: &Settings) -> String {
    let mut ancestors = "'self'".to_owned();
    for host in &settings.allowed_hosts {
        ancestors.push(' ');
        ancestors.push_str(host.as_str());
    }
    let api = settings.api_url.as_ref();
    let api = api.map(|api| format!(" {api}")).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'{api}; manifest-src 'self'; \
         base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}; \
         require-trusted-types-for 'script'; trusted-types default"
    )
}

fn is_html(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}
