//! What became of a wish: confirmed, refused, or kept for later.
//!
//! [`super::sender`] brings the answer; the outbox, the control, the other tabs and the live region
//! follow it here.

use consent::wire::Choice;
use leptos::prelude::*;
use site::words;

use super::shown::{self, Phase};
use super::{first, network, outbox, store, tabs};
use crate::consent_client::{Failure, Wish};
use crate::{browser, status};

/// The server stored it.
pub fn confirmed(wish: &Wish, choice: Choice) {
    // First what holds, then that nothing waits any more: other tabs hear of it in this order.
    tabs::share(&choice);
    if !store::visit().with_untracked(|visit| visit.is_known) {
        first::keep(wish);
    }
    outbox::remove(wish);
    network::came_back();
    let last = outbox::of(&wish.purpose).pop();
    store::control(&wish.purpose).update(|shown| {
        store::take_newer(shown, choice);
        shown.wish = last.as_ref().map(|last| last.verb);
        shown.phase = if last.is_some() {
            Phase::Saving
        } else {
            Phase::Saved
        };
    });
    store::count_news(true);
    network::is_found_again();
    if last.is_none() {
        say_saved(&wish.purpose);
    }
}

/// It will never be stored; what still holds is said beside the reason.
pub fn refused(wish: &Wish, failure: Failure) {
    outbox::remove(wish);
    network::came_back();
    let last = outbox::of(&wish.purpose).pop();
    let lang = browser::page_language();
    let signal = store::control(&wish.purpose);
    signal.update(|shown| {
        if let Failure::Changed(Some(newer)) = &failure {
            store::take_newer(shown, (**newer).clone());
        }
        shown.wish = last.as_ref().map(|last| last.verb);
        shown.phase = Phase::Failed(failure.clone());
    });
    let holds = signal.with_untracked(|shown| shown::state_word(shown.confirmed.as_ref(), lang));
    status::say(&shown::joined(
        shown::reason(&failure, lang),
        &words::state_failed_still(lang, holds),
        lang,
    ));
}

/// No answer, or none that counts: it stays in the outbox.
pub fn kept_for_later(purpose: &str, failure: &Failure) {
    store::control(purpose).update(|shown| shown.phase = Phase::Waiting);
    match failure {
        Failure::Busy(seconds) => {
            let wait = i32::try_from(*seconds).unwrap_or(60).saturating_mul(1000);
            network::try_again_after(wait);
        }
        _ => network::went_away(),
    }
    status::say(words::state_waiting(browser::page_language()));
}

fn say_saved(purpose: &str) {
    let lang = browser::page_language();
    let place = browser::first(&format!("[data-purpose=\"{purpose}\"]"));
    let name = place.and_then(|place| place.get_attribute("data-name"));
    let state = store::control(purpose)
        .with_untracked(|shown| shown::state_word(shown.confirmed.as_ref(), lang));
    status::say(&words::state_saved_announce(
        lang,
        &name.unwrap_or_default(),
        state,
    ));
}
