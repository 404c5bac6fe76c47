//! How a comparison is looked at: side by side, whole, and from change to change.
//!
//! Works on the prerendered marks. Single letters act only while the focus is in the text
//! (WCAG 2.1.4), buttons always.

use interface::marks::{self, Arrangement, Direction};
use interface::words;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, Node};

use crate::browser;

/// Wakes the tools, where the page is a comparison.
pub fn enhance() {
    let Some(text) = browser::first(marks::CHANGES.selector) else {
        return;
    };
    on_press(marks::CHANGES_SIDE.selector, set_side);
    on_press(marks::CHANGES_WHOLE.selector, set_whole);
    for button in browser::all(&browser::document(), marks::CHANGES_STEP.selector) {
        if let Some(direction) = browser::says(&button, marks::CHANGES_STEP) {
            browser::listen(&button, "click", move |_| step(direction));
        }
    }
    browser::listen(&text, "keydown", |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        match key.key().as_str() {
            "n" | "j" => step(Direction::Next),
            "p" | "k" => step(Direction::Back),
            _ => {}
        }
    });
}

/// A button that stays pressed.
fn on_press(selector: &str, act: fn(bool)) {
    let Some(button) = browser::first(selector) else {
        return;
    };
    let pressed = button.clone();
    browser::listen(&button, "click", move |_| {
        let is_on = pressed.get_attribute("aria-pressed").as_deref() != Some("true");
        let _ = pressed.set_attribute("aria-pressed", &is_on.to_string());
        act(is_on);
    });
}

/// Two columns: the old text without what was inserted, the new one without what was deleted.
fn set_side(is_on: bool) {
    for text in browser::all(&browser::document(), ".change__text") {
        let Some(block) = text.parent_element() else {
            continue;
        };
        if is_on {
            split(&block, &text);
        } else if let Some(sides) = block.query_selector(".change__sides").ok().flatten() {
            sides.remove();
            text.set_hidden(false);
        }
    }
    if let Some(text) = browser::first(marks::CHANGES.selector) {
        let arrangement = match is_on {
            true => Arrangement::Side,
            false => Arrangement::Inline,
        };
        let _ = text.set_attribute(marks::CHANGES.name, marks::CHANGES.says(arrangement));
    }
}

fn split(block: &Element, text: &HtmlElement) {
    let Ok(sides) = browser::document().create_element("div") else {
        return;
    };
    sides.set_class_name("change__sides");
    let lang = browser::page_language();
    for name in [words::changes_side_old(lang), words::changes_side_new(lang)] {
        let copy = text.clone_node_with_deep(true).ok();
        let Some(copy) = copy.and_then(|copy| copy.dyn_into::<Element>().ok()) else {
            return;
        };
        copy.set_class_name("change__side");
        if let Ok(side) = browser::document().create_element("span") {
            side.set_class_name("change__side-name");
            side.set_text_content(Some(name));
            let _ = copy.insert_before(&side, copy.first_child().as_ref());
        }
        let _ = sides.append_child(&copy);
    }
    let after: Option<Node> = text.next_sibling();
    let _ = block.insert_before(&sides, after.as_ref());
    text.set_hidden(true);
}

/// Opens or folds what did not change.
fn set_whole(is_on: bool) {
    for rest in browser::all(&browser::document(), ".changes__same") {
        let _ = if is_on {
            rest.set_attribute("open", "")
        } else {
            rest.remove_attribute("open")
        };
    }
}

/// Moves to the next or the previous changed clause.
fn step(direction: Direction) {
    let mut changes = browser::all(&browser::document(), marks::CHANGE_SECTION.selector);
    // What the filter hides takes no room.
    changes.retain(|change| change.offset_height() > 0);
    let tops: Vec<f64> = changes
        .iter()
        .map(|change| change.get_bounding_client_rect().top())
        .collect();
    // The buttons stick to the top of the window; a change under them is the current one.
    let edge = 76.0;
    let target = match direction {
        Direction::Next => tops.iter().position(|top| *top > edge),
        Direction::Back => tops.iter().rposition(|top| *top < edge - 16.0),
    };
    if let Some(change) = target.and_then(|place| changes.get(place)) {
        change.scroll_into_view();
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = change.focus_with_options(&options);
    }
}
