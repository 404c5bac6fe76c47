//! The check-up one control at a time: where a person was is remembered on this device.
//!
//! Works on the prerendered list; without scripts all of the list is shown.

use interface::marks::{self, Direction};
use interface::{keys, words};
use web_sys::HtmlElement;

use crate::browser::{self, live_region};

/// Shows one item, where the page is the check-up.
pub fn enhance() {
    let Some(list) = browser::first(marks::CHECK_UP.selector) else {
        return;
    };
    let count = list.child_element_count();
    let place = browser::stored(keys::CHECK_UP)
        .and_then(|text| text.parse::<u32>().ok())
        .filter(|place| *place <= count)
        .unwrap_or(0);
    show(place, false);
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

fn items() -> Vec<HtmlElement> {
    browser::all(
        &browser::document(),
        &[marks::CHECK_UP.selector, " > li"].concat(),
    )
}

/// The item that is shown, from 0; as many as there are in the summary.
fn current() -> u32 {
    let items = items();
    let shown: Vec<usize> = (0..items.len())
        .filter(|place| !items[*place].hidden())
        .collect();
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
    browser::store(
        keys::CHECK_UP,
        &if is_summary { 0 } else { place }.to_string(),
    );
    for button in browser::all(&browser::document(), marks::CHECK_UP_STEP.selector) {
        button.set_hidden(match browser::says(&button, marks::CHECK_UP_STEP) {
            Some(Direction::Back) => place == 0,
            _ => is_summary,
        });
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
            target.scroll_into_view();
        }
        if is_summary {
            live_region::say(words::check_up_summary(browser::page_language()));
        }
    }
}
