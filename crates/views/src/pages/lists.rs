//! Lists that a regulator or a careful reader asks for, worked out from what the release declares.
//!
//! What is collected and what is shared, as tables that print and as files ([`entries`]); each right with
//! the way to it ([`rights`]); what recommends, and how to stop it ([`recommendations`]).
//! Entry points: [`List`], [`page`] and [`Lists`].

pub mod entries;
pub(in crate::pages) mod recommendations;
mod rights;
mod table;

use interface::{View, words};
use leptos::prelude::*;
use notice::Language;
use notice::catalogue::{Control, ControlKind};

use crate::pages::links;
pub(in crate::pages) use crate::pages::lists::table::lead;
use crate::pages::rows::Row;
use crate::pages::shell::Body;
use crate::pages::site::Context;

/// A list with a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Every kind of data, with what it is used for.
    Collected,
    /// Everybody who receives data, with what they receive.
    Shared,
    /// Each right, with the way to it.
    Rights,
    /// Each control that personalises: what it uses, how to stop it, what remains.
    Recommendations,
}

impl List {
    /// All of them.
    pub const ALL: [List; 4] = [
        List::Collected,
        List::Shared,
        List::Rights,
        List::Recommendations,
    ];

    /// Its name in addresses and files.
    pub fn word(self) -> &'static str {
        match self {
            List::Collected => "collected",
            List::Shared => "shared",
            List::Rights => "rights",
            List::Recommendations => "recommendations",
        }
    }

    /// Its address.
    pub fn view(self) -> View {
        View::List {
            list: self.word().into(),
        }
    }

    /// What it is called.
    pub fn title(self, lang: Language) -> &'static str {
        match self {
            List::Collected => words::list_collected(lang),
            List::Shared => words::list_shared(lang),
            List::Rights => words::list_rights(lang),
            List::Recommendations => words::list_recommendations(lang),
        }
    }

    /// The files of a list that is a table, as addresses: in both languages, or in one.
    pub fn files(self, version: &str) -> [(String, Option<Language>, &'static str); 3] {
        let file = |name: &str| format!("/content/{version}/lists/{}.{name}", self.word());
        [
            (file("zh.csv"), Some(Language::Zh), "text/csv"),
            (file("en.csv"), Some(Language::En), "text/csv"),
            (file("json"), None, "application/json"),
        ]
    }

    /// Whether a release has anything to list.
    pub fn is_in(self, context: &Context) -> bool {
        let catalogue = &context.site.current().catalogue;
        match self {
            List::Collected => !catalogue.disclosures.is_empty(),
            List::Shared => !entries::of(self, context.site.current(), context.lang).is_empty(),
            List::Rights => true,
            List::Recommendations => recommending(context).next().is_some(),
        }
    }
}

/// The page of a list.
pub fn page(context: &Context, list: List) -> Body {
    match list {
        List::Collected | List::Shared => table::page(context, list),
        List::Rights => rights::page(context),
        List::Recommendations => recommendations::page(context),
    }
}

/// The controls that switch personalisation off.
pub fn recommending<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Control> {
    let controls = context.site.current().catalogue.controls.iter();
    controls.filter(|control| control.kind == ControlKind::OptOut)
}

/// The ways to all lists, but the one that the page shows.
#[component]
pub fn Lists<'a>(
    /// The page.
    context: &'a Context<'a>,
) -> AnyView {
    let lang = context.lang;
    let lists = List::ALL.into_iter().filter(|list| list.is_in(context));
    let machine = links::machine_readable(context.site.current());
    let lists = lists.filter(|list| list.view() != context.address.view);
    let rows =
        lists.map(|list| view! { <Row href=context.to(list.view()) label=list.title(lang)/> });
    view! {
        <section class="group no-print">
            <div class="group__head"><h2>{words::lists(lang)}</h2></div>
            <ul class="rows">
                {rows.collect_view()}
                <li class="row">
                    <a class="row__link" href=machine download="">
                        <span class="row__label">{words::list_machine(lang)}</span>
                        " " <span class="row__value">"DPV, JSON-LD"</span>
                    </a>
                </li>
            </ul>
        </section>
    }
    .into_any()
}
