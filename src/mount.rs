//! Puts what a person operates into the marked places of a page, and takes it out again.
//!
//! Called for the first page and after each swap; what belonged to the page before is unmounted.

use std::any::Any;
use std::cell::RefCell;

use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::{browser, choose, read};

thread_local! {
    static MOUNTED: RefCell<Vec<Box<dyn Any>>> = RefCell::default();
}

/// Mounts everything that the page in the document has a place for.
pub fn mount_page() {
    MOUNTED.take();
    for place in browser::all(&browser::document(), "[data-w]") {
        if let Some(part) = place.get_attribute("data-w") {
            choose::mount(&part, place);
        }
    }
    read::enhance();
    choose::enhance();
}

/// Mounts a view in place of what stands there.
pub fn put<V: IntoView + 'static>(place: HtmlElement, view: impl FnOnce() -> V + 'static) {
    place.set_text_content(None);
    let handle = mount_to(place, view);
    MOUNTED.with_borrow_mut(|mounted| mounted.push(Box::new(handle)));
}

/// Mounts a view that outlives the pages.
pub fn put_for_good<V: IntoView + 'static>(place: HtmlElement, view: impl FnOnce() -> V + 'static) {
    mount_to(place, view).forget();
}

/// Keeps something alive until the next page.
pub fn keep(thing: impl Any) {
    MOUNTED.with_borrow_mut(|mounted| mounted.push(Box::new(thing)));
}
