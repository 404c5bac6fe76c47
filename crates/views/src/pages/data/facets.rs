//! The same uses by another order: by data, purpose, basis or recipient, as an index above the table.
//!
//! A radio button decides which index is seen, by the style sheet; the app puts it into the address.
//! Every row leads to its use in the table. Entry points: [`By`], [`Orders`] and [`Indexes`].

use std::cmp::Reverse;

use interface::{ids, words};
use leptos::prelude::*;
use notice::Language;
use notice::catalogue::{Basis, Catalogue, Disclosure};

use crate::pages::data::sets;
use crate::pages::site::Context;
use crate::pages::stated::{basis_words, uses_in_words};

/// An order of the uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// As the notice has them: the table alone.
    Feature,
    /// By kind of data.
    Data,
    /// By what they are for.
    Purpose,
    /// By basis.
    Basis,
    /// By who receives the data.
    Recipient,
}

/// Uses that have something in common.
struct Group<'a> {
    id: &'a str,
    name: &'a str,
    is_sensitive: bool,
    uses: Vec<&'a Disclosure>,
}

impl By {
    /// All of them, in the order in which they are offered.
    pub const ALL: [By; 5] = [By::Feature, By::Data, By::Purpose, By::Basis, By::Recipient];

    /// Its word in the page, the address and the style sheet.
    pub fn word(self) -> &'static str {
        match self {
            By::Feature => "feature",
            By::Data => "data",
            By::Purpose => "purpose",
            By::Basis => "basis",
            By::Recipient => "recipient",
        }
    }

    fn name(self, lang: Language) -> &'static str {
        match self {
            By::Feature => words::data_feature(lang),
            By::Data => words::data_items(lang),
            By::Purpose => words::data_purpose(lang),
            By::Basis => words::data_basis(lang),
            By::Recipient => words::data_recipient(lang),
        }
    }

    fn groups(self, catalogue: &Catalogue, lang: Language) -> Vec<Group<'_>> {
        let mut groups = match self {
            By::Feature => Vec::new(),
            By::Data => by_data(catalogue, lang),
            By::Purpose => by_purpose(catalogue, lang),
            By::Basis => by_basis(catalogue, lang),
            By::Recipient => by_recipient(catalogue, lang),
        };
        groups.retain(|group| !group.uses.is_empty());
        groups
    }
}

/// The uses of which something is true, as a group.
fn group<'a>(
    catalogue: &'a Catalogue,
    (id, name): (&'a str, &'a str),
    is_in: impl Fn(&Disclosure) -> bool,
) -> Group<'a> {
    let uses = catalogue.disclosures.iter();
    Group {
        id,
        name,
        is_sensitive: false,
        uses: uses.filter(|entry| is_in(entry)).collect(),
    }
}

/// The id of the uses that a notice says nothing of.
const NOT_STATED: &str = "not-stated";

fn by_data(catalogue: &Catalogue, lang: Language) -> Vec<Group<'_>> {
    let items = catalogue.data.iter().map(|item| Group {
        is_sensitive: item.sensitive,
        ..group(catalogue, (&item.id, item.names.get(lang)), |entry| {
            entry.data.contains(&item.id)
        })
    });
    let rest = group(catalogue, (NOT_STATED, words::not_stated(lang)), |entry| {
        entry.data.is_empty()
    });
    most_used_first(items.collect(), rest)
}

/// What is used most is looked for most; what is not stated comes last.
fn most_used_first<'a>(mut groups: Vec<Group<'a>>, rest: Group<'a>) -> Vec<Group<'a>> {
    groups.sort_by_key(|group| Reverse(group.uses.len()));
    groups.push(rest);
    groups
}

fn by_purpose(catalogue: &Catalogue, lang: Language) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    for entry in &catalogue.disclosures {
        let name = entry.purpose.get(lang).trim_end_matches(['。', '.']);
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.uses.push(entry),
            None => groups.push(Group {
                id: &entry.id,
                name,
                is_sensitive: false,
                uses: vec![entry],
            }),
        }
    }
    groups
}

fn by_basis(catalogue: &Catalogue, lang: Language) -> Vec<Group<'_>> {
    let of = |basis: Basis| {
        let name = basis_words(basis, lang).unwrap_or(words::not_stated(lang));
        group(catalogue, (basis.word(), name), |entry| {
            entry.basis == basis
        })
    };
    Basis::ALL.into_iter().map(of).collect()
}

fn by_recipient(catalogue: &Catalogue, lang: Language) -> Vec<Group<'_>> {
    let recipients = catalogue.recipients.iter().map(|recipient| {
        let named = (recipient.id.as_str(), recipient.names.get(lang));
        group(catalogue, named, |entry| {
            entry.recipients.contains(&recipient.id)
        })
    });
    let rest = group(catalogue, (NOT_STATED, words::not_stated(lang)), |entry| {
        entry.recipients.is_empty()
    });
    most_used_first(recipients.collect(), rest)
}

/// The orders to choose from.
#[component]
pub fn Orders(lang: Language) -> AnyView {
    let orders = By::ALL.map(|by| {
        view! {
            <label>
                <input class="visually-hidden" type="radio" name="by" value=by.word() autocomplete="off"
                    checked=by == By::Feature/>
                {by.name(lang)}
            </label>
        }
    });
    view! {
        <fieldset class="data__sets">
            <legend>{words::data_by(lang)}</legend>
            {orders.into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}

/// An index for each order but that of the table.
#[component]
pub fn Indexes<'a>(
    /// The page.
    context: &'a Context<'a>,
) -> AnyView {
    let lang = context.lang;
    let catalogue = &context.site.current().catalogue;
    let indexes = By::ALL.into_iter().filter_map(|by| {
        let groups = by.groups(catalogue, lang).into_iter();
        let groups = groups.map(|group| view! { <GroupOf by group lang/> });
        let groups = groups.collect_view();
        (!groups.is_empty()).then(|| {
            let title = words::data_index(lang, by.name(lang));
            view! {
                <section class=format!("data__index data__index--{}", by.word()) data-group="">
                    <h2>{title}</h2>
                    <ul class="rows data__topics">{groups}</ul>
                </section>
            }
        })
    });
    indexes.collect_view().into_any()
}

/// One group: its name, how many uses it has, and each of them.
#[component]
fn GroupOf<'a>(by: By, group: Group<'a>, lang: Language) -> AnyView {
    let rows = group.uses.iter().map(|entry| {
        let place = ids::use_of_data(&entry.id);
        let href = format!("#{place}");
        let label = entry.feature.get(lang).to_string();
        view! {
            <li class="row" data-sets=sets::words_of(entry) data-same=place>
                <a class="row__link" href=href><span class="row__label">{label}</span></a>
            </li>
        }
    });
    let rows = rows.collect_view();
    let count = uses_in_words(lang, group.uses.len());
    let sensitive = group.is_sensitive.then(|| {
        view! { " " <span class="tag tag--sensitive">{words::data_sensitive_inferred(lang)}</span> }
    });
    view! {
        <li class="row data__facet" data-group="">
            <details class="fold" id=ids::facet(by.word(), group.id)>
                <summary>
                    <span class="row__label">{group.name.to_string()} {sensitive}</span>
                    " " <span class="row__value" data-unfiltered="">{count}</span>
                </summary>
                <ul class="rows">{rows}</ul>
            </details>
        </li>
    }
    .into_any()
}
