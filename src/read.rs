//! Helpers for reading: outline, search, filter, copying a link, comparing, walking, printing.
//!
//! They work on the prerendered page; without them it reads the same.

mod changes;
mod copy_link;
mod filter;
mod outline;
mod search;
mod walk;

use interface::marks;

use crate::browser;

/// What listens once for all pages.
pub fn start() {
    walk::start();
    copy_link::start();
}

/// Wakes the helpers that this page has a place for.
pub fn enhance() {
    outline::follow();
    search::wake();
    filter::wake();
    changes::wake();
    walk::wake();
    for button in browser::all(&browser::document(), marks::PRINT.selector) {
        browser::listen(&button, "click", |_| {
            let _ = browser::window().print();
        });
    }
}
