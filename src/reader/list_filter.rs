//! Narrows a list to what a person types, in both languages at once, and to the boxes they mark.
//!
//! Rows carry what they are found by ([`marks::FIND`]); groups without a row left are hidden. Boxes and
//! buttons work by the style sheet without an app; here what they leave is counted, too, and the address
//! says what is marked and typed, so that it can be shared and come back to.

use interface::{address, marks, words};
use wasm_bindgen::JsValue;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::browser::{self, live_region};
use crate::page::reading_position;
use crate::small_collections;

/// All that the address says of a list.
const OWN: [&str; 3] = ["by", "only", address::QUERY];

/// Wakes the field of the page, if it has one.
pub fn enhance() {
    let Some(input) = browser::input_in(marks::FILTER) else {
        return;
    };
    let marked = buttons();
    // Each pair of the query has a sign before and after it, wherever it stands.
    let query = browser::window().location().search().unwrap_or_default();
    let query = ["&", query.get(1..).unwrap_or_default(), "&"].concat();
    for button in &marked {
        if small_collections::contains(&query, &["&", &pair(button), "&"].concat()) {
            button.set_checked(true);
        }
        browser::listen(button, "input", |_| {
            narrow();
            remember(true);
        });
    }
    // Only a list with buttons has an address for what is typed.
    let is_shared = !marked.is_empty();
    if let Some(words) = browser::asked().filter(|_| is_shared) {
        input.set_value(&words);
    }
    browser::listen(&input, "input", move |_| {
        narrow();
        if is_shared {
            remember(false);
        }
    });
    if query.len() > 2 || !only().is_empty() {
        narrow();
    }
}

fn buttons() -> Vec<HtmlInputElement> {
    browser::inputs(&[marks::FILTER_SETS.selector, " input"].concat())
}

/// A button as the address has it.
fn pair(button: &HtmlInputElement) -> String {
    [button.name(), "=".into(), button.value()].concat()
}

/// The sets that are marked: a row has to be in each of them.
fn only() -> Vec<String> {
    let mut marked = buttons();
    marked.retain(|button| button.checked() && button.type_() == "checkbox");
    small_collections::list(marked.into_iter().map(|button| button.value()))
}

fn typed() -> String {
    let input = browser::input_in(marks::FILTER);
    let words = input.map(|input| input.value()).unwrap_or_default();
    words.trim().to_string()
}

/// Puts what is marked and typed into the address: what is marked as a step that back undoes. What else
/// the address asks for stays.
fn remember(is_step: bool) {
    let query = browser::query();
    for name in OWN {
        query.delete(name);
    }
    for button in buttons() {
        if button.checked() && !button.default_checked() {
            query.append(&button.name(), &button.value());
        }
    }
    let typed = typed();
    if !typed.is_empty() {
        query.append(address::QUERY, &typed);
    }
    if is_step {
        reading_position::remember();
        if let Ok(history) = browser::window().history() {
            let _ = history.push_state_with_url(&JsValue::NULL, "", None);
        }
    }
    reading_position::ask(&query, false);
}

fn narrow() {
    let typed = typed();
    let only = only();
    let wanted = browser::lower(&typed);
    let document = browser::document();
    let mut found = 0;
    for row in browser::all(&document, marks::FIND.selector) {
        let text = browser::says(&row, marks::FIND).unwrap_or_default();
        let sets = browser::says(&row, marks::SETS).unwrap_or_default();
        let is_in = |set: &String| sets.split_whitespace().any(|word| word == set);
        let fits = wanted
            .split_whitespace()
            .all(|word| small_collections::contains(&text, word))
            && only.iter().all(is_in);
        row.set_hidden(!fits);
        found += u32::from(fits);
    }
    // The row itself: what is around it is shown or hidden below, by what is left.
    let away = [marks::FIND.selector, "[hidden]"].concat();
    for row in browser::all(&document, marks::SAME.selector) {
        let is_shown = |id: &str| {
            let other = document.get_element_by_id(id);
            other.is_some_and(|other| matches!(other.closest(&away), Ok(None)))
        };
        let same = browser::says(&row, marks::SAME).unwrap_or_default();
        let is_left = same.split_whitespace().any(is_shown);
        // As an attribute: what is drawn has no property of that name.
        let _ = row.toggle_attribute_with_force("hidden", !is_left);
    }
    let left = [
        ":is(",
        marks::FIND.selector,
        ",",
        marks::SAME.selector,
        "):not([hidden])",
    ]
    .concat();
    for group in browser::all(&document, marks::GROUP.selector) {
        let left = group.query_selector(&left).ok().flatten();
        group.set_hidden(left.is_none());
    }
    let is_whole = wanted.is_empty() && only.is_empty();
    show_rest(is_whole);
    if let Some(ways_on) = browser::first(marks::FILTER_NONE.selector) {
        ways_on.set_hidden(found > 0);
        // The first of them is the search of the site, for the same words.
        if let Ok(Some(search)) = ways_on.query_selector("a") {
            let _ = search.set_attribute("href", &browser::search_for(&typed));
        }
    }
    announce(&typed, is_whole, found);
}

/// Shows or hides what is for a whole list, or for a page of search on which nothing was found yet.
pub fn show_rest(is_whole: bool) {
    for rest in browser::all(&browser::document(), marks::UNFILTERED.selector) {
        rest.set_hidden(!is_whole);
    }
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
