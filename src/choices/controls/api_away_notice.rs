//! One sentence when the consent API cannot be reached: what does not work, and what does.

use interface::words;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::browser;
use crate::choices::state::control_signals;
use crate::choices::sync::sender::refresh;
use crate::components::{Button, Paragraph, Sentence, at, changing, element, nothing};
use crate::page::mount;

/// Mounts the sentence into its place; it shows itself when it is true.
pub fn mount_notice(place: HtmlElement) {
    if place.has_child_nodes() {
        return;
    }
    let is_away = control_signals::api_away();
    mount::put_for_good(place, || {
        changing(move || {
            // It outlives pages, and with them the language.
            let lang = browser::page_language();
            if !is_away.get() {
                return nothing();
            }
            let again = Box::new(refresh::soon);
            let note = vec![
                view! { <Sentence text=words::api_away(lang)/> }.into_any(),
                view! { <Paragraph><Button label=words::try_again(lang) act=again/></Paragraph> }
                    .into_any(),
            ];
            let attributes = vec![
                at("class", "note note--warning"),
                at("aria-label", words::status_region(lang)),
            ];
            element("aside", attributes, note)
        })
    });
}
