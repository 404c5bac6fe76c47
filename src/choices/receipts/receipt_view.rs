//! One receipt: what it says in words, and what a person can do with it.
//!
//! Kept on this device ([`super::receipt_store`]), otherwise fetched when it is opened.

use std::sync::Arc;

use consent::wire::{Receipt, Record};
use interface::receipt::{self, Line, time as time_in_words};
use interface::{Address, View, marks, words};
use leptos::prelude::*;
use views::observed::Observed;
use wasm_bindgen_futures::spawn_local;

use super::receipt_store;
use super::verify_receipt::{self, Signature, Text};
use crate::browser::{self, download, live_region};
use crate::choices::state::control_state;
use crate::components::{
    Button, Buttons, Link, Sentence, StatusLine, at, changing, element, nothing, on, several,
};
use crate::consent_client::{Failure, records};

/// How far a receipt has come.
#[derive(Clone)]
enum Phase {
    Closed,
    Loading,
    Open(Arc<Signed>),
    Failed(Failure),
}

/// A receipt, which has some forty texts and is shared for that reason.
struct Signed {
    /// The signed text.
    text: String,
    /// What it says.
    receipt: Receipt,
}

/// A receipt that opens under its record.
#[component]
pub fn ReceiptPart(
    /// The record that it proves.
    record: Record,
) -> impl IntoView {
    let lang = browser::page_language();
    let phase = Observed::new(Phase::Closed);
    let opened = phase.clone();
    let id = record.id.clone();
    let toggled = move || {
        if opened.with_untracked(|phase| matches!(phase, Phase::Closed | Phase::Failed(_))) {
            spawn_local(open(id.clone(), opened.clone()));
        }
    };
    let content = changing(move || match phase.get() {
        Phase::Closed | Phase::Loading => {
            view! { <Sentence text=words::receipt_loading(lang)/> }.into_any()
        }
        Phase::Failed(failure) => {
            let why = control_state::reason(&failure, lang);
            view! { <Sentence class="choice__problem" text=why/> }.into_any()
        }
        Phase::Open(signed) => view! { <Opened signed/> }.into_any(),
    });
    let summary = vec![words::receipt(lang).into_any()];

    element(
        "details",
        vec![at("class", "receipt"), on("toggle", Box::new(toggled))],
        vec![element("summary", Vec::new(), summary), content],
    )
}

async fn open(id: String, phase: Observed<Phase>) {
    phase.set(Phase::Loading);
    let signed = match receipt_store::of(&id) {
        Some(signed) => Ok(signed),
        None => records::receipt(&id).await,
    };
    let read = signed.and_then(|text| match verify_receipt::read(&text) {
        Some(receipt) => Ok(Signed { text, receipt }),
        None => Err(Failure::Broken),
    });
    match read {
        Ok(signed) => {
            receipt_store::keep(&id, &signed.text);
            phase.set(Phase::Open(Arc::new(signed)));
            verify_receipt::prepare().await;
        }
        Err(failure) => phase.set(Phase::Failed(failure)),
    }
}

