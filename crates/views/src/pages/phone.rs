//! A phone's screen, drawn from the settings manifest: the row to tap and those around it.
//!
//! It looks like a phone and is heard as one picture with one link in it: the row to tap leads to
//! the next step. The manifest knows the rows that a notice names and no others, so the picture is
//! cut to a few of them, with the row to tap always in the same place; soft edges say that there is
//! more. Entry points: [`screen`] and [`opened`].

use interface::words;
use leptos::prelude::*;
use notice::settings::{At, Gesture, Icon, Looks, Row, RowKind, Settings};
use notice::{Edition, Language};

use crate::pages::site::Context;
use crate::pages::{blocks, icons};

/// So many rows are drawn before and after the ones to tap; a small window cuts them to two.
const AROUND: usize = 4;

/// The screen on which these rows are, with a link where the walk goes on; nothing without rows.
pub fn screen(context: &Context, rows: &[&Row], next: &str) -> AnyView {
    let first = rows.first().copied();
    first
        .map(|first| {
            let settings = &context.site.settings;
            let parent = settings.parent(&first.id);
            let drawing = Drawing {
                lang: context.lang,
                edition: &context.site.edition,
                app: context.app_name(),
                marked: rows,
                next,
            };
            view! { <Phone drawing settings parent first=Some(first)/> }
        })
        .into_any()
}

/// The screen that a row opens, where a step names nothing on it.
pub fn opened(context: &Context, row: &Row) -> AnyView {
    let settings = &context.site.settings;
    let drawing = Drawing {
        lang: context.lang,
        edition: &context.site.edition,
        app: context.app_name(),
        marked: &[],
        next: "",
    };
    view! { <Phone drawing settings parent=Some(row) first=None/> }.into_any()
}

/// What every row of a screen is drawn with.
#[derive(Clone, Copy)]
struct Drawing<'a> {
    lang: Language,
    edition: &'a Edition,
    /// What people call the host app.
    app: &'a str,
    marked: &'a [&'a Row],
    next: &'a str,
}

impl Drawing<'_> {
    fn is_marked(self, row: &Row) -> bool {
        self.marked.iter().any(|marked| marked.id == row.id)
    }

    fn is_tab(self, row: &Row) -> bool {
        self.edition.tab(&row.id).is_some()
    }
}

impl<'a> Drawing<'a> {
    /// Other screens on which some versions of the app have the row that is tapped: whoever came by one
    /// of them knows the picture by its name.
    fn same_row_elsewhere(self, settings: &'a Settings, drawn: Option<&Row>) -> Vec<&'a str> {
        let label = self.marked.first().map(|row| row.label(self.lang));
        let rows = self.marked.iter();
        let rows = rows.filter(|row| Some(row.label(self.lang)) == label);
        let screens = rows.filter_map(|row| settings.parent(&row.id));
        let others = screens.filter(|screen| drawn.is_some_and(|drawn| drawn.id != screen.id));
        others.map(|screen| screen.label(self.lang)).collect()
    }
}

#[component]
fn Phone<'a>(
    drawing: Drawing<'a>,
    settings: &'a Settings,
    parent: Option<&'a Row>,
    first: Option<&'a Row>,
) -> AnyView {
    let lang = drawing.lang;
    let looks = parent.map_or(Looks::List, |parent| parent.opens);
    let around: Vec<&Row> = match (parent, first) {
        (Some(parent), _) => settings.children(&parent.id).collect(),
        (None, Some(first)) if drawing.is_tab(first) => tabs(drawing.edition, settings),
        (None, first) => first.into_iter().collect(),
    };
    let is_start = parent.is_none();
    // A menu and a sheet lie over the screen before, whose title is still to be seen.
    let under = match (looks, parent) {
        (Looks::Menu | Looks::Sheet, Some(parent)) => settings.parent(&parent.id),
        (_, parent) => parent,
    };
    // A screen behind an icon has no name that the notice gives: the nearest one above it stands in.
    let named = under.and_then(|under| {
        let above = settings.chain(&under.id);
        above.into_iter().rev().find(|row| row.icon.is_none())
    });
    let title = named.map_or(drawing.app, |row| row.label(lang));
    let also = drawing.same_row_elsewhere(settings, parent);
    let title = [title].into_iter().chain(also).collect::<Vec<_>>();
    let title = title.join(" / ");
    let picture = match drawing.marked.first() {
        Some(marked) => words::walk_picture(lang, drawing.app, marked.label(lang), &title),
        None => words::walk_picture_plain(lang, drawing.app, &title),
    };
    let back = (!is_start).then(|| icons::drawing(icons::BACK));
    let corner = rows_at(&around, At::TopRight).into_iter();
    let corner = corner.map(|row| view! { <DrawnRow drawing row/> });
    let foot = rows_at(&around, At::Bottom).into_iter();
    let foot = foot.map(|row| view! { <DrawnRow drawing row/> });
    let list = rows_at(&around, At::List);
    let body = match looks {
        _ if first.is_some_and(|first| is_start && drawing.is_tab(first)) => {
            view! { <Tabs drawing rows=around/> }.into_any()
        }
        Looks::Chat => view! { <Chat drawing rows=list/> }.into_any(),
        Looks::Menu => view! { <Menu drawing held=parent rows=list/> }.into_any(),
        Looks::Sheet => view! { <Sheet drawing rows=list/> }.into_any(),
        Looks::List => view! { <List drawing rows=list/> }.into_any(),
    };
    view! {
        <figure class="phone" role="group" aria-label=picture>
            <div class="phone__screen">
                <div class="phone__bar">
                    <span class="phone__back" aria-hidden="true">{back}</span>
                    <span class="phone__title" aria-hidden="true" translate="no">{blocks::text(&title)}</span>
                    <span class="phone__corner">{corner.collect_view()}</span>
                </div>
                {body}
                <div class="phone__foot">{foot.collect_view()}</div>
            </div>
        </figure>
    }
    .into_any()
}

