//! What recommends by a person's data: for each control, on which data, for what, how to stop it, and what
//! remains then. A gap is said as such.
//!
//! Says what catalogue and clause say and nothing else: who recommends has to tell what is recommended and
//! how it works (provisions on algorithmic recommendation, article 16). Entry points: [`page`] and [`to`].

use interface::{View, ids, words};
use leptos::prelude::*;
use notice::catalogue::{Control, Disclosure};

use crate::pages::lists::{List, Lists, recommending};
use crate::pages::shell::Body;
use crate::pages::site::Context;
use crate::pages::stated::{data_names, names, recipient_names, retention_rule};
use crate::pages::{links, phrases, ways};

/// The page of all controls that personalise.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let count = recommending(context).count();
    let says = |control: &&Control| control.effect.get(lang).is_some();
    let told = recommending(context).filter(says).count();
    let lead =
        words::list_recommendations_lead(lang, &count.to_string(), &(count - told).to_string());
    let controls = recommending(context);
    let controls = controls.map(|control| view! { <Recommendation context control/> });
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{List::Recommendations.title(lang)}</h1>
            <p class="byline">{lead.clone()}</p>
        </header>
        <div class="topic">{controls.collect_view()}</div>
        <Lists context/>
    };
    Body {
        title: List::Recommendations.title(lang).into(),
        description: lead,
        main: main.into_any(),
    }
}

/// Where the page says it of one control.
pub fn to(context: &Context, control: &Control) -> String {
    let page = context.to(List::Recommendations.view());
    format!("{page}#{}", ids::recommendation(&control.id))
}

#[component]
fn Recommendation<'a>(context: &'a Context<'a>, control: &'a Control) -> AnyView {
    let lang = context.lang;
    let catalogue = &context.site.current().catalogue;
    let uses = catalogue.disclosures.iter();
    let uses: Vec<&Disclosure> = uses
        .filter(|entry| control.disclosures.contains(&entry.id))
        .collect();
    let all = |pick: fn(&Disclosure) -> &Vec<String>| -> Vec<String> {
        uses.iter().flat_map(|entry| pick(entry).clone()).collect()
    };
    let automated = uses.iter().filter(|entry| entry.automated);
    let automated = automated.map(|entry| entry.feature.get(lang)).collect();
    let retention = uses
        .iter()
        .filter_map(|entry| retention_rule(catalogue, &entry.retention, lang));
    let facts = [
        (
            words::recommendation_automated(lang),
            names(automated, lang),
        ),
        (
            words::data_items(lang),
            names(data_names(catalogue, &all(|entry| &entry.data), lang), lang),
        ),
        (
            words::data_purpose(lang),
            names(
                uses.iter().map(|entry| entry.purpose.get(lang)).collect(),
                lang,
            ),
        ),
        (
            words::data_recipients(lang),
            names(
                recipient_names(catalogue, &all(|entry| &entry.recipients), lang),
                lang,
            ),
        ),
        (
            words::data_retention(lang),
            names(retention.collect(), lang),
        ),
        (
            words::recommendation_rest(lang),
            control.effect.get(lang).map(str::to_string),
        ),
    ];
    let gaps = facts.iter().filter(|(_, fact)| fact.is_none());
    let gaps: Vec<&str> = gaps.map(|(label, _)| *label).collect();
    let gaps = names(gaps, lang).map(|gaps| {
        view! { <p class="unstated">{words::control_gaps(lang)} {phrases::space(lang)} {gaps}</p> }
    });
    let facts = facts.into_iter().filter_map(|(label, fact)| {
        let fact = fact?;
        Some(view! { <dt>{label}</dt> <dd>{fact}</dd> })
    });
    let id = ids::recommendation(&control.id);
    let heading = ids::heading(&id);
    let heading_id = heading.clone();
    view! {
        <section class="use-facts" id=id aria-labelledby=heading>
            <h2 id=heading_id>{control.names.get(lang).to_string()}</h2>
            <dl class="use-facts__list">
                {facts.collect_view()}
                <dt>{words::recommendation_stop(lang)}</dt>
                <dd><Stop context control/></dd>
                <dt>{words::data_clause(lang)}</dt>
                <dd>{links::clause(context, control.clause.as_str())}</dd>
            </dl>
            {gaps}
        </section>
    }
    .into_any()
}

/// The way to the switch in the host app, and the choice here.
#[component]
fn Stop<'a>(context: &'a Context<'a>, control: &'a Control) -> AnyView {
    let lang = context.lang;
    let href = format!("{}#{}", context.to(View::Choices), ids::choice(&control.id));
    let way = match ways::way_by_title(context, control) {
        Some(way) => {
            let steps = ways::walk_steps(context, control);
            view! { {way} {steps.map(|steps| view! { " · " {steps} })} }.into_any()
        }
        None => view! { <span class="unstated">{words::right_no_path(lang)}</span> }.into_any(),
    };
    view! { {way} " · " <a href=href>{words::right_choices(lang)}</a> }.into_any()
}
