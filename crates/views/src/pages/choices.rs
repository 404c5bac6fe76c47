//! The choices page: every control as a row with its name, its state and its two answers.
//!
//! What personalises comes first, consents follow by what they are about. What the notice says of a
//! control is folded behind its name, with or without scripts; on paper it is open.

use std::sync::Arc;

use interface::marks::{self, Place};
use interface::{View, ids, words};
use leptos::prelude::*;
use notice::catalogue::{Control, ControlKind, Sensitive};

use crate::components::Handler;
use crate::control::AllOff;
use crate::pages::choice::ChoicePlace;
use crate::pages::choice::facts::Facts;
use crate::pages::rows::Row;
use crate::pages::shell::Body;
use crate::pages::site::Context;

/// The page of all choices in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let lead = words::choices_lead(lang, context.app_name());
    let sections = sections(context);
    let nav = sections.iter().map(|section| {
        let (href, title) = (format!("#{}", section.id), section.title.clone());
        let count = section.controls.len().to_string();
        view! { <li><a href=href>{title} " " <span class="choices__count">{count}</span></a></li> }
    });
    let nav = nav.collect_view();
    let history = ids::section("history");
    let to_history = format!("#{history}");
    let to_history_at_side = to_history.clone();
    let mut sections = sections
        .into_iter()
        .map(|section| view! { <SectionOf context section/> });
    let first = sections.next();
    let main = view! {
        <header class="page-head choices__head">
            <h1 tabindex="-1">{words::title_choices(lang)}</h1>
            <p class="byline">{lead.clone()}</p>
            <noscript><p class="note">{words::control_without_script(lang)}</p></noscript>
        </header>
        <div class="choices">
            <div class="choices__rows">
                {first}
                <ul class="rows choices__ways no-print">
                    <Row href=context.to(View::CheckUp) label=words::home_check_up(lang)/>
                    <li class="row needs-app">
                        <a class="row__link" href=to_history>
                            <span class="row__label">{words::choices_receipts(lang)}</span>
                        </a>
                    </li>
                </ul>
                {sections.collect_view()}
                // Both come after everything else, so that nothing moves when the app fills them.
                <div data-w=marks::PLACE.says(Place::Since)></div>
                <section class="choices__history needs-app" id=history>
                    <h2>{words::history_title(lang)}</h2>
                    <div data-w=marks::PLACE.says(Place::History)><p class="hint">{words::state_loading(lang)}</p></div>
                </section>
            </div>
            // After the rows, so that the first switch is few stops away; beside them where there is room.
            <nav class="choices__groups no-print" aria-label=words::choices_groups(lang)>
                <ul>
                    {nav}
                    <li class="needs-app"><a href=to_history_at_side>{words::choices_receipts(lang)}</a></li>
                    <li><a href=context.to(View::CheckUp)>{words::home_check_up(lang)}</a></li>
                </ul>
            </nav>
        </div>
    };
    Body {
        title: words::title_choices(lang).into(),
        description: lead,
        main: main.into_any(),
    }
}

/// Controls under one heading.
struct Section<'a> {
    id: String,
    title: String,
    lead: Option<&'static str>,
    has_all_off: bool,
    controls: Vec<&'a Control>,
}

/// What personalises first, then consents by their groups, children's, preferences.
fn sections<'a>(context: &Context<'a>) -> Vec<Section<'a>> {
    let lang = context.lang;
    let catalogue = &context.site.current().catalogue;
    let of = |wanted: &dyn Fn(&Control) -> bool| -> Vec<&'a Control> {
        let controls = catalogue.controls.iter();
        controls.filter(|control| wanted(control)).collect()
    };
    let is_consent = |control: &Control| control.kind == ControlKind::Consent && !control.guardian;
    // The most wanted switch is the nearest one; the rest stay in the notice's order.
    let mut opt_outs = of(&|control| control.kind == ControlKind::OptOut);
    opt_outs.sort_by_key(|control| !control.gpc);
    let named = |id: &str, title: &str, controls: Vec<&'a Control>| Section {
        id: ids::section(id),
        title: title.to_string(),
        lead: None,
        has_all_off: false,
        controls,
    };
    let mut sections = vec![Section {
        has_all_off: true,
        ..named("opt-outs", words::choices_opt_outs(lang), opt_outs)
    }];
    for group in &catalogue.groups {
        let is_here =
            |control: &Control| is_consent(control) && control.group.as_ref() == Some(&group.id);
        let id = format!("consents:{}", group.id);
        sections.push(named(&id, group.names.get(lang), of(&is_here)));
    }
    let has_no_group = |control: &Control| {
        let group = |id: &String| catalogue.groups.iter().any(|group| group.id == *id);
        is_consent(control) && !control.group.as_ref().is_some_and(group)
    };
    let rest = of(&has_no_group);
    sections.push(named("consents", words::choices_consents(lang), rest));
    // Said once above the rows, which have no room for it in each.
    let is_inferred = |control: &&&Control| sensitivity(context, control) == Sensitive::Inferred;
    for section in &mut sections {
        let inferred = section.controls.iter().find(is_inferred);
        section.lead = inferred.map(|_| words::inferred_sensitive_lead(lang));
    }
    let children = of(&|control| control.guardian);
    sections.push(Section {
        lead: Some(words::choices_guardian_lead(lang)),
        ..named("guardian", words::choices_guardian(lang), children)
    });
    let preferences = of(&|control| control.kind == ControlKind::Preference);
    sections.push(named(
        "preferences",
        &words::choices_preferences(lang, context.app_name()),
        preferences,
    ));
    sections.retain(|section| !section.controls.is_empty());
    sections
}