/// An open receipt.
#[component]
fn Opened(
    /// The receipt.
    signed: Arc<Signed>,
) -> impl IntoView {
    let lang = browser::page_language();
    let receipt = &signed.receipt;
    let its_lang = (receipt.processing.language != lang.code()).then_some(lang.other().tag());
    let current = browser::body_says(marks::RELEASE).unwrap_or_default();
    let old = receipt.record.release.clone();
    let changes = (old != current).then(|| {
        Address {
            lang,
            view: View::Changes { old, new: current },
        }
        .href()
    });
    // A link carries no token: where a host signs in, its session fetches the page (src/bridge/print_receipts.js).
    let href = records::receipt_address(&receipt.record_id);
    let print =
        view! { <Link class="button" href opens_beside=true label=words::receipt_print(lang)/> };
    let found = Observed::new(String::new());
    let file_name = ["receipt-", &receipt.record_id, ".txt"].concat();
    let list = |lines: Vec<Line>| {
        let mut facts = Vec::new();
        for line in lines {
            let lang = at("lang", its_lang.filter(|_| line.is_quoted));
            facts.push(element("dt", Vec::new(), vec![line.name.into_any()]));
            facts.push(element("dd", vec![lang], vec![line.value.into_any()]));
        }
        element("dl", vec![at("class", "facts")], facts)
    };
    let said = receipt::in_words(receipt, lang);
    // In words for whoever opens the file on a phone; the last line is the receipt as it was signed (JWS).
    let mut file = String::new();
    for line in said.facts.iter().chain(&said.technical) {
        file += &[line.name, ": ", &line.value, "\n"].concat();
    }
    file += &["\n", &signed.text, "\n"].concat();
    let summary = vec![words::receipt_technical(lang).into_any()];
    let technical = element(
        "details",
        vec![at("class", "receipt__technical")],
        vec![
            element("summary", Vec::new(), summary),
            list(said.technical),
        ],
    );
    let check = {
        let (signed, found) = (signed.clone(), found.clone());
        move || spawn_local(check(signed.clone(), found.clone()))
    };
    // A person who opens a receipt wants to know whether it holds: nobody has to ask.
    check();
    let download = move || {
        let is_saved = download::save(&file_name, "text/plain;charset=utf-8", &file);
        live_region::say(if is_saved {
            words::saved_file(lang)
        } else {
            words::not_saved_file(lang)
        });
    };
    let changes = match changes {
        Some(href) => {
            view! { <Link class="button" href label=words::receipt_changes(lang)/> }.into_any()
        }
        None => nothing(),
    };

    several(vec![
        list(said.facts),
        view! { <StatusLine class="receipt__found" text=found/> }.into_any(),
        view! {
            <Buttons>
                <Button label=words::receipt_check(lang) act=Box::new(check)/>
                <Button label=words::receipt_download(lang) act=Box::new(download)/>
                {print}
                {changes}
            </Buttons>
        }
        .into_any(),
        technical,
    ])
}

async fn check(signed: Arc<Signed>, found: Observed<String>) {
    let lang = browser::page_language();
    // What is found again reads as before: that it was looked for is seen in its place.
    found.set(words::state_loading(lang).to_string());
    let record = &signed.receipt.record;
    let checked = verify_receipt::check(&signed.text, &record.time).await;
    let is_valid = matches!(
        checked.signature,
        Signature::Valid | Signature::ValidBefore(_)
    );
    let signature = match checked.signature {
        Signature::Valid => words::proof_valid(lang).to_string(),
        Signature::ValidBefore(since) => {
            words::proof_valid_before(lang, &time_in_words(&since, lang))
        }
        Signature::Revoked(since) => words::proof_revoked(lang, &time_in_words(&since, lang)),
        Signature::Invalid => words::proof_invalid(lang).to_string(),
        Signature::NoKey => words::proof_no_key(lang).to_string(),
        Signature::UnknownKey => words::proof_unknown_key(lang).to_string(),
        Signature::CannotCheck => words::proof_cannot(lang).to_string(),
    };
    // A key can be revoked since it was seen last.
    let signature = match checked.keys_seen.filter(|_| is_valid) {
        Some(seen) => {
            let seen = words::proof_keys_seen(lang, &time_in_words(&seen, lang));
            control_state::joined(&signature, &seen, lang)
        }
        None => signature,
    };
    let text = match verify_receipt::text(record).await {
        Text::Same => words::proof_text_same(lang, &record.release),
        Text::Other => words::proof_text_other(lang, &record.release),
        Text::Unknown => words::proof_text_unknown(lang).to_string(),
    };
    let sentence = control_state::joined(&signature, &text, lang);
    found.set(sentence.clone());
    live_region::say(&sentence);
}
