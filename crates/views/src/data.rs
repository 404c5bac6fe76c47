//! Disclosures as a table: what is collected, why, on which basis, for whom, how long.

use interface::{ids, words};
use leptos::prelude::*;
use notice::Language;
use notice::catalogue::{Basis, Catalogue, Control, Disclosure, RefOrNot, Sensitive};

use crate::fields::Filter;
use crate::links;
use crate::shell::Body;
use crate::site::Context;

/// The tables in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let catalogue = &context.site.current().catalogue;
    let collected: Vec<&Disclosure> = catalogue.disclosures.iter().collect();
    let shared: Vec<&Disclosure> = catalogue
        .disclosures
        .iter()
        .filter(|entry| !entry.recipients.is_empty())
        .collect();
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{words::title_data(lang)}</h1>
            <p class="lead">{words::data_lead(lang)}</p>
        </header>
        <Filter label=words::data_filter(lang) hint=words::data_filter_hint(lang)/>
        <section>
            <h2 id=ids::section("collected")>{words::data_collected(lang)}</h2>
            <Table context=context entries=&collected/>
        </section>
        <section>
            <h2 id=ids::section("shared")>{words::data_shared(lang)}</h2>
            <Table context=context entries=&shared/>
        </section>
    }
    .into_any();
    Body {
        title: words::title_data(lang).into(),
        description: words::data_lead(lang).into(),
        main,
    }
}

/// Uses, one in each row.
#[component]
fn Table<'a>(context: &'a Context<'a>, entries: &'a [&'a Disclosure]) -> AnyView {
    let heads = heads(context.lang)
        .into_iter()
        .map(|head| view! { <th scope="col">{head}</th> });
    let rows = entries
        .iter()
        .copied()
        .map(|entry| view! { <Row context=context entry=entry/> });
    view! {
        <table class="table">
            <thead>
                <tr>{heads.collect_view()}</tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
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

/// One use. What a cell is about stands on it, too, for screens without room for the heads.
#[component]
fn Row<'a>(context: &'a Context<'a>, entry: &'a Disclosure) -> AnyView {
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
    let automated = entry.automated.then(|| words::automated(lang));
    let sensitive = match entry.sensitive {
        Sensitive::Stated => Some(words::data_sensitive_stated(lang)),
        Sensitive::Inferred => Some(words::data_sensitive_inferred(lang)),
        Sensitive::No => None,
    };
    let tags = [automated, sensitive].into_iter().flatten().map(|word| {
        view! {
            " "
            <span class="tag">{word}</span>
        }
    });
    let data = names(data_names(catalogue, &entry.data, lang), lang);
    let passed_to = names(recipient_names(catalogue, &entry.recipients, lang), lang);
    let kept = retention_rule(catalogue, &entry.retention, lang).map(str::to_string);
    let refused = entry.refusal.get(lang).map(str::to_string);
    let based_on = basis_words(entry.basis, lang).map(str::to_string);
    view! {
        <tr data-find=find_words(catalogue, entry)>
            <th scope="row">{entry.feature.get(lang).to_string()} {tags.collect_view()}</th>
            <td data-label=items>{or_not_stated(data, lang)}</td>
            <td data-label=purpose>{entry.purpose.get(lang).to_string()}</td>
            <td data-label=basis>{or_not_stated(based_on, lang)}</td>
            <td data-label=refusal>{or_not_stated(refused, lang)}</td>
            <td data-label=recipients>{or_not_stated(passed_to, lang)}</td>
            <td data-label=retention>{or_not_stated(kept, lang)}</td>
            <td data-label=clause>{links::clause(context, entry.clause.as_str())}</td>
        </tr>
    }
    .into_any()
}

/// What a person is told before deciding on a control, from the disclosures it governs; `None`
/// where the notice does not state it.
pub struct ControlFacts {
    /// The data, by name.
    pub data: Option<String>,
    /// Why.
    pub purpose: Option<String>,
    /// Who receives it.
    pub recipients: Option<String>,
    /// For how long.
    pub retention: Option<String>,
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

/// Names in a row; `None` where there are none.
fn names(names: Vec<&str>, lang: Language) -> Option<String> {
    let separator = if lang == Language::Zh { "、" } else { ", " };
    let text = names.join(separator);
    (!text.is_empty()).then_some(text)
}

/// A text, or that the notice does not state it.
pub fn or_not_stated(text: Option<String>, lang: Language) -> AnyView {
    match text {
        Some(text) => text.into_any(),
        None => view! { <span class="unstated">{words::not_stated(lang)}</span> }.into_any(),
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

fn basis_words(basis: Basis, lang: Language) -> Option<&'static str> {
    match basis {
        Basis::Consent => Some(words::basis_consent(lang)),
        Basis::ExplicitConsent => Some(words::basis_explicit_consent(lang)),
        Basis::VoluntaryConsent => Some(words::basis_voluntary_consent(lang)),
        Basis::UserProvided => Some(words::basis_user_provided(lang)),
        Basis::UserChoice => Some(words::basis_user_choice(lang)),
        Basis::LegalObligation => Some(words::basis_legal_obligation(lang)),
        Basis::Necessary => Some(words::basis_necessary(lang)),
        Basis::PermissionRequest => Some(words::basis_permission_request(lang)),
        Basis::NotStated => None,
    }
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
