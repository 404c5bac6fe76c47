//! The app that this page is embedded in, where there is one.
//!
//! The bridge's one place for settings paths: a host that offers to open a screen is asked here.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::browser;

/// Asks the host to open a screen, by the id of its row; `false` where no host offers it.
pub fn open_screen(row: &str) -> bool {
    let Some(host) = browser::property(&browser::window(), "mingbaiHost") else {
        return false;
    };
    let open = Reflect::get(&host, &"openScreen".into()).ok();
    let Some(open) = open.and_then(|open| open.dyn_into::<Function>().ok()) else {
        return false;
    };
    open.call1(&host, &JsValue::from_str(row)).is_ok()
}

/// Whether a host offers to open screens.
pub fn opens_screens() -> bool {
    let host = browser::property(&browser::window(), "mingbaiHost");
    host.is_some_and(|host| browser::property(&host, "openScreen").is_some())
}
