//! What is collected: every use that the notice describes, as one list with filters and indexes.
//!
//! One table for every width: on a phone a use is a row that opens in its place, on a wide screen and on
//! paper a line of columns. Filters and orders are buttons that the style sheet follows; what a reader
//! types, and all of it in the address, needs the app. What the notice leaves out is said as a number, not
//! in every cell. [`topic`] answers one question on a page of its own.

mod facets;
mod flow_nodes;
mod flows;
mod sets;
mod table;
pub mod topic;
pub mod use_facts;

use interface::{View, ids, words};
use leptos::prelude::*;

use crate::pages::data::facets::{Indexes, Orders};
use crate::pages::data::flows::Flows;
use crate::pages::data::sets::{Set, Sets};
use crate::pages::data::table::Table;
use crate::pages::data::topic::TopicRow;
use crate::pages::fields::{Filter, Hint};
use crate::pages::lists;
use crate::pages::rows::Row;
use crate::pages::shell::Body;
use crate::pages::site::Context;

/// The list in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let buttons = view! {
        <div class="no-print" data-filter-sets="">
            <Orders lang/>
            <Sets context/>
        </div>
    };
    let buttons = buttons.into_any();
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{words::title_data(lang)}</h1>
            <p class="byline">{byline(context)}</p>
        </header>
        <div class="data">
            <Filter label=words::data_filter(lang) hint=Hint::Inside(words::data_filter_hint(lang)) buttons/>
            <Topics context/>
            <Flows context/>
            <Indexes context/>
            <section data-group="">
                <h2 id=ids::section("uses")>{words::data_uses(lang)}</h2>
                <Table context/>
                <p class="hint data__legend">{words::data_legend(lang)}</p>
            </section>
            <Nothing context/>
            <lists::Lists context/>
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
            <Row href=context.to(View::Search) label=words::none_in_search(lang)/>
            <Row href=context.to_notice() label=words::none_in_notice(lang)/>
            <Row href=context.to(View::Settings) label=words::none_in_settings(lang)/>
        </ul>
    }
    .into_any()
}

/// Questions that a reader comes with, each with its answer on a page of its own.
#[component]
fn Topics<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let topics = &context.site.current().catalogue.topics;
    let rows = topics
        .iter()
        .map(|topic| view! { <TopicRow context topic/> });
    let is_any = !topics.is_empty();
    let section = is_any.then(|| {
        view! {
            <section class="group data__by-topic no-print" data-unfiltered="">
                <div class="group__head"><h2>{words::data_topics(lang)}</h2></div>
                <ul class="rows data__topics">{rows.collect_view()}</ul>
            </section>
        }
    });
    section.into_any()
}
