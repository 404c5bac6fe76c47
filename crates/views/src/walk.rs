//! Walk: a guide or path as a list, and each step as a page with the screen it is about.

use interface::marks::{self, Direction};
use interface::{Language, View, words};
use leptos::prelude::*;
use notice::catalogue::{Control, Way};
use notice::settings::Row;

use crate::choice::ChoicePlace;
use crate::shell::Body;
use crate::site::Context;
use crate::walk_steps::{self, StepWordsView, Walk};
use crate::{blocks, links, phone};

/// The whole guide or path on one page.
pub fn overview(context: &Context, walk: &Walk) -> Body {
    let lang = context.lang;
    let start = (!walk.steps.is_empty()).then(|| {
        let href = step_href(context, walk, 1);
        view! {
            <p class="buttons">
                <a class="button button--main" href=href rel="next">{words::walk_start(lang)}</a>
            </p>
        }
    });
    let address = context.to_notice();
    let on = blocks::on_page(lang, &address);
    let notes = walk.notes.iter();
    let notes = notes.map(|note| blocks::blocks(std::slice::from_ref(*note), on));
    let main = view! {
        <article class="walk">
            <header class="page-head">
                <p class="hint"><a href=context.to(View::Settings)>{words::title_settings(lang)}</a></p>
                <h1 tabindex="-1">{blocks::text(&walk.title)}</h1>
                <p class="hint">{words::steps_vary(lang)}</p>
                <Warnings walk lang/>
                {start}
            </header>
            <StartHint context walk/>
            <AllSteps context walk/>
            <div class="prose walk__notes">{notes.collect_view()}</div>
            {walk.result.map(|result| view! { <p>{result}</p> })}
            <Controls context walk/>
            <p class="hint">{links::clause(context, walk.clause.id.as_str())}</p>
        </article>
    };
    Body {
        title: walk.title.clone(),
        description: words::settings_lead(lang).into(),
        main: main.into_any(),
    }
}

/// One step, from 1, with the drawn screen.
pub fn step(context: &Context, walk: &Walk, place: usize) -> Body {
    let lang = context.lang;
    let count = walk.steps.len();
    let is_last = place == count;
    let current = &walk.steps[place - 1];
    let next = if is_last {
        overview_href(context, walk)
    } else {
        step_href(context, walk, place + 1)
    };
    let back = if place == 1 {
        overview_href(context, walk)
    } else {
        step_href(context, walk, place - 1)
    };
    let progress = words::walk_step_of(lang, &count.to_string(), &place.to_string());
    let drawn = drawn_rows(walk, place);
    let screen = phone::screen(context, &drawn, &next);
    let mut flows = walk.flows.iter();
    let flow = flows.find(|flow| (flow.from..=flow.to).contains(&place));
    let flow = flow.map(|flow| {
        let name = blocks::text(flow.names().get(lang));
        view! { <p><span class="tag">{name}</span></p> }
    });
    let open = drawn.last().map(|row| view! { <OpenInHost row lang/> });
    let main = view! {
        <article class="walk walk--step" data-walk="">
            <header class="walk__words">
                <p class="hint">
                    <a href=overview_href(context, walk)>{blocks::text(&walk.title)}</a>
                </p>
                <p class="walk__progress">
                    <progress max=count value=place aria-hidden="true"></progress>
                    <span>{progress.clone()}</span>
                </p>
                {flow}
                <h1 class="walk__instruction" tabindex="-1">
                    <span class="visually-hidden">{format!("{progress}: ")}</span>
                    <StepWordsView context words=&current.words/>
                </h1>
                <AlsoCalled rows=current.rows.as_slice() lang/>
                <Followed context walk place/>
                {is_last.then(|| view! { <Ending walk lang/> })}
                {open}
                <Keys lang progress=progress.clone() back next is_last/>
            </header>
            {screen}
            {is_last.then(|| view! { <Controls context walk/> })}
            <details class="walk__lost">
                <summary>{words::walk_lost(lang)}</summary>
                <p>{words::walk_lost_lead(lang)} " " {words::steps_vary(lang)}</p>
                <StartHint context walk/>
                <AllSteps context walk/>
            </details>
        </article>
    };
    Body {
        title: format!("{} · {}", walk.title, progress),
        description: words::settings_lead(lang).into(),
        main: main.into_any(),
    }
}

/// What the last step says of the end.
#[component]
fn Ending<'a>(walk: &'a Walk<'a>, lang: Language) -> AnyView {
    let warning = walk.is_destructive.then(|| {
        view! { <p class="note note--warning">{words::walk_warning(lang)}</p> }
    });
    view! {
        <p class="note">
            <strong>{words::walk_end(lang)}</strong>
            {walk.result.map(|result| view! { <span>{result}</span> })}
        </p>
        {warning}
    }
    .into_any()
}

/// The button that opens a row of the host app, for an app that can.
#[component]
fn OpenInHost<'a>(row: &'a Row, lang: Language) -> AnyView {
    view! {
        <p class="no-print">
            <button class="button" type="button" hidden=true data-open-screen=row.id.clone()>
                {words::walk_open_in_host(lang)}
            </button>
        </p>
    }
    .into_any()
}

/// The ways to the step before and the one after.
#[component]
fn Keys(lang: Language, progress: String, back: String, next: String, is_last: bool) -> AnyView {
    let (rel, onward) = if is_last {
        (None, words::walk_done(lang))
    } else {
        (Some("next"), words::walk_next(lang))
    };
    view! {
        <nav class="buttons" aria-label=progress>
            <a class="button" rel="prev" href=back data-key=marks::KEY.says(Direction::Back)>
                {words::walk_back(lang)}
            </a>
            <a class="button button--main" rel=rel href=next data-key=marks::KEY.says(Direction::Next)>
                {onward}
            </a>
        </nav>
    }
    .into_any()
}

