//! The settings map: every guide and path, by what a person wants and by place in the app.

use interface::{View, ids, words};
use leptos::prelude::*;
use notice::Language;
use notice::catalogue::Want;
use notice::settings::Row;

use crate::pages::fields::{Filter, Hint};
use crate::pages::rows::Row as LinkRow;
use crate::pages::shell::Body;
use crate::pages::site::Context;
use crate::pages::walks::Walk;
use crate::pages::{blocks, phone, phrases, walk, walks};

/// The map in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let title = words::title_settings(lang, context.app_name());
    let walks = walks::walks(context);
    let other = Context {
        lang: lang.other(),
        ..context.clone()
    };
    let twins = walks::walks(&other);
    let (walks, twins) = (walks.as_slice(), twins.as_slice());
    let groups = wants(lang).into_iter();
    let groups = groups.map(|(want, title)| view! { <Group context title walks twins want/> });
    let is_empty = walks.is_empty() && context.site.settings.rows.is_empty();
    let lead = match is_empty {
        true => words::settings_none(lang),
        false => words::settings_lead(lang),
    };
    let filter = (!is_empty).then(|| {
        view! {
            <Filter label=words::settings_search(lang) hint=Hint::Below(words::settings_search_hint(lang))/>
            // The app fills in what was typed.
            <ul class="rows group no-print" data-filter-none="" hidden=true>
                <LinkRow href=context.to(View::Search) label=words::none_in_search(lang)/>
            </ul>
        }
    });
    let by_screen = (!context.site.settings.rows.is_empty()).then(|| {
        view! {
            <section class="group" data-unfiltered="">
                <div class="group__head">
                    <h2 id=ids::section("by-screen")>{words::settings_by_screen(lang)}</h2>
                </div>
                <Tree context walks screen="" class="rows map__tree"/>
            </section>
        }
    });
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{title.clone()}</h1>
            <p class="byline">{lead}</p>
        </header>
        {filter}
        <div class="map__groups">{groups.collect_view()}</div>
        {by_screen}
    };
    Body {
        title,
        description: lead.into(),
        main: main.into_any(),
    }
}

fn wants(lang: Language) -> [(Want, &'static str); 9] {
    [
        (Want::SwitchOff, words::want_switch_off(lang)),
        (Want::See, words::want_see(lang)),
        (Want::Copy, words::want_copy(lang)),
        (Want::Correct, words::want_correct(lang)),
        (Want::Delete, words::want_delete(lang)),
        (Want::Limit, words::want_limit(lang)),
        (Want::Close, words::want_close(lang)),
        (Want::Complain, words::want_complain(lang)),
        (Want::Contact, words::want_contact(lang)),
    ]
}

/// The walks for one want; nothing where there are none.
#[component]
fn Group<'a>(
    context: &'a Context<'a>,
    title: &'static str,
    walks: &'a [Walk<'a>],
    twins: &'a [Walk<'a>],
    want: Want,
) -> AnyView {
    let mut entries: Vec<&Walk> = walks.iter().filter(|walk| walk.wants == want).collect();
    // What a browser can object to for a person is what most people come for.
    entries.sort_by_key(|walk| !is_objected_to(context, walk));
    let entries = entries.into_iter().map(|walk| {
        let is_twin = |twin: &&Walk| twin.id == walk.id && twin.is_guide == walk.is_guide;
        let found = find_words(context, walk, twins.iter().find(is_twin));
        view! { <li class="row" id=ids::walk(walk.id) data-find=found><Entry context walk/></li> }
    });
    let entries = entries.collect_view();
    (!entries.is_empty())
        .then(|| {
            view! {
                <section class="group map__group" data-group="">
                    <div class="group__head"><h2>{title}</h2></div>
                    <ul class="rows">{entries}</ul>
                </section>
            }
        })
        .into_any()
}

/// Whether Global Privacy Control speaks of what the walk leads to.
fn is_objected_to(context: &Context, walk: &Walk) -> bool {
    let mut controls = context.site.current().catalogue.controls.iter();
    controls.any(|control| control.gpc && walk.is_way_of(control))
}

#[component]
fn Entry<'a>(context: &'a Context<'a>, walk: &'a Walk<'a>) -> AnyView {
    let lang = context.lang;
    let clause = phrases::number(walk.clause).map(|number| {
        let clause = match phrases::is_section(walk.clause) {
            true => words::walk_from_section(lang, &number),
            false => words::walk_from_clause(lang, &number),
        };
        view! { " · " {clause} }
    });
    view! {
        <a class="row__link map__entry" href=walk::overview_href(context, walk)>
            <span class="row__label map__title">{blocks::text(&walk.title)}</span>
            " " <span class="row__second">{walk::count(walk, lang)} {clause}</span>
        </a>
    }
    .into_any()
}

/// What an entry is found by, in both languages at once.
fn find_words(context: &Context, walk: &Walk, twin: Option<&Walk>) -> String {
    let mut found = vec![walk.title.clone(), walk.clause.heading.clone()];
    found.extend(twin.map(|twin| format!("{} {}", twin.title, twin.clause.heading)));
    for way in walk.each_way() {
        found.push(way.title.clone());
        for row in way.steps.iter().flat_map(|step| &step.rows) {
            found.extend(row.labels(context.lang).map(str::to_string));
            found.extend(row.labels(context.lang.other()).map(str::to_string));
        }
    }
    found.join(" ").to_lowercase()
}

/// The rows under a screen, as the app shows them: those that open a screen open here, too, and
/// those where a walk ends lead to it.
#[component]
fn Tree<'a>(
    context: &'a Context<'a>,
    walks: &'a [Walk<'a>],
    screen: &'a str,
    class: &'static str,
) -> AnyView {
    let rows = context.site.settings.children(screen);
    let rows =
        rows.map(|row| view! { <li id=ids::app_row(&row.id)><Branch context row walks/></li> });
    let rows = rows.collect_view();
    (!rows.is_empty())
        .then(|| view! { <ul class=class>{rows}</ul> })
        .into_any()
}

#[component]
fn Branch<'a>(context: &'a Context<'a>, row: &'a Row, walks: &'a [Walk<'a>]) -> AnyView {
    let ends_here = |walk: &&Walk| {
        let last = walk.steps.iter().rev().find(|step| !step.rows.is_empty());
        last.is_some_and(|step| step.rows.iter().any(|touched| touched.id == row.id))
    };
    let ending = walks.iter().flat_map(Walk::each_way).filter(ends_here);
    let ending: Vec<&Walk> = ending.collect();
    let has_more = context.site.settings.children(&row.id).next().is_some();
    let label = || {
        let label = blocks::text(row.label(context.lang));
        view! { <span class="row__label map__row" translate=phone::untranslated(row)>{label}</span> }
    };
    match ending.as_slice() {
        [only] if !has_more => {
            let href = walk::overview_href(context, only);
            let title = only.title.clone();
            view! {
                <a class="row__link" href=href>
                    {label()} " " <span class="row__second">{title}</span>
                </a>
            }
            .into_any()
        }
        [] if !has_more => view! { <p class="map__bare">{label()}</p> }.into_any(),
        _ => {
            let ending = ending.iter().map(|walk| {
                let href = walk::overview_href(context, walk);
                let title = walk.title.clone();
                view! {
                    <li><a class="row__link" href=href><span class="row__label">{title}</span></a></li>
                }
            });
            view! {
                <details class="fold map__branch">
                    <summary>{label()}</summary>
                    <ul>{ending.collect_view()}</ul>
                    <Tree context walks screen=row.id.as_str() class="map__inner"/>
                </details>
            }
            .into_any()
        }
    }
}
