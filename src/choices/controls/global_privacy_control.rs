//! Global Privacy Control: whether this browser sends it, said next to what it counts for.
//!
//! It counts for advertising and sharing only, and an explicit choice goes before it.

use interface::words;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::browser;
use crate::choices::state::control_signals;
use crate::components::{self, element};
use crate::page::mount;

/// Mounts the sentence.
pub fn mount_signal(place: HtmlElement) {
    mount::put(place, || {
        let lang = browser::page_language();
        let visit = control_signals::visit();
        let is_sent = is_on();
        let sentence = move || match is_sent || visit.with(|visit| visit.gpc) {
            true => words::gpc_sent(lang).to_string(),
            false => words::gpc_not_sent(lang).to_string(),
        };
        element(
            "span",
            vec![components::words(Box::new(sentence))],
            Vec::new(),
        )
    });
}

/// What the browser says of itself; the server says what arrived.
fn is_on() -> bool {
    let signal = browser::property(
        browser::window().navigator().as_ref(),
        "globalPrivacyControl",
    );
    signal.is_some_and(|signal| signal.is_truthy())
}
