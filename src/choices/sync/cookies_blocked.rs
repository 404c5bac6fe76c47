//! Choices cannot be kept where the browser keeps no cookie for the page: in a frame of another
//! site, or where cookies are switched off.
//!
//! The first decision is stored all the same, and the server does not know afterwards who made it.
//! That is said, and nothing more can be chosen: it would be one more record that the user can never
//! reach.

use interface::marks;
use wasm_bindgen::JsValue;

use super::{identity_recovery, last_confirmed, outbox};
use crate::browser::{self, live_region};
use crate::choices::state::control_signals;

/// The first decision is lost to this browser: what waits behind it is not sent.
pub fn announce() {
    outbox::all().iter().for_each(outbox::remove);
    identity_recovery::forget();
    last_confirmed::ask_everywhere();
    enhance();
    let sentence = browser::first(&[marks::UNKEPT.selector, " p"].concat())
        .and_then(|note| note.text_content());
    live_region::say(&sentence.unwrap_or_default());
}

/// Shows the note on this page if it is true, with the way out: in a frame a page of its own.
pub fn enhance() {
    let Some(note) = browser::first(marks::UNKEPT.selector) else {
        return;
    };
    note.set_hidden(!control_signals::is_unkept());
    let window = browser::window();
    let is_framed = browser::property(&window, "top") != Some(JsValue::from(window));
    if let Some(link) = browser::first(&[marks::UNKEPT.selector, " a"].concat()) {
        link.set_hidden(!is_framed);
    }
}
