//! One choice: two equal answers, what holds, and what became of the wish.

use consent::wire::{Delivery, Kind};
use interface::{Language, date, words};
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::guardian::GuardianStep;
use super::sender::{self, Act};
use super::shown::{self, Phase, Shown};
use super::store;
use crate::consent_client::Failure;
use crate::{browser, mount};

/// What a page says about a control, in its attributes.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The control.
    pub purpose: String,
    /// Its name in the page's language.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// Hash of the words beside it.
    pub words: String,
    /// Hash of the statement that a guardian makes before deciding.
    pub statement: String,
    /// The page's language.
    pub lang: Language,
    /// Whether a guardian gives it, whoever reads.
    pub guardian: bool,
}

impl Asked {
    /// `None` for a kind that this app does not know: it cannot say what its answers mean.
    fn of(place: &HtmlElement) -> Option<Asked> {
        let fact = |name: &str| place.get_attribute(name).unwrap_or_default();
        Some(Asked {
            purpose: fact("data-purpose"),
            name: fact("data-name"),
            kind: match fact("data-kind").as_str() {
                "consent" => Kind::Consent,
                "preference" => Kind::Preference,
                "opt-out" => Kind::OptOut,
                _ => return None,
            },
            words: fact("data-words"),
            statement: fact("data-statement"),
            lang: browser::page_language(),
            guardian: place.has_attribute("data-guardian"),
        })
    }

    /// Sends an answer.
    fn answer(&self, yes: bool) {
        sender::wish(Act {
            purpose: self.purpose.clone(),
            kind: self.kind,
            yes,
            words: self.words.clone(),
            guardian: None,
            age_band: None,
        });
    }
}

/// Mounts the answers into the place that the page has for them.
pub fn mount_choice(place: HtmlElement) {
    let Some(asked) = Asked::of(&place) else {
        return place.remove();
    };
    let phase = store::control(&asked.purpose);
    let outer = place.clone();
    mount::put(place, move || {
        Effect::new(move |_| {
            let _ = outer.set_attribute("data-phase", phase.get().phase.word());
        });
        view! { <Choose asked/> }
    });
}

/// The answers to a control, its state, and the guardian's step where one is needed.
#[component]
pub fn Choose(
    /// The control.
    asked: Asked,
) -> impl IntoView {
    let shown: Signal<Shown> = store::control(&asked.purpose).into();
    let step_is_open = ArcRwSignal::new(false);
    let is_open = step_is_open.clone();
    // A child's consent is refused without a guardian: then the step stands right there.
    let shows_step = Memo::new(move |_| {
        is_open.get() || shown.get().phase == Phase::Failed(Failure::GuardianNeeded)
    });
    let step = asked.clone();
    let open = step_is_open.clone();

    view! {
        <Answers asked=asked.clone() shown step_is_open=step_is_open.clone()/>
        <State asked shown/>
        {move || shows_step.get().then(|| view! { <GuardianStep asked=step.clone() is_open=open.clone()/> })}
    }
}

/// Refusing and agreeing: the same size, the same effort.
#[component]
fn Answers(
    /// The control.
    asked: Asked,
    /// Its state.
    shown: Signal<Shown>,
    /// Whether the guardian's step stands below.
    step_is_open: ArcRwSignal<bool>,
) -> impl IntoView {
    let lang = asked.lang;
    let no = move || match shown.get().confirmed.as_ref().and_then(shown::holds) {
        _ if asked.kind != Kind::Consent => words::act_off(lang),
        Some(true) => words::act_withdraw(lang),
        _ => words::act_refuse(lang),
    };
    let yes = match asked.kind {
        Kind::Consent => words::act_give(lang),
        _ => words::act_on(lang),
    };
    let refuse = asked.clone();
    let is_off = move || matches!(shown.get().phase, Phase::Loading | Phase::Unkept);
    let pressed = move |yes: bool| move || (shown.get().answer() == Some(yes)).to_string();
    let give = {
        let asked = asked.clone();
        // Refusing is anybody's; only the yes takes a guardian.
        move |_| {
            if asked.guardian {
                step_is_open.set(true)
            } else {
                asked.answer(true)
            }
        }
    };

    view! {
        <div class="choice__answers" role="group" aria-label=asked.name>
            <button type="button" class="choice__answer" aria-pressed=pressed(false) disabled=is_off
                on:click=move |_| refuse.answer(false) prop:textContent=no></button>
            <button type="button" class="choice__answer" aria-pressed=pressed(true) disabled=is_off
                on:click=give>{yes}</button>
        </div>
    }
}

/// What holds, in words; and what became of a wish that has not been confirmed.
#[component]
fn State(
    /// The control.
    asked: Asked,
    /// Its state.
    shown: Signal<Shown>,
) -> impl IntoView {
    let lang = asked.lang;
    let class = move || match shown.get().phase {
        Phase::Failed(_) => "choice__state choice__problem",
        _ => "choice__state",
    };

    view! { <p class=class prop:textContent=move || sentence(&shown.get(), asked.guardian, lang)></p> }
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
