//! What the pages of a walk have in common: the list of steps, warnings, controls, addresses.

use interface::{Language, View, ids, words};
use leptos::prelude::*;
use notice::catalogue::{ControlKind, Want};
use notice::settings;

use crate::pages::blocks;
use crate::pages::choice::ToldChoicePlace;
use crate::pages::lists::recommendations;
use crate::pages::site::Context;
use crate::pages::walks::{StepWordsView, Walk};

/// What a person should know before the first step.
#[component]
pub fn Warnings<'a>(
    /// The walk.
    walk: &'a Walk<'a>,
    /// The language of the page.
    lang: Language,
) -> AnyView {
    let destroys = warning(walk, lang);
    let enables = walk
        .enables_first
        .then(|| words::walk_warning_enables(lang));
    let warnings = [destroys, enables].into_iter().flatten();
    let warnings = warnings.map(|warning| {
        view! { <p class="note note--warning walk__warning">{warning}</p> }
    });
    warnings.collect_view().into_any()
}

/// That something is lost at the end, where it is.
pub fn warning(walk: &Walk, lang: Language) -> Option<&'static str> {
    let warning = match walk.wants {
        Want::Close => words::walk_warning_close(lang),
        _ => words::walk_warning(lang),
    };
    walk.is_destructive.then_some(warning)
}

/// All steps, each with the way to its page; the current one is where the person is, and no link.
#[component]
pub fn StepsList<'a>(
    /// The page.
    context: &'a Context<'a>,
    /// The walk.
    walk: &'a Walk<'a>,
    /// Where the person is, from 1; 0 on a page that is no step.
    current: usize,
) -> AnyView {
    let count = walk.steps.len().to_string();
    let steps = walk.steps.iter().enumerate().map(|(place, step)| {
        let place = place + 1;
        let href = step_href(context, walk, place);
        let label = words::walk_step_of(context.lang, &count, &place.to_string());
        let label = format!("{label}: {}", step.words.text(context.lang));
        let is_here = place == current;
        let open = (!is_here).then(|| {
            view! { " " <a class="walk__open" href=href aria-label=label>"›"</a> }
        });
        // A step has the list twice, beside it and folded below it; neither is what is read there.
        let id = (current == 0).then(|| ids::step(walk.id, place));
        view! {
            <li id=id aria-current=is_here.then_some("step")>
                <StepWordsView context words=&step.words/>
                {open}
            </li>
        }
    });
    view! { <ol class="steps">{steps.collect_view()}</ol> }.into_any()
}

/// The controls that this walk leads to, to be set here as well.
#[component]
pub fn Controls<'a>(
    /// The page.
    context: &'a Context<'a>,
    /// The walk.
    walk: &'a Walk<'a>,
    /// Whether it was walked just now.
    #[prop(optional)]
    was_walked: bool,
) -> AnyView {
    let lang = context.lang;
    let controls = context.site.current().catalogue.controls.iter();
    let controls = controls.filter(|control| walk.is_way_of(control));
    let controls = controls.map(|control| {
        let recommends = (control.kind == ControlKind::OptOut).then(|| {
            let href = recommendations::to(context, control);
            view! { <p class="hint"><a href=href>{words::recommendation_link(lang)}</a></p> }
        });
        view! {
            <div class="walk__control">
                <p class="walk__control-name">{blocks::text(control.names.get(lang))}</p>
                <ToldChoicePlace context control was_walked/>
                {recommends}
            </div>
        }
    });
    let controls = controls.collect_view();
    (!controls.is_empty())
        .then(|| {
            view! {
                <section class="walk__controls">
                    <h2>{words::walk_here_set(lang)}</h2>
                    {controls}
                    <p class="hint">{words::walk_here_set_lead(lang, context.app_name())}</p>
                </section>
            }
        })
        .into_any()
}

/// The page of a walk as a whole.
pub fn overview_href(context: &Context, walk: &Walk) -> String {
    context.to(View::Walk {
        guide: walk.id.into(),
        step: None,
    })
}

/// The page of a step; the one after the last step is its end.
pub fn step_href(context: &Context, walk: &Walk, place: usize) -> String {
    context.to(View::Walk {
        guide: walk.id.into(),
        step: u16::try_from(place).ok(),
    })
}

/// How far it is, to be seen; the words above say it.
#[component]
pub fn Dots(
    /// Which step it is, from 1.
    place: usize,
    /// How many there are.
    count: usize,
) -> AnyView {
    let dots = (1..=count).map(|dot| {
        let class = match dot.cmp(&place) {
            std::cmp::Ordering::Less => "walk__dot walk__dot--done",
            std::cmp::Ordering::Equal => "walk__dot walk__dot--here",
            std::cmp::Ordering::Greater => "walk__dot",
        };
        view! { <span class=class></span> }
    });
    view! { <span class="walk__dots" aria-hidden="true">{dots.collect_view()}</span> }.into_any()
}

/// The rows that a walk touches, or that its ways touch.
pub fn rows_of<'a>(walk: &Walk<'a>) -> Vec<&'a settings::Row> {
    let steps = walk.each_way().flat_map(|way| &way.steps);
    steps.flat_map(|step| step.rows.iter().copied()).collect()
}

/// That no source shows how the host app calls these rows in Chinese.
#[component]
pub fn Unconfirmed<'a>(
    /// The rows.
    rows: Vec<&'a settings::Row>,
    /// The language of the page.
    lang: Language,
) -> AnyView {
    let rows = rows.into_iter().filter(|row| row.unconfirmed);
    let mut labels: Vec<&str> = rows.map(|row| row.label(lang)).collect();
    labels.dedup();
    let (between, close) = match lang {
        Language::Zh => ("”“", "”"),
        Language::En => ("”, “", "”"),
    };
    let is_any = !labels.is_empty();
    let labels = format!("“{}{close}", labels.join(between));
    is_any
        .then(|| view! { <p class="hint">{words::walk_unconfirmed(lang, &labels)}</p> })
        .into_any()
}
