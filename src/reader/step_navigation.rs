//! Walking by arrow keys and by a swipe; the buttons and the drawn row are plain links.

use std::cell::Cell;

use interface::marks::{self, Direction};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlAnchorElement, KeyboardEvent, MouseEvent};

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
        FROM.set(Some(point(&event)));
    });
    browser::listen(&walk, "pointerup", |event| {
        let (Some(from), to) = (FROM.take(), point(&event)) else {
            return;
        };
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        if across.abs() > SWIPE && across.abs() > 2 * down.abs() {
            press(if across < 0 {
                Direction::Next
            } else {
                Direction::Back
            });
        }
    });
}

/// Where in the window a pointer is.
fn point(event: &Event) -> (i32, i32) {
    let mouse: &MouseEvent = event.unchecked_ref();
    (mouse.client_x(), mouse.client_y())
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
        // A key that is held down would pass steps that nobody has seen.
        if !browser::is_plain(&event)
            || key.repeat()
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
    browser::first(&marks::KEY.saying(direction)).map(JsCast::unchecked_into)
}
