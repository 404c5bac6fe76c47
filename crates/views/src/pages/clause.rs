//! One clause with its anchor and its ways onward: walk, switch, what changed.

use interface::{View, ids, words};
use leptos::prelude::*;
use notice::catalogue::Control;
use notice::{Clause, Language};

use crate::pages::choice::ToldChoicePlace;
use crate::pages::data::topic::TopicsOf;
use crate::pages::definitions::Definitions;
use crate::pages::site::Context;
use crate::pages::{blocks, phrases, ways};

/// A clause of the notice that the page shows.
#[component]
pub fn ClauseView<'a>(
    /// The page.
    context: &'a Context<'a>,
    /// The clause.
    clause: &'a Clause,
    /// Whether it is of the release in force, whose clauses have ways onward.
    is_current: bool,
) -> AnyView {
    let heading_id = ids::heading(&clause.id);
    view! {
        <section class="clause" id=clause.id.to_string() data-level=clause.level aria-labelledby=heading_id>
            <div class="clause__heading">
                <Heading context clause/>
                <Anchor context clause/>
            </div>
            {is_current.then(|| view! { <InShort context clause/> })}
            <div class="prose">{blocks::blocks(&clause.blocks, blocks::on_notice(context.lang))}</div>
            {is_current.then(|| view! {
                <Definitions context text=notice::text::blocks(&clause.blocks) clause=clause.id.as_str()/>
                <Onward context clause/>
            })}
        </section>
    }
    .into_any()
}

/// What the section says in a sentence of ours, marked as such; the whole of it follows.
#[component]
fn InShort<'a>(context: &'a Context<'a>, clause: &'a Clause) -> AnyView {
    let lang = context.lang;
    let summaries = context.site.current().catalogue.summaries.iter();
    let mut summaries = summaries.filter(|summary| summary.clause == clause.id);
    let line = summaries.next().map(|summary| {
        let words = summary.words.get(lang).to_string();
        view! {
            <p class="clause__short"><b>{words::in_short(lang)}</b> {phrases::space(lang)} {words}</p>
        }
    });
    line.into_any()
}

#[component]
fn Heading<'a>(context: &'a Context<'a>, clause: &'a Clause) -> AnyView {
    let id = ids::heading(&clause.id);
    let number = clause.number.as_ref().map(|number| {
        view! { <span class="clause__number">{number.to_string()}</span> " " }
    });
    let words = view! { {number} {blocks::text(title(clause, context.lang))} };
    match clause.level {
        2 => view! { <h2 id=id>{words}</h2> }.into_any(),
        3 => view! { <h3 id=id>{words}</h3> }.into_any(),
        _ => view! { <h4 id=id>{words}</h4> }.into_any(),
    }
}

/// A heading in words; a provider's list of updates may come without one.
pub fn title(clause: &Clause, lang: Language) -> &str {
    match clause.heading.as_str() {
        "" if clause.is_updates => words::changes_provider(lang),
        heading => heading,
    }
}

#[component]
fn Anchor<'a>(context: &'a Context<'a>, clause: &'a Clause) -> AnyView {
    let href = format!("#{}", clause.id);
    let lang = context.lang;
    let label = match (phrases::number(clause), phrases::is_section(clause)) {
        (Some(number), true) => words::section_link(lang, &number),
        (None, true) => words::section_link_plain(lang).to_string(),
        (Some(number), false) => words::clause_link(lang, &number),
        (None, false) => words::clause_link_plain(lang).to_string(),
    };
    view! {
        <a class="clause__anchor" href=href data-copy-link="" aria-label=label.clone() title=label>"#"</a>
    }
    .into_any()
}

/// What a person can do from here; nothing where there is nothing.
#[component]
fn Onward<'a>(context: &'a Context<'a>, clause: &'a Clause) -> AnyView {
    let walk = clause.is_guide.then(|| view! { <WalkMe context clause/> });
    let controls = context.site.current().catalogue.controls.iter();
    let controls = controls
        .filter(|control| control.clause == clause.id)
        .map(|control| view! { <ControlHere context control/> })
        .collect_view();
    let has_any = walk.is_some() || !controls.is_empty();
    let onward = has_any.then(|| view! { <div class="clause__onward">{walk} {controls}</div> });
    view! { {onward} <TopicsOf context clause=clause.id.as_str()/> }.into_any()
}

/// The way into the walk of a guide.
#[component]
fn WalkMe<'a>(context: &'a Context<'a>, clause: &'a Clause) -> AnyView {
    let href = context.to(View::Walk {
        guide: clause.id.0.clone(),
        step: None,
    });
    view! {
        <p class="no-print">
            <a class="button" href=href>
                {words::walk_me(context.lang)}
                <span class="visually-hidden">{format!(": {}", clause.heading)}</span>
            </a>
        </p>
    }
    .into_any()
}

#[component]
fn ControlHere<'a>(context: &'a Context<'a>, control: &'a Control) -> AnyView {
    let choices = context.to(View::Choices);
    let href = format!("{choices}#{}", ids::choice(&control.id));
    let way = control.way.is_some().then(|| ways::way(context, control));
    view! {
        <div class="clause__control">
            <p class="clause__control-name">
                <a href=href>{blocks::text(control.names.get(context.lang))}</a>
            </p>
            {way.map(|way| view! { <p class="hint">{way}</p> })}
            <ToldChoicePlace context control/>
        </div>
    }
    .into_any()
}
