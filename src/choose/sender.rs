//! Brings wishes to the consent API, one at a time for each control, until each is answered.
//!
//! The last wish wins: a wish that follows another waits for its answer, and starts from the
//! revision that the answer gives. The same wish is sent again under the same key, so that
//! nothing is stored twice. One tab sends (Web Locks); the others follow through storage.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use consent::wire::{Choice, Kind};
use leptos::prelude::*;
use miniserde::json;
use site::words;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::StorageEvent;

use super::shown::{self, Phase, Shown};
use super::{lock, outbox, store};
use crate::consent_client::{self, Failure, Wish};
use crate::{browser, status};

/// Confirmed choices are shared with other tabs under keys that start so.
const CONFIRMED: &str = "mingbai.confirmed.";
/// The longest wait between two tries, in milliseconds.
const LONGEST_WAIT: i32 = 60_000;

thread_local! {
    static SENDING: RefCell<BTreeSet<String>> = RefCell::default();
    static WAIT: Cell<i32> = const { Cell::new(2_000) };
    /// Whether the server knows this person already.
    static HAS_SUBJECT: Cell<bool> = const { Cell::new(false) };
    static RETRY_IS_SET: Cell<bool> = const { Cell::new(false) };
}

/// Asks what holds, sends what an earlier page left, and follows other tabs.
pub fn start() {
    for purpose in outbox::purposes() {
        if let Some(wish) = outbox::get(&purpose) {
            store::control(&purpose).update(|shown| {
                shown.wish = Some(wish.verb);
                shown.phase = Phase::Waiting;
            });
        }
    }
    spawn_local(refresh());
    let window = browser::window();
    browser::listen(&window, "online", |_| spawn_local(refresh()));
    browser::listen(&window, "storage", |event| {
        if let Some(event) = event.dyn_ref::<StorageEvent>() {
            follow(event);
        }
    });
}

/// Asks the server where the person stands, then sends what waits.
pub async fn refresh() {
    match consent_client::choices().await {
        Ok(choices) => {
            HAS_SUBJECT.set(!choices.subject_is_new);
            store::take_all(choices);
            came_back();
            outbox::purposes().into_iter().for_each(flush);
        }
        Err(_) => went_away(),
    }
}

/// A person answers a control.
pub fn wish(purpose: &str, kind: Kind, yes: bool, words_hash: &str) {
    let signal = store::control(purpose);
    let shown = signal.get_untracked();
    let verb = shown::verb(kind, yes, shown.confirmed.as_ref());
    let is_waiting = outbox::get(purpose);
    if is_waiting.as_ref().is_some_and(|waiting| waiting.verb == verb) {
        flush(purpose.to_string());
        return;
    }
    outbox::keep(Wish {
        purpose: purpose.to_string(),
        verb,
        key: browser::unique(),
        revision: shown.revision(),
        words: words_hash.to_string(),
        was_sent: false,
        overrides: is_waiting.is_some_and(|waiting| waiting.was_sent),
    });
    signal.update(|shown| {
        shown.wish = Some(verb);
        shown.phase = Phase::Saving;
    });
    flush(purpose.to_string());
}

/// Sends a control's wish unless it is on its way already.
fn flush(purpose: String) {
    let is_new = SENDING.with_borrow_mut(|sending| sending.insert(purpose.clone()));
    if is_new {
        spawn_local(async move {
            let finished = send(&purpose).await;
            SENDING.with_borrow_mut(|sending| sending.remove(&purpose));
            // A wish may have come between the last answer and here.
            if finished && outbox::get(&purpose).is_some() {
                flush(purpose);
            }
        });
    }
}

/// Sends until nothing waits for this control; `false` when it has to be tried later.
async fn send(purpose: &str) -> bool {
    // The first decision makes the subject: two of them at once would make two subjects.
    let _first = match HAS_SUBJECT.get() {
        true => None,
        false => Some(lock::hold("first").await),
    };
    let _lock = lock::hold(purpose).await;
    while let Some(mut wish) = outbox::get(purpose) {
        let signal = store::control(purpose);
        signal.update(|shown| shown.phase = Phase::Saving);
        if !wish.was_sent {
            // It was made upon what was known then; what is known now is what it changes.
            wish.revision = signal.get_untracked().revision();
            wish.was_sent = true;
            outbox::keep(wish.clone());
        }
        match consent_client::decide(&wish).await {
            Ok(choice) => confirmed(&wish, choice),
            Err(failure) if failure.may_pass() => {
                keep_for_later(purpose, &failure);
                return false;
            }
            Err(Failure::Changed(Some(newer))) if wish.overrides => rebase(wish, *newer),
            Err(failure) => refused(&wish, failure),
        }
    }
    true
}

