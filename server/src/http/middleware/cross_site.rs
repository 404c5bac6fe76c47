//! Refuses requests that another site's page makes in a person's name (CSRF), by Fetch Metadata and
//! `Origin`.
//!
//! Browsers say where a request comes from; other programs say nothing and carry no cookie of
//! somebody else. No browser adds a host app's token by itself, so a request with one is taken from
//! the listed hosts too. `SameSite` is not relied on: a page in the frame of another site has to do
//! without it. Entry point: [`refuse_other_sites`].

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{HeaderValue, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use consent::wire::ProblemCode;

use crate::http::request::bearer_token;
use crate::http::request::forwarded::Client;
use crate::refusal::Refusal;
use crate::settings::{AllowedHost, Origin, Settings};
use crate::state::App;

/// Lets pass what the page itself does, what a host app signed in, and what concerns nobody.
pub async fn refuse_other_sites(
    State(app): State<Arc<App>>,
    request: Request,
    next: Next,
) -> Response {
    if is_allowed(&request, &app.settings) {
        return next.run(request).await;
    }
    let detail =
        "choices are read and decided from the page's own address only; open the page there";
    Refusal::new(ProblemCode::CrossSite, detail).into_response()
}

fn is_allowed(request: &Request, settings: &Settings) -> bool {
    let headers = request.headers();
    if is_own_page(request, settings) || is_host_app(headers, settings) {
        return true;
    }
    match *request.method() {
        // The browser asks whether it may ask; `cors` answers.
        Method::OPTIONS => true,
        Method::GET | Method::HEAD => {
            // Another site cannot read an answer, but could measure how long it is.
            !request.uri().path().starts_with("/v1/") || is_followed_link(headers)
        }
        _ => false,
    }
}

/// A person who follows a link, to a receipt for instance, sees the answer in a tab of its own.
fn is_followed_link(headers: &HeaderMap) -> bool {
    let is = |name: &str, expected: &str| headers.get(name).is_some_and(|value| value == expected);
    is("sec-fetch-mode", "navigate") && is("sec-fetch-dest", "document")
}

/// With a token, good or bad: the cookie is not looked at then.
fn is_host_app(headers: &HeaderMap, settings: &Settings) -> bool {
    let mut listed = settings
        .allowed_hosts
        .iter()
        .filter_map(AllowedHost::origin);
    let is_listed = |origin: &HeaderValue| listed.any(|listed| origin == listed);
    bearer_token::is_sent(headers) && headers.get(ORIGIN).is_none_or(is_listed)
}

/// `Sec-Fetch-Site` cannot be set by a page and is believed first. Browsers from before it (Safari
/// 16.3) send `Origin` with every write, `null` where they hide it.
fn is_own_page(request: &Request, settings: &Settings) -> bool {
    let headers = request.headers();
    if is_elsewhere(headers, settings) {
        return true;
    }
    let mut sites = headers.get_all("sec-fetch-site").iter().peekable();
    if sites.peek().is_some() {
        return sites.all(|site| site == "same-origin" || site == "none");
    }
    let client = Client::of_request(request, settings);
    let mut origins = headers.get_all(ORIGIN).iter();
    origins.all(|origin| {
        origin
            .to_str()
            .is_ok_and(|origin| is_own(origin, &client, settings))
    })
}

/// Whether it comes from the site with the pages, where that is not this server. Browsers send `Origin` with
/// every request that a page of another origin makes, and no page can set it.
fn is_elsewhere(headers: &HeaderMap, settings: &Settings) -> bool {
    let mut origins = headers.get_all(ORIGIN).iter();
    let pages = settings.pages_url.as_ref().map(Origin::as_str);
    match (origins.next(), origins.next(), pages) {
        (Some(origin), None, Some(pages)) => origin == pages,
        _ => false,
    }
}

/// Whether an origin is the site's own: the one that the operator names, or the host that the
/// request was for. What came by https is not written to from a page that came without.
fn is_own(origin: &str, client: &Client, settings: &Settings) -> bool {
    let Some((scheme, host)) = origin.split_once("://") else {
        return false;
    };
    let is_https = settings.is_https() || client.is_https;
    let public = settings.public_url.as_ref().map(Origin::as_str);
    let is_public = public == Some(origin);
    is_public || (client.host.as_deref() == Some(host) && (scheme == "https" || !is_https))
}
