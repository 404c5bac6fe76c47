//! The wish that made a person known, kept until the browser cannot forget who it was.
//!
//! A cookie comes with the answer to a first decision, which a browser keeps in memory for a while:
//! ended in its next seconds, it has forgotten it, and the person would find “not set” where they
//! had been told “saved”. The server finds the same person again by the wish's key and view token, so
//! it is kept next to the outbox and asked about where the server does not know who asks.

use interface::keys;
use web_sys::Storage;

use super::outbox;
use crate::browser;
use crate::consent_client::Wish;
use crate::storage;

/// After how long a browser has given a cookie to the disk, in milliseconds. Chromium takes half
/// of it.
const COOKIE_IS_SAFE: u64 = 60_000;

/// For how long a key and a view token lead back to who sent them (docs/consent-api.md).
const LEADS_BACK: u64 = 7 * 24 * 60 * 60 * 1_000;

/// Keeps the confirmed wish that made this person known.
pub fn keep(wish: &Wish) {
    if let Some(disk) = outbox::disk() {
        let of = [
            &browser::now().to_string(),
            ".",
            &wish.purpose,
            ".",
            &wish.key,
        ]
        .concat();
        let _ = disk.set_item(&keys::FIRST.item(&of), &outbox::text(&wish.recalled()));
    }
}

/// Puts it back into the outbox where the server does not know who asks; answers its purpose.
pub fn recall(is_known: bool) -> Option<String> {
    each(|disk, name, time, wish| {
        let age = browser::now().saturating_sub(time);
        if is_known && age < COOKIE_IS_SAFE {
            return;
        }
        if !is_known
            && age < LEADS_BACK
            && let Ok(Some(text)) = disk.get_item(name)
        {
            let _ = disk.set_item(&keys::OUTBOX.item(wish), &text);
        }
        let _ = disk.remove_item(name);
    });
    let asked = outbox::all().into_iter().find(Wish::is_recalled);
    asked.map(|wish| wish.purpose)
}

/// Forgets it: everything was erased, or this browser never knows who it was.
pub fn forget() {
    each(|disk, name, _, _| {
        let _ = disk.remove_item(name);
    });
}

fn each(mut act: impl FnMut(&Storage, &str, u64, &str)) {
    let Some(disk) = outbox::disk() else { return };
    for name in storage::names_in(&disk) {
        let parts = keys::FIRST.of(&name).and_then(|of| of.split_once('.'));
        if let Some((time, wish)) = parts {
            act(&disk, &name, time.parse().unwrap_or(0), wish);
        }
    }
}
