//! The settings map: every guide and path, by what a person wants and by place in the app.

use interface::{View, ids, words};
use maud::{Markup, html};
use notice::Language;
use notice::catalogue::Want;
use notice::settings::Row;

use crate::fields;
use crate::phone;
use crate::shell::Body;
use crate::site::Context;
use crate::walk_steps::{Walk, walks};

/// The map in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let walks = walks(context);
    let other = Context {
        lang: lang.other(),
        ..context.clone()
    };
    let twins = crate::walk_steps::walks(&other);
    let main = html! {
        header class="page-head" {
            h1 tabindex="-1" { (words::title_settings(lang)) }
            p class="lead" { (words::settings_lead(lang)) }
        }
        (fields::filter(words::settings_search(lang), words::settings_search_hint(lang)))
        section {
            h2 id=(ids::section("by-want")) { (words::settings_by_want(lang)) }
            div class="map__groups" {
                @for (want, title) in wants(lang) {
                    (group(context, title, &walks, &twins, want))
                }
            }
        }
        section data-unfiltered {
            h2 id=(ids::section("by-screen")) { (words::settings_by_screen(lang)) }
            (tree(context, &walks, ""))
        }
    };
    Body {
        title: words::title_settings(lang).into(),
        description: words::settings_lead(lang).into(),
        main,
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

fn group(context: &Context, title: &str, walks: &[Walk], twins: &[Walk], want: Want) -> Markup {
    let entries: Vec<&Walk> = walks.iter().filter(|walk| walk.wants == want).collect();
    if entries.is_empty() {
        return html! {};
    }
    html! {
        section class="map__group" data-group {
            h3 { (title) }
            ul {
                @for walk in entries {
                    @let twin = twins.iter().find(|twin| twin.id == walk.id && twin.is_guide == walk.is_guide);
                    li data-find=(find_words(context, walk, twin)) { (entry(context, walk)) }
                }
            }
        }
    }
}

fn entry(context: &Context, walk: &Walk) -> Markup {
    let lang = context.lang;
    let count = match walk.steps.len() {
        0 => words::no_steps(lang).to_string(),
        1 => words::step_one(lang).to_string(),
        count => words::steps_count(lang, &count.to_string()),
    };
    html! {
        a class="map__entry" href=(context.to(View::Walk { guide: walk.id.into(), step: None })) {
            span class="map__title" { (walk.title) }
            " " span class="hint" {
                (count)
                @if let Some(number) = &walk.clause.number { " · " (words::walk_from_clause(lang, &number.to_string())) }
            }
        }
    }
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
fn tree(context: &Context, walks: &[Walk], screen: &str) -> Markup {
    let rows: Vec<&Row> = context.site.settings.children(screen).collect();
    if rows.is_empty() {
        return html! {};
    }
    html! {
        ul class="map__tree" {
            @for row in rows {
                li {
                    (row_words(context, row, walks))
                    (tree(context, walks, &row.id))
                }
            }
        }
    }
}

fn row_words(context: &Context, row: &Row, walks: &[Walk]) -> Markup {
    let ends_here = |walk: &&Walk| {
        let last = walk.steps.iter().rev().find(|step| !step.rows.is_empty());
        last.is_some_and(|step| step.rows.iter().any(|touched| touched.id == row.id))
    };
    html! {
        span class="map__row" translate=[phone::untranslated(row)] { (row.label(context.lang)) }
        @for walk in walks.iter().filter(ends_here) {
            " " a href=(context.to(View::Walk { guide: walk.id.into(), step: None })) {
                @if let Some(number) = &walk.clause.number { (number) } @else { (walk.title) }
                span class="visually-hidden" { " " (walk.title) }
            }
        }
    }
}
