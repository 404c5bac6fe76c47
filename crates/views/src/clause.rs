//! One clause with its anchor and its ways onward: walk, switch, what changed.

use interface::{View, ids, words};
use maud::{Markup, html};
use notice::catalogue::Control;
use notice::{Clause, Language};

use crate::site::Context;
use crate::{blocks, choice, links};

/// A clause of the notice that the page shows.
pub fn clause(context: &Context, clause: &Clause, is_current: bool) -> Markup {
    let heading_id = ids::heading(&clause.id);
    html! {
        section class="clause" id=(clause.id) data-level=(clause.level) aria-labelledby=(heading_id) {
            div class="clause__heading" {
                (heading(context, clause, &heading_id))
                (anchor(context, clause))
            }
            div class="prose" { (blocks::blocks(&clause.blocks, blocks::on_notice(context.lang))) }
            @if is_current { (onward(context, clause)) }
        }
    }
}

fn heading(context: &Context, clause: &Clause, id: &str) -> Markup {
    let words = html! {
        @if let Some(number) = &clause.number { span class="clause__number" { (number) } " " }
        (title(clause, context.lang))
    };
    match clause.level {
        2 => html! { h2 id=(id) { (words) } },
        3 => html! { h3 id=(id) { (words) } },
        _ => html! { h4 id=(id) { (words) } },
    }
}

/// A heading in words; a provider's list of updates may come without one.
pub fn title(clause: &Clause, lang: Language) -> &str {
    match clause.heading.as_str() {
        "" if clause.is_updates => words::changes_provider(lang),
        heading => heading,
    }
}

fn anchor(context: &Context, clause: &Clause) -> Markup {
    let label = match &clause.number {
        Some(number) => words::clause_link(context.lang, &number.to_string()),
        None => words::clause_link_plain(context.lang).to_string(),
    };
    html! {
        a class="clause__anchor" href={ "#" (clause.id) } data-copy-link aria-label=(label) title=(label) { "#" }
    }
}

/// What a person can do from here; nothing where there is nothing.
fn onward(context: &Context, clause: &Clause) -> Markup {
    let controls: Vec<&Control> = context
        .site
        .current()
        .catalogue
        .controls
        .iter()
        .filter(|control| control.clause == clause.id)
        .collect();
    if controls.is_empty() && !clause.is_guide {
        return html! {};
    }
    html! {
        div class="clause__onward" {
            @if clause.is_guide {
                p class="no-print" {
                    a class="button" href=(context.to(View::Walk { guide: clause.id.0.clone(), step: None })) {
                        (words::walk_me(context.lang))
                        span class="visually-hidden" { ": " (clause.heading) }
                    }
                }
            }
            @for control in controls { (control_here(context, control)) }
        }
    }
}

fn control_here(context: &Context, control: &Control) -> Markup {
    html! {
        div class="clause__control" {
            p class="clause__control-name" {
                a href={ (context.to(View::Choices)) "#" (ids::choice(&control.id)) } { (control.names.get(context.lang)) }
            }
            @if control.way.is_some() { p class="hint" { (links::way(context, control)) } }
            (choice::choice(context, control))
        }
    }
}
