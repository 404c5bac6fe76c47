//! One control: two equal answers, the state in force, and the outcome of the wish.

use consent::wire::Delivery;
use interface::marks::{self, Control, ControlKind};
use interface::{Language, date, words};
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::guardian_step::GuardianStep;
use crate::browser;
use crate::choices::state::control_signals;
use crate::choices::state::control_state::{self, ControlState, Phase};
use crate::choices::sync::sender::{self, Act};
use crate::components::{
    self, Answer, Answers, Live, changing, effect, element, live, nothing, several,
};
use crate::consent_client::Failure;
use crate::page::mount;

/// Mounts the answers into the place that the page has for them.
pub fn mount_control(place: HtmlElement) {
    let Some(control) = control_at(&place) else {
        return place.remove();
    };
    let phase = control_signals::control(&control.purpose);
    let outer = place.clone();
    mount::put(place, move || {
        effect(move || {
            let mark = phase.with(|shown| shown.phase.mark());
            let _ = outer.set_attribute(marks::PHASE.name, marks::PHASE.says(mark));
        });
        view! { <Choose control/> }
    });
}

/// The control that a page has a place for; `None` where it is one that this app does not know.
pub fn control_at(place: &HtmlElement) -> Option<Control> {
    Control::read(|name| place.get_attribute(name))
}

/// The answers to a control, its state, and the guardian's step where one is needed.
#[component]
pub fn Choose(
    /// The control.
    control: Control,
) -> impl IntoView {
    let shown = control_signals::control(&control.purpose);
    let step_is_open = ArcRwSignal::new(false);
    let (is_open, refused) = (step_is_open.clone(), shown.clone());
    // A child's consent is refused without a guardian: then the step is opened right there.
    let shows_step = ArcMemo::new(move |_| {
        let needs_guardian = Phase::Failed(Failure::GuardianNeeded);
        is_open.get() || refused.with(|shown| shown.phase == needs_guardian)
    });
    let (step, open) = (control.clone(), step_is_open.clone());
    let guardian = changing(move || match shows_step.get() {
        true => view! { <GuardianStep control=step.clone() is_open=open.clone()/> }.into_any(),
        false => nothing(),
    });

    several(vec![
        view! { <AnswersTo control=control.clone() shown=shown.clone() step_is_open/> }.into_any(),
        view! { <State control shown/> }.into_any(),
        guardian,
    ])
}

/// Refusing and agreeing.
#[component]
fn AnswersTo(
    /// The control.
    control: Control,
    /// Its state.
    shown: ArcRwSignal<ControlState>,
    /// Whether the guardian's step is open below.
    step_is_open: ArcRwSignal<bool>,
) -> impl IntoView {
    let (lang, kind) = (browser::page_language(), control.kind);
    let name = control.name.clone();
    let state = shown.clone();
    let no = move || {
        let in_force = state.with(|shown| {
            shown
                .confirmed
                .as_ref()
                .and_then(control_state::answer_in_force)
        });
        let word = match in_force {
            _ if kind != ControlKind::Consent => words::act_off(lang),
            Some(true) => words::act_withdraw(lang),
            _ => words::act_refuse(lang),
        };
        word.to_string()
    };
    let yes = move || match kind {
        ControlKind::Consent => words::act_give(lang).to_string(),
        _ => words::act_on(lang).to_string(),
    };
    let refuse = control.clone();
    let refuse = move || sender::wish(Act::of(&refuse, false));
    // Refusing is anybody's; only the yes takes a guardian.
    let give = move || match control.guardian {
        true => step_is_open.set(true),
        false => sender::wish(Act::of(&control, true)),
    };
    let pressed = |yes: bool, shown: ArcRwSignal<ControlState>| -> Live<bool> {
        Box::new(move || shown.with(|shown| shown.answer() == Some(yes)))
    };
    let is_off = |shown: ArcRwSignal<ControlState>| -> Live<bool> {
        Box::new(move || shown.with(|shown| matches!(shown.phase, Phase::Loading | Phase::Unkept)))
    };

    view! {
        <Answers label=name>
            <Answer label=Box::new(no) act=Box::new(refuse)
                is_pressed=pressed(false, shown.clone()) is_off=is_off(shown.clone())/>
            <Answer label=Box::new(yes) act=Box::new(give)
                is_pressed=pressed(true, shown.clone()) is_off=is_off(shown.clone())/>
        </Answers>
    }
}

/// The state in force, in words, and how far a wish has come that has not been confirmed.
#[component]
fn State(
    /// The control.
    control: Control,
    /// Its state.
    shown: ArcRwSignal<ControlState>,
) -> impl IntoView {
    let (lang, guardian) = (browser::page_language(), control.guardian);
    let state = shown.clone();
    let class = live("class", move || {
        let is_problem = state.with(|shown| matches!(shown.phase, Phase::Failed(_)));
        let class = match is_problem {
            true => "choice__state choice__problem",
            false => "choice__state",
        };
        Some(class.to_string())
    });
    let text = Box::new(move || shown.with(|shown| sentence(shown, guardian, lang)));

    element("p", vec![class, components::words(text)], Vec::new())
}

fn sentence(shown: &ControlState, guardian: bool, lang: Language) -> String {
    let in_force = control_state::state_word(shown.confirmed.as_ref(), lang);
    match &shown.phase {
        Phase::Loading => words::state_loading(lang).to_string(),
        Phase::Unavailable => words::state_unavailable(lang).to_string(),
        Phase::Unkept => words::state_unkept(lang).to_string(),
        Phase::Rest => at_rest(in_force, shown, guardian, lang),
        Phase::Saving => words::state_saving(lang).to_string(),
        Phase::Saved => control_state::joined(
            words::state_saved(lang),
            &with_date(in_force, shown, lang),
            lang,
        ),
        Phase::Waiting { is_kept } => control_state::joined(
            control_state::waiting(*is_kept, lang),
            &words::state_failed_still(lang, in_force),
            lang,
        ),
        Phase::Failed(failure) => control_state::joined(
            control_state::reason(failure, lang),
            &words::state_failed_still(lang, in_force),
            lang,
        ),
    }
}

/// The state in force while nothing is under way, and what else a person has to know about it.
fn at_rest(in_force: &str, shown: &ControlState, guardian: bool, lang: Language) -> String {
    let Some(choice) = &shown.confirmed else {
        return in_force.to_string();
    };
    if choice.renewal_due {
        return words::state_renewal(lang).to_string();
    }
    if choice.objected_by_gpc {
        return words::state_gpc(lang).to_string();
    }
    if guardian && choice.revision == 0 {
        return words::choices_guardian(lang).to_string();
    }
    let delivery = match choice.delivery {
        Some(Delivery::Applied) => words::delivery_applied(lang),
        Some(Delivery::Sending) => words::delivery_sending(lang),
        Some(Delivery::Failed) => words::delivery_failed(lang),
        Some(Delivery::Superseded) => words::delivery_superseded(lang),
        _ => return with_date(in_force, shown, lang),
    };
    let stop = if lang == Language::Zh { "。" } else { ". " };
    format!("{}{stop}{delivery}", with_date(in_force, shown, lang))
}

/// “Off, since 24 November 2026”.
fn with_date(state: &str, shown: &ControlState, lang: Language) -> String {
    let since = shown
        .confirmed
        .as_ref()
        .and_then(|choice| choice.since.as_deref());
    match since {
        Some(since) => {
            let separator = if lang == Language::Zh { "，" } else { ", " };
            format!(
                "{state}{separator}{}",
                words::since(lang, &date::in_words(since, lang))
            )
        }
        None => state.to_string(),
    }
}
