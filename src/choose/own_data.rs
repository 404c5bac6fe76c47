//! Taking everything away as a file, and having it erased: with a step between, and what is kept.

use consent::wire::Erased;
use interface::{Language, keys, words};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{file, first, network, outbox, shown, store, tabs};
use crate::consent_client::{Failure, own};
use crate::{browser, status};

/// Export and erasure.
#[component]
pub fn OwnData() -> impl IntoView {
    let lang = browser::page_language();
    let is_asking = ArcRwSignal::new(false);
    let outcome = ArcRwSignal::new(String::new());
    let (ask, asks) = (is_asking.clone(), is_asking.clone());
    let (exported, said) = (outcome.clone(), outcome.clone());
    let export = move |_| spawn_local(export(exported.clone()));
    let confirm = move || {
        let (is_asking, outcome) = (is_asking.clone(), outcome.clone());
        asks.get()
            .then(move || view! { <Confirm is_asking outcome/> })
    };
    let open = move |_| {
        ask.set(true);
        focus_soon("#erase-title");
    };

    view! {
        <section class="own-data no-print" aria-labelledby="own-data-title">
            <h3 id="own-data-title">{words::own_data(lang)}</h3>
            <p class="buttons">
                <button type="button" class="button" on:click=export>{words::export(lang)}</button>
                <button type="button" class="button" id="erase" on:click=open>{words::erase(lang)}</button>
            </p>
            {confirm}
            <p class="own-data__outcome" tabindex="-1" id="own-data-outcome" prop:textContent=move || said.get()></p>
        </section>
    }
}

/// What erasing does and keeps, said before it is done.
#[component]
fn Confirm(
    /// Closes the step.
    is_asking: ArcRwSignal<bool>,
    /// Where it is said what became of it.
    outcome: ArcRwSignal<String>,
) -> impl IntoView {
    let lang = browser::page_language();
    let keep = {
        let is_asking = is_asking.clone();
        move |_| {
            is_asking.set(false);
            focus_soon("#erase");
        }
    };
    let erase = move |_| {
        is_asking.set(false);
        spawn_local(erase(outcome.clone()));
    };

    view! {
        <div class="note note--warning" role="group" aria-labelledby="erase-title">
            <h4 id="erase-title" tabindex="-1">{words::erase_title(lang)}</h4>
            <p>{words::erase_lost(lang)}</p>
            <p>{words::erase_kept(lang)}</p>
            <p class="buttons">
                <button type="button" class="button" on:click=keep>{words::erase_no(lang)}</button>
                <button type="button" class="button" on:click=erase>{words::erase_yes(lang)}</button>
            </p>
        </div>
    }
}

async fn export(outcome: ArcRwSignal<String>) {
    let lang = browser::page_language();
    let sentence = match own::export().await {
        Ok(text) if file::save("mingbai-choices.json", "application/json", &text) => {
            words::saved_file(lang)
        }
        Ok(_) => words::not_saved_file(lang),
        Err(failure) => shown::reason(&failure, lang),
    };
    outcome.set(sentence.to_string());
    status::say(sentence);
}

async fn erase(outcome: ArcRwSignal<String>) {
    let lang = browser::page_language();
    let sentence = match own::erase().await {
        Ok(erased) => {
            forget();
            what_is_left(&erased, lang)
        }
        Err(failure) => {
            // Without an answer it may have been done.
            let outcome = match failure {
                Failure::Away | Failure::Broken => words::erase_unknown(lang),
                _ => words::not_erased(lang),
            };
            shown::joined(shown::reason(&failure, lang), outcome, lang)
        }
    };
    outcome.set(sentence.clone());
    status::say(&sentence);
    focus_soon("#own-data-outcome");
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
        .fold(deleted, |before, next| shown::joined(&before, next, lang))
}

/// Nothing of it stays on this device or on this page either.
fn forget() {
    for wish in outbox::all() {
        outbox::remove(&wish);
    }
    first::forget();
    tabs::forget();
    tabs::share_erasure();
    if let Some(storage) = browser::storage() {
        let names = browser::stored_names();
        for name in names.iter().filter(|name| keys::OURS.of(name).is_some()) {
            let _ = storage.remove_item(name);
        }
    }
    for purpose in store::purposes() {
        store::control(&purpose).set(shown::Shown::default());
    }
    store::count_news(false);
    network::refresh_soon();
}

fn focus_soon(selector: &'static str) {
    browser::after(0, move || {
        if let Some(element) = browser::first(selector) {
            let _ = element.focus();
        }
    });
}
