//! Wishes that the server has not confirmed, kept where a reload or a killed page finds them.
//!
//! On the disk it is IndexedDB, which `src/outbox.js` opens and hands over as an [`Outbox`], to be read
//! and written like a `Storage`; [`sync`] waits for the disk. Where IndexedDB is missing or late it is local
//! storage, and where that is denied, memory: the page still works (docs/decisions/outbox.md).
//! Each wish has an item of its own, so that two tabs never write over each other.

use std::cell::RefCell;

use consent::fields;
use consent::wire::{AgeBand, Verb};
use interface::keys;
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::Storage;

use crate::bridge;
use crate::browser::{self, json};
use crate::consent_client::{NoticeText, Wish};
use crate::small_collections::{self, Map};
use crate::storage;

#[wasm_bindgen]
extern "C" {
    /// The outbox on the disk, as `src/outbox.js` makes it: a `Storage`, and what a disk has beyond one.
    #[wasm_bindgen(extends = Storage)]
    pub type Outbox;

    /// Whether an item outlives this page.
    #[wasm_bindgen(method, js_name = isKept)]
    fn is_kept(this: &Outbox, name: &str) -> bool;

    /// Ends when the disk has opened, all that was written before is on it and what other tabs wrote
    /// is read, or when that takes too long. `src/boot.js` makes it.
    #[wasm_bindgen(js_name = mingbaiSync)]
    fn sync_with_disk() -> Promise;
}

thread_local! {
    /// Wishes that storage would not take.
    static IN_MEMORY: RefCell<Map<Wish>> = const { RefCell::new(Map::new()) };
}

/// A wish as it is stored; purpose and key are the item's name.
struct Stored {
    turn: u64,
    verb: Verb,
    revision: u64,
    words_hash: String,
    release: String,
    language: String,
    text_hash: String,
    token: Option<String>,
    guardian: Option<String>,
    age_band: Option<AgeBand>,
    client_time: String,
}

fields! {
    Stored {
        turn, verb, revision, words_hash, release, language, text_hash, token, guardian, age_band,
        client_time,
    }
}

/// Keeps a wish as it is now, until it is answered.
pub fn keep(wish: &Wish) {
    let name = name(wish);
    let stored = text(wish);
    let is_stored = place().is_some_and(|storage| {
        storage.set_item(&name, &stored).is_ok()
            && storage.get_item(&name).is_ok_and(|kept| kept.is_some())
    });
    IN_MEMORY.with_borrow_mut(|kept| match is_stored {
        true => kept.remove(&name),
        false => kept.insert(name, wish.clone()),
    });
}

/// The wishes for a control in the order in which they were made, by whichever tab.
pub fn of(purpose: &str) -> Vec<Wish> {
    let mut wishes = all();
    wishes.retain(|wish| wish.purpose == purpose);
    wishes
}

/// The wish for a control that was made last; not one that is only asked about.
pub fn last(purpose: &str) -> Option<Wish> {
    let mut wishes = of(purpose);
    wishes.retain(|wish| !wish.is_recalled());
    wishes.pop()
}

/// Every wish, oldest first for each control.
pub fn all() -> Vec<Wish> {
    let mut wishes = IN_MEMORY
        .with_borrow(|kept| small_collections::list(kept.iter().map(|(_, wish)| wish.clone())));
    if let Some(storage) = place() {
        for name in storage::names_in(&storage) {
            if let Ok(Some(text)) = storage.get_item(&name) {
                wishes.extend(read(&name, &text));
            }
        }
    }
    small_collections::sort_by(&mut wishes, |one, other| {
        (one.turn, &one.key).cmp(&(other.turn, &other.key))
    });
    wishes
}

/// Drops a wish that was answered, or that a newer one has taken the place of.
pub fn remove(wish: &Wish) {
    let name = name(wish);
    if let Some(storage) = place() {
        let _ = storage.remove_item(&name);
    }
    if disk().is_none()
        && let Some(storage) = storage::local()
    {
        // A disk that comes later learns that this control was decided without it.
        let _ = storage.set_item(&keys::wish(&wish.purpose, ""), "");
    }
    IN_MEMORY.with_borrow_mut(|kept| kept.remove(&name));
}

/// Whether a wish outlives this page, as far as the disk has answered: it may be full, and local
/// storage denied.
pub fn is_kept(wish: &Wish) -> bool {
    let name = name(wish);
    match disk() {
        Some(disk) => disk.is_kept(&name),
        None => IN_MEMORY.with_borrow(|kept| kept.get(&name).is_none()),
    }
}

/// Waits until all that was kept or removed is on the disk, and hears what other tabs did. Not for
/// long: a disk that does not answer must not keep a person from deciding.
pub async fn sync() {
    let _ = JsFuture::from(sync_with_disk()).await;
}

/// The purpose that an item of the outbox is about; `None` for another item.
pub fn purpose_of(name: &str) -> Option<&str> {
    Some(keys::of_wish(name)?.0)
}

/// Where the items are: on the disk, otherwise in local storage.
pub fn place() -> Option<Storage> {
    disk().map(Storage::from).or_else(storage::local)
}

/// The outbox on the disk, where there is a disk and it has opened.
pub fn disk() -> Option<Outbox> {
    let disk = browser::property(&browser::window(), keys::OUTBOX_OBJECT);
    disk.filter(|_| !bridge::signs_in())
        .map(JsCast::unchecked_into)
}

fn name(wish: &Wish) -> String {
    keys::wish(&wish.purpose, &wish.key)
}

/// A wish as it is stored.
pub fn text(wish: &Wish) -> String {
    let wish = wish.clone();
    json::write(&Stored {
        turn: wish.turn,
        verb: wish.verb,
        revision: wish.revision,
        words_hash: wish.words_hash,
        release: wish.notice_text.release,
        language: wish.notice_text.language,
        text_hash: wish.notice_text.text_hash,
        token: wish.token,
        guardian: wish.guardian,
        age_band: wish.age_band,
        client_time: wish.client_time,
    })
}

/// Reads what was stored; what cannot be read is no wish.
fn read(name: &str, text: &str) -> Option<Wish> {
    let (purpose, key) = keys::of_wish(name)?;
    let stored: Stored = json::read(text)?;
    Some(Wish {
        purpose: purpose.to_string(),
        key: key.to_string(),
        turn: stored.turn,
        verb: stored.verb,
        revision: stored.revision,
        words_hash: stored.words_hash,
        notice_text: NoticeText {
            release: stored.release,
            language: stored.language,
            text_hash: stored.text_hash,
        },
        token: stored.token,
        guardian: stored.guardian,
        age_band: stored.age_band,
        client_time: stored.client_time,
    })
}