fn confirmed(wish: &Wish, choice: Choice) {
    outbox::done(wish);
    HAS_SUBJECT.set(true);
    came_back();
    share(&choice);
    let next = outbox::get(&wish.purpose);
    let purpose = wish.purpose.clone();
    store::control(&purpose).update(|shown| {
        store::take_newer(shown, choice);
        shown.wish = next.as_ref().map(|next| next.verb);
        shown.phase = if next.is_some() { Phase::Saving } else { Phase::Saved };
    });
    if next.is_none() {
        say_saved(&purpose);
    }
}

/// The earlier wish was stored after all: the later one starts from there, and still wins.
fn rebase(wish: Wish, newer: Choice) {
    store::control(&wish.purpose).update(|shown| store::take_newer(shown, newer));
    let is_last = outbox::get(&wish.purpose).is_none_or(|kept| kept.key == wish.key);
    if is_last {
        let key = browser::unique();
        outbox::keep(Wish { key, was_sent: false, overrides: false, ..wish });
    }
}

fn refused(wish: &Wish, failure: Failure) {
    outbox::done(wish);
    let next = outbox::get(&wish.purpose);
    let lang = browser::page_language();
    let signal = store::control(&wish.purpose);
    signal.update(|shown| {
        if let Failure::Changed(Some(newer)) = &failure {
            store::take_newer(shown, (**newer).clone());
        }
        shown.wish = next.as_ref().map(|next| next.verb);
        shown.phase = Phase::Failed(failure.clone());
    });
    let holds = shown::state_word(signal.get_untracked().confirmed.as_ref(), lang);
    status::say(&format!("{} {}", shown::reason(&failure, lang), words::state_failed_still(lang, holds)));
}

fn keep_for_later(purpose: &str, failure: &Failure) {
    let lang = browser::page_language();
    store::control(purpose).update(|shown| shown.phase = Phase::Waiting);
    let wait = match failure {
        Failure::Busy(seconds) => i32::try_from(*seconds).unwrap_or(60).saturating_mul(1000),
        _ => {
            went_away();
            WAIT.get()
        }
    };
    status::say(words::state_waiting(lang));
    try_again_after(wait);
}

fn went_away() {
    store::api_away().set(true);
    for_all_loading(|shown| shown.phase = Phase::Unavailable);
    try_again_after(WAIT.get());
    WAIT.set((WAIT.get() * 2).min(LONGEST_WAIT));
}

fn came_back() {
    WAIT.set(2_000);
    store::api_away().set(false);
}

fn for_all_loading(change: impl Fn(&mut Shown)) {
    for purpose in store::purposes() {
        store::control(&purpose).update(|shown| {
            if shown.phase == Phase::Loading {
                change(shown);
            }
        });
    }
}

fn try_again_after(wait: i32) {
    if RETRY_IS_SET.replace(true) {
        return;
    }
    browser::after(wait, || {
        RETRY_IS_SET.set(false);
        spawn_local(refresh());
    });
}

fn say_saved(purpose: &str) {
    let lang = browser::page_language();
    let name = browser::first(&format!("[data-purpose=\"{purpose}\"]")).and_then(|place| place.get_attribute("data-name"));
    let signal = store::control(purpose);
    let state = shown::state_word(signal.get_untracked().confirmed.as_ref(), lang);
    status::say(&words::state_saved_announce(lang, &name.unwrap_or_default(), state));
}

/// Lets other tabs know what was confirmed.
fn share(choice: &Choice) {
    if let Some(storage) = browser::storage() {
        let _ = storage.set_item(&format!("{CONFIRMED}{}", choice.purpose), &json::to_string(choice));
    }
}

/// Another tab wrote: a wish of its own, or a choice that was confirmed to it.
fn follow(event: &StorageEvent) {
    let Some(key) = event.key() else { return };
    if let Some(purpose) = key.strip_prefix(CONFIRMED) {
        let choice = event.new_value().and_then(|text| json::from_str::<Choice>(&text).ok());
        if let Some(choice) = choice {
            store::control(purpose).update(|shown| {
                store::take_newer(shown, choice);
                if outbox::get(purpose).is_none() {
                    shown.wish = None;
                    shown.phase = Phase::Rest;
                }
            });
        }
    } else if let Some(purpose) = key.strip_prefix(outbox::PREFIX) {
        let wish = event.new_value().and_then(|text| outbox::read(purpose, &text));
        store::control(purpose).update(|shown| {
            shown.wish = wish.as_ref().map(|wish| wish.verb);
            shown.phase = if wish.is_some() { Phase::Saving } else { Phase::Rest };
        });
    }
}
