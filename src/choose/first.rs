//! The wish that made a person known, kept until the browser cannot forget who it was.
//!
//! The answer to a first decision brings a cookie, which a browser keeps in memory for a while:
//! ended in its next seconds, it has forgotten it, and the person would find “not set” where they
//! had been told “saved”. The server finds the same person again by the wish's key and proof, so it
//! is kept beside the outbox and sent once more where the server does not know who asks.

use js_sys::Date;
use web_sys::Storage;

use super::outbox;
use crate::consent_client::Wish;

/// Its item starts so; when, the purpose and the key follow.
const PREFIX: &str = "mingbai.first.";

/// After how long a browser has given a cookie to the disk, in milliseconds. Chromium takes half
/// of it.
const COOKIE_IS_SAFE: u64 = 60_000;

/// Keeps the confirmed wish that made this person known.
pub fn keep(wish: &Wish) {
    if let Some(disk) = outbox::disk() {
        let name = format!("{PREFIX}{}.{}.{}", now(), wish.purpose, wish.key);
        let _ = disk.set_item(&name, &outbox::text(wish));
    }
}

/// Puts it back into the outbox where the server does not know who asks; says whether it did.
pub fn recall(is_known: bool) -> bool {
    let mut is_recalled = false;
    each(|disk, name, time, wish| {
        if is_known && now() < time + COOKIE_IS_SAFE {
            return;
        }
        if !is_known && let Ok(Some(text)) = disk.get_item(name) {
            let _ = disk.set_item(&format!("{}{wish}", outbox::PREFIX), &text);
            is_recalled = true;
        }
        let _ = disk.remove_item(name);
    });
    is_recalled
}

/// Forgets it: everything was erased.
#[cfg(feature = "records")]
pub fn forget() {
    each(|disk, name, _, _| {
        let _ = disk.remove_item(name);
    });
}

fn each(mut act: impl FnMut(&Storage, &str, u64, &str)) {
    let Some(disk) = outbox::disk() else { return };
    let length = disk.length().unwrap_or(0);
    let names: Vec<String> = (0..length)
        .filter_map(|place| disk.key(place).ok().flatten())
        .collect();
    for name in names {
        let parts = name
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.split_once('.'));
        if let Some((time, wish)) = parts {
            act(&disk, &name, time.parse().unwrap_or(0), wish);
        }
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds since 1970 are whole, positive and far below 2^53"
)]
fn now() -> u64 {
    Date::now() as u64
}
