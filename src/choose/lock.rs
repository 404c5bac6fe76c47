//! One tab sends for a control: a Web Lock, where the browser has them.
//!
//! Without them two tabs may send the same wish; its key makes the second harmless.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::browser;

/// Held until it is dropped.
pub struct Held {
    release: Option<Function>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Waits for the lock of a control.
pub async fn hold(purpose: &str) -> Held {
    let Some(locks) = browser::property(browser::window().navigator().unchecked_ref(), "locks") else {
        return Held { release: None };
    };
    let name = format!("mingbai.send.{purpose}");
    let mut release = None;
    let mut ask = |granted: Function, _failed: Function| {
        let held = Promise::new(&mut |let_go, _| release = Some(let_go));
        let callback = Closure::once_into_js(move |_lock: JsValue| -> JsValue {
            let _ = granted.call0(&JsValue::NULL);
            held.into()
        });
        let request = Reflect::get(&locks, &"request".into()).ok().and_then(|ask| ask.dyn_into::<Function>().ok());
        if let Some(request) = request {
            let _ = request.call2(&locks, &name.as_str().into(), &callback);
        }
    };
    let granted = Promise::new(&mut ask);
    let _ = JsFuture::from(granted).await;
    Held { release }
}
