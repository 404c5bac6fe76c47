//! Where a reader is: which page is shown, and which part of it is read.
//!
//! The history keeps the place of each page that was left. Entry points: [`here`], [`remember`] and
//! [`remembered`].

use std::cell::{Cell, RefCell};

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, ScrollBehavior, ScrollToOptions, UrlSearchParams};

use crate::browser;

thread_local! {
    /// When the page was scrolled last, by the device's clock, in milliseconds; 0 once it is remembered.
    static SCROLLED: Cell<u64> = const { Cell::new(0) };
    /// The page that is shown; the address is ahead of it while another one is fetched.
    static SHOWN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Where a reader was: the part that is read, as a clause, and how far below the window's top edge it starts,
/// in CSS pixels. Another language, another window or other fonts leave it true, where a number of pixels from
/// the top of the page leads elsewhere. The part is empty where no part has an id, and above the first.
pub struct ReadingPosition {
    /// The id of the part.
    pub part: String,
    from_top: f64,
}

/// What ends higher up is past: a line of it may be left, or what sticks to the window's edge is over it.
const PAST: f64 = 80.0;

/// Parts of a page whose ids are the same in both languages. Each by itself: `:is` is younger (Chrome 88) than
/// the oldest engines that the app may run in.
const PARTS: &str =
    "main section[id], main article[id], main li[id], main tr[id], main details[id]";

impl ReadingPosition {
    /// As the history keeps it: a pair. Written as text, numbers with fractions weigh 20 KB in the module.
    fn kept(&self) -> JsValue {
        Array::of2(&self.from_top.into(), &JsValue::from_str(&self.part)).into()
    }

    fn read(kept: &JsValue) -> Option<ReadingPosition> {
        let pair: &Array = kept.dyn_ref()?;
        Some(ReadingPosition {
            from_top: pair.get(0).as_f64()?,
            part: pair.get(1).as_string()?,
        })
    }

    /// Scrolls there at once, and gives the part. The style sheet lets links scroll smoothly while the focus is
    /// in the page; a page that has come, or is laid out anew, would be seen to move for a second.
    pub fn show(&self) -> Option<Element> {
        let window = browser::window();
        let part = browser::document().get_element_by_id(&self.part);
        let top = match &part {
            Some(part) => {
                let scrolled = window.scroll_y().unwrap_or_default();
                let edges = part.get_bounding_client_rect();
                // Where it is shorter, in the other language, its end stays in sight.
                scrolled + (edges.top() - self.from_top).min(edges.bottom() - PAST)
            }
            None => -self.from_top,
        };
        let to = ScrollToOptions::new();
        to.set_top(top);
        to.set_behavior(ScrollBehavior::Instant);
        window.scroll_to_with_scroll_to_options(&to);
        part
    }
}

/// The page that the address names: without the place in it.
fn addressed() -> String {
    let location = browser::window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// Whether the page of the address is the one that is shown.
pub fn is_shown() -> bool {
    SHOWN.with_borrow(|shown| *shown == addressed())
}

/// Says that the page of the address is the one that is shown from now on.
pub fn arrived() {
    SHOWN.set(addressed());
}

/// Has the address ask the page that is shown for something else.
pub fn ask(query: &UrlSearchParams, is_remembered: bool) {
    let path = browser::window().location().pathname().unwrap_or_default();
    readdress(&browser::asking(path, query), is_remembered);
}

/// Gives the page that is shown another address, in its place in the history; whether the place in the page is
/// remembered as before.
pub fn readdress(address: &str, is_remembered: bool) {
    if let Ok(history) = browser::window().history() {
        let kept = match is_remembered {
            true => history.state().unwrap_or_default(),
            false => JsValue::NULL,
        };
        let _ = history.replace_state_with_url(&kept, "", Some(address));
    }
    arrived();
}

/// Where the reader is: at what a link led to, while it begins in the upper third of the window, and otherwise at
/// the part that is a third down. At the top edge there may be no more than the last line of another one, which
/// takes more or fewer lines in another language.
pub fn here() -> ReadingPosition {
    let scrolled = browser::window().scroll_y().unwrap_or_default();
    let mut found = ReadingPosition {
        part: String::new(),
        from_top: -scrolled,
    };
    // Who has not scrolled is at the top of the page, however soon its first part begins.
    if scrolled <= 0.0 {
        return found;
    }
    let line = browser::window_height() / 3.0;
    if let Some(target) = browser::addressed() {
        let edges = target.get_bounding_client_rect();
        if (0.0..line).contains(&edges.top()) && edges.bottom() > PAST {
            found.part = target.id();
            found.from_top = edges.top();
            return found;
        }
    }
    for part in browser::all(&browser::document(), PARTS) {
        let edges = part.get_bounding_client_rect();
        if edges.top() > line {
            break;
        }
        if edges.bottom() > PAST {
            found.part = part.id();
            found.from_top = edges.top();
        }
    }
    found
}

/// How long a page stands still before its place is remembered, in milliseconds. A place on the way, as in a
/// smooth scroll, is none that a reader would come back to.
const STILL: i32 = 200;

/// Keeps the place in the history entry, once the page stands still.
pub fn remember_soon() {
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
    remember();
}

/// Keeps the place in the history entry now.
pub fn remember() {
    if !is_shown() {
        // The entry is that of a page on its way.
        return;
    }
    if let Ok(history) = browser::window().history() {
        let _ = history.replace_state_with_url(&here().kept(), "", None);
    }
}

/// The place that the history entry keeps; none where the page was not scrolled before it was left.
pub fn remembered() -> Option<ReadingPosition> {
    let history = browser::window().history().ok()?;
    ReadingPosition::read(&history.state().ok()?)
}
