//! Locks shared by all tabs of a browser, so that one of them sends for a control: Web Locks, asked for by
//! `src/locks.js`.
//!
//! Without them two tabs may send the same wish; its key makes the second harmless. Pages in which a host signs in
//! share nothing: the one beside may be another person's, and would wait for a host that is dead.

use interface::keys;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::bridge;

#[wasm_bindgen]
extern "C" {
    /// Resolves to what lets the lock go, once it is held.
    #[wasm_bindgen(js_name = mingbaiLock)]
    fn lock(name: &str, mode: &str, is_alone: bool) -> Promise;
}

/// Held until it is dropped.
pub struct LockGuard(JsValue);

impl Drop for LockGuard {
    fn drop(&mut self) {
        if let Some(let_go) = self.0.dyn_ref::<Function>() {
            let _ = let_go.call0(&JsValue::NULL);
        }
    }
}

/// Waits for the lock of that name.
pub fn hold(name: &str) -> impl Future<Output = LockGuard> {
    hold_as(name, false)
}

/// Waits for the lock of that name; a shared one others hold with us who share it.
pub async fn hold_as(name: &str, is_shared: bool) -> LockGuard {
    let mode = if is_shared { "shared" } else { "exclusive" };
    let held = lock(&keys::SENDING.item(name), mode, bridge::signs_in());
    LockGuard(JsFuture::from(held).await.unwrap_or_default())
}
