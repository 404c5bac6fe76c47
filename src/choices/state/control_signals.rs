//! Every control's state, once for the whole visit: signals that outlive the pages.
//!
//! Pages come and go; what a person chose stays here and in the server.

use std::cell::RefCell;

use consent::wire::{Choice, Choices, Delivery};
use leptos::prelude::Owner;
use views::observed::Observed;

use super::control_state::{ControlState, Phase};
use crate::consent_client::Failure;
use crate::small_collections::{self, Map};

thread_local! {
    static OWNER: RefCell<Option<Owner>> = const { RefCell::new(None) };
    static CONTROLS: RefCell<Map<Observed<ControlState>>> = const { RefCell::new(Map::new()) };
    static API_AWAY: RefCell<Option<Observed<bool>>> = const { RefCell::new(None) };
    static VISIT: RefCell<Option<Observed<Visit>>> = const { RefCell::new(None) };
}

/// What the server said about the person as a whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Visit {
    /// Whether it has said anything yet.
    pub has_answered: bool,
    /// Whether it keeps anything about this person.
    pub is_known: bool,
    /// The version that decisions are made under now.
    pub release: String,
    /// The last release that the person agreed to or decided under.
    pub agreed_release: Option<String>,
    /// Whether the browser sends Global Privacy Control.
    pub gpc: bool,
    /// Whether this browser keeps no cookie for the page, and so no choices.
    pub is_unkept: bool,
    /// Counts what was confirmed or erased, here or elsewhere.
    pub change_count: u32,
}

/// Makes the owner under which signals live for the whole visit.
pub fn start() {
    let owner = Owner::new();
    owner.set();
    OWNER.set(Some(owner));
    API_AWAY.set(Some(Observed::new(false)));
    VISIT.set(Some(Observed::new(Visit::default())));
}

/// The signal of one control.
pub fn control(purpose: &str) -> Observed<ControlState> {
    CONTROLS.with_borrow_mut(|controls| {
        if let Some(known) = controls.get(purpose) {
            return known.clone();
        }
        let new = Observed::new(ControlState::default());
        controls.insert(purpose.to_string(), new.clone());
        new
    })
}

/// What a control shows now.
pub fn now(purpose: &str) -> ControlState {
    control(purpose).get_untracked()
}

/// Changes what a control shows.
pub fn change(purpose: &str, change: impl FnOnce(&mut ControlState)) {
    let mut change = Some(change);
    change_in(&control(purpose), &mut |state| {
        if let Some(change) = change.take() {
            change(state);
        }
    });
}

/// Not generic: a signal's locks and those who listen to it are seen to in one place.
fn change_in(control: &Observed<ControlState>, change: &mut dyn FnMut(&mut ControlState)) {
    control.update(|state| change(state));
}

/// Whether the API cannot be reached.
pub fn api_away() -> Observed<bool> {
    API_AWAY
        .with_borrow(Clone::clone)
        .expect("the store is started before any page is mounted")
}

/// What the server said about the person as a whole.
pub fn visit() -> Observed<Visit> {
    VISIT
        .with_borrow(Clone::clone)
        .expect("the store is started before any page is mounted")
}

/// Whether the server keeps anything about this person, as far as is known now.
pub fn is_known() -> bool {
    visit().with_untracked(|visit| visit.is_known)
}

/// Whether this browser keeps no cookie for the page, as far as is known now.
pub fn is_unkept() -> bool {
    visit().with_untracked(|visit| visit.is_unkept)
}

/// The controls that the page has met.
pub fn purposes() -> Vec<String> {
    CONTROLS.with_borrow(|controls| {
        small_collections::list(controls.iter().map(|(purpose, _)| purpose.clone()))
    })
}

/// Takes the server's word on everything. A wish on its way keeps its place.
///
/// `is_final` says that nothing was confirmed since it was asked: then it may take back what is
/// known here, since everything was erased elsewhere or the store was restored from a backup.
/// `is_lost` says that the server does not know who made the first decision. `unseen_refusal` says why the last wish
/// for a control was refused, where nobody has seen that.
pub fn take_all(
    choices: Choices,
    is_final: bool,
    is_lost: bool,
    unseen_refusal: fn(&Choice) -> Option<Failure>,
) {
    let was_unkept = is_unkept();
    let is_unkept = is_lost || (was_unkept && choices.subject_is_new);
    let mut changes = 0;
    for choice in choices.choices {
        change(&choice.purpose.clone(), |state| {
            let known = state.revision();
            let is_taken_back = is_final && says_less(state, &choice);
            let is_other = known < choice.revision || is_taken_back;
            changes |= u32::from(is_other);
            // What was said of an earlier decision is not said of the one in force now.
            if state.wish.is_none() && (is_other || state.is_pending()) {
                state.phase = unseen_refusal(&choice).map_or(Phase::Rest, Phase::Failed);
            }
            if is_unkept {
                state.wish = None;
                state.phase = Phase::Unkept;
            }
            match is_taken_back {
                true => state.confirmed = Some(choice),
                false => take_newer(state, choice),
            }
        });
    }
    visit().update(|visit| {
        visit.has_answered = true;
        visit.is_unkept = is_unkept;
        visit.is_known = !choices.subject_is_new || (visit.is_known && !is_final);
        visit.release = choices.release;
        visit.agreed_release = choices.agreed_release;
        visit.gpc = choices.gpc;
        visit.change_count += changes;
    });
}

/// Whether the server says less than is known here, or something else of the same revision: the chain is another one.
pub fn has_less(choices: &Choices) -> bool {
    let is_less = |choice: &Choice| says_less(&now(&choice.purpose), choice);
    choices.choices.iter().any(is_less)
}

fn says_less(state: &ControlState, choice: &Choice) -> bool {
    let is_less = |known: &Choice| {
        let is_same = choice.revision == known.revision;
        choice.revision < known.revision || (is_same && choice.since != known.since)
    };
    state.confirmed.as_ref().is_some_and(is_less)
}

/// Takes a confirmed choice unless a newer one is known already.
pub fn take_newer(state: &mut ControlState, choice: Choice) {
    // An answer can arrive after the live event that has the outcome of the same decision.
    let has_ended = |known: &Choice| {
        let is_sending = choice.delivery == Some(Delivery::Sending);
        is_sending && known.delivery != choice.delivery && known.since == choice.since
    };
    let is_newer = state
        .confirmed
        .as_ref()
        .is_none_or(|known| known.revision <= choice.revision && !has_ended(known));
    if is_newer {
        state.confirmed = Some(choice);
    }
}

/// Counts something new in the person's records.
pub fn count_change(is_known: bool) {
    visit().update(|visit| {
        visit.is_known = is_known;
        visit.change_count += 1;
    });
}
