//! Walk: a guide or path as a list, each step as a page with the screen it is about, and its end.
//!
//! Who has several ways to choose from is asked first. Entry points: [`overview`], [`step`] and
//! [`end`], which is the page after the last step.

pub mod steps;

use interface::marks::{self, Direction};
use interface::{Language, View, words};
use leptos::prelude::*;
use notice::catalogue::Want;
use notice::settings;

use crate::pages::choice::ChoicePlace;
use crate::pages::rows::{Group, Row};
use crate::pages::shell::Body;
use crate::pages::site::Context;
use crate::pages::walk::steps::{StepWordsView, Walk};
use crate::pages::{blocks, links, phone};

/// The whole guide or path on one page, or the question which of its ways to take.
pub fn overview(context: &Context, walk: &Walk) -> Body {
    let lang = context.lang;
    let address = context.to_notice();
    let on = blocks::on_page(lang, &address);
    let notes = walk.notes.iter();
    let notes = notes.map(|note| blocks::blocks(std::slice::from_ref(*note), on));
    let notes = notes.collect_view();
    let steps = if walk.ways.is_empty() {
        view! { <Alone context walk/> }.into_any()
    } else {
        view! { <Ways context walk/> }.into_any()
    };
    let main = view! {
        <article class="walk">
            <header class="page-head">
                <p class="byline"><a href=context.to(View::Settings)>{words::title_settings(lang)}</a></p>
                <h1 tabindex="-1">{blocks::text(&walk.title)}</h1>
                <p class="byline">{count(walk, lang)} " · " {links::clause(context, walk.clause.id.as_str())}</p>
            </header>
            {steps}
            {(!notes.is_empty()).then(|| view! { <div class="prose walk__notes">{notes}</div> })}
            <Controls context walk/>
            <Unconfirmed rows=rows_of(walk) lang/>
            <p class="hint">{words::steps_vary(lang)}</p>
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

/// One step, from 1, with the drawn screen.
pub fn step(context: &Context, walk: &Walk, place: usize) -> Body {
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
                {current.taken_from.as_ref().map(|number| view! {
                    <p class="hint">{words::walk_follows(lang, number)}</p>
                })}
                <Unconfirmed rows=current.rows.clone() lang/>
                {open.map(|row| view! { <OpenInHost row lang/> })}
                {is_last.then(|| view! { <Controls context walk/> })}
                <details class="fold walk__lost">
                    <summary>{words::walk_lost(lang)}</summary>
                    <p>{words::walk_lost_lead(lang)} {space(lang)} {words::steps_vary(lang)}</p>
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

/// What comes after the last step: whether it worked, and what to do next.
pub fn end(context: &Context, walk: &Walk) -> Body {
    let lang = context.lang;
    let count = walk.steps.len();
    let back = step_href(context, walk, count);
    let next = context.to(View::Settings);
    let choices = context.to(View::Choices);
    let again = overview_href(context, walk);
    let rows = [
        (choices, words::nav_choices(lang)),
        (again, words::walk_again(lang)),
    ];
    let rows = rows.map(|(href, label)| view! { <Row href label/> }.into_any());
    let rows = rows.into_iter().collect();
    let title = words::walk_asked(lang);
    let main = view! {
        <article class="walk walk--end" data-walk="">
            <header class="page-head">
                <p class="walk__where"><a href=overview_href(context, walk)>{blocks::text(&walk.title)}</a></p>
                <h1 tabindex="-1">{title}</h1>
                <p class="byline">{words::walk_asked_lead(lang)}</p>
            </header>
            <Controls context walk/>
            <Group title=words::walk_onward(lang) rows/>
            <nav class="step-bar walk__bar" aria-label=words::walk_all(lang)>
                <a class="button" rel="prev" href=back data-key=marks::KEY.says(Direction::Back)>
                    {words::walk_back(lang)}
                </a>
                <Dots place=count+1 count/>
                <a class="button button--main" href=next data-key=marks::KEY.says(Direction::Next)>
                    {words::walk_another(lang)}
                </a>
            </nav>
        </article>
    };
    Body {
        title: format!("{} · {}", walk.title, title),
        description: words::settings_lead(lang).into(),
        main: main.into_any(),
    }
}

/// A blank between two sentences, where the language has one.
fn space(lang: Language) -> Option<&'static str> {
    (lang == Language::En).then_some(" ")
}

/// What the last step says of the end, where something is lost by it.
#[component]
fn Ending<'a>(walk: &'a Walk<'a>, lang: Language) -> AnyView {
    let warning = walk.is_destructive.then(|| {
        view! {
            <p class="note note--warning walk__warning">
                {walk.result} {walk.result.and(space(lang))} {words::walk_warning_last(lang)}
            </p>
        }
    });
    warning.into_any()
}

/// The rows that a walk touches, or that its ways touch.
fn rows_of<'a>(walk: &Walk<'a>) -> Vec<&'a settings::Row> {
    let steps = walk.each_way().flat_map(|way| &way.steps);
    steps.flat_map(|step| step.rows.iter().copied()).collect()
}

