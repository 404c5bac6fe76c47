//! What is collected: every use that the notice describes, as one list with filters.
//!
//! One table for every width: on a phone a use is a row that opens in its place, on a wide screen and on
//! paper a line of columns. The filters are radio buttons that the style sheet follows; what a reader
//! types needs the app. What the notice leaves out is said as a number, not in every cell.

use interface::{View, ids, words};
use leptos::prelude::*;
use notice::catalogue::{Basis, Catalogue, Control, Disclosure, RefOrNot, Sensitive, Topic};
use notice::{Language, Number};

use crate::pages::rows::Row;
use crate::pages::shell::Body;
use crate::pages::site::Context;

/// The list in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{words::title_data(lang)}</h1>
            <p class="byline">{byline(context)}</p>
        </header>
        <div class="data">
            <Search lang/>
            <Sets context/>
            <Topics context/>
            <section data-group="">
                <h2 id=ids::section("uses")>{words::data_uses(lang)}</h2>
                <Table context/>
                <p class="hint data__legend">{words::data_legend(lang)}</p>
            </section>
            <Nothing context/>
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

#[component]
fn Search(lang: Language) -> AnyView {
    view! {
        <search class="field needs-app no-print" data-filter="">
            <label class="visually-hidden" for=ids::FILTER>{words::data_filter(lang)}</label>
            <input id=ids::FILTER type="search" autocomplete="off" spellcheck="false" enterkeyhint="search"
                placeholder=words::data_filter_hint(lang)/>
            <p class="hint" data-filter-count=""></p>
        </search>
    }
    .into_any()
}

/// What is shown where no use has the words that a reader typed.
#[component]
fn Nothing<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    view! {
        <ul class="rows no-print" data-filter-none="" hidden=true>
            <Row href=context.to_notice() label=words::none_in_notice(lang)/>
            <Row href=context.to(View::Settings) label=words::none_in_settings(lang)/>
        </ul>
    }
    .into_any()
}

/// Uses that a reader may want to see alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Set {
    All,
    Sensitive,
    Automated,
    Shared,
    NoBasis,
    NoTime,
}

impl Set {
    const ALL: [Set; 6] = [
        Set::All,
        Set::Sensitive,
        Set::Shared,
        Set::Automated,
        Set::NoTime,
        Set::NoBasis,
    ];

    /// Its word in the page and in the style sheet.
    fn word(self) -> &'static str {
        match self {
            Set::All => "all",
            Set::Sensitive => "sensitive",
            Set::Automated => "automated",
            Set::Shared => "shared",
            Set::NoBasis => "no-basis",
            Set::NoTime => "no-time",
        }
    }

    fn name(self, lang: Language) -> &'static str {
        match self {
            Set::All => words::data_all(lang),
            Set::Sensitive => words::data_sensitive(lang),
            Set::Automated => words::automated(lang),
            Set::Shared => words::data_shared(lang),
            Set::NoBasis => words::data_no_basis(lang),
            Set::NoTime => words::data_no_time(lang),
        }
    }

    fn has(self, entry: &Disclosure) -> bool {
        match self {
            Set::All => true,
            Set::Sensitive => entry.sensitive != Sensitive::No,
            Set::Automated => entry.automated,
            Set::Shared => !entry.recipients.is_empty(),
            Set::NoBasis => entry.basis == Basis::NotStated,
            Set::NoTime => entry.retention == RefOrNot::NotStated,
        }
    }

    fn count(self, catalogue: &Catalogue) -> usize {
        let uses = catalogue.disclosures.iter();
        uses.filter(|entry| self.has(entry)).count()
    }
}

/// Numbers that filter: the marked radio decides, without scripts.
#[component]
fn Sets<'a>(context: &'a Context<'a>) -> AnyView {
    let (lang, catalogue) = (context.lang, &context.site.current().catalogue);
    let sets = Set::ALL.into_iter().filter_map(|set| {
        let count = set.count(catalogue);
        let is_all = set == Set::All;
        (count > 0).then(|| {
            view! {
                <label>
                    <input class="visually-hidden" type="radio" name="uses" value=set.word() checked=is_all/>
                    {set.name(lang)} " " <b>{count.to_string()}</b>
                </label>
            }
        })
    });
    view! {
        <fieldset class="data__sets no-print" data-filter-sets="">
            <legend class="visually-hidden">{words::changes_filter(lang)}</legend>
            {sets.collect_view()}
        </fieldset>
    }
    .into_any()
}

