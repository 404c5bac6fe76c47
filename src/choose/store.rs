//! Every control's state, once for the whole visit: signals that outlive the pages.
//!
//! Pages come and go; what a person chose stays here and in the server.

use std::cell::RefCell;
use std::collections::BTreeMap;

use consent::wire::{Choice, Choices};
use leptos::prelude::*;

use super::shown::{Phase, Shown};

thread_local! {
    static OWNER: RefCell<Option<Owner>> = RefCell::default();
    static CONTROLS: RefCell<BTreeMap<String, ArcRwSignal<Shown>>> = RefCell::default();
    static API_AWAY: RefCell<Option<ArcRwSignal<bool>>> = RefCell::default();
}

/// Makes the owner under which signals live for the whole visit.
pub fn start() {
    let owner = Owner::new();
    owner.set();
    OWNER.set(Some(owner));
    API_AWAY.set(Some(ArcRwSignal::new(false)));
}

/// The signal of one control.
pub fn control(purpose: &str) -> ArcRwSignal<Shown> {
    CONTROLS.with_borrow_mut(|controls| {
        controls.entry(purpose.to_string()).or_insert_with(|| ArcRwSignal::new(Shown::default())).clone()
    })
}

/// Whether the API cannot be reached.
pub fn api_away() -> ArcRwSignal<bool> {
    API_AWAY.with_borrow(Clone::clone).expect("the store is started before any page is mounted")
}

/// The controls that the page has met.
pub fn purposes() -> Vec<String> {
    CONTROLS.with_borrow(|controls| controls.keys().cloned().collect())
}

/// Takes the server's word on everything. A wish on its way keeps its place.
pub fn take_all(choices: Choices) {
    for choice in choices.choices {
        let signal = control(&choice.purpose.clone());
        signal.update(|shown| {
            if shown.wish.is_none() {
                shown.phase = Phase::Rest;
            }
            take_newer(shown, choice);
        });
    }
}

/// Takes a confirmed choice unless a newer one is known already.
pub fn take_newer(shown: &mut Shown, choice: Choice) {
    let is_newer = shown.confirmed.as_ref().is_none_or(|known| known.revision <= choice.revision);
    if is_newer {
        shown.confirmed = Some(choice);
    }
}
