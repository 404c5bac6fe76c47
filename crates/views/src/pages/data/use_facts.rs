//! One use with everything that the notice says of it, as lines; what it leaves out is a [`Gap`].
//!
//! Entry point: [`UseFacts`].

use interface::{View, ids, words};
use leptos::prelude::*;
use notice::Language;
use notice::catalogue::{
    Basis, Control, ControlKind, Disclosure, RefOrNot, Said, Sensitive, Topic,
};

use crate::pages::site::Context;
use crate::pages::stated::{
    basis_words, data_names, names, recipient_names, retention_rule, sensitive_words,
};
use crate::pages::{links, ways};

/// Something that the notice does not say of a use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// On which basis.
    Basis,
    /// What refusing does.
    Refusal,
    /// Who receives it.
    Recipients,
    /// For how long.
    Retention,
}

impl Gap {
    /// All of them.
    pub const ALL: [Gap; 4] = [Gap::Retention, Gap::Basis, Gap::Refusal, Gap::Recipients];

    /// What is missing.
    pub fn name(self, lang: Language) -> &'static str {
        match self {
            Gap::Basis => words::data_basis(lang),
            Gap::Refusal => words::data_refusal(lang),
            Gap::Recipients => words::data_recipients(lang),
            Gap::Retention => words::data_retention(lang),
        }
    }

    /// Whether the notice leaves it out of a use.
    pub fn is_in(self, entry: &Disclosure) -> bool {
        match self {
            Gap::Basis => entry.basis == Basis::NotStated,
            Gap::Refusal => entry.refusal == Said::NotStated,
            Gap::Recipients => entry.recipients.is_empty(),
            Gap::Retention => entry.retention == RefOrNot::NotStated,
        }
    }
}

/// One use: a row with what it is and why, which opens to what goes with it, as far as the notice says so.
#[component]
pub fn UseFacts<'a>(
    /// The page.
    context: &'a Context<'a>,
    /// The use.
    entry: &'a Disclosure,
    /// The kinds of data that the page is about.
    topic: &'a Topic,
) -> AnyView {
    let lang = context.lang;
    let catalogue = &context.site.current().catalogue;
    let is_meant = |id: &&String| topic.data.contains(id);
    let meant: Vec<String> = entry.data.iter().filter(is_meant).cloned().collect();
    let rest = entry.data.len() - meant.len();
    let data = names(data_names(catalogue, &meant, lang), lang).map(|named| match rest {
        0 => named,
        rest => words::use_and_more(lang, &rest.to_string(), &named),
    });
    let facts = [
        (words::data_items(lang), data),
        (
            words::data_basis(lang),
            basis_words(entry.basis, lang).map(str::to_string),
        ),
        (
            words::data_refusal(lang),
            entry.refusal.get(lang).map(str::to_string),
        ),
        (
            words::data_recipients(lang),
            names(recipient_names(catalogue, &entry.recipients, lang), lang),
        ),
        (
            words::data_retention(lang),
            retention_rule(catalogue, &entry.retention, lang).map(str::to_string),
        ),
    ];
    let facts = facts.into_iter().filter_map(|(label, fact)| {
        let fact = fact?;
        Some(view! { <dt>{label}</dt> <dd>{fact}</dd> })
    });
    let controls = catalogue.controls.iter();
    let controls = controls.filter(|control| control.disclosures.contains(&entry.id));
    let controls = controls.map(|control| view! { <Decide context control/> });
    let sensitive = match entry.sensitive {
        // Whose reading that is stands once above the rows.
        Sensitive::Inferred => Some(words::inferred_sensitive(lang)),
        stated => sensitive_words(stated, lang),
    };
    let sensitive =
        sensitive.map(|word| view! { " " <span class="tag tag--sensitive">{word}</span> });
    let automated = entry
        .automated
        .then(|| view! { " " <span class="tag">{words::automated(lang)}</span> });
    let heading = ids::heading(ids::use_of_data(&entry.id));
    let heading_id = heading.clone();
    view! {
        <section class="use-facts use-facts--fold" id=ids::use_of_data(&entry.id) aria-labelledby=heading>
            <details class="fold">
                <summary>
                    <h3 class="row__label" id=heading_id>
                        {entry.feature.get(lang).to_string()} {sensitive} {automated}
                    </h3>
                    <p class="row__second">{entry.purpose.get(lang).to_string()}</p>
                </summary>
                <dl class="use-facts__list">
                    {facts.collect_view()}
                    {controls.collect_view()}
                    <dt>{words::data_clause(lang)}</dt>
                    <dd>{links::clause(context, entry.clause.as_str())}</dd>
                </dl>
            </details>
        </section>
    }
    .into_any()
}

/// Where a person decides on it: here, and in the host app where the notice names a way.
#[component]
fn Decide<'a>(context: &'a Context<'a>, control: &'a Control) -> AnyView {
    let lang = context.lang;
    let label = match control.kind {
        ControlKind::OptOut => words::use_switch(lang),
        ControlKind::Consent => words::use_consent(lang),
        ControlKind::Preference => words::use_preference(lang),
    };
    let href = format!("{}#{}", context.to(View::Choices), ids::choice(&control.id));
    let name = control.names.get(lang).to_string();
    let walk = ways::walk_address(context, control).map(|href| {
        let steps = ways::walk_steps(context, control);
        let app = words::control_path(lang, context.app_name());
        view! { " · " <a href=href>{app} {steps.map(|steps| view! { " " {steps} })}</a> }
    });
    view! { <dt>{label}</dt> <dd><a href=href>{name}</a> {walk}</dd> }.into_any()
}
