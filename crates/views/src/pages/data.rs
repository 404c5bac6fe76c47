//! What is collected: every use that the notice describes, as one list with filters.
//!
//! One table for every width: on a phone a use is a row that opens in its place, on a wide screen and on
//! paper a line of columns. The filters are radio buttons that the style sheet follows; what a reader
//! types needs the app. What the notice leaves out is said as a number, not in every cell.

mod sets;
mod table;

use interface::{View, ids, words};
use leptos::prelude::*;
use notice::Language;
use notice::catalogue::Disclosure;

use crate::pages::data::sets::{Set, Sets};
use crate::pages::data::table::Table;
use crate::pages::fields::{Filter, Hint};
use crate::pages::rows::Row;
use crate::pages::shell::Body;
use crate::pages::site::Context;
use crate::pages::stated::{basis_words, uses_in_words, uses_of};

/// The list in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{words::title_data(lang)}</h1>
            <p class="byline">{byline(context)}</p>
        </header>
        <div class="data">
            <Filter label=words::data_filter(lang) hint=Hint::Inside(words::data_filter_hint(lang))/>
            <Sets context/>
            <Topics context/>
            <section data-group="">
                <h2 id=ids::section("uses")>{words::data_uses(lang)}</h2>
                <Table context/>
                <p class="hint data__legend">{words::data_legend(lang)}</p>
            </section>
            <Nothing context/>
        </div>
    }
    .into_any();
    Body {
        title: words::title_data(lang).into(),
        description: byline(context),
        main,
    }
}

/// How much there is, and how much of it says nothing of time.
fn byline(context: &Context) -> String {
    let catalogue = &context.site.current().catalogue;
    let unlimited = Set::NoTime.count(catalogue).to_string();
    let (kinds, uses) = (catalogue.data.len(), catalogue.disclosures.len());
    words::data_byline(
        context.lang,
        &kinds.to_string(),
        &unlimited,
        &uses.to_string(),
    )
}

/// What is shown where no use has the words that a reader typed.
#[component]
fn Nothing<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    view! {
        <ul class="rows no-print" data-filter-none="" hidden=true>
            <Row href=context.to_notice() label=words::none_in_notice(lang)/>
            <Row href=context.to(View::Settings) label=words::none_in_settings(lang)/>
        </ul>
    }
    .into_any()
}

/// Kinds of data that a reader looks for, each with the uses that name one of them.
#[component]
fn Topics<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let topics = &context.site.current().catalogue.topics;
    let items = topics.iter().map(|topic| {
        let uses = uses_of(context, topic);
        let count = uses_in_words(lang, uses.len());
        let rows = uses.into_iter().map(|entry| {
            let label = entry.feature.get(lang).to_string();
            let second = Some(in_short(entry, lang));
            view! { <Row href=format!("#{}", ids::use_of_data(&entry.id)) label second/> }
        });
        view! {
            <li class="row">
                <details class="fold">
                    <summary>
                        <span class="row__label">{topic.names.get(lang).to_string()}</span>
                        " " <span class="row__value">{count}</span>
                    </summary>
                    <ul class="rows" id=ids::topic(&topic.id)>{rows.collect_view()}</ul>
                </details>
            </li>
        }
    });
    let is_any = !topics.is_empty();
    let section = is_any.then(|| {
        view! {
            <section class="group data__by-topic no-print" data-unfiltered="">
                <div class="group__head"><h2>{words::data_topics(lang)}</h2></div>
                <ul class="rows data__topics">{items.collect_view()}</ul>
            </section>
        }
    });
    section.into_any()
}

/// Why, and on which basis where one is stated.
fn in_short(entry: &Disclosure, lang: Language) -> String {
    let purpose = entry.purpose.get(lang).trim_end_matches(['。', '.']);
    match basis_words(entry.basis, lang) {
        Some(basis) => format!("{purpose} · {basis}"),
        None => purpose.to_string(),
    }
}
