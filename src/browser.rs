//! The browser as this app uses it: the document, its language, its clock.
//!
//! Every function copes with a host that has less than a browser: no clipboard, no crypto. What takes more than a
//! function is in modules of its own.

pub mod json;
pub mod live_region;
pub mod download;

use interface::marks::{self, AppState, Mark, Value};
use interface::{Address, Language, View, address};
use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, Event, EventTarget, HtmlElement, HtmlInputElement, MouseEvent,
    UrlSearchParams, Window,
};

use crate::small_collections;

/// The window.
pub fn window() -> Window {
    web_sys::window().expect("the app runs in a window")
}

/// The document.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// The height of the window, in CSS pixels.
pub fn window_height() -> f64 {
    let root = document().document_element();
    root.map_or(0, |root| root.client_height()).into()
}

/// The address of the page; the start page's where it is none of ours.
pub fn address() -> Address {
    let path = window().location().pathname().unwrap_or_default();
    Address::parse(&path).unwrap_or(Address {
        lang: page_language(),
        view: View::Home,
    })
}

/// What the address leads to in the page: another company's ids may be in any script, which addresses encode.
pub fn addressed() -> Option<Element> {
    let hash = window().location().hash().ok()?;
    let id: String = js_sys::decode_uri_component(hash.get(1..)?).ok()?.into();
    document().get_element_by_id(&id)
}

/// The language that the page was published in. Translating browsers put another one into the
/// root's `lang`; a decision names the text that was published.
pub fn page_language() -> Language {
    body_says(marks::LANG).unwrap_or(Language::Zh)
}

/// What the address asks for.
pub fn query() -> UrlSearchParams {
    let query = window().location().search().unwrap_or_default();
    UrlSearchParams::new_with_str(&query).expect("a text is a query")
}

/// The address of a page that is asked for something.
pub fn asking(path: String, query: &UrlSearchParams) -> String {
    let query = String::from(query.to_string());
    match query.is_empty() {
        true => path,
        false => [&path, "?", &query].concat(),
    }
}

/// The words that the address asks for: what a person searches for, or narrows a list by.
pub fn asked() -> Option<String> {
    query().get(address::QUERY)
}

/// Every element that a selector finds under a node. Some may be of a drawing, without the properties that HTML's
/// have.
pub fn all(within: &Document, selector: &str) -> Vec<HtmlElement> {
    let Ok(list) = within.query_selector_all(selector) else {
        return Vec::new();
    };
    let found = (0..list.length()).filter_map(|place| list.get(place));
    // A selector finds elements alone.
    small_collections::list(found.map(JsCast::unchecked_into))
}

/// Every field that a selector finds.
pub fn inputs(selector: &str) -> Vec<HtmlInputElement> {
    let found = all(&document(), selector).into_iter();
    small_collections::list(found.map(JsCast::unchecked_into))
}

/// The field in the first element that has a mark.
pub fn input_in<T>(mark: Mark<T>) -> Option<HtmlInputElement> {
    first(&[mark.selector, " input"].concat()).map(JsCast::unchecked_into)
}

/// The first element that a selector finds.
pub fn first(selector: &str) -> Option<HtmlElement> {
    document()
        .query_selector(selector)
        .ok()
        .flatten()
        .map(JsCast::unchecked_into)
}

/// Moves the focus to the element with an id, once what is being mounted now is on the page.
pub fn focus_soon(id: &str) {
    let id = id.to_string();
    after(0, move || {
        if let Some(element) = document().get_element_by_id(&id) {
            let element: HtmlElement = element.unchecked_into();
            let _ = element.focus();
        }
    });
}

/// What a mark of an element says; `None` where it has none, or says what this app does not know.
pub fn says<T: Value>(element: &Element, mark: Mark<T>) -> Option<T> {
    mark.read(|name| element.get_attribute(name))
}

/// The address of the page of search for these words.
pub fn search_for(typed: &str) -> String {
    let lang = page_language();
    let view = View::Search;
    let query = UrlSearchParams::new().expect("nothing is a query");
    query.append(address::QUERY, typed);
    asking(Address { lang, view }.href(), &query)
}

