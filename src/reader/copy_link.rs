//! Copies the link to a clause when its `#` is pressed, and says so there and aloud.
//!
//! Nothing moves: who presses it goes on reading. The address follows, in its place in the history, to be copied
//! by hand where there is no clipboard.

use interface::{marks, words};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Clipboard, Event, HtmlAnchorElement};

use crate::browser::{self, live_region};
use crate::page::reading_position;

/// How long it is said next to the link, in milliseconds.
const IN_SIGHT: i32 = 4_000;

/// Listens for all of them on all pages at once: a notice has more than a hundred.
pub fn start() {
    browser::listen(&browser::document(), "click", |event| {
        press(&event);
    });
}

fn press(event: &Event) -> Option<()> {
    let link = browser::closest(event, marks::COPY_LINK.selector)?;
    let link: HtmlAnchorElement = link.unchecked_into();
    if browser::is_plain(event) {
        event.prevent_default();
        reading_position::readdress(&link.href(), true);
        spawn_local(copy(link));
    }
    Some(())
}

async fn copy(link: HtmlAnchorElement) {
    let lang = browser::page_language();
    // Plain http and some hosts have no clipboard.
    let clipboard = browser::property(&browser::window().navigator(), "clipboard");
    let copied = match clipboard {
        Some(clipboard) => {
            let clipboard: Clipboard = clipboard.unchecked_into();
            let written = clipboard.write_text(&link.href());
            JsFuture::from(written).await.is_ok()
        }
        None => false,
    };
    let outcome = match copied {
        true => words::link_copied(lang),
        false => words::link_not_copied(lang),
    };
    let _ = link.set_attribute(marks::COPY_LINK.name, outcome);
    live_region::say(outcome);
    browser::after(IN_SIGHT, move || {
        let _ = link.set_attribute(marks::COPY_LINK.name, "");
    });
}
