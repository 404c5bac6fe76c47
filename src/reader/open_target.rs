//! Opens what an address leads into: what is folded around it, and a row of a table that opens.
//!
//! Not every browser opens a fold for an address in it, and none a row of a table.

use web_sys::Element;

use crate::browser;

/// Follows links within a page from now on.
pub fn start() {
    browser::listen(&browser::window(), "hashchange", |_| open_addressed());
}

/// Opens what the address of the page leads into.
pub fn open_addressed() {
    let Some(target) = browser::addressed() else {
        return;
    };
    // Folded away it has no box, and the browser could not go there. A page that is loaded again may be
    // somewhere else by now: it stays there.
    let edges = target.get_bounding_client_rect();
    let is_left =
        edges.height() > 0.0 && (edges.top() > browser::window_height() || edges.bottom() < 0.0);
    let row = target.query_selector(":scope > th > details, :scope > details");
    let mut is_opened = open(row.ok().flatten());
    let mut around = target.closest("details").ok().flatten();
    while let Some(fold) = around {
        let above = fold.parent_element();
        around = above.and_then(|above| above.closest("details").ok().flatten());
        is_opened |= open(Some(fold));
    }
    if is_opened && !is_left {
        target.scroll_into_view();
    }
}

/// Whether it was closed.
fn open(fold: Option<Element>) -> bool {
    fold.is_some_and(|fold| {
        let was_closed = !fold.has_attribute("open");
        browser::set_open(&fold, true);
        was_closed
    })
}
