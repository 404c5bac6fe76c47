//! How many of what personalises a person has set, in the row of the start page that leads there.
//!
//! It says what is recorded, and nothing of what a product does. Until the server knows the person the
//! page says how much there is to choose.

use consent::wire::{Kind, Setting};
use interface::{Language, words};
use leptos::prelude::Owner;
use web_sys::HtmlElement;

use crate::browser;
use crate::choices::state::control_signals;
use crate::components::effect;
use crate::page::mount;

/// Follows the row for as long as the page is shown.
pub fn mount_row(place: HtmlElement) {
    let owner = Owner::new();
    owner.with(|| {
        let visit = control_signals::visit();
        let built = place.text_content();
        effect(move || {
            let is_known = visit.with(|visit| visit.is_known);
            let recorded = is_known.then(|| sentence(browser::page_language()));
            // What was erased is no more to be counted.
            place.set_text_content(recorded.flatten().or(built.clone()).as_deref());
        });
    });
    mount::keep(owner);
}

/// Says a number.
type Say = fn(Language, &str) -> String;

/// What is recorded; `None` where there is nothing of the kind.
fn sentence(lang: Language) -> Option<String> {
    let (mut off, mut on, mut unset) = (0_usize, 0, 0);
    for purpose in control_signals::purposes() {
        let confirmed = control_signals::now(&purpose).confirmed;
        let Some(choice) = confirmed.filter(|choice| choice.kind == Kind::OptOut) else {
            continue;
        };
        match choice.setting {
            Some(Setting::Objected) => off += 1,
            Some(Setting::Allowed) => on += 1,
            _ => unset += 1,
        }
    }
    let states: [(usize, Say); 3] = [
        (off, words::home_recorded_off),
        (on, words::home_recorded_on),
        (unset, words::home_unset),
    ];
    let mut said = Vec::new();
    for (count, say) in states {
        if count > 0 {
            said.push(say(lang, &count.to_string()));
        }
    }
    let all = (off + on + unset).to_string();
    (!said.is_empty()).then(|| words::home_recorded(lang, &all, &said.join(" · ")))
}