/// Kinds of data that a reader looks for, each with the uses that name one of them.
#[component]
fn Topics<'a>(context: &'a Context<'a>) -> AnyView {
    let lang = context.lang;
    let topics = &context.site.current().catalogue.topics;
    let items = topics.iter().map(|topic| {
        let uses = uses_of(context, topic);
        let count = uses_in_words(lang, uses.len());
        let rows = uses.into_iter().map(|entry| {
            let label = entry.feature.get(lang).to_string();
            let second = Some(in_short(entry, lang));
            view! { <Row href=format!("#{}", ids::use_of_data(&entry.id)) label second/> }
        });
        view! {
            <li class="row">
                <details class="fold">
                    <summary>
                        <span class="row__label">{topic.names.get(lang).to_string()}</span>
                        " " <span class="row__value">{count}</span>
                    </summary>
                    <ul class="rows" id=ids::topic(&topic.id)>{rows.collect_view()}</ul>
                </details>
            </li>
        }
    });
    let is_any = !topics.is_empty();
    let section = is_any.then(|| {
        view! {
            <section class="group data__by-topic no-print" data-unfiltered="">
                <div class="group__head"><h2>{words::data_topics(lang)}</h2></div>
                <ul class="rows data__topics">{items.collect_view()}</ul>
            </section>
        }
    });
    section.into_any()
}

/// The uses that name one of a topic's kinds of data.
pub fn uses_of<'a>(context: &Context<'a>, topic: &Topic) -> Vec<&'a Disclosure> {
    let uses = context.site.current().catalogue.disclosures.iter();
    let is_named = |entry: &&Disclosure| entry.data.iter().any(|data| topic.data.contains(data));
    uses.filter(is_named).collect()
}

/// How many uses.
pub fn uses_in_words(lang: Language, count: usize) -> String {
    match count {
        1 => words::home_use_one(lang).to_string(),
        _ => words::home_uses(lang, &count.to_string()),
    }
}

/// Why, and on which basis where one is stated.
fn in_short(entry: &Disclosure, lang: Language) -> String {
    let purpose = entry.purpose.get(lang).trim_end_matches(['。', '.']);
    match basis_words(entry.basis, lang) {
        Some(basis) => format!("{purpose} · {basis}"),
        None => purpose.to_string(),
    }
}

#[component]
fn Table<'a>(context: &'a Context<'a>) -> AnyView {
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
    let sensitive = match entry.sensitive {
        Sensitive::Stated => Some(words::data_sensitive_stated(lang)),
        Sensitive::Inferred => Some(words::data_sensitive_inferred(lang)),
        Sensitive::No => None,
    };
    let sensitive =
        sensitive.map(|word| view! { " " <span class="tag tag--sensitive">{word}</span> });
    let automated = entry.automated;
    let automated =
        automated.then(|| view! { " " <span class="tag">{words::automated(lang)}</span> });
    let data = names(data_names(catalogue, &entry.data, lang), lang);
    let passed_to = names(recipient_names(catalogue, &entry.recipients, lang), lang);
    let based_on = basis_words(entry.basis, lang).map(str::to_string);
    let sets = Set::ALL
        .into_iter()
        .filter(|set| *set != Set::All && set.has(entry));
    let sets: Vec<&str> = sets.map(Set::word).collect();
    view! {
        <tbody class="use" data-find=find_words(catalogue, entry) data-sets=sets.join(" ")>
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
            Some(number @ Number::Decimal(_)) => {
                words::control_clause(context.lang, &number.to_string(), &clause.heading)
            }
            Some(number) => format!("{number} {}", clause.heading),
            None => clause.heading.clone(),
        };
        let words = number.unwrap_or_else(|| clause.heading.clone());
        view! { <a href=href aria-label=name>{words}</a> }
    });
    link.into_any()
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
    Some(catalogue.retention_rule(id)?.rule.get(lang))
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
