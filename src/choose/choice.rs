//! One choice: two equal answers, what holds, and what became of the wish.

use consent::wire::Delivery;
use interface::marks::{self, Control, ControlKind};
use interface::{Language, date, words};
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::guardian::GuardianStep;
use super::sender::{self, Act};
use super::shown::{self, Phase, Shown};
use super::store;
use crate::consent_client::Failure;
use crate::{browser, mount};

/// Mounts the answers into the place that the page has for them.
pub fn mount_choice(place: HtmlElement) {
    let Some(control) = control_at(&place) else {
        return place.remove();
    };
    let phase = store::control(&control.purpose);
    let outer = place.clone();
    mount::put(place, move || {
        Effect::new(move |_| {
            let _ = outer.set_attribute(
                marks::PHASE.name,
                marks::PHASE.says(phase.get().phase.mark()),
            );
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
    let shown: Signal<Shown> = store::control(&control.purpose).into();
    let step_is_open = ArcRwSignal::new(false);
    let is_open = step_is_open.clone();
    // A child's consent is refused without a guardian: then the step stands right there.
    let shows_step = Memo::new(move |_| {
        is_open.get() || shown.get().phase == Phase::Failed(Failure::GuardianNeeded)
    });
    let step = control.clone();
    let open = step_is_open.clone();

    view! {
        <Answers control=control.clone() shown step_is_open=step_is_open.clone()/>
        <State control shown/>
        {move || shows_step.get().then(|| view! { <GuardianStep control=step.clone() is_open=open.clone()/> })}
    }
}

/// Refusing and agreeing: the same size, the same effort.
#[component]
fn Answers(
    /// The control.
    control: Control,
    /// Its state.
    shown: Signal<Shown>,
    /// Whether the guardian's step stands below.
    step_is_open: ArcRwSignal<bool>,
) -> impl IntoView {
    let lang = browser::page_language();
    let no = move || match shown.get().confirmed.as_ref().and_then(shown::holds) {
        _ if control.kind != ControlKind::Consent => words::act_off(lang),
        Some(true) => words::act_withdraw(lang),
        _ => words::act_refuse(lang),
    };
    let yes = match control.kind {
        ControlKind::Consent => words::act_give(lang),
        _ => words::act_on(lang),
    };
    let refuse = control.clone();
    let is_off = move || matches!(shown.get().phase, Phase::Loading | Phase::Unkept);
    let pressed = move |yes: bool| move || (shown.get().answer() == Some(yes)).to_string();
    let give = {
        let control = control.clone();
        // Refusing is anybody's; only the yes takes a guardian.
        move |_| {
            if control.guardian {
                step_is_open.set(true)
            } else {
                sender::wish(Act::of(&control, true))
            }
        }
    };

    view! {
        <div class="choice__answers" role="group" aria-label=control.name>
            <button type="button" class="choice__answer" aria-pressed=pressed(false) disabled=is_off
                on:click=move |_| sender::wish(Act::of(&refuse, false)) prop:textContent=no></button>
            <button type="button" class="choice__answer" aria-pressed=pressed(true) disabled=is_off
                on:click=give>{yes}</button>
        </div>
    }
}

/// What holds, in words; and what became of a wish that has not been confirmed.
#[component]
fn State(
    /// The control.
    control: Control,
    /// Its state.
    shown: Signal<Shown>,
) -> impl IntoView {
    let lang = browser::page_language();
    let class = move || match shown.get().phase {
        Phase::Failed(_) => "choice__state choice__problem",
        _ => "choice__state",
    };

    view! { <p class=class prop:textContent=move || sentence(&shown.get(), control.guardian, lang)></p> }
}

fn sentence(shown: &Shown, guardian: bool, lang: Language) -> String {
    let holds = shown::state_word(shown.confirmed.as_ref(), lang);
    match &shown.phase {
        Phase::Loading => words::state_loading(lang).to_string(),
        Phase::Unavailable => words::state_unavailable(lang).to_string(),
        Phase::Unkept => words::state_unkept(lang).to_string(),
        Phase::Rest => at_rest(holds, shown, guardian, lang),
        Phase::Saving => words::state_saving(lang).to_string(),
        Phase::Saved => shown::joined(
            words::state_saved(lang),
            &with_date(holds, shown, lang),
            lang,
        ),
        Phase::Waiting => shown::joined(
            words::state_waiting(lang),
            &words::state_failed_still(lang, holds),
            lang,
        ),
        Phase::Failed(failure) => shown::joined(
            shown::reason(failure, lang),
            &words::state_failed_still(lang, holds),
            lang,
        ),
    }
}

/// What holds while nothing is under way, and what else a person has to know about it.
fn at_rest(holds: &str, shown: &Shown, guardian: bool, lang: Language) -> String {
    let Some(choice) = &shown.confirmed else {
        return holds.to_string();
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
        _ => return with_date(holds, shown, lang),
    };
    let stop = if lang == Language::Zh { "。" } else { ". " };
    format!("{}{stop}{delivery}", with_date(holds, shown, lang))
}

/// “Off, since 24 November 2026”.
fn with_date(state: &str, shown: &Shown, lang: Language) -> String {
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
