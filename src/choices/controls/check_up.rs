//! The check-up one control at a time: an answer leads on, and where a person was is remembered on
//! this device.
//!
//! Works on the prerendered list; without scripts all of the list is shown.

use interface::marks::{self, Direction};
use interface::{keys, words};
use web_sys::HtmlElement;

use crate::browser::{self, live_region};
use crate::choices::state::control_signals;
use crate::choices::state::control_state::Phase;
use crate::choices::state::page_controls::control_at;
use crate::{small_collections, storage};

/// How long what became of an answer is in sight before the next item comes, in milliseconds.
const IN_SIGHT: i32 = 900;

/// Shows one item, where the page is the check-up.
pub fn enhance() {
    let Some(list) = browser::first(marks::CHECK_UP.selector) else {
        return;
    };
    let count = list.child_element_count();
    let place = storage::stored(keys::CHECK_UP)
        .and_then(|text| text.parse::<u32>().ok())
        .filter(|place| *place <= count)
        .unwrap_or(0);
    show(place, false);
    browser::listen(&list, "click", |event| {
        if browser::closest(&event, ".choice__answer").is_some() {
            let answered = current();
            browser::after(IN_SIGHT, move || go_on_from(answered));
        }
    });
    for button in browser::all(&browser::document(), marks::CHECK_UP_STEP.selector) {
        let Some(direction) = browser::says(&button, marks::CHECK_UP_STEP) else {
            continue;
        };
        browser::listen(&button, "click", move |_| {
            let here = match direction {
                Direction::Back => current().saturating_sub(1),
                Direction::Next => current() + 1,
            };
            show(here, true);
        });
    }
}

/// Goes on unless the answer was refused, which has to be read, or the person went on themselves.
fn go_on_from(answered: u32) {
    let place = browser::all(&browser::document(), marks::PLACE.selector).into_iter();
    let mut controls = place.filter_map(|place| control_at(&place));
    let is_refused = controls.nth(answered as usize).is_some_and(|control| {
        matches!(
            control_signals::now(&control.purpose).phase,
            Phase::Failed(_) | Phase::Unkept
        )
    });
    if current() == answered && !is_refused {
        show(answered + 1, true);
    }
}

fn items() -> Vec<HtmlElement> {
    browser::all(
        &browser::document(),
        &[marks::CHECK_UP.selector, " > li"].concat(),
    )
}

/// The item that is shown, from 0; as many as there are in the summary.
fn current() -> u32 {
    let items = items();
    let shown = small_collections::list((0..items.len()).filter(|it| !items[*it].hidden()));
    match shown.as_slice() {
        [one] => u32::try_from(*one).unwrap_or(0),
        _ => u32::try_from(items.len()).unwrap_or(0),
    }
}

/// Shows one item, or all of them as the summary after the last.
fn show(place: u32, moves_focus: bool) {
    let items = items();
    let is_summary = place as usize >= items.len();
    for (here, item) in items.iter().enumerate() {
        item.set_hidden(!is_summary && here != place as usize);
    }
    storage::store(
        keys::CHECK_UP,
        &if is_summary { 0 } else { place }.to_string(),
    );
    for button in browser::all(&browser::document(), marks::CHECK_UP_STEP.selector) {
        // Their places stay: nothing moves from item to item.
        let is_of_no_use = match browser::says(&button, marks::CHECK_UP_STEP) {
            Some(Direction::Back) => place == 0,
            _ => is_summary,
        };
        let _ = button.toggle_attribute_with_force("disabled", is_of_no_use);
    }
    if let Some(summary) = browser::first(marks::CHECK_UP_SUMMARY.selector) {
        summary.set_hidden(!is_summary);
    }
    if moves_focus {
        let target = if is_summary {
            browser::first(marks::CHECK_UP_SUMMARY.selector)
        } else {
            items.get(place as usize).cloned()
        };
        if let Some(target) = target {
            let _ = target.focus();
            browser::window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        if is_summary {
            live_region::say(words::check_up_summary(browser::page_language()));
        }
    }
}
