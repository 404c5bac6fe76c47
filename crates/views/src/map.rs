//! The settings map: every guide and path, by what a person wants and by place in the app.

use interface::{View, ids, words};
use leptos::prelude::*;
use notice::Language;
use notice::catalogue::Want;
use notice::settings::Row;

use crate::fields::Filter;
use crate::shell::Body;
use crate::site::Context;
use crate::walk_steps::{Walk, walks};
use crate::{blocks, phone};

/// The map in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let walks = walks(context);
    let other = Context {
        lang: lang.other(),
        ..context.clone()
    };
    let twins = crate::walk_steps::walks(&other);
    let (walks, twins) = (walks.as_slice(), twins.as_slice());
    let groups = wants(lang).into_iter();
    let groups = groups.map(|(want, title)| view! { <Group context title walks twins want/> });
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{words::title_settings(lang)}</h1>
            <p class="lead">{words::settings_lead(lang)}</p>
        </header>
        <Filter label=words::settings_search(lang) hint=words::settings_search_hint(lang)/>
        <section>
            <h2 id=ids::section("by-want")>{words::settings_by_want(lang)}</h2>
            <div class="map__groups">{groups.collect_view()}</div>
        </section>
        <section data-unfiltered="">
            <h2 id=ids::section("by-screen")>{words::settings_by_screen(lang)}</h2>
            <Tree context walks screen=""/>
        </section>
    };
    Body {
        title: words::title_settings(lang).into(),
        description: words::settings_lead(lang).into(),
        main: main.into_any(),
    }
}

fn wants(lang: Language) -> [(Want, &'static str); 8] {
    [
        (Want::SwitchOff, words::want_switch_off(lang)),
        (Want::See, words::want_see(lang)),
        (Want::Copy, words::want_copy(lang)),
        (Want::Correct, words::want_correct(lang)),
        (Want::Delete, words::want_delete(lang)),
        (Want::Limit, words::want_limit(lang)),
        (Want::Close, words::want_close(lang)),
        (Want::Complain, words::want_complain(lang)),
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
    let entries = walks.iter().filter(|walk| walk.wants == want);
    let entries = entries.map(|walk| {
        let is_twin = |twin: &&Walk| twin.id == walk.id && twin.is_guide == walk.is_guide;
        let found = find_words(context, walk, twins.iter().find(is_twin));
        view! { <li data-find=found><Entry context walk/></li> }
    });
    let entries = entries.collect_view();
    (!entries.is_empty())
        .then(|| {
            view! {
                <section class="map__group" data-group="">
                    <h3>{title}</h3>
                    <ul>{entries}</ul>
                </section>
            }
        })
        .into_any()
}

#[component]
fn Entry<'a>(context: &'a Context<'a>, walk: &'a Walk<'a>) -> AnyView {
    let lang = context.lang;
    let count = match walk.steps.len() {
        0 => words::no_steps(lang).to_string(),
        1 => words::step_one(lang).to_string(),
        count => words::steps_count(lang, &count.to_string()),
    };
    let clause = walk.clause.number.as_ref().map(|number| {
        let clause = words::walk_from_clause(lang, &number.to_string());
        view! { " · " {clause} }
    });
    view! {
        <a class="map__entry" href=walk_href(context, walk)>
            <span class="map__title">{blocks::text(&walk.title)}</span>
            " " <span class="hint">{count} {clause}</span>
        </a>
    }
    .into_any()
}

fn walk_href(context: &Context, walk: &Walk) -> String {
    context.to(View::Walk {
        guide: walk.id.into(),
        step: None,
    })
}

/// What an entry is found by, in both languages at once.
fn find_words(context: &Context, walk: &Walk, twin: Option<&Walk>) -> String {
    let mut found = vec![walk.title.clone(), walk.clause.heading.clone()];
    found.extend(twin.map(|twin| format!("{} {}", twin.title, twin.clause.heading)));
    for row in walk.steps.iter().flat_map(|step| &step.rows) {
        found.extend(row.labels(context.lang).map(str::to_string));
        found.extend(row.labels(context.lang.other()).map(str::to_string));
    }
    found.join(" ").to_lowercase()
}

/// The rows under a screen, each with the walks that end there.
#[component]
fn Tree<'a>(context: &'a Context<'a>, walks: &'a [Walk<'a>], screen: &'a str) -> AnyView {
    let rows = context.site.settings.children(screen).map(|row| {
        view! {
            <li>
                <RowWords context row walks/>
                <Tree context walks screen=row.id.as_str()/>
            </li>
        }
    });
    let rows = rows.collect_view();
    (!rows.is_empty())
        .then(|| view! { <ul class="map__tree">{rows}</ul> })
        .into_any()
}

#[component]
fn RowWords<'a>(context: &'a Context<'a>, row: &'a Row, walks: &'a [Walk<'a>]) -> AnyView {
    let ends_here = |walk: &&Walk| {
        let last = walk.steps.iter().rev().find(|step| !step.rows.is_empty());
        last.is_some_and(|step| step.rows.iter().any(|touched| touched.id == row.id))
    };
    let walks = walks.iter().filter(ends_here).map(|walk| {
        let number = walk.clause.number.as_ref().map(ToString::to_string);
        let name = number.unwrap_or_else(|| walk.title.clone());
        view! {
            " " <a href=walk_href(context, walk)>
                {blocks::text(&name)}
                <span class="visually-hidden">{format!(" {}", walk.title)}</span>
            </a>
        }
    });
    view! {
        <span class="map__row" translate=phone::untranslated(row)>
            {blocks::text(row.label(context.lang))}
        </span>
        {walks.collect_view()}
    }
    .into_any()
}
