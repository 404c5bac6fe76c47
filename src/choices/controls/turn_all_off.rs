//! Everything personal off in one act; each control still gets its own decision and record.
//!
//! Afterwards, in the place of the button: how many are recorded, their receipts, and the way back to what
//! was on. What nobody had decided stays off: records are kept, so no decision is taken back to none, and a
//! yes that was never given is none.

use std::sync::Arc;

use interface::marks::{self, Control, ControlKind, Place};
use interface::{Language, ids, words};
use leptos::prelude::*;
use views::control::AllOff;
use views::observed::Observed;
use web_sys::HtmlElement;

use crate::choices::state::page_controls::control_at;
use crate::choices::state::{control_signals, control_state};
use crate::choices::sync::cookies_blocked;
use crate::choices::sync::sender::{self, Act};
use crate::page::mount;
use crate::{browser, small_collections};

/// What the last press was, and what it was pressed for.
#[derive(Clone)]
struct Pressed {
    /// Whether it was the way back.
    is_undone: bool,
    /// What was switched off.
    switched: Vec<Control>,
    /// Those of them that were on before.
    were_on: Vec<Control>,
}

/// Mounts the button into its place.
pub fn mount_all_off(place: HtmlElement) {
    mount::put(place, || {
        let lang = browser::page_language();
        let pressed = Observed::new(None::<Pressed>);
        let (off, on) = (pressed.clone(), pressed.clone());
        let (seen, known) = (pressed.clone(), pressed);
        // What was off before is not recorded once more, and not taken back by going back.
        let act = Box::new(move || {
            let mut switched = opt_outs();
            switched.retain(|control| wanted(control) != Some(false));
            let mut were_on = switched.clone();
            were_on.retain(|control| wanted(control) == Some(true));
            let wished = switched.clone();
            let now = Pressed {
                is_undone: false,
                switched,
                were_on,
            };
            press(&off, now, wished);
        });
        let undo = Box::new(move || {
            if let Some(mut now) = on.get_untracked() {
                now.is_undone = true;
                let wished = now.were_on.clone();
                press(&on, now, wished);
            }
        });
        let showing = Arc::new(move || seen.with(|pressed| outcome(pressed.as_ref(), lang)));
        let is_final = Arc::new(move || {
            known.with(|pressed| {
                pressed
                    .as_ref()
                    .is_none_or(|it| it.is_undone || it.were_on.is_empty())
            })
        });
        view! { <AllOff lang showing is_final act undo/> }
    });
}

fn press(pressed: &Observed<Option<Pressed>>, now: Pressed, wished: Vec<Control>) {
    // It would be one more record that nobody can ever reach; why, is said once more.
    if control_signals::is_unkept() {
        return cookies_blocked::announce();
    }
    for control in &wished {
        sender::wish(Act::of(control, now.is_undone));
    }
    pressed.set(Some(now));
    // The pressed button is hidden now, and “Undo” will be once it is pressed: the focus goes to the group around
    // both.
    browser::focus_soon(ids::ALL_OFF);
}

fn opt_outs() -> Vec<Control> {
    let places = browser::all(&browser::document(), &marks::PLACE.saying(Place::Choice));
    let mut controls = small_collections::list(places.iter().filter_map(control_at));
    controls.retain(|control| control.kind == ControlKind::OptOut);
    controls
}

/// What the person wants of a control, confirmed or on its way; `None` where they never said.
fn wanted(control: &Control) -> Option<bool> {
    let state = control_signals::now(&control.purpose);
    state.wish.map(control_state::is_yes).or(state.answer())
}

/// What came of it, in words; empty where nothing was pressed, or all was undone.
fn outcome(pressed: Option<&Pressed>, lang: Language) -> String {
    let Some(pressed) = pressed else {
        return String::new();
    };
    let mut off = 0_usize;
    for control in opt_outs() {
        let state = control_signals::control(&control.purpose);
        off += usize::from(state.with(|state| state.answer() == Some(false)));
    }
    let is_under_way = pressed.switched.iter().any(|control| {
        control_signals::control(&control.purpose).with(|state| state.wish.is_some())
    });
    match (is_under_way, pressed.is_undone) {
        (true, _) => words::all_off_saving(lang).to_string(),
        // Nothing is recorded that somebody could reach, and there is no way back from it.
        _ if control_signals::is_unkept() => String::new(),
        (false, false) => words::all_off_done(lang, &off.to_string()),
        // All is as it was: it can be switched off again.
        (false, true) if pressed.were_on.len() == pressed.switched.len() => String::new(),
        (false, true) => words::all_off_undone(lang).to_string(),
    }
}
