//! A phone's screen, drawn from the settings manifest: the row to tap and those around it.
//!
//! It looks like a phone and reads as a list: the row to tap is a link to the next step.

use interface::words;
use maud::{Markup, PreEscaped, html};
use notice::settings::{At, Gesture, Icon, Row, RowKind, Settings};

use crate::icons;
use crate::site::Context;

/// The tabs at the foot of the host app's start screen, in its order.
const TABS: [&str; 4] = ["chats", "contacts", "discover", "me"];

/// The screen on which these rows are, with a link where the walk goes on.
pub fn screen(context: &Context, rows: &[&Row], next: &str) -> Markup {
    let Some(first) = rows.first() else {
        return html! {};
    };
    let settings = &context.site.settings;
    let parent = settings.parent(&first.id);
    let around: Vec<&Row> = match parent {
        Some(parent) => settings.children(&parent.id).collect(),
        None if TABS.contains(&first.id.as_str()) => tabs(settings),
        None => vec![first],
    };
    let drawing = Drawing {
        context,
        marked: rows,
        next,
    };
    // A screen behind an icon has no name that the notice gives: the nearest one above it stands in.
    let named = parent.and_then(|parent| {
        let above = settings.chain(&parent.id);
        above.into_iter().rev().find(|row| row.icon.is_none())
    });
    let title = named.map_or(words::walk_app(context.lang), |row| row.label(context.lang));
    let is_start = parent.is_none();
    html! {
        figure class="phone" {
            figcaption class="phone__caption" { (words::walk_phone(context.lang)) }
            div class="phone__screen" {
                div class="phone__bar" {
                    @if !is_start { span class="phone__back" aria-hidden="true" { (PreEscaped(icons::BACK)) } }
                    p class="phone__title" translate="no" { (title) }
                    (drawing.place(&around, At::TopRight, "phone__corner"))
                }
                @if is_start && around.len() > 1 {
                    div class="phone__body" {}
                    (drawing.list(&around, "phone__tabs"))
                } @else {
                    div class="phone__body" { (drawing.place(&around, At::List, "phone__rows")) }
                    (drawing.place(&around, At::Bottom, "phone__foot"))
                }
            }
        }
    }
}

fn tabs(settings: &Settings) -> Vec<&Row> {
    TABS.iter().filter_map(|id| settings.row(id)).collect()
}

struct Drawing<'a> {
    context: &'a Context<'a>,
    marked: &'a [&'a Row],
    next: &'a str,
}

impl Drawing<'_> {
    /// The rows that are at one place of the screen.
    fn place(&self, rows: &[&Row], at: At, class: &str) -> Markup {
        let here: Vec<&Row> = rows.iter().copied().filter(|row| row.at == at).collect();
        if here.is_empty() {
            html! {}
        } else {
            self.list(&here, class)
        }
    }

    fn list(&self, rows: &[&Row], class: &str) -> Markup {
        html! { ul class=(class) { @for row in rows { li { (self.row(row)) } } } }
    }

    fn row(&self, row: &Row) -> Markup {
        let lang = self.context.lang;
        let is_marked = self.marked.iter().any(|marked| marked.id == row.id);
        let face = html! {
            @if let Some(icon) = row.icon.and_then(drawing_of) {
                span class="phone__icon" { (PreEscaped(icon)) }
                span class="visually-hidden" translate=[untranslated(row)] { (row.label(lang)) }
            } @else { span class="phone__label" translate=[untranslated(row)] { (row.label(lang)) } }
            (sign(row.kind))
        };
        if !is_marked {
            return html! { span class="phone__row" { (face) } };
        }
        let hint = match row.gesture {
            Gesture::Tap => words::walk_tap(lang),
            Gesture::Hold => words::walk_hold(lang),
        };
        html! {
            a class="phone__row phone__row--marked" href=(self.next) {
                (face)
                span class="phone__hint" { (hint) }
            }
        }
    }
}

/// A translating browser leaves a label as it is in the host app; a row without one has words of ours.
pub fn untranslated(row: &Row) -> Option<&'static str> {
    (!row.unlabelled).then_some("no")
}

fn sign(kind: RowKind) -> Markup {
    match kind {
        RowKind::Screen => {
            html! { span class="phone__sign phone__sign--screen" aria-hidden="true" {} }
        }
        RowKind::Switch => {
            html! { span class="phone__sign phone__sign--switch" aria-hidden="true" {} }
        }
        RowKind::Choice => {
            html! { span class="phone__sign phone__sign--choice" aria-hidden="true" {} }
        }
        RowKind::Action => html! {},
    }
}

fn drawing_of(icon: Icon) -> Option<&'static str> {
    icons::by_name(match icon {
        Icon::Profile => "profile",
        Icon::Gear => "gear",
        Icon::More => "more",
        Icon::Camera => "camera",
        Icon::Back => "back",
        Icon::Search => "search",
    })
}
