//! Puts what a person operates into the marked places of a page, and takes it out again.
//!
//! Done for the first page and after each swap; what belonged to the page before is unmounted. Which
//! parts there are is said once, by `main`. Entry points: [`start`], and [`put`] for a part.
//!
//! Words that change are set with `prop:textContent` on their element. Translating browsers put
//! elements of their own in the place of text nodes; words written into a node that is no longer
//! on the page would never be seen.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::vec::IntoIter;

use interface::marks::{self, Place};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::Render;
use web_sys::HtmlElement;

use crate::browser;

/// What the app makes of a page.
#[derive(Clone, Copy)]
pub struct Parts {
    /// Mounts the part that a place is meant for.
    pub mount: fn(Place, HtmlElement),
    /// Gives the prerendered rest of the page what it does.
    pub enhance: fn(),
}

/// For so long the controls of a new page are mounted in one task, in milliseconds: half a frame.
const SLICE: u64 = 8;

thread_local! {
    static PARTS: Cell<Option<Parts>> = const { Cell::new(None) };
    static MOUNTED: RefCell<Vec<Box<dyn Any>>> = const { RefCell::new(Vec::new()) };
}

/// What was mounted, until it is dropped.
type Mounted = UnmountHandle<<AnyView as Render>::State>;

/// Mounts everything that the first page has a place for.
pub fn start(parts: Parts) {
    PARTS.set(Some(parts));
    for place in places() {
        mount(place);
    }
    enhance();
}

/// The same for a page that took another one's place. It is painted first: a notice has some thirty
/// controls, which are drawn already and only begin to work. What was mounted before waits as well, in
/// parts that nobody sees any more.
pub fn mount_next_page() {
    let before = MOUNTED.take();
    let places = places();
    browser::after_the_paint(Box::new(|| {
        drop(before);
        mount_in_slices(places.into_iter());
    }));
    enhance();
}

/// Mounts some, and the others in tasks of their own: a press is answered in between.
fn mount_in_slices(mut places: IntoIter<HtmlElement>) {
    let until = browser::now() + SLICE;
    while let Some(place) = places.next() {
        // Another page may have come in between.
        if place.is_connected() {
            mount(place);
        }
        if browser::now() > until {
            browser::after(0, move || mount_in_slices(places));
            return;
        }
    }
}

fn places() -> Vec<HtmlElement> {
    browser::all(&browser::document(), marks::PLACE.selector)
}

fn mount(place: HtmlElement) {
    if let (Some(parts), Some(part)) = (PARTS.get(), browser::says(&place, marks::PLACE)) {
        (parts.mount)(part, place);
    }
}

fn enhance() {
    if let Some(parts) = PARTS.get() {
        (parts.enhance)();
    }
}

/// Mounts a view in place of what is there.
pub fn put<V: IntoView + 'static>(place: HtmlElement, view: impl FnOnce() -> V + 'static) {
    place.set_text_content(None);
    keep(mounted(place, Box::new(|| view().into_any())));
}

/// Mounts a view that outlives the pages.
pub fn put_for_good<V: IntoView + 'static>(place: HtmlElement, view: impl FnOnce() -> V + 'static) {
    mounted(place, Box::new(|| view().into_any())).forget();
}

/// Not generic: mounting has its code once, whatever is mounted.
fn mounted(place: HtmlElement, view: Box<dyn FnOnce() -> AnyView>) -> Mounted {
    mount_to(place, view)
}

/// Keeps something alive until the next page.
pub fn keep(thing: impl Any) {
    MOUNTED.with_borrow_mut(|mounted| mounted.push(Box::new(thing)));
}
