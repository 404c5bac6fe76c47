//! The check-up: every opt-out one after the other, each with what it uses and where it is.
//!
//! Without scripts it is one list; the app shows one at a time and remembers where a person was.

use interface::marks::{self, Direction};
use interface::{View, ids, words};
use maud::{Markup, html};
use notice::catalogue::{Control, ControlKind};

use crate::shell::Body;
use crate::site::Context;
use crate::{choice, links};

/// The check-up in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let controls: Vec<&Control> = context
        .site
        .current()
        .catalogue
        .controls
        .iter()
        .filter(|control| control.kind == ControlKind::OptOut)
        .collect();
    let count = controls.len().to_string();
    let main = html! {
        header class="page-head" {
            h1 tabindex="-1" { (words::title_check_up(lang)) }
            p class="lead" { (words::check_up_lead(lang)) }
            noscript { p class="note" { (words::control_without_script(lang)) } }
        }
        (crate::fields::all_off(lang))
        section data-check-up-summary tabindex="-1" hidden {
            h2 { (words::check_up_summary(lang)) }
            p { (words::check_up_summary_lead(lang)) }
            p { button class="button" type="button" data-print { (words::print(lang)) } }
        }
        ol class="check-up__list" data-check-up {
            @for (place, control) in controls.iter().enumerate() {
                li class="card check-up__item" id=(ids::check_up(&control.id)) tabindex="-1" aria-labelledby=(ids::heading(ids::check_up(&control.id))) {
                    p class="hint" { (words::check_up_of(lang, &count, &(place + 1).to_string())) }
                    (item(context, control))
                }
            }
        }
        p class="buttons needs-app" {
            button class="button" type="button" data-check-up-step=(marks::CHECK_UP_STEP.says(Direction::Back)) { (words::check_up_back(lang)) }
            button class="button button--main" type="button" data-check-up-step=(marks::CHECK_UP_STEP.says(Direction::Next)) { (words::check_up_next(lang)) }
        }
        p class="buttons" {
            a class="button" href=(context.to(View::Choices)) { (words::home_all_choices(lang)) }
        }
    };
    Body {
        title: words::title_check_up(lang).into(),
        description: words::check_up_lead(lang).into(),
        main,
    }
}

fn item(context: &Context, control: &Control) -> Markup {
    let lang = context.lang;
    let facts = crate::data::facts_of(context, control);
    html! {
        h2 id=(ids::heading(ids::check_up(&control.id))) { (control.names.get(lang)) }
        p { b { (words::check_up_uses(lang)) } " " (facts.data) }
        (choice::choice(context, control))
        div class="control__facts" {
            p {
                b { (words::control_effect(lang)) } " "
                (control.effect.get(lang).unwrap_or(words::control_effect_not_stated(lang)))
            }
            p { b { (words::control_path(lang)) } " " (links::way(context, control)) }
        }
    }
}
