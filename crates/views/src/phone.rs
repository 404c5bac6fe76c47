//! A phone's screen, drawn from the settings manifest: the row to tap and those around it.
//!
//! It looks like a phone and reads as a list: the row to tap is a link to the next step.

use interface::words;
use leptos::prelude::*;
use notice::Language;
use notice::settings::{At, Gesture, Icon, Row, RowKind, Settings};

use crate::site::Context;
use crate::{blocks, icons};

/// The tabs at the foot of the host app's start screen, in its order.
const TABS: [&str; 4] = ["chats", "contacts", "discover", "me"];

/// The screen on which these rows are, with a link where the walk goes on; nothing without rows.
pub fn screen(context: &Context, rows: &[&Row], next: &str) -> AnyView {
    let first = rows.first().copied();
    first
        .map(|first| view! { <Phone context first marked=rows next/> })
        .into_any()
}

#[component]
fn Phone<'a>(
    context: &'a Context<'a>,
    first: &'a Row,
    marked: &'a [&'a Row],
    next: &'a str,
) -> AnyView {
    let lang = context.lang;
    let settings = &context.site.settings;
    let parent = settings.parent(&first.id);
    let around: Vec<&Row> = match parent {
        Some(parent) => settings.children(&parent.id).collect(),
        None if TABS.contains(&first.id.as_str()) => tabs(settings),
        None => vec![first],
    };
    let drawing = Drawing { lang, marked, next };
    // A screen behind an icon has no name that the notice gives: the nearest one above it stands in.
    let named = parent.and_then(|parent| {
        let above = settings.chain(&parent.id);
        above.into_iter().rev().find(|row| row.icon.is_none())
    });
    let title = named.map_or(words::walk_app(lang), |row| row.label(lang));
    let is_start = parent.is_none();
    let back = (!is_start).then(|| {
        let icon = icons::drawing(icons::BACK);
        view! { <span class="phone__back" aria-hidden="true">{icon}</span> }
    });
    let corner = rows_at(&around, At::TopRight);
    let rows = if is_start && around.len() > 1 {
        view! {
            <div class="phone__body"></div>
            <Rows drawing rows=around class="phone__tabs"/>
        }
        .into_any()
    } else {
        view! {
            <div class="phone__body">
                <Rows drawing rows=rows_at(&around, At::List) class="phone__rows"/>
            </div>
            <Rows drawing rows=rows_at(&around, At::Bottom) class="phone__foot"/>
        }
        .into_any()
    };
    view! {
        <figure class="phone">
            <figcaption class="phone__caption">{words::walk_phone(lang)}</figcaption>
            <div class="phone__screen">
                <div class="phone__bar">
                    {back}
                    <p class="phone__title" translate="no">{blocks::text(title)}</p>
                    <Rows drawing rows=corner class="phone__corner"/>
                </div>
                {rows}
            </div>
        </figure>
    }
    .into_any()
}

fn tabs(settings: &Settings) -> Vec<&Row> {
    TABS.iter().filter_map(|id| settings.row(id)).collect()
}

/// The rows that are at one place of the screen.
fn rows_at<'a>(rows: &[&'a Row], at: At) -> Vec<&'a Row> {
    rows.iter().copied().filter(|row| row.at == at).collect()
}

/// What every row of a screen is drawn with.
#[derive(Clone, Copy)]
struct Drawing<'a> {
    lang: Language,
    marked: &'a [&'a Row],
    next: &'a str,
}

/// Rows as a list; nothing where there are none.
#[component]
fn Rows<'a>(drawing: Drawing<'a>, rows: Vec<&'a Row>, class: &'static str) -> AnyView {
    let rows = rows.into_iter();
    let rows = rows.map(|row| view! { <li><DrawnRow drawing row/></li> });
    let rows = rows.collect_view();
    (!rows.is_empty())
        .then(|| view! { <ul class=class>{rows}</ul> })
        .into_any()
}

/// A row, which is a link where it is the one to tap.
#[component]
fn DrawnRow<'a>(drawing: Drawing<'a>, row: &'a Row) -> AnyView {
    let lang = drawing.lang;
    let is_marked = drawing.marked.iter().any(|marked| marked.id == row.id);
    let face = view! { <Face row lang/> };
    if !is_marked {
        return view! { <span class="phone__row">{face}</span> }.into_any();
    }
    let hint = match row.gesture {
        Gesture::Tap => words::walk_tap(lang),
        Gesture::Hold => words::walk_hold(lang),
    };
    view! {
        <a class="phone__row phone__row--marked" href=drawing.next.to_string()>
            {face}
            <span class="phone__hint">{hint}</span>
        </a>
    }
    .into_any()
}

/// The icon or the label of a row, and the sign of what it opens.
#[component]
fn Face<'a>(row: &'a Row, lang: Language) -> AnyView {
    let label = blocks::text(row.label(lang));
    let translate = untranslated(row);
    let label = match row.icon.and_then(drawing_of) {
        Some(icon) => view! {
            <span class="phone__icon">{icons::drawing(icon)}</span>
            <span class="visually-hidden" translate=translate>{label}</span>
        }
        .into_any(),
        None => view! { <span class="phone__label" translate=translate>{label}</span> }.into_any(),
    };
    view! { {label} <Sign kind=row.kind/> }.into_any()
}

/// A translating browser leaves a label as it is in the host app; a row without one has words of ours.
pub fn untranslated(row: &Row) -> Option<&'static str> {
    (!row.unlabelled).then_some("no")
}

/// What tapping a row leads to; an action has no sign.
#[component]
fn Sign(kind: RowKind) -> AnyView {
    let class = match kind {
        RowKind::Screen => Some("phone__sign phone__sign--screen"),
        RowKind::Switch => Some("phone__sign phone__sign--switch"),
        RowKind::Choice => Some("phone__sign phone__sign--choice"),
        RowKind::Action => None,
    };
    class
        .map(|class| view! { <span class=class aria-hidden="true"></span> })
        .into_any()
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
