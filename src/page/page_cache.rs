//! The one door for content: prerendered pages, fetched once and kept.
//!
//! A path comes in, a parsed page goes out. Entry points: [`page`], [`prefetch`] and [`text`].

use std::cell::RefCell;

use gloo_net::http::Request;
use interface::marks;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;
use web_sys::Document;

use crate::browser;
use crate::small_collections::Map;

#[wasm_bindgen]
extern "C" {
    /// A page of nothing but what pages of this site are made of, or none. `src/boot.js` makes it.
    #[wasm_bindgen(js_name = mingbaiParse)]
    fn parse_allowed(html: &str) -> Option<Document>;
}

/// Enough for a visit; a page weighs some tens of kilobytes.
const KEPT_PAGES: usize = 40;

thread_local! {
    static PAGES: RefCell<Map<String>> = const { RefCell::new(Map::new()) };
    /// A page that is likely to be wanted next, parsed while the finger is still down.
    static READY: RefCell<Option<(String, Document)>> = const { RefCell::new(None) };
}

/// The page at a path; `None` when it cannot be had, and the browser should load it itself.
pub async fn page(path: &str) -> Option<Document> {
    // Taken and not lent: its parts go into the page that is shown.
    match READY.take() {
        Some((ready, page)) if ready == path => Some(page),
        _ => parse(&html(path).await?),
    }
}

/// Fetches and parses a page that is likely to be wanted next.
pub fn prefetch(path: String) {
    spawn_local(async move {
        let Some(html) = html(&path).await else {
            return;
        };
        READY.set(parse(&html).map(|page| (path, page)));
    });
}

async fn html(path: &str) -> Option<String> {
    if let Some(html) = PAGES.with_borrow(|pages| pages.get(path).cloned()) {
        return Some(html);
    }
    let html = fetch(path, "text/html").await?;
    PAGES.with_borrow_mut(|pages| {
        if pages.len() >= KEPT_PAGES {
            pages.clear();
        }
        pages.insert(path.to_string(), html.clone());
    });
    Some(html)
}

/// A page of this build: one of another comes with its own app and its own list of releases, so the browser
/// loads it.
fn parse(html: &str) -> Option<Document> {
    let page = parse_allowed(html)?;
    (build(&page) == build(&browser::document())).then_some(page)
}

fn build(page: &Document) -> Option<String> {
    let named = page.query_selector(marks::BUILD.selector).ok()??;
    named.get_attribute(marks::BUILD.name)
}

/// A published file as text, such as the list of releases; `None` when it cannot be had.
pub fn text(path: &str) -> impl Future<Output = Option<String>> {
    fetch(path, "")
}

/// A file whose content type begins in that way.
async fn fetch(path: &str, kind: &str) -> Option<String> {
    let answer = Request::get(path).send().await.ok()?;
    let found = answer.headers().get("content-type").unwrap_or_default();
    if !answer.ok() || !found.starts_with(kind) {
        return None;
    }
    answer.text().await.ok()
}
