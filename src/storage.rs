//! What the browser keeps for this site, where a host that signs people in lets it.
//!
//! Local storage that is denied, or full, is as if nothing had been kept. What the names mean is in
//! [`interface::keys`]. Entry points: [`stored`] and [`store`].

use web_sys::Storage;

use crate::{bridge, browser, small_collections};

/// Local storage, where the host allows it.
pub fn local() -> Option<Storage> {
    match bridge::signs_in() {
        true => None,
        false => browser::window().local_storage().ok().flatten(),
    }
}

/// What local storage has under a name.
pub fn stored(name: &str) -> Option<String> {
    local()?.get_item(name).ok()?
}

/// Keeps something in local storage, where that takes it.
pub fn store(name: &str, text: &str) {
    if let Some(storage) = local() {
        let _ = storage.set_item(name, text);
    }
}

/// Takes something out of local storage.
pub fn forget(name: &str) {
    if let Some(storage) = local() {
        let _ = storage.remove_item(name);
    }
}

/// The names of all that local storage has for this site.
pub fn stored_names() -> Vec<String> {
    local().map(|it| names_in(&it)).unwrap_or_default()
}

/// The names of all that a storage has. Not put into its callers, of which there are four.
#[inline(never)]
pub fn names_in(storage: &Storage) -> Vec<String> {
    let length = storage.length().unwrap_or(0);
    small_collections::list((0..length).filter_map(|place| storage.key(place).ok().flatten()))
}
