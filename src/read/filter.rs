//! Narrows a list to what a person types, in both languages at once.
//!
//! Rows carry what they are found by in `data-find`; groups without a row left are hidden.

use interface::words;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::{browser, status};

/// Wakes the field of the page, if it has one.
pub fn wake() {
    let Some(field) = browser::first("[data-filter]") else {
        return;
    };
    let Some(input) = field.query_selector("input").ok().flatten() else {
        return;
    };
    let Ok(input) = input.dyn_into::<HtmlInputElement>() else {
        return;
    };
    let typed = input.clone();
    browser::listen(&input, "input", move |_| narrow(&typed.value()));
}

fn narrow(typed: &str) {
    let wanted = browser::lower(typed.trim());
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let document = browser::document();
    let mut found = 0;
    for row in browser::all(&document, "[data-find]") {
        let text = row.get_attribute("data-find").unwrap_or_default();
        let fits = words.iter().all(|word| text.contains(word));
        row.set_hidden(!fits);
        found += u32::from(fits);
    }
    for group in browser::all(&document, "[data-group]") {
        let left = group
            .query_selector("[data-find]:not([hidden])")
            .ok()
            .flatten();
        group.set_hidden(left.is_none());
    }
    for rest in browser::all(&document, "[data-unfiltered]") {
        rest.set_hidden(!wanted.is_empty());
    }
    tell(typed.trim(), found);
}

fn tell(typed: &str, found: u32) {
    let lang = browser::page_language();
    let sentence = match (typed.is_empty(), found) {
        (true, _) => String::new(),
        (false, 0) => words::search_none(lang, typed),
        (false, found) => words::search_found(lang, &found.to_string()),
    };
    if let Some(place) = browser::first("[data-filter-count]") {
        let place: HtmlElement = place;
        place.set_text_content(Some(&sentence));
    }
    status::say(&sentence);
}