#[component]
fn SectionOf<'a>(context: &'a Context<'a>, section: Section<'a>) -> AnyView {
    let lang = context.lang;
    let Section {
        id,
        title,
        lead,
        has_all_off,
        controls,
    } = section;
    let count = words::choices_count(lang, &controls.len().to_string());
    let all_off = has_all_off.then(|| {
        let showing = Arc::new(String::new);
        let nothing = || -> Handler { Box::new(|| {}) };
        let (act, undo) = (nothing(), nothing());
        view! {
            // The focus is here while the button, or what comes in its place, goes away.
            <p class="all-off needs-app no-print" data-w=marks::PLACE.says(Place::AllOff)
                id=ids::ALL_OFF tabindex="-1" role="group" aria-label=words::all_off(lang)>
                <AllOff lang showing is_final=Arc::new(|| true) act undo/>
            </p>
        }
    });
    // Before it is pressed: what it cannot bring back (`views::control::AllOff` says it afterwards).
    let before = has_all_off.then(|| {
        view! { <p class="all-off__before needs-app no-print">{words::all_off_before(lang)}</p> }
    });
    let rows = controls
        .into_iter()
        .map(|control| view! { <ChoiceRow context control/> });
    view! {
        <section class="group choices__group" id=id>
            <div class="group__head">
                <div class="choices__title">
                    <h2>{title} " · " {count}</h2>
                    {before}
                </div>
                {all_off}
            </div>
            {lead.map(|lead| view! { <p class="byline">{lead}</p> })}
            <ul class="rows">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// One control: its name, which opens what the notice says of it, and the place to answer.
#[component]
fn ChoiceRow<'a>(context: &'a Context<'a>, control: &'a Control) -> AnyView {
    let lang = context.lang;
    let tag = |word: &'static str| view! { " " <span class="tag">{word}</span> };
    let class = match control.kind {
        ControlKind::Consent => "choice-row choice-row--consent",
        ControlKind::OptOut | ControlKind::Preference => "choice-row",
    };
    view! {
        <li class=class id=ids::choice(&control.id)>
            <details class="choice-row__more" data-told=control.id.clone()>
                <summary>
                    <h3>
                        {control.names.get(lang).to_string()}
                        {sensitive(context, control).map(tag)}
                    </h3>
                </summary>
            </details>
            <ChoicePlace context control/>
            <Facts context control/>
        </li>
    }
    .into_any()
}

/// Whether what a control is about is sensitive: as the notice says, or as this site reads the law.
fn sensitivity(context: &Context, control: &Control) -> Sensitive {
    let uses = context.site.current().catalogue.disclosures.iter();
    let mut uses = uses.filter(|entry| control.disclosures.contains(&entry.id));
    let is_stated = uses.any(|entry| entry.sensitive == Sensitive::Stated);
    match (control.sensitive, is_stated) {
        (false, _) => Sensitive::No,
        (true, true) => Sensitive::Stated,
        (true, false) => Sensitive::Inferred,
    }
}

/// The same in the words of a row.
fn sensitive(context: &Context, control: &Control) -> Option<&'static str> {
    let lang = context.lang;
    match sensitivity(context, control) {
        Sensitive::Stated => Some(words::data_sensitive_stated(lang)),
        Sensitive::Inferred => Some(words::inferred_sensitive(lang)),
        Sensitive::No => None,
    }
}
