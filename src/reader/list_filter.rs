//! Narrows a list to what a person types, in both languages at once.
//!
//! Rows carry what they are found by ([`marks::FIND`]); groups without a row left are hidden.

use interface::{marks, words};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::browser::{self, live_region};
use crate::small_collections;

/// Wakes the field of the page, if it has one.
pub fn enhance() {
    let Some(field) = browser::first(marks::FILTER.selector) else {
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
    for row in browser::all(&document, marks::FIND.selector) {
        let text = browser::says(&row, marks::FIND).unwrap_or_default();
        let fits = words
            .iter()
            .all(|word| small_collections::contains(&text, word));
        row.set_hidden(!fits);
        found += u32::from(fits);
    }
    let left = [marks::FIND.selector, ":not([hidden])"].concat();
    for group in browser::all(&document, marks::GROUP.selector) {
        let left = group.query_selector(&left).ok().flatten();
        group.set_hidden(left.is_none());
    }
    for rest in browser::all(&document, marks::UNFILTERED.selector) {
        rest.set_hidden(!wanted.is_empty());
    }
    announce(typed.trim(), found);
}

fn announce(typed: &str, found: u32) {
    let lang = browser::page_language();
    let sentence = match (typed.is_empty(), found) {
        (true, _) => String::new(),
        (false, 0) => words::search_none(lang, typed),
        (false, found) => words::search_found(lang, &found.to_string()),
    };
    if let Some(place) = browser::first(marks::FILTER_COUNT.selector) {
        let place: HtmlElement = place;
        place.set_text_content(Some(&sentence));
    }
    live_region::say(&sentence);
}
