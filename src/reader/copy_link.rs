//! Copies the link to a clause when its `#` is pressed; the address follows as with any link.

use interface::{marks, words};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Clipboard, HtmlAnchorElement};

use crate::browser::{self, live_region};

/// Listens for all of them on all pages at once: a notice has more than a hundred.
pub fn start() {
    browser::listen(&browser::document(), "click", |event| {
        let link = browser::closest(&event, marks::COPY_LINK.selector)
            .and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
        if let Some(link) = link {
            spawn_local(copy(link.href()));
        }
    });
}

async fn copy(href: String) {
    let lang = browser::page_language();
    // Plain http and some hosts have no clipboard.
    let clipboard = browser::property(&browser::window().navigator(), "clipboard");
    let copied = match clipboard {
        Some(clipboard) => {
            let clipboard: Clipboard = clipboard.unchecked_into();
            JsFuture::from(clipboard.write_text(&href)).await.is_ok()
        }
        None => false,
    };
    live_region::say(if copied {
        words::link_copied(lang)
    } else {
        words::link_not_copied(lang)
    });
}
