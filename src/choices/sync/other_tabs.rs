//! Tabs agree: what one of them confirmed, wished or erased, the others show.
//!
//! `src/outbox.js` tells the others by a BroadcastChannel what has changed on the disk, as an event of
//! local storage would, which does it where there is no disk. Where both are denied, live events of
//! the server do the same a little later. Entry point: [`start`].

use consent::wire::{Choice, Verb};
use interface::keys::{CONFIRMED, ERASED, FIRST};
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;

use super::sender::{self, refresh};
use super::{last_confirmed, last_refusal, outbox};
use crate::choices::state::control_signals;
use crate::choices::state::control_state::{self, ControlState, Phase};
use crate::consent_client::Failure;
use crate::{bridge, browser};

/// How long the tab in which a wish was made has it to itself, in milliseconds.
const HEAD_START: i32 = 1_500;

/// Follows the other tabs from now on.
pub fn start() {
    browser::listen(&browser::window(), "storage", |event| {
        follow(event.unchecked_ref());
    });
}

/// Another tab wrote: a wish of its own, a choice that was confirmed to it, or an erasure.
fn follow(event: &StorageEvent) {
    let Some(name) = event.key() else { return };
    // A disk that opened late may know who this is, where the server was asked without that.
    if name == ERASED || (FIRST.of(&name).is_some() && !control_signals::is_known()) {
        return refresh::soon();
    }
    let confirmed_to = CONFIRMED.of(&name);
    // Another tab found that the server has forgotten it.
    if confirmed_to.is_some_and(|purpose| last_confirmed::confirmed(purpose).is_none()) {
        refresh::soon();
    }
    if let Some(purpose) = confirmed_to.or_else(|| outbox::purpose_of(&name)) {
        // Before the server's first answer it is not known whose that is: the browser may have
        // forgotten its cookie.
        let has_answered = control_signals::visit().with_untracked(|visit| visit.has_answered);
        let confirmed = last_confirmed::confirmed(purpose).filter(|_| has_answered);
        take(purpose, confirmed);
        if outbox::last(purpose).is_some() {
            step_in_later(purpose.to_string());
        }
    }
}

/// Takes the outcome of a decision made elsewhere: in another tab, on another device.
pub fn take(purpose: &str, choice: Option<Choice>) {
    let wish = outbox::last(purpose).map(|wish| wish.verb);
    // A host that signs somebody in takes what another person wished out of sight: that has not ended.
    let end = (!bridge::signs_in()).then(|| last_refusal::last(purpose));
    let mut is_new = false;
    control_signals::change(purpose, |state| {
        is_new = merge(state, wish, choice, end);
    });
    if is_new {
        control_signals::count_change(true);
    }
}

/// Merges what waits for a control and what was confirmed elsewhere into its state; says whether that
/// was new. `end` says why a wish that is gone was refused in another tab, `Some(None)` where it was not; `None`
/// where it has not ended.
fn merge(
    state: &mut ControlState,
    wish: Option<Verb>,
    choice: Option<Choice>,
    end: Option<Option<Failure>>,
) -> bool {
    let is_new = choice
        .as_ref()
        .is_some_and(|choice| state.confirmed.is_none() || state.revision() < choice.revision);
    if let Some(choice) = choice {
        control_signals::take_newer(state, choice);
    }
    let before = std::mem::replace(&mut state.wish, wish);
    let is_decided = is_new || state.is_pending();
    state.phase = match (&state.confirmed, wish) {
        (_, Some(_)) if wish != before => Phase::Saving,
        (Some(choice), None) if is_decided => after_wish(before, choice, end),
        // The wish is gone, and the state in force without it is still to be asked for.
        (None, None) if before.is_some() => Phase::Loading,
        _ => return is_new,
    };
    is_new
}

/// A wish that another tab sent is saved when the state in force is what was wished. Otherwise it was refused, or a
/// newer one has taken its place.
fn after_wish(wish: Option<Verb>, confirmed: &Choice, end: Option<Option<Failure>>) -> Phase {
    let yes = wish.map(control_state::is_yes);
    match end {
        Some(_) if yes.is_some() && control_state::answer_in_force(confirmed) == yes => {
            Phase::Saved
        }
        Some(Some(failure)) if yes.is_some() => Phase::Failed(failure),
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

#[cfg(test)]
mod tests {
    use consent::wire::Setting;

    use super::*;
    use crate::choices::state::fixtures::choice;

    fn state(confirmed: Option<Choice>, wish: Option<Verb>, phase: Phase) -> ControlState {
        ControlState {
            confirmed,
            wish,
            phase,
        }
    }

    fn check(
        mut before: ControlState,
        wish: Option<Verb>,
        choice: Option<Choice>,
        expected: ControlState,
    ) {
        merge(&mut before, wish, choice, Some(Some(Failure::Refused)));
        assert_eq!(before, expected);
    }

    #[test]
    fn a_wish_that_a_newer_one_took_the_place_of_was_not_refused() {
        let (on, off) = (choice(Setting::Allowed, 1), choice(Setting::Objected, 2));
        let mut seen = state(Some(on), Some(Verb::Allow), Phase::Saving);
        merge(&mut seen, None, Some(off.clone()), Some(None));
        assert_eq!(seen, state(Some(off), None, Phase::Rest));
    }

    #[test]
    fn what_another_person_wished_is_neither_saved_nor_refused() {
        let (on, off) = (choice(Setting::Allowed, 1), choice(Setting::Objected, 2));
        for in_force in [on, off] {
            let mut seen = state(None, Some(Verb::Object), Phase::Saving);
            merge(&mut seen, None, Some(in_force.clone()), None);
            assert_eq!(seen, state(Some(in_force), None, Phase::Rest));
        }
    }

    #[test]
    fn a_wish_that_another_tab_sent_is_saved_when_it_is_in_force() {
        let (on, off) = (choice(Setting::Allowed, 1), choice(Setting::Objected, 2));
        let saving = || state(Some(on.clone()), Some(Verb::Object), Phase::Saving);
        let saved = state(Some(off.clone()), None, Phase::Saved);
        check(saving(), None, Some(off), saved);
        let refused = Phase::Failed(Failure::Refused);
        let refused = state(Some(on.clone()), None, refused);
        check(saving(), None, None, refused);
    }

    #[test]
    fn an_older_answer_leaves_what_is_newer() {
        let (on, off) = (choice(Setting::Allowed, 1), choice(Setting::Objected, 2));
        let now = || {
            state(
                Some(off.clone()),
                Some(Verb::Allow),
                Phase::Waiting { is_kept: true },
            )
        };
        check(now(), Some(Verb::Allow), Some(on.clone()), now());
        let rest = || state(Some(off.clone()), None, Phase::Saved);
        check(rest(), None, Some(on), rest());
    }

    #[test]
    fn a_message_of_failure_ends_with_a_newer_state() {
        let (on, off) = (choice(Setting::Allowed, 1), choice(Setting::Objected, 2));
        let failed = state(Some(on), None, Phase::Failed(Failure::Refused));
        let rest = state(Some(off.clone()), None, Phase::Rest);
        check(failed, None, Some(off), rest);
    }

    #[test]
    fn a_wish_that_is_gone_before_anything_is_known_leaves_it_unknown() {
        let waiting = state(None, Some(Verb::Object), Phase::Waiting { is_kept: true });
        check(waiting, None, None, state(None, None, Phase::Loading));
    }
}
