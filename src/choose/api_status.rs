//! One sentence when the consent API cannot be reached: what does not work, and what does.

use interface::words;
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::{network, store};
use crate::{browser, mount};

/// Mounts the sentence into its place; it shows itself when it is true.
pub fn mount_api_status(place: HtmlElement) {
    if place.has_child_nodes() {
        return;
    }
    let is_away = store::api_away();
    mount::put_for_good(place, move || {
        move || {
            // It outlives pages, and with them the language.
            let lang = browser::page_language();
            is_away.get().then(|| view! {
                <aside class="note note--warning" aria-label=words::status_region(lang)>
                    <p>{words::api_away(lang)}</p>
                    <p>
                        <button type="button" class="button" on:click=|_| network::refresh_soon()>
                            {words::try_again(lang)}
                        </button>
                    </p>
                </aside>
            })
        }
    });
}
