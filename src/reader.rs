//! Helpers for reading: outline, search, filter, copying a link, comparing, walking, printing.
//!
//! They work on the prerendered page; without them it reads the same.

mod outline;
mod search;
mod list_filter;
mod open_target;
mod copy_link;
mod comparison_view;
mod step_navigation;

use interface::marks;

use crate::browser;

/// What listens once for all pages.
pub fn start() {
    step_navigation::start();
    copy_link::start();
    open_target::start();
    search::start();
}

/// Wakes the helpers that this page has a place for.
pub fn enhance() {
    outline::follow();
    search::enhance();
    list_filter::enhance();
    open_target::open_addressed();
    comparison_view::enhance();
    step_navigation::enhance();
    let can_print = browser::property(&browser::window(), "print").is_some();
    for button in browser::all(&browser::document(), marks::PRINT.selector) {
        // Some webviews have no printing: a button that does nothing is none.
        button.set_hidden(!can_print);
        browser::listen(&button, "click", |_| {
            let _ = browser::window().print();
        });
    }
}
