//! The step in which a parent or guardian decides for a child: their statement, then their answer.
//!
//! Opens under a control whose consent takes a guardian (PIPL 31). Nothing is selected before,
//! refusing stands beside consenting, and no more than an age band is asked.

use consent::wire::{AgeBand, Relation};
use interface::marks::{self, Control};
use interface::{Address, View, ids, words};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::sender::{self, Act};
use super::{network, shown, store};
use crate::consent_client::acts;
use crate::{browser, status};

/// What the guardian has filled in so far.
#[derive(Debug, Clone, Copy, Default)]
struct Filled {
    relation: Option<Relation>,
    age_band: Option<AgeBand>,
}

/// The step, as part of the control.
#[component]
pub fn GuardianStep(
    /// The control.
    control: Control,
    /// Closes the step.
    is_open: ArcRwSignal<bool>,
) -> impl IntoView {
    let lang = browser::page_language();
    let filled = RwSignal::new(Filled::default());
    let problem = ArcRwSignal::new("");
    let title = ids::guardian(&control.purpose);
    let version = browser::body_says(marks::RELEASE).unwrap_or_default();
    let clause = Address {
        lang,
        view: View::Notice { version },
    }
    .href()
        + "#minors";
    let answer = {
        let (control, is_open, problem) = (control.clone(), is_open.clone(), problem.clone());
        move |yes: bool| answer(&control, filled.get_untracked(), yes, &is_open, &problem)
    };
    let (refuse, give) = (answer.clone(), answer);
    let purpose = control.purpose.clone();
    let close = move |_| {
        is_open.set(false);
        store::control(&purpose).update(|shown| shown.phase = shown::Phase::Rest);
        focus(&purpose);
    };
    focus_soon(&title);

    view! {
        <section class="guardian" aria-labelledby=title.clone()>
            <h4 id=title.clone() tabindex="-1">{words::guardian_title(lang)}</h4>
            <p>{words::guardian_statement(lang)} " " <a href=clause>{words::guardian_clause(lang)}</a></p>
            <Ask name=format!("relation-{}", control.purpose) legend=words::guardian_relation(lang) options=vec![
                (words::guardian_parent(lang), Box::new(move || filled.update(|filled| filled.relation = Some(Relation::Parent)))),
                (words::guardian_other(lang), Box::new(move || filled.update(|filled| filled.relation = Some(Relation::Guardian)))),
            ]/>
            <Ask name=format!("age-{}", control.purpose) legend=words::guardian_age(lang) options=vec![
                (words::guardian_under_14(lang), Box::new(move || filled.update(|filled| filled.age_band = Some(AgeBand::Under14)))),
                (words::guardian_14_17(lang), Box::new(move || filled.update(|filled| filled.age_band = Some(AgeBand::From14To17)))),
            ]/>
            <p class="hint">{words::guardian_hint(lang)}</p>
            <div class="choice__answers" role="group" aria-label=words::guardian_title(lang)>
                <button type="button" class="choice__answer" on:click=move |_| refuse(false)>{words::act_refuse(lang)}</button>
                <button type="button" class="choice__answer" on:click=move |_| give(true)>{words::act_give(lang)}</button>
            </div>
            <p class="choice__state choice__problem" prop:textContent=move || problem.get()></p>
            <p><button type="button" class="button" on:click=close>{words::guardian_close(lang)}</button></p>
        </section>
    }
}

/// What picking an option does.
type Pick = Box<dyn Fn() + Send>;

/// One question with its options; none is selected before.
#[component]
fn Ask(
    /// The name that the options share.
    name: String,
    /// The question.
    legend: &'static str,
    /// What can be picked.
    options: Vec<(&'static str, Pick)>,
) -> impl IntoView {
    let options = options.into_iter().map(|(label, pick)| {
        view! {
            <label class="guardian__option">
                <input type="radio" name=name.clone() on:change=move |_| pick()/>
                {label}
            </label>
        }
    });

    view! { <fieldset class="guardian__question"><legend>{legend}</legend>{options.collect_view()}</fieldset> }
}

fn answer(
    control: &Control,
    filled: Filled,
    yes: bool,
    is_open: &ArcRwSignal<bool>,
    problem: &ArcRwSignal<&'static str>,
) {
    let lang = browser::page_language();
    let (Some(relation), Some(age_band)) = (filled.relation, filled.age_band) else {
        problem.set(words::guardian_missing(lang));
        status::say(words::guardian_missing(lang));
        return;
    };
    problem.set(words::state_saving(lang));
    let (control, is_open, problem) = (control.clone(), is_open.clone(), problem.clone());
    spawn_local(async move {
        let statement = control.statement.clone().unwrap_or_default();
        // The statement is the first record of somebody new: no other may be under way.
        let _first = sender::hold_first().await;
        let was_known = store::visit().with_untracked(|visit| visit.is_known);
        match acts::state_guardian(relation, &statement).await {
            Ok(step) => {
                store::count_news(true);
                if !was_known {
                    network::check_cookie().await;
                }
                focus(&control.purpose);
                is_open.set(false);
                if store::visit().with_untracked(|visit| visit.is_unkept) {
                    return;
                }
                sender::wish(Act {
                    guardian: Some(step.guardian_token),
                    age_band: Some(age_band),
                    ..Act::of(&control, yes)
                });
            }
            Err(failure) => {
                problem.set(shown::reason(&failure, lang));
                status::say(shown::reason(&failure, lang));
            }
        }
    });
}

/// Focus goes back to the control when the step closes.
fn focus(purpose: &str) {
    if let Some(answer) = browser::first(&(marks::PURPOSE.saying(purpose) + " .choice__answer")) {
        let _ = answer.focus();
    }
}

fn focus_soon(id: &str) {
    let selector = format!("[id='{id}']");
    browser::after(0, move || {
        if let Some(title) = browser::first(&selector) {
            let _ = title.focus();
        }
    });
}
