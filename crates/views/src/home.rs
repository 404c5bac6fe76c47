//! The start page: where am I, what changed, what can I switch off, where is a setting.

use interface::marks::{self, Place};
use interface::{View, date, words};
use maud::{Markup, html};
use notice::catalogue::ControlKind;

use crate::changes::Counts;
use crate::shell::Body;
use crate::site::{Context, Facts, notice_in};

/// The start page in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let main = html! {
        header class="page-head" {
            h1 tabindex="-1" { (words::title_home(lang)) }
            p class="lead" { (words::home_lead(lang)) }
        }
        div class="home__cards" {
            (current(context))
            (changed(context))
            (switch_off(context))
            (find(context))
            (data(context))
        }
        // Below the cards, so that nothing moves when the app has something to ask.
        div class="home__since" data-w=(marks::PLACE.says(Place::Since)) {}
    };
    Body {
        title: words::title_home(lang).into(),
        description: words::tagline(lang).into(),
        main,
    }
}

fn current(context: &Context) -> Markup {
    let lang = context.lang;
    let release = context.site.current();
    let between = if lang == notice::Language::Zh {
        "，"
    } else {
        ", "
    };
    html! {
        section class="card home__current" {
            h2 { (words::home_current(lang)) }
            p {
                (notice_in(release, lang).title)
                @if let Some(updated) = release.updated() { (between) (date::in_words(updated, lang)) }
            }
            p class="buttons" {
                a class="button button--main" href=(context.to(View::Notice { version: release.version.clone() })) { (words::home_read(lang)) }
                a class="button" href=(context.to(View::Archive)) { (words::all_versions(lang)) }
            }
        }
    }
}

fn changed(context: &Context) -> Markup {
    let lang = context.lang;
    let Some((old, new)) = context.site.latest_pair() else {
        return html! {};
    };
    let count = context
        .site
        .compared(&old, &new, lang)
        .map(|compared| Counts::of(&compared.comparison).clauses);
    html! {
        section class="card" {
            h2 { (words::home_changed(lang)) }
            @if let Some(count) = count { p { (words::home_changed_lead(lang, &count.to_string())) } }
            p class="buttons" {
                a class="button" href=(context.to(View::Changes { old, new })) { (words::home_see_changes(lang)) }
            }
        }
    }
}

fn switch_off(context: &Context) -> Markup {
    let lang = context.lang;
    let catalogue = &context.site.current().catalogue;
    if !catalogue
        .controls
        .iter()
        .any(|control| control.kind == ControlKind::OptOut)
    {
        return html! {};
    }
    html! {
        section class="card" {
            h2 { (words::home_off(lang)) }
            p { (words::home_off_lead(lang)) }
            p class="buttons" {
                a class="button" href=(context.to(View::CheckUp)) { (words::home_check_up(lang)) }
                a class="button" href=(context.to(View::Choices)) { (words::home_all_choices(lang)) }
            }
        }
    }
}

fn find(context: &Context) -> Markup {
    let lang = context.lang;
    let count = crate::walk_steps::walks(context).len();
    html! {
        section class="card" {
            h2 { (words::home_find(lang)) }
            p { (words::home_find_lead(lang, &count.to_string())) }
            p class="buttons" {
                a class="button" href=(context.to(View::Settings)) { (words::home_open_map(lang)) }
            }
        }
    }
}

fn data(context: &Context) -> Markup {
    let lang = context.lang;
    let count = context.site.current().catalogue.disclosures.len();
    if count == 0 {
        return html! {};
    }
    html! {
        section class="card" {
            h2 { (words::home_data(lang)) }
            p { (words::home_data_lead(lang, &count.to_string())) }
            p class="buttons" {
                a class="button" href=(context.to(View::Data)) { (words::home_open_data(lang)) }
            }
        }
    }
}
