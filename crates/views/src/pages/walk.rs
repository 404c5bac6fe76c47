//! Walk: a guide or path as a list, each step as a page with the screen it is about, and its end.
//!
//! Who has several ways to choose from is asked first. Entry points: [`overview`], [`step::page`] and
//! [`end::page`], which comes after the last step.

pub mod end;
mod parts;
pub mod step;

use interface::{Language, View, words};
use leptos::prelude::*;

pub use crate::pages::walk::parts::overview_href;

use crate::pages::definitions::Definitions;
use crate::pages::rows::{Group, Row};
use crate::pages::shell::Body;
use crate::pages::site::Context;
use crate::pages::walk::parts::{
    Controls, StepsList, Unconfirmed, Warnings, rows_of, step_href, warning,
};
use crate::pages::walks::Walk;
use crate::pages::{blocks, links};

/// The whole guide or path on one page, or the question which of its ways to take.
pub fn overview(context: &Context, walk: &Walk) -> Body {
    let lang = context.lang;
    let address = context.to_notice();
    let on = blocks::on_page(lang, &address);
    let notes = walk.notes.iter();
    let notes = notes.map(|note| blocks::blocks(std::slice::from_ref(*note), on));
    let notes = notes.collect_view();
    let labels = context.site.edition.labels.as_ref();
    let labels = labels.map(|labels| labels.get(lang).to_string());
    let steps = if walk.ways.is_empty() {
        view! { <Alone context walk/> }.into_any()
    } else {
        view! { <Ways context walk/> }.into_any()
    };
    let main = view! {
        <article class="walk">
            <header class="page-head">
                <p class="byline"><a href=context.to(View::Settings)>{words::title_settings(lang, context.app_name())}</a></p>
                <h1 tabindex="-1">{blocks::text(&walk.title)}</h1>
                <p class="byline">{count(walk, lang)} " · " {links::clause(context, walk.clause.id.as_str())}</p>
            </header>
            {steps}
            {(!notes.is_empty()).then(|| view! { <div class="prose walk__notes">{notes}</div> })}
            <Definitions context text=notice::text::clause(walk.clause) clause=walk.clause.id.as_str()/>
            <Controls context walk/>
            {labels.map(|labels| view! { <p class="hint">{labels}</p> })}
            <Unconfirmed rows=rows_of(walk) lang/>
            <p class="hint">{words::steps_vary(lang, context.app_name())}</p>
        </article>
    };
    Body {
        title: walk.title.clone(),
        description: words::settings_lead(lang).into(),
        main: main.into_any(),
    }
}

/// How many steps a walk has, or how many ways.
pub fn count(walk: &Walk, lang: Language) -> String {
    if !walk.ways.is_empty() {
        return words::walk_ways(lang, &walk.ways.len().to_string());
    }
    match walk.steps.len() {
        0 => words::no_steps(lang).to_string(),
        1 => words::step_one(lang).to_string(),
        count => words::steps_count(lang, &count.to_string()),
    }
}

/// The steps of a walk that is not one of several, and the way into it.
#[component]
fn Alone<'a>(context: &'a Context<'a>, walk: &'a Walk<'a>) -> AnyView {
    let lang = context.lang;
    let start = (!walk.steps.is_empty()).then(|| {
        let href = step_href(context, walk, 1);
        view! {
            <p class="buttons">
                <a class="button button--main" href=href rel="next">{words::walk_start(lang)}</a>
            </p>
        }
    });
    let steps = (!walk.steps.is_empty()).then(|| view! { <StepsList context walk current=0/> });
    view! {
        <Warnings walk lang/>
        {start}
        {steps}
    }
    .into_any()
}

/// Which of its ways to take: each with its own count and its own first step.
#[component]
fn Ways<'a>(context: &'a Context<'a>, walk: &'a Walk<'a>) -> AnyView {
    let lang = context.lang;
    let ways = walk.ways.iter().map(|way| {
        let warning = warning(way, lang);
        let second = [Some(count(way, lang)), warning.map(str::to_string)];
        let second: Vec<String> = second.into_iter().flatten().collect();
        let href = step_href(context, way, 1);
        let label = way.title.clone();
        view! { <Row href label second=Some(second.join(" · "))/> }.into_any()
    });
    let ways = ways.collect();
    let all = walk.ways.iter().map(|way| {
        view! {
            <details class="fold">
                <summary>{format!("{}{}", way.title, words::walk_all_of(lang))}</summary>
                <StepsList context walk=way current=0/>
            </details>
        }
    });
    view! {
        <Group title=words::walk_which(lang) rows=ways/>
        <div class="walk__folds">{all.collect_view()}</div>
    }
    .into_any()
}
