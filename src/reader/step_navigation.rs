//! Walking by arrow keys and by a swipe; the buttons and the drawn row are plain links.

use std::cell::Cell;

use interface::marks::{self, Direction};
use wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, KeyboardEvent, MouseEvent};

use crate::page::page_cache;
use crate::{bridge, browser};

/// A finger has to travel this far, in CSS pixels, and mostly sideways.
const SWIPE: i32 = 60;

thread_local! {
    static FROM: Cell<Option<(i32, i32)>> = const { Cell::new(None) };
}

/// Wakes keys and swipes, where the page is a step, and fetches the step after it.
pub fn enhance() {
    let Some(walk) = browser::first(marks::WALK.selector) else {
        return;
    };
    offer_host();
    if let Some(next) = link(Direction::Next) {
        page_cache::prefetch(next.pathname());
    }
    browser::listen(&walk, "pointerdown", |event| {
        let point = event
            .dyn_ref::<MouseEvent>()
            .map(|event| (event.client_x(), event.client_y()));
        FROM.set(point);
    });
    browser::listen(&walk, "pointerup", |event| {
        let (Some(from), Some(to)) = (FROM.take(), event.dyn_ref::<MouseEvent>()) else {
            return;
        };
        let (across, down) = (to.client_x() - from.0, to.client_y() - from.1);
        if across.abs() > SWIPE && across.abs() > 2 * down.abs() {
            press(if across < 0 {
                Direction::Next
            } else {
                Direction::Back
            });
        }
    });
}

/// Shows the button that opens the screen in the host app, where the host can.
fn offer_host() {
    let Some(button) = browser::first(marks::OPEN_SCREEN.selector) else {
        return;
    };
    button.set_hidden(!bridge::opens_settings());
    browser::listen(&button, "click", |event| {
        let row = browser::closest(&event, marks::OPEN_SCREEN.selector)
            .and_then(|button| browser::says(&button, marks::OPEN_SCREEN));
        bridge::open_settings(row.unwrap_or_default());
    });
}

/// Listens for arrow keys once for the whole visit.
pub fn start() {
    browser::listen(&browser::document(), "keydown", |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let is_plain = !(key.alt_key() || key.ctrl_key() || key.meta_key() || key.shift_key());
        if !is_plain
            || browser::first(marks::WALK.selector).is_none()
            || browser::closest(&event, "input, textarea").is_some()
        {
            return;
        }
        match key.key().as_str() {
            "ArrowRight" => press(Direction::Next),
            "ArrowLeft" => press(Direction::Back),
            _ => {}
        }
    });
}

fn press(direction: Direction) {
    if let Some(link) = link(direction) {
        link.click();
    }
}

fn link(direction: Direction) -> Option<HtmlAnchorElement> {
    browser::first(&marks::KEY.saying(direction))?
        .dyn_into()
        .ok()
}
