//! The app in the browser: it takes over a page that can already be read.
//!
//! A prerendered page comes in; what a person operates is mounted into its marked places, and
//! links swap the page without a reload. Nothing here renders a notice's words.
//! Content enters through [`page::page_cache`]; choices leave through [`consent_client`].

mod page;
mod reader;
mod choices;
mod consent_client;
mod web_lock;
mod storage;
mod bridge;
mod browser;
mod small_collections;

use page::mount::Parts;
use page::{mount, navigate, product_name};
use views::components;

/// Half a kilobyte less than the one that comes with Rust (docs/decisions/bytes.md).
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    choices::start();
    product_name::show();
    mount::start(Parts {
        mount: choices::mount,
        enhance,
    });
    navigate::start();
    reader::start();
    browser::mark_ready();
}

/// What a page has beyond the places that parts are mounted into.
fn enhance() {
    reader::enhance();
    choices::enhance();
}
