//! Serves the published site from `SITE_DIR`: pages, scripts, wasm, styles, fonts, notices.
//!
//! Takes any address that is not the API's. A file is served as it is, or as its `.br` or `.gz`
//! sibling when the browser takes it.

use std::path::Path;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{RawQuery, Request, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG,
    HeaderMap, HeaderValue, IF_MODIFIED_SINCE, IF_RANGE, IF_UNMODIFIED_SINCE, LAST_MODIFIED,
    LOCATION, RANGE, VARY,
};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use crate::http::entity_tag;
use crate::http::error::method_not_allowed;
use crate::state::App;

/// Sends a browser to the language that it asks for, with what else the address says.
pub async fn root(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let language = asked_language(&headers).unwrap_or(&app.settings.default_language);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let headers = [
        (LOCATION, format!("/{language}/{query}")),
        (VARY, "Accept-Language".to_owned()),
        (CACHE_CONTROL, "no-cache".to_owned()),
    ];
    (StatusCode::FOUND, headers).into_response()
}

/// Serves a file of the site.
pub async fn serve(State(app): State<Arc<App>>, mut request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allowed = [(ALLOW, "GET, HEAD")];
        return (allowed, method_not_allowed().await).into_response();
    }
    let (uri, accepts) = (request.uri().clone(), accepted(&request));
    let language = language(&request, &app.settings.default_language).to_owned();
    if !is_only_spelling(uri.path()) {
        return unknown(app.site.dir(), &language, &accepts).await;
    }
    let conditions = request.headers().clone();
    for name in [IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE] {
        request.headers_mut().remove(name);
    }
    // A part is only sent to whoever does not ask what it is a part of.
    if request.headers_mut().remove(IF_RANGE).is_some() {
        request.headers_mut().remove(RANGE);
    }
    // The tag of what a HEAD asks about is the tag of what a GET would bring; no body leaves for a HEAD.
    *request.method_mut() = Method::GET;
    let files = ServeDir::new(app.site.dir())
        .precompressed_br()
        .precompressed_gzip();
    let Ok(response) = files.oneshot(request).await;
    if response.status() == StatusCode::NOT_FOUND {
        return unknown(app.site.dir(), &language, &accepts).await;
    }
    let mut response = tagged(response.map(Body::new), uri.path(), &conditions).await;
    let lifetime = lifetime(response.status(), uri.path());
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(lifetime));
    headers.append(VARY, HeaderValue::from_static("Accept-Encoding"));
    response
}

/// Names an answer by what is in it, and leaves the content out where the browser has it.
///
/// The time of a file would not do: it counts whole seconds, a notice that is rolled back has an earlier one, and
/// some tools that put files in place give all of them the same.
async fn tagged(response: Response, path: &str, conditions: &HeaderMap) -> Response {
    let (mut head, mut body) = response.into_parts();
    head.headers.remove(LAST_MODIFIED);
    if head.status != StatusCode::OK {
        return Response::from_parts(head, body);
    }
    let tag = if is_hashed(path) {
        // The name says what is in it; a compressed file is another one.
        let encoding = head.headers.get(CONTENT_ENCODING);
        let encoding = encoding.map_or(&b""[..], HeaderValue::as_bytes);
        entity_tag::of(&[path.as_bytes(), encoding].concat())
    } else {
        let Ok(content) = to_bytes(body, usize::MAX).await else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let tag = entity_tag::of(&content);
        body = content.into();
        tag
    };
    if entity_tag::is_had(conditions, &tag) {
        head.status = StatusCode::NOT_MODIFIED;
        body = Body::empty();
        for name in [CONTENT_LENGTH, CONTENT_TYPE, CONTENT_ENCODING] {
            head.headers.remove(name);
        }
    }
    head.headers.insert(ETAG, tag);
    Response::from_parts(head, body)
}