/// What a mark of `<body>` says, such as the release that the page is about.
pub fn body_says<T: Value>(mark: Mark<T>) -> Option<T> {
    let body = document().body()?;
    says(&body, mark)
}

/// What people call the host app.
pub fn host_app() -> String {
    body_says(marks::HOST_APP).unwrap_or_default()
}

/// Listens for as long as the page lives.
pub fn listen(target: &EventTarget, event: &str, handler: impl FnMut(Event) + 'static) {
    listen_boxed(target, event, Box::new(handler));
}

/// Not generic: what a closure crosses over to JavaScript with is there once.
fn listen_boxed(target: &EventTarget, event: &str, handler: Box<dyn FnMut(Event)>) {
    let closure = Closure::wrap(handler);
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Opens or closes a `<details>`.
pub fn set_open(fold: &Element, is_open: bool) {
    let _ = fold.toggle_attribute_with_force("open", is_open);
}

/// Whether no modifier key is held, such as Ctrl for a new tab. A keyboard event is asked as if it were the mouse's,
/// whose properties have the same names: each binding adds bytes.
pub fn is_plain(event: &Event) -> bool {
    let mouse: &MouseEvent = event.unchecked_ref();
    !(is_command(event) || mouse.shift_key())
}

/// Whether Ctrl, Alt or the command key is held: then a key press is a shortcut of the browser. Shift does not count,
/// since some characters need it.
pub fn is_command(event: &Event) -> bool {
    let mouse: &MouseEvent = event.unchecked_ref();
    mouse.ctrl_key() || mouse.meta_key() || mouse.alt_key()
}

/// Runs once after some time.
pub fn after(milliseconds: i32, action: impl FnOnce() + 'static) {
    after_boxed(milliseconds, Box::new(action));
}

fn after_boxed(milliseconds: i32, action: Box<dyn FnOnce()>) {
    let closure = once(Box::new(|_| {
        action();
        JsValue::UNDEFINED
    }));
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(
        closure.unchecked_ref(),
        milliseconds,
    );
}

/// Runs once the page is painted as it is now; in a window that is not drawn, once it is. A timer alone may be
/// over before that: on a slow phone a frame takes longer than any time that a person would not notice.
pub fn after_the_paint(action: Box<dyn FnOnce()>) {
    let frame = once(Box::new(|_| {
        after_boxed(0, action);
        JsValue::UNDEFINED
    }));
    let _ = window().request_animation_frame(frame.unchecked_ref());
}

/// A function for JavaScript that is called once at most. Of one type: how a closure crosses over and is
/// let go after its call is there once.
pub fn once(act: Box<dyn FnOnce(JsValue) -> JsValue>) -> JsValue {
    Closure::once_into_js(act)
}

/// The time by this device's clock, in milliseconds since 1970.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds since 1970 are whole, positive and far below 2^53"
)]
pub fn now() -> u64 {
    js_sys::Date::now() as u64
}

#[wasm_bindgen]
extern "C" {
    /// Something unique, for an idempotency key (`src/unique.js`).
    #[wasm_bindgen(js_name = mingbaiUnique)]
    pub fn unique() -> String;

    /// A time of a record by the clock, and in the words, of the browser (`src/boot.js`).
    #[wasm_bindgen(js_name = mingbaiTime)]
    pub fn local_time(time: &str) -> String;
}

/// The same in RFC 3339.
pub fn timestamp() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// Small letters, by the browser: the tables for it would weigh 5 KB here.
pub fn lower(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// The nearest element at or above an event's target that a selector fits.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok().flatten()
}

/// Says on the document that the app runs, for style and for tests.
pub fn mark_ready() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(marks::APP.name, marks::APP.says(AppState::Ready));
    }
}

/// Whether a panic ended the app; its links are then plain links. The browser reports what a panic
/// ends in, and `src/boot.js` marks it.
pub fn is_dead() -> bool {
    let root = document().document_element();
    root.and_then(|root| says(&root, marks::APP)) == Some(AppState::Failed)
}

/// Reads a property of a JavaScript object.
pub fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}
