//! The prompt for a new release: what is new since the person last agreed, and their answer.
//!
//! Asked once for each release: accepting, declining, reading and putting off are all kept by the
//! server, so that no reload and no other device asks again. Nothing waits for the answer.

use consent::wire::Answer;
use interface::marks::{self, Control, ControlKind};
use interface::{Address, Language, View, ids, words};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use super::control::Choose;
use crate::browser::{self, live_region};
use crate::choices::state::control_signals::{self, Visit};
use crate::choices::state::control_state;
use crate::components::{
    Button, Buttons, Heading, Link, Paragraph, Section, Sentence, StatusLine, at, changing, effect,
    element, nothing, several,
};
use crate::consent_client::{records, statements};
use crate::page::{mount, published_index};

/// Mounts the place; it stays empty unless there is something to ask.
pub fn mount_prompt(place: HtmlElement) {
    mount::put(place, || {
        let prompt = ArcRwSignal::new(None::<Prompt>);
        let asked = prompt.clone();
        let visit = control_signals::visit();
        let mut was_asked = false;
        effect(move || {
            let visit = visit.get();
            if !was_asked && is_behind(&visit) {
                spawn_local(ask(visit.clone(), asked.clone()));
            }
            was_asked |= visit.has_answered;
        });
        changing(move || match prompt.get() {
            Some(content) => view! { <Since content prompt=prompt.clone()/> }.into_any(),
            None => nothing(),
        })
    });
}

/// What the prompt shows.
#[derive(Debug, Clone)]
struct Prompt {
    old: String,
    new: String,
    renewals: Vec<Control>,
}

/// Whether another release is in force than the one that the person agreed to.
fn is_behind(visit: &Visit) -> bool {
    let is_shown =
        browser::body_says(marks::RELEASE).is_some_and(|release| release == visit.release);
    is_shown
        && visit
            .agreed_release
            .as_ref()
            .is_some_and(|agreed| *agreed != visit.release)
}

/// Asks unless this release was answered before, here or on another device.
async fn ask(visit: Visit, prompt: ArcRwSignal<Option<Prompt>>) {
    let Ok(records) = records::all().await else {
        return;
    };
    let is_answered = records
        .iter()
        .any(|record| record.purpose == "notice" && record.release == visit.release);
    let Some(old) = visit.agreed_release.filter(|_| !is_answered) else {
        return;
    };
    let renewals = renewals(&visit.release).await;
    prompt.set(Some(Prompt {
        old,
        new: visit.release,
        renewals,
    }));
}

/// Consents whose meaning has changed: each is asked for again by itself (PIPL 14, 29).
async fn renewals(release: &str) -> Vec<Control> {
    let is_due = |purpose: &String| {
        let confirmed = control_signals::now(purpose).confirmed;
        confirmed.is_some_and(|choice| choice.renewal_due)
    };
    let due: Vec<String> = control_signals::purposes()
        .into_iter()
        .filter(is_due)
        .collect();
    if due.is_empty() {
        return Vec::new();
    }
    let Some(index) = published_index::index().await else {
        return Vec::new();
    };
    let lang = browser::page_language();
    let published = due.iter().filter_map(|id| index.purpose(release, id));
    let controls = published.filter_map(|purpose| {
        Some(Control {
            purpose: purpose.id.clone(),
            name: purpose.name(lang).to_string(),
            kind: ControlKind::from_word(purpose.kind.code())?,
            words: purpose.words(lang).to_string(),
            statement: index.guardian_statement(lang).map(str::to_owned),
            guardian: purpose.guardian,
        })
    });
    controls.collect()
}

/// The prompt.
#[component]
fn Since(
    /// What it shows.
    content: Prompt,
    /// The signal that it comes from; emptied by an answer.
    prompt: ArcRwSignal<Option<Prompt>>,
) -> impl IntoView {
    let lang = browser::page_language();
    let Prompt { old, new, renewals } = content;
    let lead = words::since_lead(lang, &new, &old);
    let changes = Address {
        lang,
        view: View::Changes { old, new },
    }
    .href();
    let problem = ArcRwSignal::new(String::new());
    let answer = |answer: Answer, label: &'static str| {
        let (prompt, problem) = (prompt.clone(), problem.clone());
        let act = Box::new(move || spawn_local(send(answer, prompt.clone(), problem.clone())));
        view! { <Button label act/> }
    };
    let declined = answer(Answer::Declined, words::since_decline(lang));
    let accepted = answer(Answer::Accepted, words::since_accept(lang));
    let read = answer(Answer::Read, words::since_read(lang));
    let later = answer(Answer::Deferred, words::since_later(lang));

    view! {
        <Section class="card since no-print" labelledby=ids::SINCE_HEADING>
            <Heading tag="h2" id=ids::SINCE_HEADING text=words::since_title(lang)/>
            <Paragraph>{lead} " " <Link href=changes label=words::since_see(lang)/></Paragraph>
            <Renewals renewals lang/>
            <Buttons>{declined} {accepted} {read} {later}</Buttons>
            <StatusLine class="choice__problem" text=problem/>
        </Section>
    }
}

/// The consents to be asked for again, one by one.
#[component]
fn Renewals(
    /// The controls.
    renewals: Vec<Control>,
    /// The page's language.
    lang: Language,
) -> impl IntoView {
    if renewals.is_empty() {
        return nothing();
    }
    let items = renewals.into_iter().map(|control| {
        let name = vec![control.name.clone().into_any()];
        let parts = vec![
            element("b", Vec::new(), name),
            " ".into_any(),
            view! { <Choose control/> }.into_any(),
        ];
        element("li", vec![at("class", "choice")], parts)
    });
    let list = element("ul", vec![at("class", "since__renewals")], items.collect());

    several(vec![
        view! { <Sentence text=words::since_renew(lang)/> }.into_any(),
        list,
    ])
}

async fn send(answer: Answer, prompt: ArcRwSignal<Option<Prompt>>, problem: ArcRwSignal<String>) {
    let lang = browser::page_language();
    match statements::acknowledge(answer).await {
        Ok(_) => {
            prompt.set(None);
            control_signals::count_change(true);
            live_region::say(match answer {
                Answer::Deferred => words::since_put_off(lang),
                _ => words::since_recorded(lang),
            });
            // The prompt is gone; focus stays on the page and not in nowhere.
            if let Some(heading) = browser::first("main h1") {
                let _ = heading.focus();
            }
        }
        Err(failure) => {
            problem.set(control_state::reason(&failure, lang).to_string());
            live_region::say(control_state::reason(&failure, lang));
        }
    }
}
