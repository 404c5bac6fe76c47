//! The start page: what is in force, what changed, what a person has set, and what many come for.

use interface::marks::{self, Place};
use interface::{View, ids, words};
use leptos::prelude::*;
use notice::catalogue::{ControlKind, Target, Task, Want, Way};
use notice::{Language, Provenance};

use crate::pages::changes::groups::Counts;
use crate::pages::fields::SearchFrom;
use crate::pages::rows::{Group, Row};
use crate::pages::shell::Body;
use crate::pages::site::{Compared, Context, Facts};
use crate::pages::stated::{uses_in_words, uses_of};
use crate::pages::walks::Walk;
use crate::pages::{data, phrases, walks};

/// As many tasks as stand in one look.
const TASKS: usize = 6;

/// The start page in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let title = words::title_home(lang, context.app_name());
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{title.clone()}</h1>
        </header>
        <SearchFrom lang action=context.to(View::Search)/>
        <div class="home">
            <div>
                <Now context/>
                <CheckUp context/>
            </div>
            <Tasks context/>
        </div>
    };
    Body {
        title,
        description: words::tagline(lang).into(),
        main: main.into_any(),
    }
}

#[component]
fn Now<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let current = view! {
        <Row href=context.to_notice() label=words::home_current(lang) second=phrases::since(context.site.current(), lang)/>
    };
    let rows = vec![
        current.into_any(),
        view! { <Changed context/> }.into_any(),
        view! { <Choices context/> }.into_any(),
    ];
    view! { <Group title=words::home_now(lang) rows/> }.into_any()
}

/// What changed, in numbers. For who agreed to an earlier release the app says so in the same room.
#[component]
fn Changed<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let pair = context.site.latest_pair();
    let changed = pair.map(|(old, new)| {
        let compared = context.site.compared(&old, &new, lang);
        let numbers = compared.map(|compared| numbers(context, compared));
        let count = compared.map_or(0, |compared| Counts::of(&compared.comparison).clauses);
        // The longest that the app says here, which keeps the room for it.
        let since = words::since_changed(lang, &count.to_string());
        let room = [since, words::since_renewals(lang, "1")].concat();
        view! {
            <li class="row">
                <a class="row__link" href=context.to(View::Changes { old, new })>
                    <span class="row__label">{words::home_changed(lang)}</span>
                    " "
                    <span class="row__second home__since" data-w=marks::PLACE.says(Place::Since)
                        data-count=count.to_string()>
                        <span>{numbers}</span>
                        <span data-room=room></span>
                    </span>
                </a>
            </li>
        }
    });
    changed.into_any()
}

/// Says a number.
type Say = fn(Language, &str) -> String;

/// How many clauses changed, new choices and new kinds of sensitive data. Against a text that was worked out it
/// says so instead of what is sensitive: both are this site's reading, and a row has room for one.
fn numbers(context: &Context, compared: &Compared) -> String {
    let lang = context.lang;
    let meaning = &compared.meaning;
    let data = &context.site.current().catalogue.data;
    let is_new = |id: &String| meaning.data.added.contains(id);
    let sensitive = data
        .iter()
        .filter(|item| item.sensitive && is_new(&item.id))
        .count();
    let clauses = Counts::of(&compared.comparison).clauses;
    let controls = meaning.controls.added.len();
    let old = context.site.release(&compared.comparison.old);
    let is_worked_out = old.is_some_and(|old| old.provenance() == Provenance::Reconstructed);
    let others: &[(usize, Say)] = match is_worked_out {
        true => &[(controls, words::home_controls_named)],
        false => &[
            (controls, words::home_controls),
            (sensitive, words::home_sensitive),
        ],
    };
    let others = others.iter().filter(|(count, _)| *count > 0);
    let others = others.map(|(count, say)| say(lang, &count.to_string()));
    let clauses = words::home_clauses(lang, &phrases::clauses(lang, clauses));
    let worked_out = is_worked_out.then(|| words::home_worked_out(lang).to_string());
    let said = [clauses].into_iter().chain(others).chain(worked_out);
    let said: Vec<String> = said.collect();
    said.join(" · ")
}

