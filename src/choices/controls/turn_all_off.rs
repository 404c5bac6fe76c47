//! Everything personal off in one act; each control still gets its own decision and record.

use interface::marks::{self, ControlKind, Place};

use super::control::control_at;
use crate::browser;
use crate::choices::sync::sender::{self, Act};

/// Wakes the button, where the page has it.
pub fn enhance() {
    let Some(button) = browser::first(marks::ALL_OFF.selector) else {
        return;
    };
    browser::listen(&button, "click", |_| {
        let places = browser::all(&browser::document(), &marks::PLACE.saying(Place::Choice));
        for control in places.iter().filter_map(control_at) {
            if control.kind == ControlKind::OptOut {
                sender::wish(Act::of(&control, false));
            }
        }
    });
}
