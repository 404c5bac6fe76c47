//! Walk: a guide or path as a list, and each step as a page with the screen it is about.

use interface::marks::{self, Direction};
use interface::{View, words};
use maud::{Markup, html};
use notice::catalogue::{Control, Way};

use crate::shell::Body;
use crate::site::Context;
use crate::walk_steps::{Walk, walk};
use crate::{blocks, choice, links, phone};

/// The whole guide or path on one page.
pub fn overview(context: &Context, walk: &Walk) -> Body {
    let lang = context.lang;
    let main = html! {
        article class="walk" {
            header class="page-head" {
                p class="hint" { a href=(context.to(View::Settings)) { (words::title_settings(lang)) } }
                h1 tabindex="-1" { (walk.title) }
                p class="hint" { (words::steps_vary(lang)) }
                (warnings(context, walk))
                @if !walk.steps.is_empty() {
                    p class="buttons" {
                        a class="button button--main" href=(step_href(context, walk, 1)) rel="next" { (words::walk_start(lang)) }
                    }
                }
            }
            (start_hint(context, walk))
            (all_steps(context, walk))
            div class="prose walk__notes" {
                @for note in &walk.notes { (blocks::blocks(std::slice::from_ref(*note), blocks::on_page(lang, &context.to_notice()))) }
            }
            @if let Some(result) = walk.result { p { (result) } }
            (controls(context, walk))
            p class="hint" { (links::clause(context, walk.clause.id.as_str())) }
        }
    };
    Body {
        title: walk.title.clone(),
        description: words::settings_lead(lang).into(),
        main,
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
    let main = html! {
        article class="walk walk--step" data-walk {
            header class="walk__words" {
                p class="hint" { a href=(overview_href(context, walk)) { (walk.title) } }
                p class="walk__progress" {
                    progress max=(count) value=(place) aria-hidden="true" {}
                    span { (progress) }
                }
                @if let Some(flow) = walk.flows.iter().find(|flow| (flow.from..=flow.to).contains(&place)) {
                    p { span class="tag" { (flow.names().get(lang)) } }
                }
                h1 class="walk__instruction" tabindex="-1" { span class="visually-hidden" { (progress) ": " } (current.words) }
                (also_called(context, current.rows.as_slice()))
                (followed(context, walk, place))
                @if is_last {
                    p class="note" { strong { (words::walk_end(lang)) } @if let Some(result) = walk.result { span { (result) } } }
                    @if walk.is_destructive { p class="note note--warning" { (words::walk_warning(lang)) } }
                }
                @if let Some(row) = drawn.last() {
                    p class="no-print" {
                        button class="button" type="button" hidden data-open-screen=(row.id) { (words::walk_open_in_host(lang)) }
                    }
                }
                nav class="buttons" aria-label=(progress) {
                    a class="button" rel="prev" href=(back) data-key=(marks::KEY.says(Direction::Back)) { (words::walk_back(lang)) }
                    @if is_last {
                        a class="button button--main" href=(next) data-key=(marks::KEY.says(Direction::Next)) { (words::walk_done(lang)) }
                    } @else {
                        a class="button button--main" rel="next" href=(next) data-key=(marks::KEY.says(Direction::Next)) { (words::walk_next(lang)) }
                    }
                }
            }
            (phone::screen(context, &drawn, &next))
            @if is_last { (controls(context, walk)) }
            details class="walk__lost" {
                summary { (words::walk_lost(lang)) }
                p { (words::walk_lost_lead(lang)) " " (words::steps_vary(lang)) }
                (start_hint(context, walk))
                (all_steps(context, walk))
            }
        }
    };
    Body {
        title: format!("{} · {}", walk.title, progress),
        description: words::settings_lead(lang).into(),
        main,
    }
}

/// The rows of this step, or of the last step before it that touches one.
fn drawn_rows<'a>(walk: &Walk<'a>, place: usize) -> Vec<&'a notice::settings::Row> {
    let known = walk.steps[..place]
        .iter()
        .rev()
        .find(|step| !step.rows.is_empty());
    known.map(|step| step.rows.clone()).unwrap_or_default()
}