fn tabs<'a>(edition: &Edition, settings: &'a Settings) -> Vec<&'a Row> {
    let tabs = edition.tabs.iter();
    tabs.filter_map(|tab| settings.row(&tab.row)).collect()
}

/// The rows that are at one place of the screen.
fn rows_at<'a>(rows: &[&'a Row], at: At) -> Vec<&'a Row> {
    rows.iter().copied().filter(|row| row.at == at).collect()
}

/// Rows below each other: those to tap in the middle, what is before and after them cut off.
#[component]
fn List<'a>(drawing: Drawing<'a>, rows: Vec<&'a Row>) -> AnyView {
    let marked = |row: &&Row| drawing.is_marked(row);
    let Some(from) = rows.iter().position(marked) else {
        let rows = rows.into_iter().take(2 * AROUND);
        let rows = rows.map(|row| view! { <DrawnRow drawing row/> });
        return view! {
            <div class="phone__body">
                <div class="phone__around phone__around--all">{rows.collect_view()}</div>
            </div>
        }
        .into_any();
    };
    let to = rows.iter().rposition(marked).unwrap_or(from) + 1;
    let before = &rows[from.saturating_sub(AROUND)..from];
    let after = &rows[to..rows.len().min(to + AROUND)];
    let draw = |rows: &[&'a Row]| {
        let rows = rows.iter().copied();
        rows.map(|row| view! { <DrawnRow drawing row/> })
            .collect_view()
    };
    view! {
        <div class="phone__body">
            <div class="phone__around phone__around--before">{draw(before)}</div>
            <div class="phone__marked">{draw(&rows[from..to])}</div>
            <div class="phone__around phone__around--after">{draw(after)}</div>
        </div>
    }
    .into_any()
}

/// The start screen: an empty field, cut short, and the tabs at the foot.
#[component]
fn Tabs<'a>(drawing: Drawing<'a>, rows: Vec<&'a Row>) -> AnyView {
    let tabs = rows.into_iter().map(|row| {
        let icon = drawing.edition.tab(&row.id);
        let icon = icon.map(|icon| {
            let icon = icons::drawing(icons::tab(icon));
            view! { <span class="phone__icon">{icon}</span> }
        });
        let label = blocks::text(row.label(drawing.lang));
        let face = view! { {icon} <span class="phone__label" translate="no">{label}</span> };
        view! { <Place drawing row face=face.into_any()/> }
    });
    view! {
        <div class="phone__field" aria-hidden="true"></div>
        <div class="phone__tabs">{tabs.collect_view()}</div>
    }
    .into_any()
}

