//! Locks shared by all tabs of a browser, so that one of them sends for a control: Web Locks.
//!
//! Without them two tabs may send the same wish; its key makes the second harmless. Pages in which a host signs in
//! share nothing: the one beside may be another person's, and would wait for a host that is dead.

use std::cell::RefCell;

use interface::keys;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::small_collections::Map;
use crate::{bridge, browser};

thread_local! {
    static QUEUES: RefCell<Map<Promise>> = const { RefCell::new(Map::new()) };
}

/// Held until it is dropped.
pub struct LockGuard {
    release: Option<Function>,
}

impl Drop for LockGuard {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Waits for the lock of that name.
pub async fn hold(name: &str) -> LockGuard {
    let mut release = None;
    let held = Promise::new(&mut |let_go, _| release = Some(let_go));
    let locks = browser::property(browser::window().navigator().unchecked_ref(), "locks");
    let is_granted = match locks.filter(|_| !bridge::signs_in()) {
        Some(locks) => request_lock(&locks, name, held.clone()).await,
        None => false,
    };
    if !is_granted {
        wait_in_queue(name, held).await;
    }
    LockGuard { release }
}

/// Asks the browser; ends when the lock is ours, which lasts until `held` resolves, or with `false`
/// where the browser refuses it.
async fn request_lock(locks: &JsValue, name: &str, held: Promise) -> bool {
    let name = JsValue::from_str(&keys::SENDING.item(name));
    let granted = Promise::new(&mut |granted, _| {
        let held = held.clone();
        let go = granted.clone();
        let callback = browser::once(Box::new(move |_lock| {
            let _ = go.call1(&JsValue::NULL, &JsValue::TRUE);
            held.into()
        }));
        let request = Reflect::get(locks, &"request".into()).ok();
        let request = request.and_then(|request| request.dyn_into::<Function>().ok());
        let asked = request.and_then(|request| request.call2(locks, &name, &callback).ok());
        // A host without a place for storage refuses locks, and so do frames of other sites.
        match asked.and_then(|asked| asked.dyn_into::<Promise>().ok()) {
            Some(asked) => refused(&asked, granted),
            None => drop(granted.call0(&JsValue::NULL)),
        }
    });
    JsFuture::from(granted)
        .await
        .is_ok_and(|is_ours| is_ours.is_truthy())
}

/// Goes on where the browser refuses the lock.
fn refused(asked: &Promise, granted: Function) {
    let on_refusal = browser::once(Box::new(move |_why| {
        let _ = granted.call0(&JsValue::NULL);
        JsValue::UNDEFINED
    }));
    if let Ok(catch) = Reflect::get(asked, &"catch".into()) {
        let _ = catch.unchecked_ref::<Function>().call1(asked, &on_refusal);
    }
}

/// Without a Web Lock the page at least waits for itself.
async fn wait_in_queue(name: &str, held: Promise) {
    let before = QUEUES.with_borrow_mut(|queues| queues.insert(name.to_string(), held));
    if let Some(before) = before {
        let _ = JsFuture::from(before).await;
    }
}
