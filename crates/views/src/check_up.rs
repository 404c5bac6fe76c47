//! The check-up: every opt-out one after the other, each with what it uses and where it is.
//!
//! Without scripts it is one list; the app shows one at a time and remembers where a person was.

use interface::marks::{self, Direction};
use interface::{View, ids, words};
use leptos::prelude::*;
use notice::catalogue::{Control, ControlKind};

use crate::choice::ChoicePlace;
use crate::data::{facts_of, or_not_stated};
use crate::fields::AllOff;
use crate::links;
use crate::shell::Body;
use crate::site::Context;

/// The check-up in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let controls = context.site.current().catalogue.controls.iter();
    let controls: Vec<&Control> = controls
        .filter(|control| control.kind == ControlKind::OptOut)
        .collect();
    let count = controls.len().to_string();
    let items = controls.iter().enumerate().map(|(place, control)| {
        let hint = words::check_up_of(lang, &count, &(place + 1).to_string());
        let id = ids::check_up(&control.id);
        view! {
            <li class="card check-up__item" id=id.clone() tabindex="-1" aria-labelledby=ids::heading(id)>
                <p class="hint">{hint}</p>
                <Item context control=*control/>
            </li>
        }
    });
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{words::title_check_up(lang)}</h1>
            <p class="lead">{words::check_up_lead(lang)}</p>
            <noscript><p class="note">{words::control_without_script(lang)}</p></noscript>
        </header>
        <AllOff lang/>
        <section data-check-up-summary="" tabindex="-1" hidden=true>
            <h2>{words::check_up_summary(lang)}</h2>
            <p>{words::check_up_summary_lead(lang)}</p>
            <p><button class="button" type="button" data-print="">{words::print(lang)}</button></p>
        </section>
        <ol class="check-up__list" data-check-up="">{items.collect_view()}</ol>
        <p class="buttons needs-app">
            <button class="button" type="button" data-check-up-step=marks::CHECK_UP_STEP.says(Direction::Back)>
                {words::check_up_back(lang)}
            </button>
            <button class="button button--main" type="button" data-check-up-step=marks::CHECK_UP_STEP.says(Direction::Next)>
                {words::check_up_next(lang)}
            </button>
        </p>
        <p class="buttons">
            <a class="button" href=context.to(View::Choices)>{words::home_all_choices(lang)}</a>
        </p>
    };
    Body {
        title: words::title_check_up(lang).into(),
        description: words::check_up_lead(lang).into(),
        main: main.into_any(),
    }
}

#[component]
fn Item<'a>(context: &'a Context<'a>, control: &'a Control) -> AnyView {
    let lang = context.lang;
    let data = facts_of(context, control).data;
    let effect = control.effect.get(lang);
    let effect = effect.unwrap_or(words::control_effect_not_stated(lang));
    view! {
        <h2 id=ids::heading(ids::check_up(&control.id))>{control.names.get(lang).to_string()}</h2>
        <p><b>{words::check_up_uses(lang)}</b> " " {or_not_stated(data, lang)}</p>
        <ChoicePlace context control/>
        <div class="control__facts">
            <p><b>{words::control_effect(lang)}</b> " " {effect.to_string()}</p>
            <p><b>{words::control_path(lang)}</b> " " {links::way(context, control)}</p>
        </div>
    }
    .into_any()
}
