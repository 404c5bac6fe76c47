//! One control: two equal answers, the state in force, and the outcome of the wish.
//!
//! What it looks like is said once, in [`views::control`]; here is what it shows and does.

use std::cell::Cell;
use std::sync::Arc;

use consent::wire::Delivery;
use interface::marks::{self, Control, ControlKind};
use interface::{Language, words};
use leptos::prelude::*;
use views::control::{Acts, Answering, Showing, Shown};
use views::observed::Observed;
use web_sys::HtmlElement;

use super::guardian_step::GuardianStep;
use crate::browser::{self, live_region};
use crate::choices::state::control_signals;
use crate::choices::state::control_state::{self, ControlState, Phase};
use crate::choices::state::page_controls::control_at;
use crate::choices::sync::sender::{self, Act};
use crate::components::{changing, effect, nothing, several};
use crate::consent_client::Failure;
use crate::page::mount;

/// How what a consent is for is open while it says above the facts that nothing is recorded yet.
const ASKED: &str = "asked";

/// For so long a second press is the other half of a double tap, and nobody has read anything, in milliseconds.
const UNREAD: u64 = 800;

thread_local! {
    /// When it was last shown what a consent is for.
    static TOLD_AT: Cell<u64> = const { Cell::new(0) };
}

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

/// The answers to a control, its state, and the guardian's step where one is needed.
#[component]
fn Choose(
    /// The control.
    control: Control,
) -> impl IntoView {
    let lang = browser::page_language();
    let state = control_signals::control(&control.purpose);
    let step_is_open = Observed::new(false);
    let (is_open, refused) = (step_is_open.clone(), state.clone());
    // A child's consent is refused without a guardian: then the step is opened right there.
    let shows_step = Observed::new(false);
    let shows = shows_step.clone();
    effect(move || {
        let is_refused =
            refused.with(|it| matches!(it.phase, Phase::Failed(Failure::GuardianNeeded)));
        let is_shown = is_open.get() || is_refused;
        // Drawn anew, it would lose what was picked in it.
        if shows.get_untracked() != is_shown {
            shows.set(is_shown);
        }
    });
    let (step, open) = (control.clone(), step_is_open.clone());
    let guardian = changing(move || match shows_step.get() {
        true => view! { <GuardianStep control=step.clone() is_open=open.clone()/> }.into_any(),
        false => nothing(),
    });
    let (needs_guardian, has_way) = (control.guardian, control.way.is_some());
    let showing: Showing =
        Arc::new(move || state.with(|state| shown(state, needs_guardian, has_way, lang)));
    let acts = acts(&control, step_is_open);

    several(vec![
        view! { <Answering control lang showing acts/> }.into_any(),
        guardian,
    ])
}

fn acts(control: &Control, step_is_open: Observed<bool>) -> Acts {
    let (refuse, give) = (control.clone(), control.clone());
    Acts {
        no: Box::new(move || decide(&refuse, false)),
        // Refusing is anybody's; only the yes takes a guardian, and somebody who was told.
        yes: Box::new(move || match give.guardian {
            _ if tells_first(&give) => {}
            true => {
                asks_no_more(&give);
                step_is_open.set(true);
            }
            false => decide(&give, true),
        }),
    }
}

fn decide(control: &Control, yes: bool) {
    asks_no_more(control);
    sender::wish(Act::of(control, yes));
}

/// Nothing is left to press once more.
fn asks_no_more(control: &Control) {
    if let Some(told) = told(control, "[open]") {
        let _ = told.set_attribute("open", "");
    }
}

/// Shows what a consent is for, where the page has that folded: who agrees was told before (PIPL 17).
/// `false` where there is nothing more to tell, and there was time to see it.
fn tells_first(control: &Control) -> bool {
    if control.kind != ControlKind::Consent {
        return false;
    }
    let folded = told(control, ":not([open])");
    let is_unread = browser::now().abs_diff(TOLD_AT.get()) < UNREAD;
    if folded.is_some() || is_unread {
        // A key that is held down presses again and again.
        TOLD_AT.set(browser::now());
    }
    let Some(folded) = folded else {
        return is_unread;
    };
    let _ = folded.set_attribute("open", ASKED);
    live_region::say(words::choice_told(browser::page_language()));
    true
}

/// What a consent is for, where the page has that to unfold and a selector fits it.
fn told(control: &Control, fits: &str) -> Option<HtmlElement> {
    browser::first(&[&marks::TOLD.saying(&control.purpose), fits].concat())
}

/// What is shown of a control in that state.
fn shown(state: &ControlState, needs_guardian: bool, has_way: bool, lang: Language) -> Shown {
    let now = control_state::state_word(state.confirmed.as_ref(), lang);
    let (line, is_recorded) = match &state.phase {
        Phase::Loading => (words::state_loading(lang).to_string(), false),
        Phase::Unavailable => (words::state_unavailable(lang).to_string(), false),
        Phase::Unkept => (words::state_unkept(lang).to_string(), false),
        Phase::Saving => (words::state_saving(lang).to_string(), false),
        Phase::Rest | Phase::Saved => recorded(state, now, needs_guardian, lang),
        Phase::Waiting { is_kept } => (control_state::waiting(*is_kept, now, lang), false),
        Phase::Failed(failure) => {
            let why = control_state::reason(failure, lang);
            (words::state_failed(lang, why, now), false)
        }
    };
    Shown {
        answer: state.answer(),
        wish: state.wish.map(control_state::is_yes),
        is_open: !matches!(state.phase, Phase::Loading | Phase::Unkept),
        is_problem: matches!(state.phase, Phase::Failed(_)),
        state: line,
        applied: match is_recorded {
            true => applied(state, has_way, lang),
            false => String::new(),
        },
    }
}

/// The state in force while nothing is under way, and whether it is one that a person recorded.
fn recorded(
    state: &ControlState,
    now: &str,
    needs_guardian: bool,
    lang: Language,
) -> (String, bool) {
    let choice = state.confirmed.as_ref();
    let without = |text: &str| (text.to_string(), false);
    match choice {
        Some(choice) if choice.renewal_due => without(words::state_renewal(lang)),
        Some(choice) if choice.objected_by_gpc => without(words::state_gpc(lang)),
        Some(choice) if needs_guardian && choice.revision == 0 => {
            without(words::state_guardian(lang))
        }
        Some(choice) if control_state::answer_in_force(choice).is_none() => without(now),
        Some(choice) if choice.delivery == Some(Delivery::Applied) => {
            (words::state_applied(lang, now), false)
        }
        Some(_) => (words::state_recorded(lang, now), true),
        None => without(now),
    }
}

/// How far what is recorded has come on its way into the host app, which does not follow it yet. Only of a
/// no that the person can bring there does it say that it is still to do.
fn applied(state: &ControlState, has_way: bool, lang: Language) -> String {
    let app = browser::host_app();
    match state.confirmed.as_ref().and_then(|choice| choice.delivery) {
        Some(Delivery::Sending) => words::delivery_sending(lang, &app),
        Some(Delivery::Failed) => words::delivery_failed(lang, &app),
        _ if has_way && state.answer() == Some(false) => words::delivery_none(lang, &app),
        _ => String::new(),
    }
}
