//! Tabs agree: what one of them confirmed, wished or erased, the others show.
//!
//! `src/boot.js` tells the others by a BroadcastChannel what has changed on the disk, as an event of
//! local storage would, which does it where there is no disk. Where both are denied, live events of
//! the server do the same a little later. Entry point: [`start`].

use consent::wire::{Choice, Verb};
use interface::keys::{CONFIRMED, ERASED};
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;

use super::sender::{self, refresh};
use super::{outbox, shared_choices};
use crate::browser;
use crate::choices::state::control_signals;
use crate::choices::state::control_state::{self, Phase, Shown};

/// How long the tab in which a wish was made has it to itself, in milliseconds.
const HEAD_START: i32 = 1_500;

/// Follows the other tabs from now on.
pub fn start() {
    browser::listen(&browser::window(), "storage", |event| {
        if let Some(event) = event.dyn_ref::<StorageEvent>() {
            follow(event);
        }
    });
}

/// Another tab wrote: a wish of its own, a choice that was confirmed to it, or an erasure.
fn follow(event: &StorageEvent) {
    let Some(name) = event.key() else { return };
    if name == ERASED {
        return refresh::soon();
    }
    let confirmed_to = CONFIRMED.of(&name);
    if let Some(purpose) = confirmed_to.or_else(|| outbox::purpose_of(&name)) {
        take(purpose, shared_choices::confirmed(purpose));
        if outbox::last(purpose).is_some() {
            step_in_later(purpose.to_string());
        }
    }
}

/// Takes what became of a control elsewhere: in another tab, on another device.
pub fn take(purpose: &str, choice: Option<Choice>) {
    let wish = outbox::last(purpose).map(|wish| wish.verb);
    let mut is_news = false;
    control_signals::change(purpose, |shown| is_news = hear(shown, wish, choice));
    if is_news {
        control_signals::count_news(true);
    }
}

/// What a control shows once it is heard what waits for it and what was confirmed; says whether that
/// was new.
fn hear(shown: &mut Shown, wish: Option<Verb>, choice: Option<Choice>) -> bool {
    let is_news = choice
        .as_ref()
        .is_some_and(|choice| shown.confirmed.is_none() || shown.revision() < choice.revision);
    if let Some(choice) = choice {
        control_signals::take_newer(shown, choice);
    }
    let before = std::mem::replace(&mut shown.wish, wish);
    let is_settled = is_news || shown.is_unsettled();
    shown.phase = match (&shown.confirmed, wish) {
        (_, Some(_)) if wish != before => Phase::Saving,
        (Some(choice), None) if is_settled => after_wish(before, choice),
        // The wish is gone and it is still to be asked what holds without it.
        (None, None) if before.is_some() => Phase::Loading,
        _ => return is_news,
    };
    is_news
}

/// A wish that another tab sent is saved when what holds is what was wished.
fn after_wish(wish: Option<Verb>, confirmed: &Choice) -> Phase {
    match wish.map(control_state::is_yes) {
        Some(yes) if control_state::holds(confirmed) == Some(yes) => Phase::Saved,
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
    use crate::consent_client::Failure;

    fn shown(confirmed: Option<Choice>, wish: Option<Verb>, phase: Phase) -> Shown {
        Shown {
            confirmed,
            wish,
            phase,
        }
    }

    fn check(mut before: Shown, wish: Option<Verb>, choice: Option<Choice>, expected: Shown) {
        hear(&mut before, wish, choice);
        assert_eq!(before, expected);
    }

    #[test]
    fn a_wish_that_another_tab_sent_is_saved_when_it_is_in_force() {
        let (on, off) = (choice(Setting::Allowed, 1), choice(Setting::Objected, 2));
        let saving = || shown(Some(on.clone()), Some(Verb::Object), Phase::Saving);
        let saved = shown(Some(off.clone()), None, Phase::Saved);
        check(saving(), None, Some(off), saved);
        let refused = shown(Some(on.clone()), None, Phase::Rest);
        check(saving(), None, None, refused);
    }

    #[test]
    fn an_older_answer_leaves_what_is_newer() {
        let (on, off) = (choice(Setting::Allowed, 1), choice(Setting::Objected, 2));
        let now = || shown(Some(off.clone()), Some(Verb::Allow), Phase::Waiting);
        check(now(), Some(Verb::Allow), Some(on.clone()), now());
        let rest = || shown(Some(off.clone()), None, Phase::Saved);
        check(rest(), None, Some(on), rest());
    }

    #[test]
    fn a_message_of_failure_ends_with_a_newer_state() {
        let (on, off) = (choice(Setting::Allowed, 1), choice(Setting::Objected, 2));
        let failed = shown(Some(on), None, Phase::Failed(Failure::Refused));
        let rest = shown(Some(off.clone()), None, Phase::Rest);
        check(failed, None, Some(off), rest);
    }

    #[test]
    fn a_wish_that_is_gone_before_anything_is_known_leaves_it_unknown() {
        let waiting = shown(None, Some(Verb::Object), Phase::Waiting);
        check(waiting, None, None, shown(None, None, Phase::Loading));
    }
}
