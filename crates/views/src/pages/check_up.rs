//! The check-up: every opt-out one after the other, each with what it uses and where it is.
//!
//! Without scripts it is one list; the app shows one at a time with its answers within reach of the
//! thumb, goes on when one is answered, and remembers where a person was. At the end all of them
//! stand in lines, with what is recorded.

use interface::marks::{self, Direction};
use interface::{View, ids, words};
use leptos::prelude::*;
use notice::catalogue::{Control, ControlKind};

use crate::pages::choice::ChoicePlace;
use crate::pages::choice::facts::Facts;
use crate::pages::shell::Body;
use crate::pages::site::Context;

/// The check-up in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let controls = context.site.current().catalogue.controls.iter();
    let mut controls: Vec<&Control> = controls
        .filter(|control| control.kind == ControlKind::OptOut)
        .collect();
    controls.sort_by_key(|control| !control.gpc);
    let count = controls.len().to_string();
    let lead = words::check_up_lead(lang);
    let items = controls.iter().enumerate().map(|(place, control)| {
        let step = words::check_up_of(lang, &count, &(place + 1).to_string());
        view! { <Item context control=*control step/> }
    });
    let receipts = format!("{}#{}", context.to(View::Choices), ids::section("history"));
    let main = view! {
        <header class="page-head check-up__head">
            <h1 tabindex="-1">{words::title_check_up(lang)}</h1>
            <p class="byline">{lead}</p>
            <noscript><p class="note">{words::control_without_script(lang)}</p></noscript>
        </header>
        <section class="check-up__summary" data-check-up-summary="" tabindex="-1" hidden=true>
            <h2>{words::check_up_summary(lang)}</h2>
            <p class="byline">{words::check_up_summary_lead(lang, context.app_name())}</p>
            <p class="buttons no-print">
                <a class="button" href=receipts>{words::choices_receipts(lang)}</a>
                <button class="button" type="button" data-print="">{words::print(lang)}</button>
            </p>
        </section>
        <ol class="check-up" data-check-up="">{items.collect_view()}</ol>
        <p class="check-up__all"><a href=context.to(View::Choices)>{words::home_all_choices(lang)}</a></p>
        <div class="step-bar check-up__steps needs-app no-print">
            <button class="button" type="button" data-check-up-step=marks::CHECK_UP_STEP.says(Direction::Back)>
                {words::check_up_back(lang)}
            </button>
            <button class="button" type="button" data-check-up-step=marks::CHECK_UP_STEP.says(Direction::Next)>
                {words::check_up_next(lang)}
            </button>
        </div>
    };
    Body {
        title: words::title_check_up(lang).into(),
        description: lead.into(),
        main: main.into_any(),
    }
}

#[component]
fn Item<'a>(context: &'a Context<'a>, control: &'a Control, step: String) -> AnyView {
    let id = ids::check_up(&control.id);
    let heading = ids::heading(&id);
    let labelledby = heading.clone();
    view! {
        <li class="check-up__item" id=id tabindex="-1" aria-labelledby=labelledby>
            <p class="check-up__progress">{step}</p>
            <h2 id=heading>{control.names.get(context.lang).to_string()}</h2>
            <ChoicePlace context control/>
            <Facts context control/>
        </li>
    }
    .into_any()
}
