//! Moving between pages without a reload: swap, title, focus, scroll, and a word said aloud.
//!
//! Links are plain links. Where anything is amiss the browser follows them itself, and always
//! within a page. Where a reader was is kept by [`super::reading_position`].

use std::cell::Cell;

use interface::{Address, marks};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Document, Element, Event, FocusOptions, HtmlAnchorElement, HtmlElement, HtmlInputElement,
    ScrollRestoration, Url,
};

use super::reading_position::{self, ReadingPosition};
use super::{mount, page_cache, product_name};
use crate::browser::{self, live_region};
use crate::small_collections;

/// What a page says on its `<body>`.
const BODY: [&str; 6] = [
    marks::LANG.name,
    marks::RELEASE.name,
    marks::TEXT_HASH.name,
    marks::HOST_APP.name,
    marks::MINORS.name,
    marks::MINORS_LEAD.name,
];

/// So long after the paint the rest is laid out, in milliseconds: what a person does next comes first.
const SETTLE_AFTER: i32 = 100;

thread_local! {
    /// Counts navigations, so that a late page does not land on a newer one.
    static LATEST: Cell<u32> = const { Cell::new(0) };
}

/// Follows links and the browser's own back and forward from now on.
pub fn start() {
    let document = browser::document();
    browser::listen(&document, "click", |event| {
        follow(&event);
    });
    browser::listen(&document, "pointerdown", |event| prefetch(&event));
    browser::listen(&document, "submit", |event| {
        submit(&event);
    });
    let window = browser::window();
    restore_scroll(ScrollRestoration::Manual);
    browser::listen(&window, "pagehide", |_| {
        restore_scroll(ScrollRestoration::Auto)
    });
    browser::listen(&window, "pageshow", |_| {
        restore_scroll(ScrollRestoration::Manual)
    });
    browser::listen(&window, "scroll", |_| reading_position::remember_soon());
    reading_position::arrived();
    browser::listen(&window, "popstate", |_| return_here());
}

/// While the app runs, the browser would scroll before the page is there. A page that is loaded again
/// is there at once, long before the app.
fn restore_scroll(how: ScrollRestoration) {
    if let Ok(history) = browser::window().history() {
        let _ = history.set_scroll_restoration(how);
    }
}

/// Follows the address to the page that it names, or to the place in the page that is shown.
fn return_here() {
    if !reading_position::is_shown() {
        let here = browser::window().location().href().unwrap_or_default();
        if let Ok(url) = Url::new(&here) {
            go(url, false, None);
        }
        return;
    }
    // A page that is still on its way is no longer wanted.
    LATEST.set(LATEST.get() + 1);
    // A link within a page fires this event too, and its entry remembers no place yet; nor does one that
    // was left before the page stood still.
    match reading_position::remembered() {
        Some(place) => {
            place.show();
        }
        None => scroll_to_target(),
    }
}

fn follow(event: &Event) -> Option<()> {
    if !browser::is_plain(event) || event.default_prevented() || browser::is_dead() {
        return None;
    }
    // A link within the page makes an entry of its own: this one keeps the place.
    browser::closest(event, "a[href]")?;
    reading_position::remember();
    let url = own_page(event)?;
    event.prevent_default();
    // The other half of a double tap lands on the same link in the page that has come: it is there already.
    if url.href() == browser::window().location().href().ok()? {
        browser::window().scroll_to_with_x_and_y(0.0, 0.0);
        return None;
    }
    let is_language_switch = browser::closest(event, marks::LANGUAGE_SWITCH.selector).is_some();
    go(url, true, is_language_switch.then(reading_position::here));
    Some(())
}

fn prefetch(event: &Event) {
    if let Some(url) = own_page(event) {
        page_cache::prefetch(url.pathname());
    }
}

/// The one form of the pages asks for the page of search, which the app goes to as by a link.
fn submit(event: &Event) -> Option<()> {
    let field = browser::inputs("form input")
        .pop()
        .filter(|_| !browser::is_dead())?;
    let link = browser::first(marks::SEARCH_LINK.selector)?;
    event.prevent_default();
    let _ = link.set_attribute("href", &browser::search_for(&field.value()));
    link.click();
    Some(())
}

/// The address of a link to a page of this site; none of one to a place within the page that is shown.
fn own_page(event: &Event) -> Option<Url> {
    let link: HtmlAnchorElement = browser::closest(event, "a[href]")?.unchecked_into();
    if !link.target().is_empty() || link.has_attribute("download") {
        return None;
    }
    let location = browser::window().location();
    let url = Url::new(&link.href()).ok()?;
    let is_within = location.pathname().ok()? == url.pathname() && !url.hash().is_empty();
    let is_own = location.origin().ok()? == url.origin();
    (is_own && !is_within && Address::parse(&url.pathname()).is_some()).then_some(url)
}

fn go(url: Url, is_new: bool, kept: Option<ReadingPosition>) {
    let turn = LATEST.get() + 1;
    LATEST.set(turn);
    let target = match &kept {
        Some(place) => in_other_language(&url, place),
        None => url.href(),
    };
    spawn_local(async move {
        let Some(page) = page_cache::page(&url.pathname()).await else {
            let _ = browser::window().location().assign(&target);
            return;
        };
        if LATEST.get() != turn {
            return;
        }
        if is_new {
            let history = browser::window().history().expect("a window has a history");
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&target));
        }
        let typed = kept.is_some().then(fields).unwrap_or_default();
        show(&page);
        fill(&typed);
        arrive(kept);
        browser::after_the_paint(Box::new(|| browser::after(SETTLE_AFTER, settle)));
    });
}

