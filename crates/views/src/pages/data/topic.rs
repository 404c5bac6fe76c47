//! One question, one answer: what uses one kind of data, as a page that can be shared and found.
//!
//! First the answer in a sentence with its numbers, then each use with what the notice says of it, and
//! last, once, what the notice leaves out. Entry points: [`page`], [`question`] and [`answer`].

use std::collections::BTreeSet;

use interface::{View, ids, words};
use leptos::prelude::*;
use notice::Language;
use notice::catalogue::{Disclosure, Sensitive, Topic};

use crate::pages::data::sets::Set;
use crate::pages::data::use_facts::{Gap, UseFacts};
use crate::pages::rows::Row;
use crate::pages::shell::Body;
use crate::pages::site::Context;
use crate::pages::stated::{data_names, names, uses_in_words, uses_of};
use crate::pages::{lists, phrases};

/// The answer for one topic in one language.
pub fn page(context: &Context, topic: &Topic) -> Body {
    let lang = context.lang;
    let (question, answer) = (question(topic, lang), answer(context, topic));
    let uses = uses_of(context, topic);
    let catalogue = &context.site.current().catalogue;
    let kinds = names(data_names(catalogue, &topic.data, lang), lang);
    let kinds = kinds.map(|kinds| words::topic_kinds(lang, &kinds));
    let rows = uses
        .iter()
        .map(|entry| view! { <UseFacts context entry topic/> });
    let is_inferred = uses
        .iter()
        .any(|entry| entry.sensitive == Sensitive::Inferred);
    let inferred = is_inferred.then(|| words::inferred_sensitive_lead(lang));
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{question.clone()}</h1>
            <p class="topic__answer">{answer.clone()}</p>
            <p class="byline">{kinds}</p>
        </header>
        <section class="topic">
            <h2 id=ids::section("uses")>{words::data_uses(lang)}</h2>
            {inferred.map(|lead| view! { <p class="hint">{lead}</p> })}
            {rows.collect_view()}
        </section>
        <Gaps lang uses=&uses/>
        <Onward context topic/>
    };
    Body {
        title: question,
        description: answer,
        main: main.into_any(),
    }
}

/// The question that a topic's page answers.
pub fn question(topic: &Topic, lang: Language) -> String {
    match topic.question.get(lang) {
        "" => words::topic_question(lang, topic.names.get(lang)),
        question => question.to_string(),
    }
}

/// Says a number.
type Say = fn(Language, &str) -> String;

/// The answer in a sentence: how many uses, in how many clauses, and what is to be known of them.
pub fn answer(context: &Context, topic: &Topic) -> String {
    let lang = context.lang;
    let uses = uses_of(context, topic);
    let clauses: BTreeSet<&str> = uses.iter().map(|entry| entry.clause.as_str()).collect();
    let clauses = phrases::clauses(lang, clauses.len());
    let parts: [(Set, Say); 5] = [
        (Set::Consent, words::topic_consent),
        (Set::Sensitive, words::topic_sensitive),
        (Set::Shared, words::topic_shared),
        (Set::Automated, words::topic_automated),
        (Set::NoTime, words::topic_no_time),
    ];
    let parts = parts.into_iter().filter_map(|(set, say)| {
        let count = uses.iter().filter(|entry| set.has(entry)).count();
        (count > 0).then(|| say(lang, &count.to_string()))
    });
    let parts: Vec<String> = parts.collect();
    let uses = uses_in_words(lang, uses.len());
    match parts.is_empty() {
        true => words::topic_answer_plain(lang, &clauses, &uses),
        false => {
            let parts = parts.join(words::topic_separator(lang));
            words::topic_answer(lang, &clauses, &parts, &uses)
        }
    }
}

/// What the notice leaves out, said once for all uses, each gap with the features that it is in.
#[component]
fn Gaps<'a>(lang: Language, uses: &'a [&'a Disclosure]) -> AnyView {
    let rows = Gap::ALL.into_iter().filter_map(|gap| {
        let features = |is_lacking: bool| -> Vec<&str> {
            let uses = uses.iter().filter(|entry| gap.is_in(entry) == is_lacking);
            uses.map(|entry| entry.feature.get(lang)).collect()
        };
        let (lacking, stated) = (features(true), features(false));
        let count = uses_in_words(lang, lacking.len());
        // The shorter list of the two.
        let which = match (lacking.len() > stated.len(), names(stated, lang)) {
            (true, None) => words::topic_gap_all(lang).to_string(),
            (true, Some(stated)) => words::topic_gap_except(lang, &stated),
            (false, _) => names(lacking, lang)?,
        };
        Some(view! { <p><b>{gap.name(lang)}</b> " " {count} " · " {which}</p> })
    });
    let rows = rows.collect_view();
    let gaps = (!rows.is_empty()).then(|| {
        view! {
            <section class="topic__gaps" aria-labelledby=ids::section("gaps")>
                <h2 id=ids::section("gaps")>{words::topic_gaps(lang)}</h2>
                {rows}
            </section>
        }
    });
    gaps.into_any()
}

/// The other questions, and the whole.
#[component]
fn Onward<'a>(context: &'a Context<'a>, topic: &'a Topic) -> AnyView {
    let lang = context.lang;
    let topics = &context.site.current().catalogue.topics;
    let others = topics.iter().filter(|other| other.id != topic.id);
    let others = others.map(|other| view! { <TopicRow context topic=other/> });
    view! {
        <section class="group no-print">
            <div class="group__head"><h2>{words::topic_others(lang)}</h2></div>
            <ul class="rows data__topics">
                {others.collect_view()}
                <Row href=context.to(View::Data) label=words::topic_all(lang)/>
            </ul>
        </section>
        <lists::Lists context/>
    }
    .into_any()
}

/// The way to a topic's page, with how many uses it has.
#[component]
pub fn TopicRow<'a>(
    /// The page.
    context: &'a Context<'a>,
    /// The topic.
    topic: &'a Topic,
) -> AnyView {
    let lang = context.lang;
    let value = Some(uses_in_words(lang, uses_of(context, topic).len()));
    let label = topic.names.get(lang).to_string();
    view! { <Row href=to(context, topic) label value/> }.into_any()
}

/// The address of a topic's page.
pub fn to(context: &Context, topic: &Topic) -> String {
    let topic = topic.id.clone();
    context.to(View::Topic { topic })
}

/// Ways from a clause to the questions that its uses help to answer; nothing where there are none.
#[component]
pub fn TopicsOf<'a>(
    /// The page.
    context: &'a Context<'a>,
    /// The clause.
    clause: &'a str,
) -> AnyView {
    let lang = context.lang;
    let topics = context.site.current().catalogue.topics.iter();
    let is_here = |topic: &&Topic| {
        let mut uses = uses_of(context, topic).into_iter();
        uses.any(|entry| entry.clause.as_str() == clause)
    };
    let links = topics.filter(is_here).enumerate().map(|(place, topic)| {
        let comma = (place > 0).then(|| phrases::separator(lang));
        let (href, name) = (to(context, topic), topic.names.get(lang).to_string());
        view! { {comma} <a href=href>{name}</a> }
    });
    let links = links.collect_view();
    let line = (!links.is_empty()).then(|| {
        view! { <p class="hint no-print">{words::topic_of_clause(lang)} {phrases::space(lang)} {links}</p> }
    });
    line.into_any()
}
