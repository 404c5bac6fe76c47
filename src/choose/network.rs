//! Whether the API can be reached: asking where the person stands, and asking again later.
//!
//! Entry points: [`refresh`], and [`went_away`] when a request had no answer.

use std::cell::Cell;

use consent::wire::Choices;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::shown::Phase;
use super::{first, outbox, sender, store, tabs};
use crate::{browser, consent_client};

/// The first wait before another try, in milliseconds.
const FIRST_WAIT: i32 = 2_000;
/// The longest one.
const LONGEST_WAIT: i32 = 60_000;

thread_local! {
    static WAIT: Cell<i32> = const { Cell::new(FIRST_WAIT) };
    static RETRY_IS_SET: Cell<bool> = const { Cell::new(false) };
    /// Whether the wish that made this person known is asked about again.
    static IS_RECALLED: Cell<bool> = const { Cell::new(false) };
}

/// Somebody whom the server knows and this device does not gets the whole app from the next page
/// on; at once where a new release waits for an answer, which only the whole app asks for.
fn bring_whole(choices: &Choices) {
    let is_kept =
        browser::storage().is_some_and(|storage| storage.set_item("mingbai.known", "1").is_ok());
    let is_asked = choices
        .agreed_release
        .as_ref()
        .is_some_and(|agreed| *agreed != choices.release);
    if is_kept && is_asked {
        let _ = browser::window().location().reload();
    }
}

/// Asks the server where the person stands, then sends what waits.
pub async fn refresh() {
    let asked_at = news();
    match consent_client::choices().await {
        Ok(choices) => {
            let is_final = asked_at == news();
            if choices.subject_is_new && is_final {
                tabs::forget();
            }
            if !cfg!(feature = "records") && !choices.subject_is_new {
                bring_whole(&choices);
            }
            let is_known = !choices.subject_is_new || !is_final;
            store::take_all(choices, is_final);
            came_back();
            outbox::sync().await;
            if first::recall(is_known) {
                IS_RECALLED.set(true);
            }
            for wish in outbox::all() {
                sender::flush(wish.purpose);
            }
        }
        Err(_) => went_away(),
    }
}

/// The server knows again who asks: what was decided after the first time is asked for.
pub fn is_found_again() {
    if IS_RECALLED.replace(false) {
        refresh_soon();
    }
}

/// The same, for those who do not wait for it.
pub fn refresh_soon() {
    spawn_local(refresh());
}

/// A request had no answer: says so and tries again, each time a little later.
pub fn went_away() {
    store::api_away().set(true);
    for purpose in store::purposes() {
        store::control(&purpose).update(|shown| {
            if shown.phase == Phase::Loading {
                shown.phase = Phase::Unavailable;
            }
        });
    }
    if try_again_after(WAIT.get()) {
        WAIT.set((WAIT.get() * 2).min(LONGEST_WAIT));
    }
}

/// A request was answered.
pub fn came_back() {
    WAIT.set(FIRST_WAIT);
    store::api_away().set(false);
}

/// Tries again after some time; `false` when that was arranged already.
pub fn try_again_after(wait: i32) -> bool {
    if RETRY_IS_SET.replace(true) {
        return false;
    }
    browser::after(wait, || {
        RETRY_IS_SET.set(false);
        refresh_soon();
    });
    true
}

fn news() -> u32 {
    store::visit().with_untracked(|visit| visit.news)
}
