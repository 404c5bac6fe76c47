//! Tabs agree: what one of them confirmed, wished or erased, the others show.
//!
//! Local storage tells what was confirmed or erased; a BroadcastChannel, by `src/boot.js`, what
//! became of a wish, as an event of the same form. Where both are denied, live events of the
//! server do the same a little later.

use consent::wire::{Choice, Verb};
use leptos::prelude::*;
use miniserde::json;
use web_sys::StorageEvent;

use super::shown::{self, Phase};
use super::{network, outbox, sender, store};
use crate::browser;

/// Confirmed choices are shared under keys that start so.
const CONFIRMED: &str = "mingbai.confirmed.";
/// How long the tab in which a wish was made has it to itself, in milliseconds.
const HEAD_START: i32 = 1_500;
/// Changes when everything was erased.
const ERASED: &str = "mingbai.erased";

/// Lets other tabs know what was confirmed.
pub fn share(choice: &Choice) {
    if let Some(storage) = browser::storage() {
        let _ = storage.set_item(
            &format!("{CONFIRMED}{}", choice.purpose),
            &json::to_string(choice),
        );
    }
}

/// What some tab confirmed last, for a control; it may be newer than what this one heard of.
pub fn confirmed(purpose: &str) -> Option<Choice> {
    let text = browser::storage()?
        .get_item(&format!("{CONFIRMED}{purpose}"))
        .ok()??;
    json::from_str(&text).ok()
}

/// Forgets what was confirmed to a person that the server does not know any more.
pub fn forget() {
    let Some(storage) = browser::storage() else {
        return;
    };
    let length = storage.length().unwrap_or(0);
    let names: Vec<String> = (0..length)
        .filter_map(|place| storage.key(place).ok().flatten())
        .collect();
    for name in names.iter().filter(|name| name.starts_with(CONFIRMED)) {
        let _ = storage.remove_item(name);
    }
}

/// Lets other tabs know that everything was erased.
pub fn share_erasure() {
    if let Some(storage) = browser::storage() {
        let _ = storage.set_item(ERASED, &browser::unique());
    }
}

/// Another tab wrote: a wish of its own, a choice that was confirmed to it, or an erasure.
pub fn follow(event: &StorageEvent) {
    let Some(name) = event.key() else { return };
    if name == ERASED {
        network::refresh_soon();
    } else if name.starts_with(CONFIRMED) {
        let choice = event
            .new_value()
            .and_then(|text| json::from_str::<Choice>(&text).ok());
        if let Some(choice) = choice {
            take(choice);
        }
    } else if let Some(purpose) = outbox::purpose_of(&name) {
        let waiting = outbox::of(purpose);
        store::control(purpose).update(|shown| {
            let before = shown.wish;
            shown.wish = waiting.last().map(|wish| wish.verb);
            if shown.wish.is_some() {
                shown.phase = Phase::Saving;
            } else if matches!(shown.phase, Phase::Saving | Phase::Waiting) {
                shown.phase = after_wish(before, shown.confirmed.as_ref());
            }
        });
        if !waiting.is_empty() {
            step_in_later(purpose.to_string());
        }
    }
}

/// Takes what was confirmed elsewhere: in another tab, on another device.
pub fn take(choice: Choice) {
    let waiting = outbox::of(&choice.purpose);
    let signal = store::control(&choice.purpose);
    let known = signal.with_untracked(|shown| shown.confirmed.as_ref().map(|known| known.revision));
    let is_news = known.is_none_or(|known| known < choice.revision);
    signal.update(|shown| {
        let before = shown.wish;
        store::take_newer(shown, choice);
        shown.wish = waiting.last().map(|wish| wish.verb);
        if shown.wish.is_none() && (is_news || shown.is_unsettled()) {
            shown.phase = after_wish(before, shown.confirmed.as_ref());
        }
    });
    if is_news {
        store::count_news(true);
    }
}

/// A wish that another tab sent is saved when what holds is what was wished.
fn after_wish(wish: Option<Verb>, confirmed: Option<&Choice>) -> Phase {
    match wish.map(shown::is_yes) {
        Some(yes) if confirmed.and_then(shown::holds) == Some(yes) => Phase::Saved,
        _ => Phase::Rest,
    }
}

/// The other tab sends; should it die, this one does.
fn step_in_later(purpose: String) {
    browser::after(HEAD_START, move || {
        if !outbox::of(&purpose).is_empty() {
            sender::flush(purpose);
        }
    });
}
