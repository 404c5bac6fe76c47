//! What a person is told before deciding on a control. Entry point: [`Facts`].

use interface::{View, ids, words};
use leptos::prelude::*;
use notice::catalogue::{Control, ControlKind, Disclosure};

use crate::pages::lists::recommendations;
use crate::pages::site::Context;
use crate::pages::stated::{data_names, names, recipient_names, retention_rule};
use crate::pages::{links, phrases, ways};

/// What a person is told before deciding (PIPL 17, GDPR 13); what the notice lacks is one line.
#[component]
pub fn Facts<'a>(
    /// The page.
    context: &'a Context<'a>,
    /// The control.
    control: &'a Control,
) -> AnyView {
    let lang = context.lang;
    let is_consent = control.kind == ControlKind::Consent;
    let effect_label = match is_consent {
        true => words::control_refusal(lang),
        false => words::control_effect(lang),
    };
    let facts = facts_of(context, control);
    let effect = control.effect.get(lang).map(str::to_string);
    let mut told = vec![
        (words::data_items(lang), facts.data),
        (words::data_purpose(lang), facts.purpose),
        (effect_label, effect),
    ];
    if is_consent {
        told.push((words::data_recipients(lang), facts.recipients));
        told.push((words::data_retention(lang), facts.retention));
    }
    let way = ways::way_by_title(context, control);
    let gaps = told.iter().filter(|(_, fact)| fact.is_none());
    let gaps = gaps.map(|(label, _)| *label);
    let no_way = way.is_none().then(|| words::control_no_path(lang));
    let gaps: Vec<&str> = gaps.chain(no_way).collect();
    let way = way.map(
        |way| view! { <p><b>{words::control_path(lang, context.app_name())}</b> " " {way}</p> },
    );
    let gaps = (!gaps.is_empty()).then(|| {
        let gaps = gaps.join(phrases::separator(lang));
        view! { <p class="unstated">{words::control_gaps(lang)} {phrases::space(lang)} {gaps}</p> }
    });
    let told = told.into_iter().filter_map(|(label, fact)| {
        let fact = fact?;
        Some(view! { <p><b>{label}</b> " " {fact}</p> })
    });
    let told = told.collect_view();
    let gpc = control
        .gpc
        .then(|| view! { <p>{words::control_gpc(lang)}</p> });
    let recommends = control.kind == ControlKind::OptOut;
    let recommends = recommends.then(|| {
        view! { <a href=recommendations::to(context, control)>{words::recommendation_link(lang)}</a> }
    });
    let receipts = format!("{}#{}", context.to(View::Choices), ids::section("history"));
    view! {
        <div class="choice-row__facts">
            {is_consent.then(|| view! { <p class="choice-asked">{words::choice_told(lang)}</p> })}
            {told}
            {gaps}
            {gpc}
            {way}
            <p class="choice-row__links">
                {links::clause(context, control.clause.as_str())}
                {recommends}
                <a class="needs-app" href=receipts>{words::choices_receipts(lang)}</a>
            </p>
        </div>
    }
    .into_any()
}

/// What a person is told before deciding on a control, from the disclosures it governs; `None`
/// where the notice does not state it.
struct ControlFacts {
    /// The data, by name.
    data: Option<String>,
    /// Why.
    purpose: Option<String>,
    /// Who receives it.
    recipients: Option<String>,
    /// For how long.
    retention: Option<String>,
}

/// The facts of a control's disclosures.
fn facts_of(context: &Context, control: &Control) -> ControlFacts {
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
