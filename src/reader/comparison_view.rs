//! How a comparison is looked at: side by side, whole, and from change to change.
//!
//! Works on the prerendered marks. Single letters act only while the focus is in the text
//! (WCAG 2.1.4), buttons always.

use std::cell::RefCell;
use std::rc::Rc;

use interface::marks::{self, Arrangement, Direction};
use interface::words;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, Node};

use crate::browser::{self, live_region};
use crate::reader::outline;

/// Wakes the tools, where the page is a comparison.
pub fn enhance() {
    let Some(text) = browser::first(marks::CHANGES.selector) else {
        return;
    };
    on_press(marks::CHANGES_SIDE.selector, set_side);
    on_press(marks::CHANGES_WHOLE.selector, set_whole);
    let reached = Rc::new(RefCell::new(Reached::default()));
    for button in browser::all(&browser::document(), marks::CHANGES_STEP.selector) {
        if let Some(direction) = browser::says(&button, marks::CHANGES_STEP) {
            let reached = reached.clone();
            browser::listen(&button, "click", move |_| step(&reached, direction));
        }
    }
    for kind in browser::inputs(".changes__filter input") {
        let reached = reached.clone();
        browser::listen(&kind, "input", move |_| {
            *reached.borrow_mut() = Reached {
                change: None,
                hash: hash(),
            };
            let count = shown_changes().len().to_string();
            say(&words::changes_all(browser::page_language(), &count));
        });
    }
    browser::listen(&text, "keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        match key.key().as_str() {
            "n" | "j" => step(&reached, Direction::Next),
            "p" | "k" => step(&reached, Direction::Back),
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
        let Some(copy) = copy else { return };
        let copy: Element = copy.unchecked_into();
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

/// Opens or folds the rest of each card, and what did not change.
fn set_whole(is_on: bool) {
    for rest in browser::all(&browser::document(), ".changes__same, .change__more") {
        browser::set_open(&rest, is_on);
    }
}

/// The change that a person is at.
///
/// Remembered and not read off the scroll position: where a change comes to rest depends on what
/// sticks to the window's edges, and a step that measured it could stay on one change for ever.
#[derive(Default)]
struct Reached {
    change: Option<HtmlElement>,
    /// The fragment of the address by then: a link to a change that was followed since counts more.
    hash: String,
}

impl Reached {
    /// Where a person is among the changes that are shown.
    fn place(&self, shown: &[HtmlElement]) -> Option<usize> {
        if hash() != self.hash
            && let Some(linked) = browser::addressed()
            && let Some(place) = shown
                .iter()
                .position(|change| linked.contains(Some(change)))
        {
            return Some(place);
        }
        let reached = self.change.as_ref()?;
        shown.iter().position(|change| change == reached)
    }
}

fn hash() -> String {
    browser::window().location().hash().unwrap_or_default()
}

/// The changes that are shown: what the filter hides takes no room.
fn shown_changes() -> Vec<HtmlElement> {
    let mut changes = browser::all(&browser::document(), marks::CHANGE_PLACE.selector);
    changes.retain(|change| change.offset_height() > 0);
    changes
}

/// Moves to the next or the previous change that is shown; after the last one it begins again, and says so.
fn step(reached: &RefCell<Reached>, direction: Direction) {
    let changes = shown_changes();
    let place = reached.borrow().place(&changes);
    let last = changes.len().saturating_sub(1);
    let is_again = place == Some(last) && direction == Direction::Next;
    let place = match (place, direction) {
        _ if is_again => 0,
        (None, _) => 0,
        (Some(place), Direction::Next) => place + 1,
        (Some(place), Direction::Back) => place.saturating_sub(1),
    };
    let Some(change) = changes.get(place) else {
        return;
    };
    show(change);
    let (lang, count) = (browser::page_language(), changes.len().to_string());
    let place = (place + 1).to_string();
    say(&match is_again {
        true => words::changes_again(lang, &count, &place),
        false => words::changes_at(lang, &count, &place),
    });
    *reached.borrow_mut() = Reached {
        change: Some(change.clone()),
        hash: hash(),
    };
}

/// Brings a change into sight, with its clause's heading where it is the first in it.
fn show(change: &HtmlElement) {
    let section = change
        .closest(marks::CHANGE_SECTION.selector)
        .ok()
        .flatten();
    let first = section.as_ref().and_then(|section| {
        let first = section.query_selector(marks::CHANGE_PLACE.selector);
        first.ok().flatten()
    });
    let is_first = first.as_ref() == Some(change.as_ref());
    if let Some(section) = &section {
        if let Ok(Some(rest)) = section.query_selector(".change__more") {
            browser::set_open(&rest, true);
        }
        outline::mark_link(".changes__index a", &section.id());
    }
    match section.filter(|_| is_first) {
        Some(section) => section.scroll_into_view(),
        None => change.scroll_into_view(),
    }
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = change.focus_with_options(&options);
}

/// What the bar says, and who does not see it hears.
fn say(said: &str) {
    if let Some(at) = browser::first(marks::CHANGES_AT.selector) {
        at.set_text_content(Some(said));
    }
    live_region::say(said);
}
