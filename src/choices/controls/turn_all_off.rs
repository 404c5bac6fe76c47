//! Everything personal off in one act; each control still gets its own decision and record.
//!
//! Afterwards, in the place of the button: how many are recorded, their receipts, and the way back.

use std::sync::Arc;

use interface::marks::{self, Control, ControlKind, Place};
use interface::{Language, words};
use leptos::prelude::*;
use views::control::AllOff;
use views::observed::Observed;
use web_sys::HtmlElement;

use super::control::control_at;
use crate::choices::state::control_signals;
use crate::choices::sync::cookies_blocked;
use crate::choices::sync::sender::{self, Act};
use crate::page::mount;
use crate::{browser, small_collections};

/// What the last press was, and what it was pressed for.
#[derive(Clone)]
struct Pressed {
    yes: bool,
    controls: Vec<Control>,
}

/// Mounts the button into its place.
pub fn mount_all_off(place: HtmlElement) {
    mount::put(place, || {
        let lang = browser::page_language();
        let pressed = Observed::new(None::<Pressed>);
        let (off, on, seen) = (pressed.clone(), pressed.clone(), pressed);
        // What was off before is not recorded once more, and not taken back by going back.
        let act = Box::new(move || {
            let mut controls = opt_outs();
            controls.retain(is_not_off);
            press(&off, false, controls);
        });
        let undo = Box::new(move || {
            let pressed = on.get_untracked();
            let controls = pressed.map(|pressed| pressed.controls);
            press(&on, true, controls.unwrap_or_default());
        });
        let showing = Arc::new(move || seen.with(|pressed| came_of(pressed.as_ref(), lang)));
        view! { <AllOff lang showing act undo/> }
    });
}

fn press(pressed: &Observed<Option<Pressed>>, yes: bool, controls: Vec<Control>) {
    // It would be one more record that nobody can ever reach; why, is said once more.
    if control_signals::is_unkept() {
        return cookies_blocked::announce();
    }
    for control in &controls {
        sender::wish(Act::of(control, yes));
    }
    // Going back can be gone back from: the button returns once all is on again.
    pressed.set(Some(Pressed { yes, controls }));
}

fn opt_outs() -> Vec<Control> {
    let places = browser::all(&browser::document(), &marks::PLACE.saying(Place::Choice));
    let mut controls = small_collections::list(places.iter().filter_map(control_at));
    controls.retain(|control| control.kind == ControlKind::OptOut);
    controls
}

fn is_not_off(control: &Control) -> bool {
    control_signals::now(&control.purpose).answer() != Some(false)
}

/// What came of it, in words; empty where nothing was pressed, or all was undone.
fn came_of(pressed: Option<&Pressed>, lang: Language) -> String {
    let Some(Pressed { yes, controls }) = pressed else {
        return String::new();
    };
    let count = |yes: bool| {
        let mut count = 0_usize;
        for control in opt_outs() {
            let state = control_signals::control(&control.purpose);
            count += usize::from(state.with(|state| state.answer() == Some(yes)));
        }
        count
    };
    let is_under_way = controls.iter().any(|control| {
        control_signals::control(&control.purpose).with(|state| state.wish.is_some())
    });
    match (is_under_way, yes) {
        (true, _) => words::all_off_saving(lang).to_string(),
        // Nothing is recorded that somebody could reach, and there is no way back from it.
        _ if control_signals::is_unkept() => String::new(),
        (false, false) => words::all_off_done(lang, &count(false).to_string()),
        (false, true) => String::new(),
    }
}
