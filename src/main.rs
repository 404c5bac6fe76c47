//! The app in the browser: it takes over a page that can already be read.
//!
//! A prerendered page comes in; what a person operates is mounted into its marked places, and
//! links swap the page without a reload. Nothing here renders a notice's words.
//! Content enters through [`page::library`]; choices leave through [`consent_client`].

mod browser;
mod choose;
mod components;
mod consent_client;
mod few;
mod page;
mod read;

use page::mount::Parts;
use page::{config, mount, navigate};

fn main() {
    choose::start();
    wasm_bindgen_futures::spawn_local(config::load());
    mount::start(Parts {
        mount: choose::mount,
        enhance,
    });
    navigate::start();
    read::start();
    browser::mark_ready();
}

/// What a page has beyond the places that parts are mounted into.
fn enhance() {
    read::enhance();
    choose::enhance();
}
