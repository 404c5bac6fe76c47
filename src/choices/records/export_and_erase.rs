//! Taking everything away as a file, and having it erased: with a step between, and what is kept.

use consent::wire::Erased;
use interface::{Language, ids, keys, words};
use leptos::prelude::*;
use views::observed::Observed;
use wasm_bindgen_futures::spawn_local;

use crate::browser::{self, download, live_region};
use crate::choices::state::{control_signals, control_state};
use crate::choices::sync::sender::{self, refresh};
use crate::choices::sync::{identity_recovery, last_confirmed, last_refusal, outbox};
use crate::components::{
    Button, Buttons, Heading, Section, Sentence, StatusLine, at, changing, element, nothing,
};
use crate::consent_client::{Failure, records};
use crate::{storage, web_lock};

/// Export and erasure.
#[component]
pub fn OwnData() -> impl IntoView {
    let lang = browser::page_language();
    let is_asking = Observed::new(false);
    let outcome = Observed::new(String::new());
    let (ask, asks) = (is_asking.clone(), is_asking.clone());
    let (exported, said) = (outcome.clone(), outcome.clone());
    let export = move || spawn_local(export(exported.clone()));
    let open = move || {
        ask.set(true);
        browser::focus_soon(ids::ERASE_HEADING);
    };
    let confirm = changing(move || match asks.get() {
        true => {
            let (is_asking, outcome) = (is_asking.clone(), outcome.clone());
            view! { <Confirm is_asking outcome/> }.into_any()
        }
        false => nothing(),
    });

    view! {
        <Section class="own-data no-print" labelledby=ids::OWN_DATA_HEADING>
            <Heading tag="h3" id=ids::OWN_DATA_HEADING text=words::own_data(lang)/>
            <Buttons>
                <Button label=words::export(lang) act=Box::new(export)/>
                <Button label=words::erase(lang) act=Box::new(open) id=ids::ERASE/>
            </Buttons>
            {confirm}
            <StatusLine class="own-data__outcome" id=ids::OWN_DATA_OUTCOME text=said/>
        </Section>
    }
}

/// What erasing does and keeps, said before it is done.
#[component]
fn Confirm(
    /// Closes the step.
    is_asking: Observed<bool>,
    /// Where the outcome is said.
    outcome: Observed<String>,
) -> impl IntoView {
    let lang = browser::page_language();
    let keeps = is_asking.clone();
    let keep = move || {
        keeps.set(false);
        browser::focus_soon(ids::ERASE);
    };
    let erase = move || {
        is_asking.set(false);
        spawn_local(erase(outcome.clone()));
    };
    let attributes = vec![
        at("class", "note note--warning"),
        at("role", "group"),
        at("aria-labelledby", ids::ERASE_HEADING),
    ];

    element("div", attributes, vec![
        view! { <Heading tag="h4" id=ids::ERASE_HEADING takes_focus=true text=words::erase_title(lang)/> }.into_any(),
        view! { <Sentence text=words::erase_lost(lang)/> }.into_any(),
        view! { <Sentence text=words::erase_kept(lang)/> }.into_any(),
        view! {
            <Buttons>
                <Button label=words::erase_no(lang) act=Box::new(keep)/>
                <Button label=words::erase_yes(lang) act=Box::new(erase)/>
            </Buttons>
        }.into_any(),
    ])
}

async fn export(outcome: Observed<String>) {
    let lang = browser::page_language();
    let sentence = match records::export().await {
        Ok(text) if download::save("mingbai-choices.json", "application/json", &text) => {
            words::saved_file(lang)
        }
        Ok(_) => words::not_saved_file(lang),
        Err(failure) => control_state::reason(&failure, lang),
    };
    outcome.set(sentence.to_string());
    live_region::say(sentence);
}

async fn erase(outcome: Observed<String>) {
    let lang = browser::page_language();
    let pressed = browser::now();
    let is_settled = sender::settle().await;
    // What is decided meanwhile, here or in another tab, is decided afterwards.
    let alone = web_lock::hold(sender::RECORDING).await;
    let answer = match is_settled {
        true => records::erase().await,
        false => Err(Failure::Away),
    };
    let sentence = match answer {
        Ok(erased) => {
            forget(pressed);
            what_is_left(&erased, lang)
        }
        Err(failure) => {
            // Without an answer it may have been done.
            let outcome = match failure {
                Failure::Away | Failure::Broken if is_settled => words::erase_unknown(lang),
                _ => words::not_erased(lang),
            };
            control_state::joined(control_state::reason(&failure, lang), outcome, lang)
        }
    };
    drop(alone);
    outcome.set(sentence.clone());
    live_region::say(&sentence);
    browser::focus_soon(ids::OWN_DATA_OUTCOME);
}

/// What was deleted, and what is still to be found elsewhere.
fn what_is_left(erased: &Erased, lang: Language) -> String {
    let backups = match erased.backup_days {
        Some(0) => words::erased_no_backups(lang).to_string(),
        Some(days) => words::erased_backups(lang, &days.to_string()),
        None => words::erased_backups_open(lang).to_string(),
    };
    let downstream = match erased.downstream_is_told {
        true => words::erased_told(lang),
        false => words::erased_not_told(lang),
    };
    let deleted = words::erased(lang, &erased.records.to_string());
    [words::erased_consents(lang), downstream, &backups]
        .iter()
        .fold(deleted, |before, next| {
            control_state::joined(&before, next, lang)
        })
}

/// Nothing of it stays on this device or on this page either, but for what was wished since.
fn forget(pressed: u64) {
    for wish in outbox::all() {
        if wish.turn < pressed {
            outbox::remove(&wish);
        }
    }
    identity_recovery::forget();
    last_confirmed::forget();
    last_confirmed::ask_everywhere();
    let names = storage::stored_names().into_iter();
    for name in names.filter(|name| keys::OURS.of(name).is_some()) {
        storage::forget(&name);
    }
    for purpose in control_signals::purposes() {
        last_refusal::forget(&purpose);
        control_signals::control(&purpose).set(control_state::ControlState::default());
    }
    sender::start();
    control_signals::count_change(false);
    refresh::soon();
}
