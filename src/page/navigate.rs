//! Moving between pages without a reload: swap, title, focus, scroll, and a word said aloud.
//!
//! Links are plain links. Where anything is amiss the browser follows them itself, and always
//! within a page.

use std::cell::{Cell, RefCell};

use interface::{Address, marks};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Document, Element, Event, FocusOptions, HtmlAnchorElement, HtmlElement, HtmlInputElement,
    MouseEvent, Url,
};

use super::{config, mount, page_cache};
use crate::browser::{self, live_region};
use crate::small_collections;

thread_local! {
    /// Counts navigations, so that a late page does not land on a newer one.
    static LATEST: Cell<u32> = const { Cell::new(0) };
    /// When the page was scrolled last, by the device's clock, in milliseconds; 0 once it is remembered.
    static SCROLLED: Cell<u64> = const { Cell::new(0) };
    /// The page that is shown; the address is ahead of it while another one is fetched.
    static SHOWN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Where a reader was: the part at the top of the window, as a clause, and how far below the edge it starts,
/// in CSS pixels. Another language, another window or other fonts leave it true, where a number of pixels from
/// the top of the page leads elsewhere. The part is empty where no part has an id, and above the first.
struct Place {
    part: String,
    from_top: f64,
}

/// Parts of a page whose ids are the same in both languages.
const PARTS: &str = "main :is(section, article, li, tr, details)[id]";

impl Place {
    /// As the history keeps it: a pair. Written as text, numbers with fractions weigh 20 KB in the module.
    fn kept(&self) -> JsValue {
        Array::of2(&self.from_top.into(), &JsValue::from_str(&self.part)).into()
    }

    fn read(kept: &JsValue) -> Option<Place> {
        let pair: &Array = kept.dyn_ref()?;
        Some(Place {
            from_top: pair.get(0).as_f64()?,
            part: pair.get(1).as_string()?,
        })
    }

    /// Scrolls there, and gives the part.
    fn show(&self) -> Option<Element> {
        let window = browser::window();
        let part = browser::document().get_element_by_id(&self.part);
        match &part {
            Some(part) => {
                let offset = part.get_bounding_client_rect().top() - self.from_top;
                window.scroll_by_with_x_and_y(0.0, offset);
            }
            None => window.scroll_to_with_x_and_y(0.0, -self.from_top),
        }
        part
    }
}

/// Follows links and the browser's own back and forward from now on.
pub fn start() {
    let document = browser::document();
    browser::listen(&document, "click", |event| {
        follow(&event);
    });
    browser::listen(&document, "pointerdown", |event| prefetch(&event));
    if let Ok(history) = browser::window().history() {
        // The browser would scroll before the page is there.
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
    }
    browser::listen(&browser::window(), "scroll", |_| remember_soon());
    SHOWN.set(addressed());
    browser::listen(&browser::window(), "popstate", |_| return_here());
}

/// Follows the address to the page that it names, or to the place in the page that is shown.
fn return_here() {
    if !is_shown() {
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
    match remembered() {
        Some(place) => {
            place.show();
        }
        None => scroll_to_target(),
    }
}

/// The page that the address names: without the place in it.
fn addressed() -> String {
    let location = browser::window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

fn is_shown() -> bool {
    SHOWN.with_borrow(|shown| *shown == addressed())
}

fn follow(event: &Event) -> Option<()> {
    let mouse: &MouseEvent = event.dyn_ref()?;
    let is_plain = mouse.button() == 0
        && !(mouse.meta_key() || mouse.ctrl_key() || mouse.shift_key() || mouse.alt_key());
    if !is_plain || event.default_prevented() || browser::is_dead() {
        return None;
    }
    // A link within the page makes an entry of its own: this one keeps the place.
    browser::closest(event, "a[href]")?;
    remember_place();
    let url = own_page(event)?;
    event.prevent_default();
    let is_language_switch = browser::closest(event, marks::LANGUAGE_SWITCH.selector).is_some();
    go(url, true, is_language_switch.then(place));
    Some(())
}

fn prefetch(event: &Event) {
    if let Some(url) = own_page(event) {
        page_cache::prefetch(url.pathname());
    }
}

/// The address of a link to another page of this site.
fn own_page(event: &Event) -> Option<Url> {
    let link: HtmlAnchorElement = browser::closest(event, "a[href]")?.dyn_into().ok()?;
    if !link.target().is_empty() || link.has_attribute("download") {
        return None;
    }
    let location = browser::window().location();
    let url = Url::new(&link.href()).ok()?;
    let is_here = location.pathname().ok()? == url.pathname();
    let is_own = location.origin().ok()? == url.origin();
    (is_own && !is_here && Address::parse(&url.pathname()).is_some()).then_some(url)
}

fn go(url: Url, is_new: bool, kept: Option<Place>) {
    let turn = LATEST.get() + 1;
    LATEST.set(turn);
    spawn_local(async move {
        let path = url.pathname();
        let Some(page) = page_cache::page(&path).await else {
            let _ = browser::window().location().assign(&url.href());
            return;
        };
        if LATEST.get() != turn {
            return;
        }
        if is_new {
            let history = browser::window().history().expect("a window has a history");
            // A change of language keeps what else the address says.
            let query = browser::window().location().search().unwrap_or_default();
            let target = match &kept {
                Some(place) if !place.part.is_empty() => format!("{path}{query}#{}", place.part),
                Some(_) => path.clone() + &query,
                None => url.href(),
            };
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&target));
        }
        let typed = kept.is_some().then(fields).unwrap_or_default();
        show(&page);
        fill(&typed);
        arrive(&url, kept);
    });
}

/// Puts the new page's parts in place of the old ones. What stays, stays the same node.
fn show(page: &Document) {
    let document = browser::document();
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
    document.set_title(&page.title());
    show_alternates(&document, page);
    if let (Some(here), Some(there)) = (document.document_element(), page.document_element()) {
        let _ = here.set_attribute("lang", &there.get_attribute("lang").unwrap_or_default());
    }
    if let (Some(here), Some(there)) = (document.body(), page.body()) {
        for name in [marks::LANG.name, marks::RELEASE.name, marks::HASH.name] {
            let _ = here.set_attribute(name, &there.get_attribute(name).unwrap_or_default());
        }
    }
    SHOWN.set(addressed());
    config::name_product();
    mount::mount_next_page();
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
fn arrive(url: &Url, kept: Option<Place>) {
    let window = browser::window();
    let heading = browser::first("main h1");
    let target = url.hash().strip_prefix('#').and_then(named);
    if let Some(place) = kept {
        focus(place.show().and_then(|part| part.dyn_into().ok()));
    } else {
        // The entry of a new page remembers no place.
        match (remembered(), &target) {
            (None, Some(target)) => target.scroll_into_view(),
            (None, None) => window.scroll_to_with_x_and_y(0.0, 0.0),
            (Some(place), _) => {
                place.show();
            }
        }
        let target = target.and_then(|target| target.dyn_into().ok());
        focus(target.or_else(|| heading.clone()));
    }
    live_region::say(
        &heading
            .and_then(|heading| heading.text_content())
            .unwrap_or_default(),
    );
}

/// Scrolls to what the address names in the page.
fn scroll_to_target() {
    let hash = browser::window().location().hash().unwrap_or_default();
    if let Some(target) = hash.strip_prefix('#').and_then(named) {
        target.scroll_into_view();
    }
}

/// The element that an address means: another company's ids may be in any script, which addresses
/// encode.
fn named(place: &str) -> Option<Element> {
    let id: String = js_sys::decode_uri_component(place).ok()?.into();
    browser::document().get_element_by_id(&id)
}

fn focus(element: Option<HtmlElement>) {
    let Some(element) = element else { return };
    if !element.has_attribute("tabindex") {
        let _ = element.set_attribute("tabindex", "-1");
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Where the reader is.
fn place() -> Place {
    let scrolled = browser::window().scroll_y().unwrap_or_default();
    let mut found = Place {
        part: String::new(),
        from_top: -scrolled,
    };
    // Who has not scrolled is at the top of the page, however soon its first part begins.
    if scrolled <= 0.0 {
        return found;
    }
    for part in browser::all(&browser::document(), PARTS) {
        let edges = part.get_bounding_client_rect();
        if edges.top() > 140.0 {
            break;
        }
        // One that is past, as the last row of a list above, says nothing of where the reader is.
        if edges.bottom() > 0.0 {
            found = Place {
                part: part.id(),
                from_top: edges.top(),
            };
        }
    }
    found
}

/// How long a page stands still before its place is remembered, in milliseconds. A place on the way, as in a
/// smooth scroll, is none that a reader would come back to.
const STILL: i32 = 200;

/// Keeps the place in the history entry, once the page stands still.
fn remember_soon() {
    if SCROLLED.replace(browser::now()) == 0 {
        browser::after(STILL, remember_once_still);
    }
}

fn remember_once_still() {
    let still_for = browser::now().saturating_sub(SCROLLED.get());
    if still_for < u64::from(STILL.unsigned_abs()) {
        browser::after(STILL, remember_once_still);
        return;
    }
    SCROLLED.set(0);
    remember_place();
}

fn remember_place() {
    if !is_shown() {
        // The entry is that of a page on its way.
        return;
    }
    if let Ok(history) = browser::window().history() {
        let _ = history.replace_state_with_url(&place().kept(), "", None);
    }
}

fn remembered() -> Option<Place> {
    let history = browser::window().history().ok()?;
    Place::read(&history.state().ok()?)
}