/// What there is to choose; for a person whose records are known the app counts them instead.
#[component]
fn Choices<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let controls = &context.site.current().catalogue.controls;
    let of = |kind| {
        controls
            .iter()
            .filter(|control| control.kind == kind)
            .count()
    };
    let (opt_outs, consents) = (of(ControlKind::OptOut), of(ControlKind::Consent));
    let second = words::home_choices(lang, &consents.to_string(), &opt_outs.to_string());
    let choices = (!controls.is_empty()).then(|| {
        view! {
            <li class="row">
                <a class="row__link" href=context.to(View::Choices)>
                    <span class="row__label">{words::nav_choices(lang)}</span>
                    " "
                    <span class="row__second" data-w=marks::PLACE.says(Place::Recorded)>{second}</span>
                </a>
            </li>
        }
    });
    choices.into_any()
}

/// The one thing that the page asks for.
#[component]
fn CheckUp<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let controls = &context.site.current().catalogue.controls;
    let is_opt_out = controls
        .iter()
        .any(|control| control.kind == ControlKind::OptOut);
    let check_up = is_opt_out.then(|| {
        view! {
            <p class="home__check-up">
                <a class="button button--main" href=context.to(View::CheckUp)>{words::home_check_up(lang)}</a>
            </p>
        }
    });
    check_up.into_any()
}

#[component]
fn Tasks<'a>(context: &'a Context<'a>) -> AnyView {
    let rows = task_rows(context);
    let tasks = (!rows.is_empty()).then(|| {
        view! { <div class="home__tasks"><Group title=words::home_tasks(context.lang) rows/></div> }
    });
    tasks.into_any()
}

/// What many come for, as rows.
pub fn task_rows(context: &Context) -> Vec<AnyView> {
    let catalogue = &context.site.current().catalogue;
    let named = catalogue.tasks.iter();
    let mut rows: Vec<AnyView> = named.filter_map(|task| task_row(context, task)).collect();
    if rows.is_empty() {
        rows = usual_rows(context);
    }
    rows.truncate(TASKS);
    rows
}

/// A task of the catalogue, and how much there is to do or to read; none where it leads nowhere.
fn task_row(context: &Context, task: &Task) -> Option<AnyView> {
    let lang = context.lang;
    let label = task.names.get(lang).to_string();
    let (href, value) = match &task.to {
        Target::Way(Way::Path(id)) => way(context, id)?,
        Target::Way(Way::Guide(id)) => way(context, id.as_str())?,
        Target::Topic(id) => {
            let topic = context.site.current().catalogue.topic(id)?;
            let count = uses_of(context, topic).len();
            (
                data::topic::to(context, topic),
                Some(uses_in_words(lang, count)),
            )
        }
        Target::Control(id) => {
            context.site.current().catalogue.control(id)?;
            (
                format!("{}#{}", context.to(View::Choices), ids::choice(id)),
                None,
            )
        }
    };
    Some(view! { <Row href label value/> }.into_any())
}

fn way(context: &Context, id: &str) -> Option<(String, Option<String>)> {
    let walks = walks::walks(context);
    let walk = walks.into_iter().find(|walk| walk.id == id)?;
    Some((to_walk(context, &walk), steps(context.lang, &walk)))
}

/// What many come for where the catalogue does not say it: the first way for each wish.
fn usual_rows(context: &Context) -> Vec<AnyView> {
    let walks = walks::walks(context);
    let wishes = [
        Want::SwitchOff,
        Want::Delete,
        Want::See,
        Want::Copy,
        Want::Limit,
        Want::Close,
    ];
    let firsts = wishes
        .into_iter()
        .filter_map(|wish| walks.iter().find(|walk| walk.wants == wish));
    let row = |walk: &Walk| {
        let (label, value) = (walk.title.clone(), steps(context.lang, walk));
        view! { <Row href=to_walk(context, walk) label value/> }.into_any()
    };
    firsts.map(row).collect()
}

fn to_walk(context: &Context, walk: &Walk) -> String {
    let guide = walk.id.to_string();
    context.to(View::Walk { guide, step: None })
}

fn steps(lang: Language, walk: &Walk) -> Option<String> {
    match walk.steps.len() {
        0 => None,
        1 => Some(words::step_one(lang).to_string()),
        count => Some(words::steps_count(lang, &count.to_string())),
    }
}
