//! The choices page: every control in its kind, with its true state, effect and way.

use interface::marks::{self, Place};
use interface::{View, ids, words};
use maud::{Markup, html};
use notice::catalogue::{Control, ControlKind};

use crate::shell::Body;
use crate::site::Context;
use crate::{choice, links};

/// The page of all choices in one language.
pub fn page(context: &Context) -> Body {
    let lang = context.lang;
    let catalogue = &context.site.current().catalogue;
    let of = |kind: ControlKind, guardian: bool| -> Vec<&Control> {
        let is_wanted = |control: &&Control| control.kind == kind && control.guardian == guardian;
        catalogue.controls.iter().filter(is_wanted).collect()
    };
    let main = html! {
        header class="page-head" {
            h1 tabindex="-1" { (words::title_choices(lang)) }
            p class="lead" { (words::choices_lead(lang)) }
            p class="hint" { (words::choices_none_selected(lang)) }
            noscript { p class="note" { (words::control_without_script(lang)) } }
            p class="buttons" {
                a class="button" href=(context.to(View::CheckUp)) { (words::home_check_up(lang)) }
            }
        }
        section class="controls-section" id=(ids::section("opt-outs")) {
            h2 { (words::choices_opt_outs(lang)) }
            p class="hint" { (words::choices_opt_outs_lead(lang)) }
            p class="hint gpc" {
                (words::gpc_lead(lang)) " "
                // The app says which holds; its words have the room of their own line.
                span class="gpc__state" data-w=(marks::PLACE.says(Place::Gpc)) {}
            }
            (crate::fields::all_off(lang))
            (controls(context, &of(ControlKind::OptOut, false)))
        }
        section class="controls-section" id=(ids::section("consents")) {
            h2 { (words::choices_consents(lang)) }
            p class="hint" { (words::choices_consents_lead(lang)) }
            (controls(context, &of(ControlKind::Consent, false)))
        }
        section class="controls-section" id=(ids::section("guardian")) {
            h2 { (words::choices_guardian(lang)) }
            p class="hint" { (words::choices_guardian_lead(lang)) }
            (controls(context, &of(ControlKind::Consent, true)))
        }
        section class="controls-section" id=(ids::section("preferences")) {
            h2 { (words::choices_preferences(lang)) }
            p class="hint" { (words::choices_preferences_lead(lang)) }
            (controls(context, &of(ControlKind::Preference, false)))
        }
        // Both come after everything else, so that nothing moves when the app fills them.
        div data-w=(marks::PLACE.says(Place::Since)) {}
        section class="controls-section needs-app" id=(ids::section("history")) {
            h2 { (words::history_title(lang)) }
            div data-w=(marks::PLACE.says(Place::History)) { p class="hint" { (words::state_loading(lang)) } }
        }
    };
    Body {
        title: words::title_choices(lang).into(),
        description: words::choices_lead(lang).into(),
        main,
    }
}

fn controls(context: &Context, controls: &[&Control]) -> Markup {
    html! {
        ul class="controls" {
            @for control in controls {
                li class="card control" id=(ids::choice(&control.id)) { (self::control(context, control)) }
            }
        }
    }
}

/// One control: name, place to answer, what it does, where it is in the host app.
fn control(context: &Context, control: &Control) -> Markup {
    let lang = context.lang;
    let effect_label = match control.kind {
        ControlKind::Consent => words::control_refusal(lang),
        _ => words::control_effect(lang),
    };
    html! {
        h3 {
            (control.names.get(lang))
            @if control.sensitive { span class="tag" { (words::control_sensitive(lang)) } }
            @if control.guardian { span class="tag" { (words::control_guardian(lang)) } }
        }
        (choice::choice(context, control))
        div class="control__facts" {
            @if control.kind == ControlKind::Consent { (consent_facts(context, control)) }
            p {
                b { (effect_label) } " "
                (control.effect.get(lang).unwrap_or(words::control_effect_not_stated(lang)))
            }
            p { b { (words::control_path(lang)) } " " (links::way(context, control)) }
            p { (links::clause(context, control.clause.as_str())) }
        }
    }
}

/// What a person is told before consenting (PIPL 17, GDPR 13); what the notice lacks is said.
fn consent_facts(context: &Context, control: &Control) -> Markup {
    let lang = context.lang;
    let facts = crate::data::facts_of(context, control);
    html! {
        p { b { (words::data_items(lang)) } " " (facts.data) }
        p { b { (words::data_purpose(lang)) } " " (facts.purpose) }
        p { b { (words::data_recipients(lang)) } " " (facts.recipients) }
        p { b { (words::data_retention(lang)) } " " (facts.retention) }
    }
}
