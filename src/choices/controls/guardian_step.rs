//! The step in which a parent or guardian decides for a child: their statement, then their answer.
//!
//! Opens under a control whose consent takes a guardian (PIPL 31). Nothing is selected before,
//! refusing is offered next to consenting, and no more than an age band is asked. Nobody is asked to
//! say that they have read what is not here.

use consent::wire::{AgeBand, Relation};
use interface::marks::{self, Control};
use interface::{Address, View, ids, words};
use leptos::prelude::*;
use views::observed::Observed;
use wasm_bindgen_futures::spawn_local;

use crate::browser::{self, live_region};
use crate::choices::state::{control_signals, control_state};
use crate::choices::sync::sender::{self, Act, refresh};
use crate::components::{
    Answer, Answers, Button, Handler, Heading, Link, Paragraph, Section, Sentence, at, element, on,
    said,
};
use crate::consent_client::acknowledge_and_guardian;

/// The step, as part of the control.
#[component]
pub fn GuardianStep(
    /// The control.
    control: Control,
    /// Closes the step.
    is_open: Observed<bool>,
) -> impl IntoView {
    let lang = browser::page_language();
    let problem = Observed::new(String::new());
    let title = ids::guardian(&control.purpose);
    let version = browser::body_says(marks::RELEASE).unwrap_or_default();
    let notice = Address {
        lang,
        view: View::Notice { version },
    }
    .href();
    let clause = browser::body_says(marks::MINORS).map(|id| [notice.as_str(), "#", &id].concat());
    let lead = browser::body_says(marks::MINORS_LEAD).unwrap_or_default();
    let answer = |yes: bool| -> Handler {
        let (control, is_open, problem) = (control.clone(), is_open.clone(), problem.clone());
        Box::new(move || answer(&control, yes, &is_open, &problem))
    };
    let (refuse, give) = (answer(false), answer(true));
    let purpose = control.purpose.clone();
    let is_open = is_open.clone();
    let close = move || {
        is_open.set(false);
        control_signals::change(&purpose, |shown| shown.phase = control_state::Phase::Rest);
        focus(&purpose);
    };
    browser::focus_soon(&title);

    let relations = vec![
        (Relation::Parent.code(), words::guardian_parent(lang)),
        (Relation::Guardian.code(), words::guardian_other(lang)),
    ];
    let bands = vec![
        (AgeBand::Under14.code(), words::guardian_under_14(lang)),
        (AgeBand::From14To17.code(), words::guardian_14_17(lang)),
    ];

    let answers = vec![
        view! { <Button label=words::guardian_close(lang) act=Box::new(close)/> }.into_any(),
        view! {
            <Answers label=words::guardian_title(lang).to_string()>
                <Answer label=words::act_refuse(lang) act=refuse/>
                <Answer label=words::act_give(lang) act=give/>
            </Answers>
        }
        .into_any(),
    ];
    let questions = (problem.clone(), problem.clone());

    view! {
        <Section class="guardian" labelledby=title.clone()>
            <Heading tag="h4" id=title takes_focus=true text=words::guardian_title(lang)/>
            <Paragraph>
                {lead} " "
                {clause.map(|href| view! { <Link href label=words::guardian_clause(lang)/> })}
            </Paragraph>
            <Problem id=ids::guardian_problem(&control.purpose) text=problem/>
            <Ask name=relation_of(&control) legend=words::guardian_relation(lang)
                options=relations problem=questions.0/>
            <Ask name=age_of(&control) legend=words::guardian_age(lang)
                options=bands problem=questions.1/>
            <Sentence class="hint" text=words::guardian_hint(lang)/>
            <Sentence text=words::guardian_statement(lang)/>
            {element("div", vec![at("class", "guardian__end")], answers)}
        </Section>
    }
}

fn relation_of(control: &Control) -> String {
    ["relation-", &control.purpose].concat()
}

fn age_of(control: &Control) -> String {
    ["age-", &control.purpose].concat()
}

/// What is missing or went wrong, above the questions, where it takes the focus.
#[component]
fn Problem(
    /// Its id.
    id: String,
    /// What it says.
    text: Observed<String>,
) -> impl IntoView {
    let attributes = vec![
        at("class", "guardian__problem"),
        at("id", id),
        at("role", "alert"),
        at("tabindex", "-1"),
    ];
    said("p", attributes, Box::new(move || text.get()))
}

/// One question with its options; none is selected before. What was picked is read when it is
/// answered; what was missing is not said any longer once it is picked.
#[component]
fn Ask(
    /// The name that the options share.
    name: String,
    /// The question.
    legend: &'static str,
    /// What can be picked: the value and its words.
    options: Vec<(&'static str, &'static str)>,
    /// What is said to be missing.
    problem: Observed<String>,
) -> impl IntoView {
    let mut parts = vec![element("legend", Vec::new(), vec![legend.into_any()])];
    for (value, label) in options {
        let pick = vec![
            at("type", "radio"),
            at("name", name.clone()),
            at("value", value),
        ];
        let option = vec![element("input", pick, Vec::new()), label.into_any()];
        let class = vec![at("class", "guardian__option")];
        parts.push(element("label", class, option));
    }

    let picked = Box::new(move || problem.set(String::new()));
    let attributes = vec![at("class", "guardian__question"), on("change", picked)];
    element("fieldset", attributes, parts)
}

/// The value that was picked of the options with that name.
fn picked(name: &str) -> Option<String> {
    browser::first(&["input[name='", name, "']:checked"].concat())?.get_attribute("value")
}

fn answer(control: &Control, yes: bool, is_open: &Observed<bool>, problem: &Observed<String>) {
    let lang = browser::page_language();
    let relation = match picked(&relation_of(control)).as_deref() {
        Some(picked) if picked == Relation::Parent.code() => Some(Relation::Parent),
        Some(_) => Some(Relation::Guardian),
        None => None,
    };
    let age_band = match picked(&age_of(control)).as_deref() {
        Some(picked) if picked == AgeBand::Under14.code() => Some(AgeBand::Under14),
        Some(_) => Some(AgeBand::From14To17),
        None => None,
    };
    let (Some(relation), Some(age_band)) = (relation, age_band) else {
        problem.set(words::guardian_missing(lang).to_string());
        browser::focus_soon(&ids::guardian_problem(&control.purpose));
        return;
    };
    problem.set(words::state_saving(lang).to_string());
    let client_time = browser::timestamp();
    let (control, is_open, problem) = (control.clone(), is_open.clone(), problem.clone());
    spawn_local(async move {
        let statement_hash = control.statement_hash.clone().unwrap_or_default();
        // The statement is the first record of a new user: no other may be under way.
        let _turn = sender::hold_turn().await;
        let was_known = control_signals::is_known();
        match acknowledge_and_guardian::state_guardian(relation, &statement_hash).await {
            Ok(step) => {
                control_signals::count_change(true);
                if !was_known {
                    refresh::check_cookie().await;
                }
                focus(&control.purpose);
                is_open.set(false);
                if control_signals::is_unkept() {
                    return;
                }
                sender::wish(Act {
                    guardian: Some(step.guardian_token),
                    age_band: Some(age_band),
                    client_time,
                    ..Act::of(&control, yes)
                });
            }
            Err(failure) => {
                problem.set(control_state::reason(&failure, lang).to_string());
                live_region::say(control_state::reason(&failure, lang));
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
