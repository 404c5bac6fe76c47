//! Everything personal off in one act; each control still gets its own decision and record.

use consent::wire::Kind;

use super::sender::{self, Act};
use crate::browser;

/// Wakes the button, where the page has it.
pub fn wake() {
    let Some(button) = browser::first("[data-all-off]") else {
        return;
    };
    browser::listen(&button, "click", |_| {
        for place in browser::all(
            &browser::document(),
            "[data-w=\"choice\"][data-kind=\"opt-out\"]",
        ) {
            let fact = |name: &str| place.get_attribute(name).unwrap_or_default();
            sender::wish(Act {
                purpose: fact("data-purpose"),
                kind: Kind::OptOut,
                yes: false,
                words: fact("data-words"),
                guardian: None,
                age_band: None,
            });
        }
    });
}
