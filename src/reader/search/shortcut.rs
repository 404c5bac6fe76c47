//! The key that leads to search from every page, and the box by which a person switches it off.
//!
//! WCAG 2.1.4 asks for that: speech input types single letters, and whoever does not see where the focus is
//! may press one by accident. Entry points: [`start`], and [`offer`] for the box.

use interface::{keys, marks};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use crate::{browser, storage};

/// Follows the key that leads to search from now on.
pub fn start() {
    browser::listen(&browser::document(), "keydown", |event| {
        come_by_key(&event);
    });
}

/// Lets the box of the page of search say whether the key leads there, and decide it.
pub fn offer() {
    let Some(switch) = browser::input_in(marks::SEARCH_KEY) else {
        return;
    };
    switch.set_checked(leads());
    let own = switch.clone();
    browser::listen(&switch, "input", move |_| {
        match own.checked() {
            true => storage::forget(keys::SEARCH_KEY_OFF),
            false => storage::store(keys::SEARCH_KEY_OFF, ""),
        }
        // Where nothing is kept the box goes back to what is so.
        own.set_checked(leads());
    });
}

/// Whether the key leads to search: unless a person switched it off, and where they could.
fn leads() -> bool {
    let kept = storage::local().map(|storage| storage.get_item(keys::SEARCH_KEY_OFF));
    matches!(kept, Some(Ok(None)))
}

/// Goes to the field of the page, or to the page of search, at `/`.
fn come_by_key(event: &Event) -> Option<()> {
    let key: &KeyboardEvent = event.dyn_ref()?;
    let is_meant = key.key() == "/" && !browser::is_command(event);
    if !is_meant || browser::closest(event, "input, textarea").is_some() || !leads() {
        return None;
    }
    event.prevent_default();
    match browser::input_in(marks::SEARCH) {
        Some(input) => {
            let _ = input.focus();
            input.select();
        }
        None => browser::first(marks::SEARCH_LINK.selector)?.click(),
    }
    Some(())
}