fn warnings(context: &Context, walk: &Walk) -> Markup {
    let lang = context.lang;
    html! {
        @if walk.is_destructive { p class="note note--warning" { (words::walk_warning(lang)) } }
        @if walk.enables_first { p class="note note--warning" { (words::walk_warning_enables(lang)) } }
    }
}

/// Where a path starts when the notice names only its end.
fn start_hint(context: &Context, walk: &Walk) -> Markup {
    let first = walk.steps.first().and_then(|step| step.rows.first());
    let above = first
        .map(|row| context.site.settings.ancestors(&row.id))
        .unwrap_or_default();
    if walk.is_guide || above.is_empty() {
        return html! {};
    }
    let labels: Vec<&str> = above.iter().map(|row| row.label(context.lang)).collect();
    html! { p class="hint" { (words::walk_starts_at(context.lang)) " " span class="trail" { (blocks::trail(&labels)) } } }
}

fn all_steps(context: &Context, walk: &Walk) -> Markup {
    if walk.flows.is_empty() {
        return steps_list(context, walk, 1, walk.steps.len());
    }
    html! {
        p { (words::walk_flow(context.lang)) }
        @for flow in walk.flows {
            h2 { (flow.names().get(context.lang)) }
            (steps_list(context, walk, flow.from, flow.to))
        }
    }
}

fn steps_list(context: &Context, walk: &Walk, from: usize, to: usize) -> Markup {
    html! {
        ol class="steps" start=(from) {
            @for (place, step) in walk.steps.iter().enumerate().filter(|(place, _)| (from..=to).contains(&(place + 1))) {
                li value=(place + 1) {
                    (step.words)
                    " " a class="walk__open" href=(step_href(context, walk, place + 1)) aria-label=(words::walk_step_of(context.lang, &walk.steps.len().to_string(), &(place + 1).to_string())) { "›" }
                    (followed(context, walk, place + 1))
                }
            }
        }
    }
}

/// The steps of the other guide that this step stands for, so that no link is needed.
fn followed(context: &Context, walk_here: &Walk, place: usize) -> Markup {
    let Some(follows) = walk_here.follows.filter(|follows| follows.step == place) else {
        return html! {};
    };
    let Some(other) = walk(context, follows.guide.as_str()) else {
        return html! {};
    };
    let number = other
        .clause
        .number
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    html! {
        p class="hint" { (words::walk_follows(context.lang, &number)) }
        ol class="steps steps--inner" { @for step in other.steps.iter().take(follows.upto) { li { (step.words) } } }
    }
}

fn also_called(context: &Context, rows: &[&notice::settings::Row]) -> Markup {
    let lang = context.lang;
    let others: Vec<&str> = rows
        .iter()
        .flat_map(|row| row.labels(lang).skip(1))
        .collect();
    html! {
        @for other in others {
            p class="hint" { (words::walk_also_called(lang, other)) }
        }
    }
}

/// The controls that this walk leads to, to be set here as well.
fn controls(context: &Context, walk: &Walk) -> Markup {
    let leads_here = |control: &&Control| match &control.way {
        Some(Way::Path(id)) => !walk.is_guide && id == walk.id,
        Some(Way::Guide(id)) => walk.is_guide && id.as_str() == walk.id,
        None => false,
    };
    let catalogue = &context.site.current().catalogue;
    let controls: Vec<&Control> = catalogue.controls.iter().filter(leads_here).collect();
    if controls.is_empty() {
        return html! {};
    }
    html! {
        section class="walk__controls" {
            h2 { (words::walk_here_set(context.lang)) }
            p class="hint" { (words::walk_here_set_lead(context.lang)) }
            @for control in controls {
                div class="clause__control" {
                    p class="clause__control-name" { (control.names.get(context.lang)) }
                    (choice::choice(context, control))
                }
            }
        }
    }
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
