//! The start page: where am I, what changed, what can I switch off, where is a setting.

use interface::marks::{self, Place};
use interface::{View, date, words};
use leptos::prelude::*;
use notice::Language;
use notice::catalogue::ControlKind;

use crate::changes::Counts;
use crate::shell::Body;
use crate::site::{Context, Facts, notice_in};
use crate::walk_steps;

/// The start page in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{words::title_home(lang)}</h1>
            <p class="lead">{words::home_lead(lang)}</p>
        </header>
        <div class="home__cards">
            <Current context/>
            <Changed context/>
            <SwitchOff context/>
            <Find context/>
            <Data context/>
        </div>
        // Below the cards, so that nothing moves when the app has something to ask.
        <div class="home__since" data-w=marks::PLACE.says(Place::Since)></div>
    };
    Body {
        title: words::title_home(lang).into(),
        description: words::tagline(lang).into(),
        main: main.into_any(),
    }
}

#[component]
fn Current<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let release = context.site.current();
    let between = match lang {
        Language::Zh => "，",
        Language::En => ", ",
    };
    let updated = release.updated();
    let updated = updated.map(|date| format!("{between}{}", date::in_words(date, lang)));
    view! {
        <section class="card home__current">
            <h2>{words::home_current(lang)}</h2>
            <p>{notice_in(release, lang).title.clone()} {updated}</p>
            <p class="buttons">
                <a class="button button--main" href=context.to_notice()>{words::home_read(lang)}</a>
                <a class="button" href=context.to(View::Archive)>{words::all_versions(lang)}</a>
            </p>
        </section>
    }
    .into_any()
}

#[component]
fn Changed<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let pair = context.site.latest_pair();
    let changed = pair.map(|(old, new)| {
        let compared = context.site.compared(&old, &new, lang);
        let count = compared.map(|compared| {
            let count = Counts::of(&compared.comparison).clauses.to_string();
            view! { <p>{words::home_changed_lead(lang, &count)}</p> }
        });
        view! {
            <section class="card">
                <h2>{words::home_changed(lang)}</h2>
                {count}
                <p class="buttons">
                    <a class="button" href=context.to(View::Changes { old, new })>{words::home_see_changes(lang)}</a>
                </p>
            </section>
        }
    });
    changed.into_any()
}

#[component]
fn SwitchOff<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let controls = &context.site.current().catalogue.controls;
    let is_opt_out = controls
        .iter()
        .any(|control| control.kind == ControlKind::OptOut);
    let switch_off = is_opt_out.then(|| {
        view! {
            <section class="card">
                <h2>{words::home_off(lang)}</h2>
                <p>{words::home_off_lead(lang)}</p>
                <p class="buttons">
                    <a class="button" href=context.to(View::CheckUp)>{words::home_check_up(lang)}</a>
                    <a class="button" href=context.to(View::Choices)>{words::home_all_choices(lang)}</a>
                </p>
            </section>
        }
    });
    switch_off.into_any()
}

#[component]
fn Find<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let count = walk_steps::walks(context).len().to_string();
    view! {
        <section class="card">
            <h2>{words::home_find(lang)}</h2>
            <p>{words::home_find_lead(lang, &count)}</p>
            <p class="buttons">
                <a class="button" href=context.to(View::Settings)>{words::home_open_map(lang)}</a>
            </p>
        </section>
    }
    .into_any()
}

#[component]
fn Data<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let count = context.site.current().catalogue.disclosures.len();
    let data = (count > 0).then(|| {
        view! {
            <section class="card">
                <h2>{words::home_data(lang)}</h2>
                <p>{words::home_data_lead(lang, &count.to_string())}</p>
                <p class="buttons">
                    <a class="button" href=context.to(View::Data)>{words::home_open_data(lang)}</a>
                </p>
            </section>
        }
    });
    data.into_any()
}
