//! Helpers for reading: outline, search, filter, copying a link, comparing, walking, printing.
//!
//! They work on the prerendered page; without them it reads the same.

mod outline;
mod search;
mod list_filter;
mod folds;
mod copy_link;
mod comparison_view;
mod guide_steps;

use interface::marks;

use crate::browser;

/// What listens once for all pages.
pub fn start() {
    guide_steps::start();
    copy_link::start();
    folds::start();
    search::start();
}

/// Wakes the helpers that this page has a place for.
pub fn enhance() {
    outline::follow();
    search::enhance();
    list_filter::enhance();
    folds::open_addressed();
    comparison_view::enhance();
    guide_steps::enhance();
    for button in browser::all(&browser::document(), marks::PRINT.selector) {
        browser::listen(&button, "click", |_| {
            let _ = browser::window().print();
        });
    }
}
