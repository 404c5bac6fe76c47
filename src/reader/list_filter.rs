//! Narrows a list to what a person types, in both languages at once, and to the numbers they pick.
//!
//! Rows carry what they are found by ([`marks::FIND`]); groups without a row left are hidden. Numbers are
//! radio buttons that the style sheet follows without an app; here they are counted, too.

use interface::{marks, words};
use web_sys::{HtmlElement, HtmlInputElement};

use crate::browser::{self, live_region};
use crate::small_collections;

/// The value of the radio button that leaves every row.
const ALL: &str = "all";

/// Wakes the field of the page, if it has one.
pub fn enhance() {
    let Some(input) = browser::input_in(marks::FILTER) else {
        return;
    };
    let mut inputs = radios();
    inputs.push(input);
    for input in &inputs {
        browser::listen(input, "input", |_| narrow());
    }
}

fn radios() -> Vec<HtmlInputElement> {
    browser::inputs(&[marks::FILTER_SETS.selector, " input"].concat())
}

/// The value of the radio button that is picked, unless it leaves every row.
fn picked() -> Option<String> {
    let picked = radios().into_iter().find(|radio| radio.checked())?.value();
    (picked != ALL).then_some(picked)
}

fn narrow() {
    let typed = browser::input_in(marks::FILTER)
        .map(|input| input.value())
        .unwrap_or_default();
    let picked = picked();
    let wanted = browser::lower(typed.trim());
    let document = browser::document();
    let mut found = 0;
    for row in browser::all(&document, marks::FIND.selector) {
        let text = browser::says(&row, marks::FIND).unwrap_or_default();
        let sets = browser::says(&row, marks::SETS).unwrap_or_default();
        let is_in = |set: &String| sets.split_whitespace().any(|word| word == set);
        let fits = wanted
            .split_whitespace()
            .all(|word| small_collections::contains(&text, word))
            && picked.as_ref().is_none_or(is_in);
        row.set_hidden(!fits);
        found += u32::from(fits);
    }
    let left = [marks::FIND.selector, ":not([hidden])"].concat();
    for group in browser::all(&document, marks::GROUP.selector) {
        let left = group.query_selector(&left).ok().flatten();
        group.set_hidden(left.is_none());
    }
    let is_whole = wanted.is_empty() && picked.is_none();
    for rest in browser::all(&document, marks::UNFILTERED.selector) {
        rest.set_hidden(!is_whole);
    }
    if let Some(ways_on) = browser::first(marks::FILTER_NONE.selector) {
        ways_on.set_hidden(found > 0);
    }
    announce(typed.trim(), is_whole, found);
}

fn announce(typed: &str, is_whole: bool, found: u32) {
    let lang = browser::page_language();
    let sentence = match (is_whole, found) {
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
