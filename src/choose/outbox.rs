//! Wishes that the server has not confirmed, kept where a reload or a killed page finds them.
//!
//! Local storage on purpose: it is written before the request leaves, in one step, and exists
//! where IndexedDB does not (docs/decisions/outbox.md). Where storage is denied the outbox lives
//! in memory and the page still works.

use std::cell::RefCell;
use std::collections::BTreeMap;

use miniserde::{Deserialize, Serialize, json};

use crate::browser;
use crate::consent_client::Wish;
use consent::wire::Verb;

/// Every key of the outbox starts so.
pub const PREFIX: &str = "mingbai.outbox.";

thread_local! {
    static KEPT: RefCell<BTreeMap<String, Wish>> = RefCell::default();
}

/// A wish as it is stored; the purpose is its key.
#[derive(Serialize, Deserialize)]
struct Stored {
    verb: Verb,
    key: String,
    revision: u64,
    words: String,
    was_sent: bool,
    overrides: bool,
}

/// Keeps a wish until it is answered. There is one for each control.
pub fn keep(wish: Wish) {
    let stored = Stored {
        verb: wish.verb,
        key: wish.key.clone(),
        revision: wish.revision,
        words: wish.words.clone(),
        was_sent: wish.was_sent,
        overrides: wish.overrides,
    };
    if let Some(storage) = browser::storage() {
        let _ = storage.set_item(&format!("{PREFIX}{}", wish.purpose), &json::to_string(&stored));
    }
    KEPT.with_borrow_mut(|kept| kept.insert(wish.purpose.clone(), wish));
}

/// The wish for a control, as any tab left it.
pub fn get(purpose: &str) -> Option<Wish> {
    let stored = browser::storage().map(|storage| storage.get_item(&format!("{PREFIX}{purpose}")));
    match stored {
        Some(Ok(text)) => read(purpose, &text?),
        _ => KEPT.with_borrow(|kept| kept.get(purpose).cloned()),
    }
}

/// Drops a wish that was answered, unless a newer one has taken its place.
pub fn done(wish: &Wish) {
    if get(&wish.purpose).is_some_and(|kept| kept.key != wish.key) {
        return;
    }
    if let Some(storage) = browser::storage() {
        let _ = storage.remove_item(&format!("{PREFIX}{}", wish.purpose));
    }
    KEPT.with_borrow_mut(|kept| kept.remove(&wish.purpose));
}

/// The controls that have a wish waiting.
pub fn purposes() -> Vec<String> {
    let Some(storage) = browser::storage() else {
        return KEPT.with_borrow(|kept| kept.keys().cloned().collect());
    };
    let length = storage.length().unwrap_or(0);
    let keys = (0..length).filter_map(|place| storage.key(place).ok().flatten());
    keys.filter_map(|key| Some(key.strip_prefix(PREFIX)?.to_string())).collect()
}

/// Reads what was stored; what cannot be read is nobody's wish.
pub fn read(purpose: &str, text: &str) -> Option<Wish> {
    let stored: Stored = json::from_str(text).ok()?;
    Some(Wish {
        purpose: purpose.to_string(),
        verb: stored.verb,
        key: stored.key,
        revision: stored.revision,
        words: stored.words,
        was_sent: stored.was_sent,
        overrides: stored.overrides,
    })
}
