//! The outline shows where the reader is.

use interface::marks;
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
    ScrollIntoViewOptions, ScrollLogicalPosition,
};

use crate::browser;
use crate::page::mount;

/// Opens the outline where there is room next to the text, and follows the reader.
pub fn follow() {
    let Some(outline) = browser::first(marks::OUTLINE.selector) else {
        return;
    };
    browser::set_open(&outline, is_beside());
    // On a phone it lies over the text that it leads to.
    let open = outline.clone();
    browser::listen(&outline, "click", move |event| {
        if browser::closest(&event, "a").is_some() && !is_beside() {
            browser::set_open(&open, false);
        }
    });
    // The page is shown first: its many clauses are watched a moment later.
    browser::after(100, watch);
}

/// Whether it stands beside the text.
fn is_beside() -> bool {
    let wide = browser::window().match_media("(min-width: 60rem)");
    wide.ok().flatten().is_some_and(|wide| wide.matches())
}

/// Watches until it is dropped.
struct Watch {
    observer: IntersectionObserver,
    _closure: Closure<dyn FnMut(Array)>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        // The browser would go on calling a closure that is gone.
        self.observer.disconnect();
    }
}

fn watch() {
    let closure = Closure::<dyn FnMut(Array)>::new(|entries: Array| {
        for entry in entries.iter() {
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            if entry.is_intersecting() {
                mark(&entry.target().id());
            }
        }
    });
    let options = IntersectionObserverInit::new();
    // A clause is current while it crosses a line a quarter down the window.
    options.set_root_margin("-25% 0px -74% 0px");
    let observer =
        IntersectionObserver::new_with_options(closure.as_ref().unchecked_ref(), &options);
    let Ok(observer) = observer else { return };
    for clause in browser::all(&browser::document(), ".clause[id]") {
        observer.observe(&clause);
    }
    mount::keep(Watch {
        observer,
        _closure: closure,
    });
}

fn mark(id: &str) {
    let link = mark_link(&[marks::OUTLINE.selector, " a"].concat(), id);
    // Beside the text, the outline is a window of its own that has to follow.
    if let Some(link) = link.filter(|_| is_beside()) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        link.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Marks the one of these links that leads to a part as where the reader is, and gives it.
pub fn mark_link(links: &str, id: &str) -> Option<HtmlElement> {
    let address = ["#", id].concat();
    let mut marked = None;
    for link in browser::all(&browser::document(), links) {
        if link.get_attribute("href").as_ref() == Some(&address) {
            let _ = link.set_attribute("aria-current", "location");
            marked = Some(link);
        } else {
            let _ = link.remove_attribute("aria-current");
        }
    }
    marked
}
