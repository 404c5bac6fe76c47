//! The check-up one control at a time: where a person was is remembered on this device.
//!
//! Works on the prerendered list; without scripts the list stands there whole.

use interface::{device, words};
use web_sys::HtmlElement;

use crate::browser;

const PLACE: &str = device::CHECK_UP;

/// Shows one item, where the page is the check-up.
pub fn wake() {
    let Some(list) = browser::first("[data-check-up]") else {
        return;
    };
    let count = list.child_element_count();
    let place = browser::storage()
        .and_then(|storage| storage.get_item(PLACE).ok().flatten())
        .and_then(|text| text.parse::<u32>().ok())
        .filter(|place| *place <= count)
        .unwrap_or(0);
    show(place, false);
    for button in browser::all(&browser::document(), "[data-check-up-step]") {
        browser::listen(&button, "click", |event| {
            let step = browser::closest(&event, "[data-check-up-step]")
                .and_then(|button| button.get_attribute("data-check-up-step"));
            let by = step.and_then(|step| step.parse::<i32>().ok()).unwrap_or(1);
            let here = current().saturating_add_signed(by);
            show(here, true);
        });
    }
}

fn items() -> Vec<HtmlElement> {
    browser::all(&browser::document(), "[data-check-up] > li")
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
    if let Some(storage) = browser::storage() {
        let _ = storage.set_item(PLACE, &if is_summary { 0 } else { place }.to_string());
    }
    for button in browser::all(&browser::document(), "[data-check-up-step]") {
        let is_back = button.get_attribute("data-check-up-step").as_deref() == Some("-1");
        button.set_hidden(if is_back { place == 0 } else { is_summary });
    }
    if let Some(summary) = browser::first("[data-check-up-summary]") {
        summary.set_hidden(!is_summary);
    }
    if moves_focus {
        let target = if is_summary {
            browser::first("[data-check-up-summary]")
        } else {
            items.get(place as usize).cloned()
        };
        if let Some(target) = target {
            let _ = target.focus();
            target.scroll_into_view();
        }
        if is_summary {
            crate::status::say(words::check_up_summary(browser::page_language()));
        }
    }
}
