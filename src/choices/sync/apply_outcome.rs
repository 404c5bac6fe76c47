//! Acts on the outcome of a wish: confirmed, refused, or kept for later.
//!
//! What [`super::interpret_response`] made of an answer comes in; the outbox, the control, the other tabs
//! and the live region follow it. Entry point: [`apply`].

use consent::wire::{Choice, Delivery, Verb};
use interface::{marks, words};

use super::interpret_response::Outcome;
use super::{connection, identity_recovery, last_confirmed, last_refusal, outbox};
use crate::bridge;
use crate::browser::{self, live_region};
use crate::choices::state::control_signals;
use crate::choices::state::control_state::{self, Phase};
use crate::choices::state::page_controls::control_at;
use crate::consent_client::{Failure, Wish};

/// Acts on an outcome; says whether the server has to be asked for all choices anew. The caller has the
/// control's lock: no other tab does the same.
pub fn apply(mut wish: Wish, outcome: Outcome) -> bool {
    connection::came_back();
    match outcome {
        Outcome::Stored(choice) => return confirmed(&wish, choice),
        Outcome::Refused(failure) => return refused(&wish, failure),
        Outcome::Anew(newer) => {
            let is_restored = learn(&wish, newer);
            wish.token = None;
            outbox::keep(&wish);
            return is_restored;
        }
        Outcome::Renewed(fresh) => {
            wish.token = fresh;
            outbox::keep(&wish);
        }
        Outcome::Recalled(is_found) => {
            if is_found {
                identity_recovery::keep(&wish);
                control_signals::count_change(true);
            }
            outbox::remove(&wish);
        }
        Outcome::Later(failure) => kept_for_later(&wish.purpose, &failure),
    }
    false
}

/// What was asked for is stored.
fn confirmed(wish: &Wish, choice: Choice) -> bool {
    let is_known = control_signals::is_known();
    if !is_known {
        identity_recovery::keep(wish);
    }
    // Who lost the cookie has become somebody else by the first decision on a control.
    let is_first = is_known && choice.revision == 1;
    bridge::choice_changed(&choice);
    // First the state in force, then that nothing waits any more: other tabs hear of it in this order.
    let is_restored = learn(wish, choice);
    let next = end(wish, None);
    control_signals::count_change(true);
    if next.is_none() {
        say_saved(&wish.purpose);
    }
    is_first || is_restored
}

/// It will never be stored; the state still in force is said with the reason.
fn refused(wish: &Wish, failure: Failure) -> bool {
    let is_restored = match &failure {
        Failure::Changed(Some(newer)) => learn(wish, (**newer).clone()),
        _ => false,
    };
    if end(wish, Some(&failure)).is_some() {
        return is_restored;
    }
    let lang = browser::page_language();
    let state = control_signals::now(&wish.purpose);
    let in_force = control_state::state_word(state.confirmed.as_ref(), lang);
    let why = control_state::reason(&failure, lang);
    live_region::say(&words::state_failed(lang, why, in_force));
    is_restored
}

/// Takes the state that came with an answer, here and for the other tabs; says whether the server has less than
/// was shown here.
fn learn(wish: &Wish, choice: Choice) -> bool {
    let has_less = choice.revision < wish.revision;
    if has_less {
        // A store that was restored from a backup, or another person's since the cookie was lost: what was shown is
        // no more.
        last_confirmed::forget();
        control_signals::change(&wish.purpose, |state| state.confirmed = None);
    }
    last_confirmed::share(&choice);
    control_signals::change(&wish.purpose, |state| {
        control_signals::take_newer(state, choice)
    });
    has_less
}

/// Nothing more happens to a wish. A newer one for the same control, which it answers, is on its
/// way then.
fn end(wish: &Wish, refused: Option<&Failure>) -> Option<Verb> {
    let in_force = control_signals::now(&wish.purpose).confirmed;
    last_refusal::share(&wish.purpose, refused, in_force.as_ref());
    outbox::remove(wish);
    let next = outbox::last(&wish.purpose).map(|next| next.verb);
    control_signals::change(&wish.purpose, |state| {
        state.wish = next;
        state.phase = match (next, refused) {
            (Some(_), _) => Phase::Saving,
            (None, Some(failure)) => Phase::Failed(failure.clone()),
            (None, None) => Phase::Saved,
        };
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
    if let Some(is_kept) = keep_waiting(purpose) {
        let lang = browser::page_language();
        let state = control_signals::now(purpose);
        let in_force = control_state::state_word(state.confirmed.as_ref(), lang);
        live_region::say(&control_state::waiting(is_kept, in_force, lang));
    }
}

/// Shows that a control's wish is not sent yet, and whether it outlives this page; `None` where there
/// is none.
pub fn keep_waiting(purpose: &str) -> Option<bool> {
    let wish = outbox::last(purpose)?;
    let is_kept = outbox::is_kept(&wish);
    control_signals::change(purpose, |state| state.phase = Phase::Waiting { is_kept });
    Some(is_kept)
}

fn say_saved(purpose: &str) {
    let lang = browser::page_language();
    let control = browser::first(&marks::PURPOSE.saying(purpose));
    let control = control.and_then(|place| control_at(&place));
    let has_way = control
        .as_ref()
        .is_some_and(|control| control.way.is_some());
    let name = control.map(|control| control.name);
    let choice = control_signals::now(purpose).confirmed;
    let state = control_state::state_word(choice.as_ref(), lang);
    let saved = words::state_saved_announce(lang, &name.unwrap_or_default(), state);
    // Recorded is not applied: a no that the person can bring to the host app is still to do there.
    let is_to_do = choice.is_some_and(|choice| {
        let is_no = control_state::answer_in_force(&choice) == Some(false);
        has_way && is_no && choice.delivery != Some(Delivery::Applied)
    });
    let follows = match is_to_do {
        true => words::state_not_applied(lang, &browser::host_app()),
        false => String::new(),
    };
    live_region::say(&control_state::joined(&saved, &follows, lang));
}
