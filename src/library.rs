//! The one door for content: prerendered pages, fetched once and kept.
//!
//! A path comes in, a parsed page goes out. Entry points: [`page`], [`prefetch`] and [`text`].

use std::cell::RefCell;
use std::collections::HashMap;

use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, DomParser, SupportedType};

use crate::http::Request;

/// Enough for a visit; a page weighs some tens of kilobytes.
const KEPT_PAGES: usize = 40;

thread_local! {
    static PAGES: RefCell<HashMap<String, String>> = RefCell::default();
}

/// The page at a path; `None` when it cannot be had, and the browser should load it itself.
pub async fn page(path: &str) -> Option<Document> {
    let kept = PAGES.with_borrow(|pages| pages.get(path).cloned());
    let html = match kept {
        Some(html) => html,
        None => fetch(path).await?,
    };
    DomParser::new()
        .ok()?
        .parse_from_string(&html, SupportedType::TextHtml)
        .ok()
}

/// Fetches a page that is likely to be wanted next.
pub fn prefetch(path: String) {
    let is_kept = PAGES.with_borrow(|pages| pages.contains_key(&path));
    if !is_kept {
        spawn_local(async move {
            fetch(&path).await;
        });
    }
}

/// A published file as text, such as the list of releases; `None` when it cannot be had.
pub async fn text(path: &str) -> Option<String> {
    let answer = Request::get(path).send(None).await.ok()?;
    if answer.ok {
        answer.text().await.ok()
    } else {
        None
    }
}

async fn fetch(path: &str) -> Option<String> {
    let answer = Request::get(path).send(None).await.ok()?;
    let is_page = answer.kind.starts_with("text/html");
    if !answer.ok || !is_page {
        return None;
    }
    let html = answer.text().await.ok()?;
    PAGES.with_borrow_mut(|pages| {
        if pages.len() >= KEPT_PAGES {
            pages.clear();
        }
        pages.insert(path.to_string(), html.clone());
    });
    Some(html)
}