/// The address of the same page in the other language, with all else that it says; where that is no place in the
/// page, it names where the reader is.
fn in_other_language(url: &Url, place: &ReadingPosition) -> String {
    let location = browser::window().location();
    let query = location.search().unwrap_or_default();
    let hash = location.hash().unwrap_or_default();
    let (mark, part) = match hash.is_empty() && !place.part.is_empty() {
        true => ("#", &place.part),
        false => ("", &hash),
    };
    [&url.pathname(), &query, mark, part].concat()
}

/// Puts the new page's parts in place of the old ones. What stays, stays the same node.
fn show(page: &Document) {
    let document = browser::document();
    // Taken out with the focus in it, a part of a page has the browser lay out what is left at once.
    if let Some(focused) = document.active_element() {
        let focused: HtmlElement = focused.unchecked_into();
        let _ = focused.blur();
    }
    for old in browser::all(&document, marks::SWAP.selector) {
        let part = browser::says(&old, marks::SWAP);
        let new = part.and_then(|part| {
            let selector = marks::SWAP.saying(part);
            page.query_selector(&selector).ok().flatten()
        });
        if let Some(new) = new {
            let _ = old.replace_with_with_node_1(&new);
        }
    }
    set_arriving(begins_at_top());
    document.set_title(&page.title());
    show_alternates(&document, page);
    if let (Some(here), Some(there)) = (document.document_element(), page.document_element()) {
        let _ = here.set_attribute("lang", &there.get_attribute("lang").unwrap_or_default());
    }
    if let (Some(here), Some(there)) = (document.body(), page.body()) {
        for name in BODY {
            let _ = match there.get_attribute(name) {
                Some(value) => here.set_attribute(name, &value),
                None => here.remove_attribute(name),
            };
        }
    }
    reading_position::arrived();
    product_name::show();
    mount::mount_next_page();
}

/// Whether the page that comes is shown from its top. Further down everything above has to have its true
/// height, or the part that is meant is not where it is gone to.
fn begins_at_top() -> bool {
    let hash = browser::window().location().hash().unwrap_or_default();
    let is_top = |place: ReadingPosition| place.part.is_empty();
    hash.is_empty() && reading_position::remembered().is_none_or(is_top)
}

/// Lays out what lies outside of the window, too. Parts have got their true heights by that, so the one at the
/// top is put back to where it was, for who has scrolled meanwhile.
fn settle() {
    let place = reading_position::here();
    set_arriving(false);
    place.show();
}

/// Says whether only what is seen needs to be laid out (`style/layout.css`): a notice as a whole takes a phone
/// several times as long as its first screen, and a person waits for no more than that.
fn set_arriving(is_arriving: bool) {
    if let Some(root) = browser::document().document_element() {
        let _ = root.toggle_attribute_with_force(marks::ARRIVING.name, is_arriving);
    }
}

/// What a person typed or picked on the page, field by field: words, and whether it is checked.
fn fields() -> Vec<(String, bool)> {
    let inputs = inputs().into_iter();
    small_collections::list(inputs.map(|input| (input.value(), input.checked())))
}

/// Puts the same into the same page in the other language, whose fields stand in the same order.
fn fill(typed: &[(String, bool)]) {
    let inputs = inputs();
    if inputs.len() != typed.len() {
        return;
    }
    for (input, (words, is_checked)) in inputs.iter().zip(typed) {
        let is_same = input.value() == *words && input.checked() == *is_checked;
        if is_same {
            continue;
        }
        input.set_value(words);
        input.set_checked(*is_checked);
        // What was found lies over the text: it waits until a person comes back to the field.
        if matches!(input.closest(marks::SEARCH.selector), Ok(Some(_))) {
            continue;
        }
        if let Ok(event) = Event::new("input") {
            let _ = input.dispatch_event(&event);
        }
    }
}

fn inputs() -> Vec<HtmlInputElement> {
    browser::inputs("main input")
}

/// The head names the page in each language: the one that is shown now.
fn show_alternates(document: &Document, page: &Document) {
    const ALTERNATES: &str = "link[rel=alternate]";
    for old in browser::all(document, ALTERNATES) {
        old.remove();
    }
    for new in browser::all(page, ALTERNATES) {
        if let Some(head) = document.head() {
            let _ = head.append_child(&new);
        }
    }
}

/// Scroll, focus and a word: a person must know that the page is another.
fn arrive(kept: Option<ReadingPosition>) {
    let window = browser::window();
    let heading = browser::first("main h1");
    let target = browser::addressed();
    if let Some(place) = kept {
        focus(place.show());
    } else {
        // The entry of a new page remembers no place.
        match (reading_position::remembered(), &target) {
            (None, Some(target)) => target.scroll_into_view(),
            (None, None) => window.scroll_to_with_x_and_y(0.0, 0.0),
            (Some(place), _) => {
                place.show();
            }
        }
        focus(target.or_else(|| heading.clone().map(Element::from)));
    }
    live_region::say(
        &heading
            .and_then(|heading| heading.text_content())
            .unwrap_or_default(),
    );
}

/// Scrolls to what the address names in the page.
fn scroll_to_target() {
    if let Some(target) = browser::addressed() {
        target.scroll_into_view();
    }
}

fn focus(element: Option<Element>) {
    let Some(element) = element else { return };
    let element: HtmlElement = element.unchecked_into();
    if !element.has_attribute("tabindex") {
        let _ = element.set_attribute("tabindex", "-1");
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}