/// The rows of this step, or of the last step before it that touches one.
fn drawn_rows<'a>(walk: &Walk<'a>, place: usize) -> Vec<&'a Row> {
    let known = walk.steps[..place]
        .iter()
        .rev()
        .find(|step| !step.rows.is_empty());
    known.map(|step| step.rows.clone()).unwrap_or_default()
}

#[component]
fn Warnings<'a>(walk: &'a Walk<'a>, lang: Language) -> AnyView {
    let destroys = walk.is_destructive.then(|| words::walk_warning(lang));
    let enables = walk
        .enables_first
        .then(|| words::walk_warning_enables(lang));
    let warnings = [destroys, enables].into_iter().flatten();
    let warnings = warnings.map(|warning| view! { <p class="note note--warning">{warning}</p> });
    warnings.collect_view().into_any()
}

/// Where a path starts when the notice names only its end.
#[component]
fn StartHint<'a>(context: &'a Context<'a>, walk: &'a Walk<'a>) -> AnyView {
    let lang = context.lang;
    let first = walk.steps.first().and_then(|step| step.rows.first());
    let above = first
        .map(|row| context.site.settings.ancestors(&row.id))
        .unwrap_or_default();
    let has_hint = !walk.is_guide && !above.is_empty();
    has_hint
        .then(|| {
            let labels: Vec<&str> = above.iter().map(|row| row.label(lang)).collect();
            view! {
                <p class="hint">
                    {words::walk_starts_at(lang)} " "
                    <span class="trail">{blocks::trail(&labels)}</span>
                </p>
            }
        })
        .into_any()
}

#[component]
fn AllSteps<'a>(context: &'a Context<'a>, walk: &'a Walk<'a>) -> AnyView {
    if walk.flows.is_empty() {
        let last = walk.steps.len();
        return view! { <StepsList context walk first=1 last/> }.into_any();
    }
    let flows = walk.flows.iter().map(|flow| {
        let name = blocks::text(flow.names().get(context.lang));
        view! {
            <h2>{name}</h2>
            <StepsList context walk first=flow.from last=flow.to/>
        }
    });
    view! {
        <p>{words::walk_flow(context.lang)}</p>
        {flows.collect_view()}
    }
    .into_any()
}

/// The steps from the first to the last of them, each with the way to its page.
#[component]
fn StepsList<'a>(
    context: &'a Context<'a>,
    walk: &'a Walk<'a>,
    first: usize,
    last: usize,
) -> AnyView {
    let count = walk.steps.len().to_string();
    let steps = walk.steps.iter().enumerate();
    let steps = steps.map(|(place, step)| (place + 1, step));
    let steps = steps.filter(|(place, _)| (first..=last).contains(place));
    let steps = steps.map(|(place, step)| {
        let href = step_href(context, walk, place);
        let label = words::walk_step_of(context.lang, &count, &place.to_string());
        view! {
            <li value=place>
                <StepWordsView context words=&step.words/>
                " " <a class="walk__open" href=href aria-label=label>"›"</a>
                <Followed context walk place/>
            </li>
        }
    });
    view! { <ol class="steps" start=first>{steps.collect_view()}</ol> }.into_any()
}

/// The steps of the other guide that this step stands for, so that no link is needed.
#[component]
fn Followed<'a>(context: &'a Context<'a>, walk: &'a Walk<'a>, place: usize) -> AnyView {
    let follows = walk.follows.filter(|follows| follows.step == place);
    let followed = follows.and_then(|follows| {
        let other = walk_steps::walk(context, follows.guide.as_str())?;
        let number = other.clause.number.as_ref().map(ToString::to_string);
        let number = number.unwrap_or_default();
        let steps = other.steps.iter().take(follows.upto).map(|step| {
            view! { <li><StepWordsView context words=&step.words/></li> }
        });
        Some(view! {
            <p class="hint">{words::walk_follows(context.lang, &number)}</p>
            <ol class="steps steps--inner">{steps.collect_view()}</ol>
        })
    });
    followed.into_any()
}

#[component]
fn AlsoCalled<'a>(rows: &'a [&'a Row], lang: Language) -> AnyView {
    let others = rows.iter().flat_map(|row| row.labels(lang).skip(1));
    let others = others.map(|other| {
        view! { <p class="hint">{words::walk_also_called(lang, other)}</p> }
    });
    others.collect_view().into_any()
}

/// The controls that this walk leads to, to be set here as well.
#[component]
fn Controls<'a>(context: &'a Context<'a>, walk: &'a Walk<'a>) -> AnyView {
    let lang = context.lang;
    let leads_here = |control: &&Control| match &control.way {
        Some(Way::Path(id)) => !walk.is_guide && id == walk.id,
        Some(Way::Guide(id)) => walk.is_guide && id.as_str() == walk.id,
        None => false,
    };
    let controls = context.site.current().catalogue.controls.iter();
    let controls = controls.filter(leads_here).map(|control| {
        view! {
            <div class="clause__control">
                <p class="clause__control-name">{blocks::text(control.names.get(lang))}</p>
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
                    <p class="hint">{words::walk_here_set_lead(lang)}</p>
                    {controls}
                </section>
            }
        })
        .into_any()
}

fn overview_href(context: &Context, walk: &Walk) -> String {
    context.to(View::Walk {
        guide: walk.id.into(),
        step: None,
    })
}

fn step_href(context: &Context, walk: &Walk, place: usize) -> String {
    let step = u16::try_from(place).ok();
    context.to(View::Walk {
        guide: walk.id.into(),
        step,
    })
}
