//! Every use as a line: columns on a wide screen and on paper, a row that opens on a phone.
//!
//! A gap is a dash in its cell, and what is left out of a use is one sentence in it. Entry point: [`Table`].

use interface::{ids, words};
use leptos::prelude::*;
use notice::catalogue::{Catalogue, Disclosure};
use notice::{Language, Number};

use crate::pages::data::sets;
use crate::pages::phrases;
use crate::pages::site::Context;
use crate::pages::stated::{
    basis_words, data_names, names, recipient_names, retention_rule, sensitive_words,
};

/// The table of all uses.
#[component]
pub fn Table<'a>(
    /// The page.
    context: &'a Context<'a>,
) -> AnyView {
    let [feature, items, purpose, basis, recipients, clause] = heads(context.lang);
    let uses = context.site.current().catalogue.disclosures.iter();
    let uses = uses.map(|entry| view! { <Use context entry/> });
    view! {
        <table class="uses">
            <thead>
                <tr>
                    <th scope="col" class="uses__feature">{feature}</th>
                    <th scope="col" class="uses__items">{items}</th>
                    <th scope="col" class="uses__purpose">{purpose}</th>
                    <th scope="col" class="uses__basis">{basis}</th>
                    <th scope="col" class="uses__recipients">{recipients}</th>
                    <th scope="col" class="uses__clause">{clause}</th>
                </tr>
            </thead>
            {uses.collect_view()}
        </table>
    }
    .into_any()
}

fn heads(lang: Language) -> [&'static str; 6] {
    [
        words::data_feature(lang),
        words::data_items(lang),
        words::data_purpose(lang),
        words::data_basis(lang),
        words::data_recipients(lang),
        words::data_clause(lang),
    ]
}

/// One use. What a cell is about is named on it, too, for screens without room for the heads.
#[component]
fn Use<'a>(context: &'a Context<'a>, entry: &'a Disclosure) -> AnyView {
    let lang = context.lang;
    let catalogue = &context.site.current().catalogue;
    let [_, items, purpose, basis, recipients, clause] = heads(lang);
    let sensitive = sensitive_words(entry.sensitive, lang)
        .map(|word| view! { " " <span class="tag tag--sensitive">{word}</span> });
    let automated = entry.automated;
    let automated =
        automated.then(|| view! { " " <span class="tag">{words::automated(lang)}</span> });
    let data = names(data_names(catalogue, &entry.data, lang), lang);
    let passed_to = names(recipient_names(catalogue, &entry.recipients, lang), lang);
    let based_on = basis_words(entry.basis, lang).map(str::to_string);
    view! {
        <tbody class="use" data-find=find_words(catalogue, entry) data-sets=sets::words_of(entry)>
            <tr id=ids::use_of_data(&entry.id)>
                <th scope="row">
                    <details>
                        <summary>{entry.feature.get(lang).to_string()} {sensitive} {automated}</summary>
                    </details>
                </th>
                <Cell label=items words=data lang/>
                <td class="use__purpose" data-label=purpose>{entry.purpose.get(lang).to_string()}</td>
                <Cell label=basis words=based_on lang/>
                <Cell label=recipients words=passed_to lang/>
                <td data-label=clause>{clause_number(context, entry)}</td>
            </tr>
            <tr class="use__more">
                <td colspan="6"><More context entry/></td>
            </tr>
        </tbody>
    }
    .into_any()
}

/// What the notice says, or a dash, which the legend explains; for ears it is said.
#[component]
fn Cell(label: &'static str, words: Option<String>, lang: Language) -> AnyView {
    match words {
        Some(words) => view! { <td data-label=label>{words}</td> }.into_any(),
        None => view! {
            <td class="use__gap" data-label=label>
                <span aria-hidden="true">"–"</span>
                <span class="visually-hidden">{words::not_stated(lang)}</span>
            </td>
        }
        .into_any(),
    }
}

/// What few uses say, and in one sentence what this one leaves out.
#[component]
fn More<'a>(context: &'a Context<'a>, entry: &'a Disclosure) -> AnyView {
    let lang = context.lang;
    let catalogue = &context.site.current().catalogue;
    let said = [
        (words::data_refusal(lang), entry.refusal.get(lang)),
        (
            words::data_retention(lang),
            retention_rule(catalogue, &entry.retention, lang),
        ),
    ];
    let is_gap = |(label, words): (&'static str, Option<&str>)| words.is_none().then_some(label);
    let others = [
        (words::data_basis(lang), basis_words(entry.basis, lang)),
        (
            words::data_recipients(lang),
            (!entry.recipients.is_empty()).then_some(""),
        ),
    ];
    let gaps: Vec<&str> = others.into_iter().chain(said).filter_map(is_gap).collect();
    let gaps =
        names(gaps, lang).map(|gaps| view! { <p class="hint">{words::data_gaps(lang, &gaps)}</p> });
    let facts = said.into_iter().filter_map(|(label, words)| {
        let words = words?.to_string();
        Some(view! { <p><b>{label}</b> " " {words}</p> })
    });
    view! { {facts.collect_view()} {gaps} }.into_any()
}

/// A clause by its number, named in full for ears.
fn clause_number(context: &Context, entry: &Disclosure) -> AnyView {
    let id = entry.clause.as_str();
    let clause = context.notice().clause(id);
    let link = clause.map(|clause| {
        let href = context.to_clause(id);
        let number = clause.number.as_ref().map(ToString::to_string);
        let name = match &clause.number {
            // The number alone is seen here: whoever says what they see has to reach it by that.
            Some(number @ Number::Roman(_)) => format!("{number} {}", clause.heading),
            _ => phrases::clause(clause, context.lang),
        };
        let words = number.unwrap_or_else(|| clause.heading.clone());
        view! { <a href=href aria-label=name>{words}</a> }
    });
    link.into_any()
}

/// What a row is found by, in both languages at once.
fn find_words(catalogue: &Catalogue, entry: &Disclosure) -> String {
    let mut found = vec![
        entry.feature.zh.as_str(),
        &entry.feature.en,
        &entry.purpose.zh,
        &entry.purpose.en,
    ];
    for lang in Language::ALL {
        found.extend(data_names(catalogue, &entry.data, lang));
        found.extend(recipient_names(catalogue, &entry.recipients, lang));
    }
    found.join(" ").to_lowercase()
}