/// Whether a path is written as a browser writes it. Other spellings of a file would get round what is said
/// by its name, such as for how long it is kept; two slashes in front name another host in a redirect.
fn is_only_spelling(path: &str) -> bool {
    let is_needless = |code: &str| {
        let byte = code.get(..2).map(|hex| u8::from_str_radix(hex, 16));
        matches!(byte, Some(Ok(byte)) if byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
    };
    !path.contains("//") && !path.split('%').skip(1).any(is_needless)
}

/// The site's own page for an unknown address, in a language, or a sentence where it has none.
async fn unknown(dir: &Path, language: &str, accepts: &HeaderMap) -> Response {
    let in_language = format!("/{language}/404.html");
    let mut page = None;
    for path in [&in_language, "/404.html"] {
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = path.parse().expect("a path of ours is an address");
        *request.headers_mut() = accepts.clone();
        let files = ServeDir::new(dir).precompressed_br().precompressed_gzip();
        let Ok(response) = files.oneshot(request).await;
        if response.status() == StatusCode::OK {
            page = Some(response.map(Body::new));
            break;
        }
    }
    let sentence = "There is nothing at this address. 此地址没有内容。\n";
    let mut response = page.unwrap_or_else(|| sentence.into_response());
    *response.status_mut() = StatusCode::NOT_FOUND;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let varies = "Accept-Encoding, Accept-Language";
    headers.insert(VARY, HeaderValue::from_static(varies));
    response
}

/// The language that an address begins with, or else the one that the browser asks for.
fn language<'a>(request: &Request, default: &'a str) -> &'a str {
    let path = request.uri().path().trim_start_matches('/');
    match path.split('/').next() {
        Some("zh") => "zh",
        Some("en") => "en",
        _ => asked_language(request.headers()).unwrap_or(default),
    }
}

/// The one of our languages that a browser asks for.
fn asked_language(headers: &HeaderMap) -> Option<&'static str> {
    let asked = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    preferred_language(asked)
}

/// The encodings that the browser takes, without its conditions on the file that is missing.
fn accepted(request: &Request) -> HeaderMap {
    use axum::http::header::ACCEPT_ENCODING;
    let encodings = request.headers().get(ACCEPT_ENCODING).cloned();
    encodings
        .map(|encodings| (ACCEPT_ENCODING, encodings))
        .into_iter()
        .collect()
}

/// For how long a browser may keep an answer: a file with a hash in its name never changes, what is
/// said about a request (416, 412, a redirect) holds for that one alone.
///
/// Told from the address and not from the type of the answer: a 304 names no type, and what it says
/// replaces what the browser keeps.
fn lifetime(status: StatusCode, path: &str) -> &'static str {
    let is_file = [
        StatusCode::OK,
        StatusCode::PARTIAL_CONTENT,
        StatusCode::NOT_MODIFIED,
    ]
    .contains(&status);
    // A browser that keeps the worker for an hour keeps the release of an hour ago with it.
    if !is_file || is_page(path) || path == "/sw.js" {
        "no-cache"
    } else if is_hashed(path) {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    }
}

/// Whether it is a page, or the data of one.
fn is_page(path: &str) -> bool {
    path.ends_with('/') || path.ends_with(".html") || path.ends_with(".json")
}

/// Whether the name holds a hash as Trunk writes it: `app-0123456789abcdef_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_hash =
        |part: &str| part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split(['-', '_', '.']).skip(1).any(is_hash)
}

/// The one of our languages that stands first in the browser's list, by weight.
fn preferred_language(asked: &str) -> Option<&'static str> {
    let mut best: Option<(&'static str, f32)> = None;
    for entry in asked.split(',') {
        let (tag, rest) = entry.split_once(';').unwrap_or((entry, ""));
        let weight = rest
            .trim()
            .strip_prefix("q=")
            .map_or(Ok(1.0), str::parse)
            .unwrap_or(0.0);
        let tag = tag.trim().to_ascii_lowercase();
        let language = match tag.split('-').next() {
            Some("zh") => "zh",
            Some("en") => "en",
            _ => continue,
        };
        if weight > best.map_or(0.0, |(_, weight)| weight) {
            best = Some((language, weight));
        }
    }
    best.map(|(language, _)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_with_the_greatest_weight_wins_and_the_first_of_equals() {
        let check = |asked, expected| assert_eq!(preferred_language(asked), expected, "{asked}");
        check("zh-CN,zh;q=0.9,en;q=0.8", Some("zh"));
        check("en-GB,en;q=0.9,zh;q=0.8", Some("en"));
        check("fr, en;q=0.2, zh-Hans;q=0.7", Some("zh"));
        check("fr", None);
        check("en;q=0, *", None);
        check(";;;q=,,", None);
    }

    #[test]
    fn only_a_name_with_a_hash_is_kept_for_a_year() {
        assert!(is_hashed("/mingbai-0123456789abcdef_bg.wasm"));
        assert!(is_hashed("/style/main-0123456789abcdef.css"));
        assert!(!is_hashed("/zh/notice/2025-05-09/index.html"));
        assert!(!is_hashed("/icons/icon-192.png"));
    }
}
