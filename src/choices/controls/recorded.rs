//! How many of what personalises a person has set, in the row of the start page that leads there.
//!
//! It says what is recorded, and nothing of what a product does. Until the server knows the person the
//! page says how much there is to choose.

use consent::wire::{Kind, Setting};
use interface::{Language, words};
use leptos::prelude::*;
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
        effect(move || {
            let is_known = visit.with(|visit| visit.is_known);
            if let Some(sentence) = is_known
                .then(|| sentence(browser::page_language()))
                .flatten()
            {
                place.set_text_content(Some(&sentence));
            }
        });
    });
    mount::keep(owner);
}

/// Says a number.
type Say = fn(Language, &str) -> String;

/// What is recorded; `None` where there is nothing of the kind.
fn sentence(lang: Language) -> Option<String> {
    let confirmed = control_signals::purposes()
        .into_iter()
        .filter_map(|purpose| control_signals::now(&purpose).confirmed);
    let settings: Vec<Option<Setting>> = confirmed
        .filter(|choice| choice.kind == Kind::OptOut)
        .map(|choice| choice.setting)
        .collect();
    let count =
        |wanted: fn(&Option<Setting>) -> bool| settings.iter().filter(|it| wanted(it)).count();
    let off = count(|setting| matches!(setting, Some(Setting::Objected)));
    let on = count(|setting| matches!(setting, Some(Setting::Allowed)));
    let states: [(usize, Say); 3] = [
        (off, words::home_recorded_off),
        (on, words::home_recorded_on),
        (settings.len() - off - on, words::home_unset),
    ];
    let said: Vec<String> = states
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, say)| say(lang, &count.to_string()))
        .collect();
    (!said.is_empty())
        .then(|| words::home_recorded(lang, &settings.len().to_string(), &said.join(" · ")))
}
