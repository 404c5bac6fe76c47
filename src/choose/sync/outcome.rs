//! What became of a wish: confirmed, refused, or kept for later.
//!
//! [`super::sender`] brings what [`super::answered`] made of the answer; the outbox, the control,
//! the other tabs and the live region follow it here.

use consent::wire::{Choice, Verb};
use interface::{marks, words};

use super::answered::Answered;
use super::{connection, first, outbox, shared_choices};
use crate::browser::{self, status};
use crate::choose::state::shown::{self, Phase};
use crate::choose::state::store;
use crate::consent_client::{Failure, Wish};

/// Takes an answer. The control's lock is held: no other tab does the same.
pub fn take(mut wish: Wish, answered: Answered) {
    connection::came_back();
    match answered {
        Answered::Stored(choice) => confirmed(&wish, choice),
        Answered::Refused(failure) => refused(&wish, failure),
        Answered::Anew(newer) => {
            learn(&wish, newer);
            wish.token = None;
            outbox::keep(&wish);
        }
        Answered::Renewed(fresh) => {
            wish.token = fresh;
            outbox::keep(&wish);
        }
        Answered::Recalled(is_found) => {
            if is_found {
                first::keep(&wish);
                store::count_news(true);
            }
            outbox::remove(&wish);
        }
        Answered::Later(failure) => kept_for_later(&wish.purpose, &failure),
    }
}

/// What was asked for is stored.
fn confirmed(wish: &Wish, choice: Choice) {
    if !store::is_known() {
        first::keep(wish);
    }
    // First what holds, then that nothing waits any more: other tabs hear of it in this order.
    learn(wish, choice);
    let next = end(wish, Phase::Saved);
    store::count_news(true);
    if next.is_none() {
        say_saved(&wish.purpose);
    }
}

/// It will never be stored; what still holds is said beside the reason.
fn refused(wish: &Wish, failure: Failure) {
    if let Failure::Changed(Some(newer)) = &failure {
        learn(wish, (**newer).clone());
    }
    if end(wish, Phase::Failed(failure.clone())).is_some() {
        return;
    }
    let lang = browser::page_language();
    let shown = store::now(&wish.purpose);
    let holds = shown::state_word(shown.confirmed.as_ref(), lang);
    status::say(&shown::joined(
        shown::reason(&failure, lang),
        &words::state_failed_still(lang, holds),
        lang,
    ));
}

/// Takes the state that an answer brought, here and for the other tabs.
fn learn(wish: &Wish, choice: Choice) {
    if choice.revision < wish.revision {
        // A store that was restored from a backup has less than was shown here: that is no more.
        shared_choices::forget();
        store::change(&wish.purpose, |shown| shown.confirmed = None);
    }
    shared_choices::share(&choice);
    store::change(&wish.purpose, |shown| store::take_newer(shown, choice));
}

/// Nothing more happens to a wish. A newer one for the same control, which it answers, is on its
/// way then.
fn end(wish: &Wish, phase: Phase) -> Option<Verb> {
    outbox::remove(wish);
    let next = outbox::last(&wish.purpose).map(|next| next.verb);
    store::change(&wish.purpose, |shown| {
        shown.wish = next;
        shown.phase = if next.is_some() { Phase::Saving } else { phase };
    });
    next
}

/// No answer, or none that counts: it stays in the outbox.
pub fn kept_for_later(purpose: &str, failure: &Failure) {
    match failure {
        Failure::Busy(seconds) => {
            let wait = i32::try_from(*seconds).unwrap_or(60).saturating_mul(1000);
            connection::try_again_after(wait);
        }
        _ => connection::went_away(),
    }
    if keep_waiting(purpose) {
        status::say(words::state_waiting(browser::page_language()));
    }
}

/// Shows that a control's wish is not sent yet; `false` where there is none.
pub fn keep_waiting(purpose: &str) -> bool {
    let waits = outbox::last(purpose).is_some();
    if waits {
        store::change(purpose, |shown| shown.phase = Phase::Waiting);
    }
    waits
}

fn say_saved(purpose: &str) {
    let lang = browser::page_language();
    let place = browser::first(&marks::PURPOSE.saying(purpose));
    let name = place.and_then(|place| browser::says(&place, marks::NAME));
    let state = shown::state_word(store::now(purpose).confirmed.as_ref(), lang);
    status::say(&words::state_saved_announce(
        lang,
        &name.unwrap_or_default(),
        state,
    ));
}
