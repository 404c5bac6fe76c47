//! One step of a walk: what to do, the screen that it is about, and the ways on at the foot.

use interface::marks::{self, Direction};
use interface::{Language, words};
use leptos::prelude::*;
use notice::catalogue::ControlKind;
use notice::settings;

use crate::pages::definitions::Definitions;
use crate::pages::shell::Body;
use crate::pages::site::Context;
use crate::pages::walk::parts::{
    Controls, Dots, StepsList, Unconfirmed, Warnings, overview_href, step_href,
};
use crate::pages::walks::{StepWordsView, Walk};
use crate::pages::{blocks, links, phone, phrases};

/// One step, from 1, with the drawn screen.
pub fn page(context: &Context, walk: &Walk, place: usize) -> Body {
    let lang = context.lang;
    let count = walk.steps.len();
    let is_last = place == count;
    let current = &walk.steps[place - 1];
    let next = step_href(context, walk, place + 1);
    let back = if place == 1 {
        overview_href(context, walk)
    } else {
        step_href(context, walk, place - 1)
    };
    let progress = words::walk_step_of(lang, &count.to_string(), &place.to_string());
    let screen = match last_row_before(walk, place) {
        _ if !current.rows.is_empty() => phone::screen(context, &current.rows, &next),
        Some(row) => phone::opened(context, row),
        None => None::<AnyView>.into_any(),
    };
    // The lines that it takes tell how large it may be without pushing the screen away.
    let size = match current.words.length(lang) {
        ..=40 => "walk__instruction",
        41..=90 => "walk__instruction walk__instruction--long",
        _ => "walk__instruction walk__instruction--longest",
    };
    let open = current.rows.last().copied();
    let main = view! {
        <article class="walk walk--step" data-walk="">
            <header class="walk__head">
                <p class="walk__where">
                    <a href=overview_href(context, walk)>{blocks::text(&walk.title)}</a>
                    " "
                    <span class="walk__count">{progress.clone()}</span>
                </p>
                <h1 class=size tabindex="-1"><StepWordsView context words=&current.words/></h1>
                {(place == 1).then(|| view! { <Warnings walk lang/> })}
                {is_last.then(|| view! { <Ending walk lang/> })}
            </header>
            <nav class="walk__all" aria-label=words::walk_all(lang)>
                <StepsList context walk current=place/>
            </nav>
            {screen}
            <div class="walk__aside">
                {is_last.then(|| view! { <ToDo context walk/> })}
                {current.taken_from.as_ref().map(|number| view! {
                    <p class="hint">{words::walk_follows(lang, number)}</p>
                })}
                <Definitions context text=current.words.text(lang) clause=walk.clause.id.as_str()/>
                <Unconfirmed rows=current.rows.clone() lang/>
                {open.map(|row| view! { <OpenInHost row lang/> })}
                {is_last.then(|| view! { <Controls context walk/> })}
                <details class="fold walk__lost">
                    <summary>{words::walk_lost(lang)}</summary>
                    <p>{words::walk_lost_lead(lang)} {phrases::space(lang)} {words::steps_vary(lang, context.app_name())}</p>
                    <StepsList context walk current=place/>
                </details>
                <p class="hint">{links::clause(context, walk.clause.id.as_str())}</p>
            </div>
            <StepBar lang back next place count is_destructive=is_last && walk.is_destructive/>
        </article>
    };
    Body {
        title: format!("{} · {}", walk.title, progress),
        description: words::settings_lead(lang).into(),
        main: main.into_any(),
    }
}

/// What the last step says of the end, where something is lost by it.
#[component]
fn Ending<'a>(walk: &'a Walk<'a>, lang: Language) -> AnyView {
    let warning = walk.is_destructive.then(|| {
        view! {
            <p class="note note--warning walk__warning">
                {walk.result} {walk.result.and(phrases::space(lang))} {words::walk_warning_last(lang)}
            </p>
        }
    });
    warning.into_any()
}

/// What there is to do where a path leads, in our words: the notice ends where the page opens. Below the
/// drawn screen, so that the row to tap stays in sight where letters are large.
#[component]
fn ToDo<'a>(context: &'a Context<'a>, walk: &'a Walk<'a>) -> AnyView {
    let lang = context.lang;
    let mut controls = context.site.current().catalogue.controls.iter();
    let control = controls.find(|control| walk.is_way_of(control) && !walk.is_guide);
    let to_do = control.map(|control| {
        let name = control.names.get(lang);
        let words = match control.kind {
            ControlKind::OptOut => words::walk_last_off(lang, name),
            _ => words::walk_last_set(lang, name),
        };
        view! { <p class="walk__last">{words}</p> }
    });
    to_do.into_any()
}

/// The button that opens a row of the host app, for an app that can.
#[component]
fn OpenInHost<'a>(row: &'a settings::Row, lang: Language) -> AnyView {
    view! {
        <p class="no-print">
            <button class="button" type="button" hidden=true data-open-screen=row.id.clone()>
                {words::walk_open_in_host(lang)}
            </button>
        </p>
    }
    .into_any()
}

/// The ways to the step before and the one after, at the foot of the window.
#[component]
fn StepBar(
    lang: Language,
    back: String,
    next: String,
    place: usize,
    count: usize,
    is_destructive: bool,
) -> AnyView {
    let is_last = place == count;
    let rel = (!is_last).then_some("next");
    // What deletes something is not to be pressed for being the brightest thing on the page.
    let (class, onward) = match (is_last, is_destructive) {
        (true, true) => ("button", words::walk_understood(lang)),
        (true, false) => ("button button--main", words::walk_done(lang)),
        (false, _) => ("button button--main", words::walk_next(lang)),
    };
    view! {
        // Named apart from the list of all steps, which is on a wide screen, too.
        <nav class="step-bar walk__bar" aria-label=words::walk_onward(lang)>
            <a class="button" rel="prev" href=back data-key=marks::KEY.says(Direction::Back)>
                {words::walk_back(lang)}
            </a>
            <Dots place count/>
            <a class=class rel=rel href=next data-key=marks::KEY.says(Direction::Next)>{onward}</a>
        </nav>
    }
    .into_any()
}

/// The last row that a step before this one touched: what is on the screen now.
fn last_row_before<'a>(walk: &Walk<'a>, place: usize) -> Option<&'a settings::Row> {
    let before = walk.steps[..place - 1].iter().rev();
    before.flat_map(|step| step.rows.last()).copied().next()
}
