//! The key that leads to search from every page. Entry point: [`start`].

use interface::marks;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use crate::browser;

/// Follows the key that leads to search from now on.
pub fn start() {
    browser::listen(&browser::document(), "keydown", |event| {
        come_by_key(&event);
    });
}

/// Goes to the field of the page, or to the page of search, at `/`.
fn come_by_key(event: &Event) -> Option<()> {
    let key: &KeyboardEvent = event.dyn_ref()?;
    let is_meant = key.key() == "/" && !(key.ctrl_key() || key.meta_key() || key.alt_key());
    if !is_meant || browser::closest(event, "input, textarea").is_some() {
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
