//! One choice: two equal answers, what holds, and what became of the wish.

use consent::wire::Kind;
use leptos::prelude::*;
use site::{Language, date, words};
use web_sys::HtmlElement;

use super::shown::{self, Phase, Shown};
use super::{sender, store};
use crate::{browser, mount};

/// What the page says about a control, in its attributes.
#[derive(Clone)]
struct Asked {
    purpose: String,
    name: String,
    kind: Kind,
    words: String,
    lang: Language,
    guardian: bool,
}

/// Mounts the answers into the place that the page has for them.
pub fn mount_choice(place: HtmlElement) {
    let fact = |name: &str| place.get_attribute(name).unwrap_or_default();
    let asked = Asked {
        purpose: fact("data-purpose"),
        name: fact("data-name"),
        kind: match fact("data-kind").as_str() {
            "consent" => Kind::Consent,
            "preference" => Kind::Preference,
            _ => Kind::OptOut,
        },
        words: fact("data-words"),
        lang: browser::page_language(),
        guardian: place.has_attribute("data-guardian"),
    };
    let shown = store::control(&asked.purpose);
    let phase = shown.clone();
    let outer = place.clone();
    mount::put(place, move || {
        Effect::new(move |_| {
            let _ = outer.set_attribute("data-phase", phase.get().phase.word());
        });
        view! { <Answers asked=asked.clone() shown=shown.clone().into()/> <State asked=asked shown=shown.into()/> }
    });
}

/// Refusing and agreeing: the same size, the same effort.
#[component]
fn Answers(
    /// The control.
    asked: Asked,
    /// Its state.
    shown: Signal<Shown>,
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
    let group_name = asked.name.clone();
    let refuse = asked.clone();
    let is_loading = move || asked.guardian || shown.get().phase == Phase::Loading;

    view! {
        <div class="choice__answers" role="group" aria-label=group_name>
            <Answer yes=false asked=refuse shown is_off=Signal::derive(is_loading)>{no}</Answer>
            <Answer yes=true asked=asked.clone() shown is_off=Signal::derive(move || is_loading())>{yes}</Answer>
        </div>
    }
}

/// One answer.
#[component]
fn Answer(
    /// Whether it is the yes.
    yes: bool,
    /// The control.
    asked: Asked,
    /// Its state.
    shown: Signal<Shown>,
    /// Whether it cannot be pressed yet.
    is_off: Signal<bool>,
    /// Its word.
    children: Children,
) -> impl IntoView {
    let is_pressed = move || (shown.get().answer() == Some(yes)).to_string();
    let answer = move |_| sender::wish(&asked.purpose, asked.kind, yes, &asked.words);

    view! {
        <button type="button" class="choice__answer" aria-pressed=is_pressed disabled=is_off on:click=answer>
            {children()}
        </button>
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
    let sentence = move || {
        let shown = shown.get();
        let holds = shown::state_word(shown.confirmed.as_ref(), lang);
        match &shown.phase {
            _ if asked.guardian => words::choices_guardian(lang).to_string(),
            Phase::Loading => words::state_loading(lang).to_string(),
            Phase::Unavailable => words::state_unavailable(lang).to_string(),
            Phase::Rest => with_date(holds, &shown, lang),
            Phase::Saving => words::state_saving(lang).to_string(),
            Phase::Saved => format!("{} {}", words::state_saved(lang), with_date(holds, &shown, lang)),
            Phase::Waiting => format!("{} {}", words::state_waiting(lang), words::state_failed_still(lang, holds)),
            Phase::Failed(failure) => {
                format!("{} {}", shown::reason(failure, lang), words::state_failed_still(lang, holds))
            }
        }
    };
    let class = move || match shown.get().phase {
        Phase::Failed(_) => "choice__state choice__problem",
        _ => "choice__state",
    };

    view! { <p class=class>{sentence}</p> }
}

/// “Off, since 24 November 2026”.
fn with_date(state: &str, shown: &Shown, lang: Language) -> String {
    let since = shown.confirmed.as_ref().and_then(|choice| choice.since.as_deref());
    match since {
        Some(since) => {
            let separator = if lang == Language::Zh { "，" } else { ", " };
            format!("{state}{separator}{}", words::since(lang, &date::in_words(since, lang)))
        }
        None => state.to_string(),
    }
}
