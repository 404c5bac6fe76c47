//! The person's own records as a timeline, the newest first, each with its receipt.
//!
//! Records are appended and never change, so entries are added and never drawn again: an open
//! receipt stays open when something new is recorded.

use consent::wire::{Actor, Record};
use interface::{Address, Language, View, marks, receipt, words};
use leptos::prelude::*;
use views::observed::Observed;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use super::export_and_erase::OwnData;
use crate::browser;
use crate::choices::receipts::receipt_store;
use crate::choices::receipts::receipt_view::ReceiptPart;
use crate::choices::state::control_signals::{self, Visit};
use crate::choices::state::control_state;
use crate::components::{Heading, Link, StatusLine, at, effect, element, several};
use crate::consent_client::{Failure, records};
use crate::page::mount;

/// After how long a service that failed is asked again, in milliseconds.
const ASK_AGAIN_AFTER: i32 = 5_000;

/// What the list can show.
#[derive(Clone, Copy, PartialEq)]
enum Source {
    /// Nothing: it is not known yet who asks.
    Unknown,
    /// Nobody whom the service knows.
    Nobody,
    /// The service, which has had so much news.
    Service(u32),
    /// The service cannot be reached: receipts on this device.
    Device,
}

/// Mounts the history into its place.
pub fn mount_history(place: HtmlElement) {
    mount::put(place, || {
        let lang = browser::page_language();
        let (visit, is_away) = (control_signals::visit(), control_signals::api_away());
        let note = Observed::new(words::state_loading(lang).to_string());
        let said = note.clone();
        let mut before = None::<Source>;
        effect(move || {
            let source = visit.with(|visit| source(visit, is_away.get()));
            match source {
                _ if before == Some(source) => {}
                Source::Unknown => {}
                Source::Nobody => empty(&note),
                Source::Service(_) => spawn_local(refresh(note.clone())),
                Source::Device => from_device(&note, words::history_away(lang)),
            }
            before = Some(source);
        });

        let list = vec![at("class", "timeline"), at(marks::TIMELINE.name, "")];
        several(vec![
            view! { <StatusLine class="hint" text=said/> }.into_any(),
            element("ol", list, Vec::new()),
            view! { <OwnData/> }.into_any(),
        ])
    });
}

fn source(visit: &Visit, is_away: bool) -> Source {
    match (visit.has_answered, visit.is_known) {
        (true, false) => Source::Nobody,
        _ if is_away => Source::Device,
        (true, true) => Source::Service(visit.change_count),
        (false, _) => Source::Unknown,
    }
}

/// Nothing is kept, or it was erased.
fn empty(note: &Observed<String>) {
    note.set(words::history_empty(browser::page_language()).to_string());
    if let Some(list) = browser::first(marks::TIMELINE.selector) {
        clear(&list);
    }
}

fn clear(list: &HtmlElement) {
    list.set_text_content(None);
    let _ = list.remove_attribute(marks::FROM_DEVICE.name);
    let _ = list.remove_attribute(marks::LAST.name);
}

async fn refresh(note: Observed<String>) {
    let lang = browser::page_language();
    let news = news();
    let records = records::all().await;
    // Meanwhile it may have been erased, be known that the service does not know who asks, or be asked for anew.
    if !control_signals::is_known() || self::news() != news {
        return;
    }
    match records {
        Ok(records) => {
            note.set(words::history_lead(lang).to_string());
            if let Some(list) = browser::first(marks::FROM_DEVICE.selector) {
                clear(&list);
            }
            add(records);
        }
        Err(Failure::Away) => from_device(&note, words::history_away(lang)),
        Err(failure) => {
            from_device(&note, control_state::reason(&failure, lang));
            // Once more, as if there were news.
            browser::after(ASK_AGAIN_AFTER, || {
                control_signals::count_change(control_signals::is_known());
            });
        }
    }
}

/// How much news there has been: an answer to an earlier question may come later.
fn news() -> u32 {
    control_signals::visit().with_untracked(|visit| visit.change_count)
}

/// What the list shows already is more than the device has.
fn from_device(note: &Observed<String>, why: &'static str) {
    note.set(why.to_string());
    let list =
        browser::first(marks::TIMELINE.selector).filter(|list| list.child_element_count() == 0);
    if let Some(list) = list {
        add(receipt_store::records());
        let _ = list.set_attribute(marks::FROM_DEVICE.name, "");
    }
}

/// Adds what the list does not show yet.
fn add(records: Vec<Record>) {
    let Some(list) = browser::first(marks::TIMELINE.selector) else {
        return;
    };
    if let Some(record) = records.first()
        && browser::says(&list, marks::PRINCIPAL).as_ref() != Some(&record.principal)
    {
        clear(&list);
        let _ = list.set_attribute(marks::PRINCIPAL.name, &record.principal);
    }
    let last = browser::says(&list, marks::LAST).unwrap_or(0);
    for record in records.into_iter().filter(|record| record.sequence > last) {
        let Ok(item) = browser::document().create_element("li") else {
            return;
        };
        let _ = list.set_attribute(marks::LAST.name, &record.sequence.to_string());
        let _ = list.prepend_with_node_1(&item);
        mount::put(item.unchecked_into(), move || view! { <Entry record/> });
    }
}

/// One record: what, when, under which text, by whom.
#[component]
fn Entry(
    /// The record.
    record: Record,
) -> impl IntoView {
    let lang = browser::page_language();
    let what = words::history_what(
        lang,
        &name(&record, lang),
        receipt::state(&record.state, lang),
    );
    // The receipt has it as it was signed, in UTC.
    let when = browser::local_time(&record.time);
    let release = Address {
        lang,
        view: View::Notice {
            version: record.release.clone(),
        },
    }
    .href();
    let language = Language::from_code(&record.language).unwrap_or(lang);
    let by = (record.actor == Actor::Guardian).then(|| words::by_guardian(lang));
    let gpc = record.gpc.then(|| words::with_gpc(lang));
    let time = vec![at("datetime", record.time.clone())];
    let version = record.release.clone();
    let mut facts = vec![
        element("time", time, vec![when.into_any()]),
        [" · ", words::version(lang), " "].concat().into_any(),
        view! { <Link href=release label=version/> }.into_any(),
        [
            " · ",
            &words::read_in(lang, words::language_names(language)),
        ]
        .concat()
        .into_any(),
    ];
    for more in [by, gpc].into_iter().flatten() {
        facts.push([" · ", more].concat().into_any());
    }

    element(
        "article",
        vec![at("class", "entry")],
        vec![
            view! { <Heading tag="h3" class="entry__what" text=what/> }.into_any(),
            element("p", vec![at("class", "hint")], facts),
            view! { <ReceiptPart record/> }.into_any(),
        ],
    )
}

/// What a record is about: a control by its name on this page, or the notice as a whole.
fn name(record: &Record, lang: Language) -> String {
    match record.purpose.as_str() {
        "notice" => words::history_notice(lang).into(),
        "guardian" => words::history_guardian(lang).into(),
        purpose => browser::first(&marks::PURPOSE.saying(purpose))
            .and_then(|place| browser::says(&place, marks::NAME))
            .unwrap_or_else(|| purpose.to_string()),
    }
}
