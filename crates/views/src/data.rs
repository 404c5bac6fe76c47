//! Disclosures as a table: what is collected, why, on which basis, for whom, how long.

use interface::{ids, words};
use maud::{Markup, html};
use notice::Language;
use notice::catalogue::{Basis, Catalogue, Control, Disclosure, RefOrNot, Sensitive};

use crate::shell::Body;
use crate::site::Context;
use crate::{fields, links};

/// The tables in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let catalogue = &context.site.current().catalogue;
    let shared: Vec<&Disclosure> = catalogue
        .disclosures
        .iter()
        .filter(|entry| !entry.recipients.is_empty())
        .collect();
    let main = html! {
        header class="page-head" {
            h1 tabindex="-1" { (words::title_data(lang)) }
            p class="lead" { (words::data_lead(lang)) }
        }
        (fields::filter(words::data_filter(lang), words::data_filter_hint(lang)))
        section {
            h2 id=(ids::section("collected")) { (words::data_collected(lang)) }
            (table(context, &catalogue.disclosures.iter().collect::<Vec<_>>()))
        }
        section {
            h2 id=(ids::section("shared")) { (words::data_shared(lang)) }
            (table(context, &shared))
        }
    };
    Body {
        title: words::title_data(lang).into(),
        description: words::data_lead(lang).into(),
        main,
    }
}

fn table(context: &Context, entries: &[&Disclosure]) -> Markup {
    let lang = context.lang;
    html! {
        table class="table" {
            thead {
                tr {
                    @for head in heads(lang) { th scope="col" { (head) } }
                }
            }
            tbody { @for entry in entries { (row(context, entry)) } }
        }
    }
}

fn heads(lang: Language) -> [&'static str; 8] {
    [
        words::data_feature(lang),
        words::data_items(lang),
        words::data_purpose(lang),
        words::data_basis(lang),
        words::data_refusal(lang),
        words::data_recipients(lang),
        words::data_retention(lang),
        words::data_clause(lang),
    ]
}

fn row(context: &Context, entry: &Disclosure) -> Markup {
    let lang = context.lang;
    let catalogue = &context.site.current().catalogue;
    let [
        _,
        items,
        purpose,
        basis,
        refusal,
        recipients,
        retention,
        clause,
    ] = heads(lang);
    html! {
        tr data-find=(find_words(catalogue, entry)) {
            th scope="row" {
                (entry.feature.get(lang))
                @if entry.automated { " " span class="tag" { (words::automated(lang)) } }
                @match entry.sensitive {
                    Sensitive::Stated => { " " span class="tag" { (words::data_sensitive_stated(lang)) } }
                    Sensitive::Inferred => { " " span class="tag" { (words::data_sensitive_inferred(lang)) } }
                    Sensitive::No => {}
                }
            }
            td data-label=(items) { (names(data_names(catalogue, &entry.data, lang), lang)) }
            td data-label=(purpose) { (entry.purpose.get(lang)) }
            td data-label=(basis) { (basis_words(entry.basis, lang)) }
            td data-label=(refusal) { (or_not_stated(entry.refusal.get(lang), lang)) }
            td data-label=(recipients) { (names(recipient_names(catalogue, &entry.recipients, lang), lang)) }
            td data-label=(retention) { (or_not_stated(retention_rule(catalogue, &entry.retention, lang), lang)) }
            td data-label=(clause) { (links::clause(context, entry.clause.as_str())) }
        }
    }
}

/// What a person is told before deciding on a control, from the disclosures it governs.
pub struct ControlFacts {
    /// The data, by name.
    pub data: Markup,
    /// Why.
    pub purpose: Markup,
    /// Who receives it.
    pub recipients: Markup,
    /// For how long.
    pub retention: Markup,
}

/// The facts of a control's disclosures.
pub fn facts_of(context: &Context, control: &Control) -> ControlFacts {
    let lang = context.lang;
    let catalogue = &context.site.current().catalogue;
    let entries: Vec<&Disclosure> = catalogue
        .disclosures
        .iter()
        .filter(|entry| control.disclosures.contains(&entry.id))
        .collect();
    let all = |pick: fn(&Disclosure) -> &Vec<String>| -> Vec<String> {
        entries
            .iter()
            .flat_map(|entry| pick(entry).clone())
            .collect()
    };
    let purposes = entries
        .iter()
        .map(|entry| entry.purpose.get(lang))
        .collect();
    let retention: Vec<&str> = entries
        .iter()
        .filter_map(|entry| retention_rule(catalogue, &entry.retention, lang))
        .collect();
    ControlFacts {
        data: names(data_names(catalogue, &all(|entry| &entry.data), lang), lang),
        purpose: names(purposes, lang),
        recipients: names(
            recipient_names(catalogue, &all(|entry| &entry.recipients), lang),
            lang,
        ),
        retention: names(retention, lang),
    }
}

/// Names in a row; that the notice does not state any, where there are none.
fn names(names: Vec<&str>, lang: Language) -> Markup {
    let separator = if lang == Language::Zh { "、" } else { ", " };
    let text = names.join(separator);
    or_not_stated((!text.is_empty()).then_some(text.as_str()), lang)
}

fn or_not_stated(text: Option<&str>, lang: Language) -> Markup {
    match text {
        Some(text) => html! { (text) },
        None => html! { span class="unstated" { (words::not_stated(lang)) } },
    }
}

/// Names of data, each once.
pub fn data_names<'a>(catalogue: &'a Catalogue, ids: &[String], lang: Language) -> Vec<&'a str> {
    catalogue
        .data
        .iter()
        .filter(|item| ids.contains(&item.id))
        .map(|item| item.names.get(lang))
        .collect()
}

fn recipient_names<'a>(catalogue: &'a Catalogue, ids: &[String], lang: Language) -> Vec<&'a str> {
    catalogue
        .recipients
        .iter()
        .filter(|recipient| ids.contains(&recipient.id))
        .map(|recipient| recipient.names.get(lang))
        .collect()
}

fn retention_rule<'a>(
    catalogue: &'a Catalogue,
    retention: &RefOrNot,
    lang: Language,
) -> Option<&'a str> {
    let RefOrNot::Id(id) = retention else {
        return None;
    };
    let rule = catalogue.retention.iter().find(|rule| rule.id == *id)?;
    Some(rule.rule.get(lang))
}

fn basis_words(basis: Basis, lang: Language) -> Markup {
    let words = match basis {
        Basis::Consent => words::basis_consent(lang),
        Basis::ExplicitConsent => words::basis_explicit_consent(lang),
        Basis::VoluntaryConsent => words::basis_voluntary_consent(lang),
        Basis::UserProvided => words::basis_user_provided(lang),
        Basis::UserChoice => words::basis_user_choice(lang),
        Basis::LegalObligation => words::basis_legal_obligation(lang),
        Basis::Necessary => words::basis_necessary(lang),
        Basis::PermissionRequest => words::basis_permission_request(lang),
        Basis::NotStated => return or_not_stated(None, lang),
    };
    html! { (words) }
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
