//! The choices page: every control in its kind, with its true state, effect and way.

use interface::marks::{self, Place};
use interface::{View, ids, words};
use leptos::prelude::*;
use notice::catalogue::{Control, ControlKind};

use crate::choice::ChoicePlace;
use crate::data::{facts_of, or_not_stated};
use crate::fields::AllOff;
use crate::links;
use crate::shell::Body;
use crate::site::Context;

/// The page of all choices in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let catalogue = &context.site.current().catalogue;
    let of = |kind: ControlKind, guardian: bool| -> Vec<&Control> {
        let is_wanted = |control: &&Control| control.kind == kind && control.guardian == guardian;
        catalogue.controls.iter().filter(is_wanted).collect()
    };
    let main = view! {
        <header class="page-head">
            <h1 tabindex="-1">{words::title_choices(lang)}</h1>
            <p class="lead">{words::choices_lead(lang)}</p>
            <p class="hint">{words::choices_none_selected(lang)}</p>
            <noscript><p class="note">{words::control_without_script(lang)}</p></noscript>
            <p class="buttons">
                <a class="button" href=context.to(View::CheckUp)>{words::home_check_up(lang)}</a>
            </p>
        </header>
        <section class="controls-section" id=ids::section("opt-outs")>
            <h2>{words::choices_opt_outs(lang)}</h2>
            <p class="hint">{words::choices_opt_outs_lead(lang)}</p>
            <p class="hint gpc">
                {words::gpc_lead(lang)} " "
                // The app says which holds; its words have the room of their own line.
                <span class="gpc__state" data-w=marks::PLACE.says(Place::Gpc)></span>
            </p>
            <AllOff lang/>
            <Controls context controls=of(ControlKind::OptOut, false)/>
        </section>
        <section class="controls-section" id=ids::section("consents")>
            <h2>{words::choices_consents(lang)}</h2>
            <p class="hint">{words::choices_consents_lead(lang)}</p>
            <Controls context controls=of(ControlKind::Consent, false)/>
        </section>
        <section class="controls-section" id=ids::section("guardian")>
            <h2>{words::choices_guardian(lang)}</h2>
            <p class="hint">{words::choices_guardian_lead(lang)}</p>
            <Controls context controls=of(ControlKind::Consent, true)/>
        </section>
        <section class="controls-section" id=ids::section("preferences")>
            <h2>{words::choices_preferences(lang)}</h2>
            <p class="hint">{words::choices_preferences_lead(lang)}</p>
            <Controls context controls=of(ControlKind::Preference, false)/>
        </section>
        // Both come after everything else, so that nothing moves when the app fills them.
        <div data-w=marks::PLACE.says(Place::Since)></div>
        <section class="controls-section needs-app" id=ids::section("history")>
            <h2>{words::history_title(lang)}</h2>
            <div data-w=marks::PLACE.says(Place::History)><p class="hint">{words::state_loading(lang)}</p></div>
        </section>
    };
    Body {
        title: words::title_choices(lang).into(),
        description: words::choices_lead(lang).into(),
        main: main.into_any(),
    }
}

#[component]
fn Controls<'a>(context: &'a Context<'a>, controls: Vec<&'a Control>) -> AnyView {
    let controls = controls.into_iter().map(|control| {
        view! { <li class="card control" id=ids::choice(&control.id)><ControlCard context control/></li> }
    });
    view! { <ul class="controls">{controls.collect_view()}</ul> }.into_any()
}

/// One control: name, place to answer, what it does, where it is in the host app.
#[component]
fn ControlCard<'a>(context: &'a Context<'a>, control: &'a Control) -> AnyView {
    let lang = context.lang;
    let is_consent = control.kind == ControlKind::Consent;
    let effect_label = match is_consent {
        true => words::control_refusal(lang),
        false => words::control_effect(lang),
    };
    let effect = control.effect.get(lang);
    let effect = effect.unwrap_or(words::control_effect_not_stated(lang));
    let tag = |word: &'static str| view! { <span class="tag">{word}</span> };
    view! {
        <h3>
            {control.names.get(lang).to_string()}
            {control.sensitive.then(|| tag(words::control_sensitive(lang)))}
            {control.guardian.then(|| tag(words::control_guardian(lang)))}
        </h3>
        <ChoicePlace context control/>
        <div class="control__facts">
            {is_consent.then(|| view! { <ConsentFacts context control/> })}
            <p><b>{effect_label}</b> " " {effect.to_string()}</p>
            <p><b>{words::control_path(lang)}</b> " " {links::way(context, control)}</p>
            <p>{links::clause(context, control.clause.as_str())}</p>
        </div>
    }
    .into_any()
}

/// What a person is told before consenting (PIPL 17, GDPR 13); what the notice lacks is said.
#[component]
fn ConsentFacts<'a>(context: &'a Context<'a>, control: &'a Control) -> AnyView {
    let lang = context.lang;
    let facts = facts_of(context, control);
    let facts = [
        (words::data_items(lang), facts.data),
        (words::data_purpose(lang), facts.purpose),
        (words::data_recipients(lang), facts.recipients),
        (words::data_retention(lang), facts.retention),
    ];
    let facts = facts.map(|(label, fact)| {
        view! { <p><b>{label}</b> " " {or_not_stated(fact, lang)}</p> }
    });
    facts.into_iter().collect_view().into_any()
}