/// That nobody has looked in the host app whether these rows are called so there.
#[component]
fn Unconfirmed<'a>(rows: Vec<&'a settings::Row>, lang: Language) -> AnyView {
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
        <nav class="step-bar walk__bar" aria-label=words::walk_all(lang)>
            <a class="button" rel="prev" href=back data-key=marks::KEY.says(Direction::Back)>
                {words::walk_back(lang)}
            </a>
            <Dots place count/>
            <a class=class rel=rel href=next data-key=marks::KEY.says(Direction::Next)>{onward}</a>
        </nav>
    }
    .into_any()
}

/// How far it is, to be seen; the words above say it.
#[component]
fn Dots(place: usize, count: usize) -> AnyView {
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

/// The last row that a step before this one touched: what is on the screen now.
fn last_row_before<'a>(walk: &Walk<'a>, place: usize) -> Option<&'a settings::Row> {
    let before = walk.steps[..place - 1].iter().rev();
    before.flat_map(|step| step.rows.last()).copied().next()
}

/// What a person should know before the first step.
#[component]
fn Warnings<'a>(walk: &'a Walk<'a>, lang: Language) -> AnyView {
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
fn warning(walk: &Walk, lang: Language) -> Option<&'static str> {
    let warning = match walk.wants {
        Want::Close => words::walk_warning_close(lang),
        _ => words::walk_warning(lang),
    };
    walk.is_destructive.then_some(warning)
}

/// All steps, each with the way to its page; the current one is where the person is.
#[component]
fn StepsList<'a>(context: &'a Context<'a>, walk: &'a Walk<'a>, current: usize) -> AnyView {
    let count = walk.steps.len().to_string();
    let steps = walk.steps.iter().enumerate().map(|(place, step)| {
        let place = place + 1;
        let href = step_href(context, walk, place);
        let label = words::walk_step_of(context.lang, &count, &place.to_string());
        let is_here = (place == current).then_some("step");
        view! {
            <li aria-current=is_here>
                <StepWordsView context words=&step.words/>
                " " <a class="walk__open" href=href aria-label=label>"›"</a>
            </li>
        }
    });
    view! { <ol class="steps">{steps.collect_view()}</ol> }.into_any()
}

/// The controls that this walk leads to, to be set here as well.
#[component]
fn Controls<'a>(context: &'a Context<'a>, walk: &'a Walk<'a>) -> AnyView {
    let lang = context.lang;
    let controls = context.site.current().catalogue.controls.iter();
    let controls = controls.filter(|control| walk.is_way_of(control));
    let controls = controls.map(|control| {
        view! {
            <div class="walk__control">
                <p class="walk__control-name">{blocks::text(control.names.get(lang))}</p>
                <ChoicePlace context control/>
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
                    <p class="hint">{words::walk_here_set_lead(lang)}</p>
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
fn step_href(context: &Context, walk: &Walk, place: usize) -> String {
    context.to(View::Walk {
        guide: walk.id.into(),
        step: u16::try_from(place).ok(),
    })
}