/// Messages: one of them to hold, or none where the way goes on in the corner. Other rows of such a
/// screen have a place of their own above the messages.
#[component]
fn Chat<'a>(drawing: Drawing<'a>, rows: Vec<&'a Row>) -> AnyView {
    let (held, rows): (Vec<&Row>, Vec<&Row>) = rows
        .into_iter()
        .partition(|row| row.gesture == Gesture::Hold);
    let rows = rows.into_iter();
    let rows = rows.map(|row| view! { <DrawnRow drawing row/> });
    let held = held.into_iter().filter(|row| drawing.is_marked(row));
    let held = held.map(|row| {
        let label = blocks::text(row.label(drawing.lang));
        let face = view! { <span class="phone__label" translate=untranslated(row)>{label}</span> };
        view! { <div class="phone__held"><Place drawing row face=face.into_any()/></div> }
    });
    view! {
        <div class="phone__body phone__body--chat">
            <div class="phone__banner">{rows.collect_view()}</div>
            <span class="phone__bubble" aria-hidden="true"></span>
            {held.collect_view()}
            <span class="phone__bubble phone__bubble--own" aria-hidden="true"></span>
        </div>
    }
    .into_any()
}

/// A message that is held, and the small menu over it.
#[component]
fn Menu<'a>(drawing: Drawing<'a>, held: Option<&'a Row>, rows: Vec<&'a Row>) -> AnyView {
    let rows = rows.into_iter();
    let rows = rows.map(|row| view! { <DrawnRow drawing row/> });
    let held = held.and_then(|held| blocks::text(held.label(drawing.lang)));
    view! {
        <div class="phone__body phone__body--chat">
            <span class="phone__bubble" aria-hidden="true"></span>
            <div class="phone__menu">{rows.collect_view()}</div>
            <div class="phone__held" aria-hidden="true"><span class="phone__row">{held}</span></div>
            <span class="phone__bubble" aria-hidden="true"></span>
        </div>
    }
    .into_any()
}

/// Rows that came up from below, over a screen that is dimmed.
#[component]
fn Sheet<'a>(drawing: Drawing<'a>, rows: Vec<&'a Row>) -> AnyView {
    let rows = rows.into_iter();
    let rows = rows.map(|row| view! { <DrawnRow drawing row/> });
    view! {
        <div class="phone__body phone__body--dimmed">
            <div class="phone__sheet">{rows.collect_view()}</div>
        </div>
    }
    .into_any()
}

/// A row with its icon or label, and the sign of what it opens.
#[component]
fn DrawnRow<'a>(drawing: Drawing<'a>, row: &'a Row) -> AnyView {
    let lang = drawing.lang;
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
    let others = drawing.is_marked(row).then(|| {
        let others = row.labels(lang).skip(1);
        let others = others.map(|other| {
            view! { <span class="phone__also">{words::walk_also_called(lang, other)}</span> }
        });
        others.collect_view()
    });
    let sign = (!drawing.is_marked(row)).then(|| view! { <Sign kind=row.kind lang/> });
    let face = view! { {label} {sign} {others} };
    view! { <Place drawing row face=face.into_any()/> }.into_any()
}

/// The place of a row: a link where it is the one to tap, and not to be heard where it is not.
#[component]
fn Place<'a>(drawing: Drawing<'a>, row: &'a Row, face: AnyView) -> AnyView {
    if !drawing.is_marked(row) {
        return view! { <span class="phone__row" aria-hidden="true">{face}</span> }.into_any();
    }
    let hint = match row.gesture {
        Gesture::Tap => words::walk_tap(drawing.lang),
        Gesture::Hold => words::walk_hold(drawing.lang),
    };
    view! {
        <a class="phone__row phone__row--marked" href=drawing.next.to_string()>
            {face}
            <span class="phone__hint">{hint}</span>
        </a>
    }
    .into_any()
}

/// A translating browser leaves a label as it is in the host app; a row without one has words of ours.
pub fn untranslated(row: &Row) -> Option<&'static str> {
    (!row.unlabelled).then_some("no")
}

/// What tapping a row leads to; an action has no sign, and no switch is drawn as on or off.
#[component]
fn Sign(kind: RowKind, lang: Language) -> AnyView {
    let arrow = matches!(kind, RowKind::Screen | RowKind::Choice);
    let arrow = arrow.then(|| view! { <span class="phone__sign">"›"</span> });
    let switch = (kind == RowKind::Switch).then(|| {
        view! {
            <span class="phone__switch">
                <span>{words::act_off(lang)}</span>
                <span>{words::act_on(lang)}</span>
            </span>
        }
    });
    view! { {arrow} {switch} }.into_any()
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
