//! The prompt for a new release: said in a row of the start page that is there anyway, and answered below
//! the changes, which say at their top that an answer is asked for.
//!
//! Asked once for each release: that it was read, or put off, is kept by the server, so that no reload and
//! no other device asks again. Nothing waits for the answer.

use consent::wire::Answer;
use interface::marks;
use interface::{Address, Language, View, date, ids, words};
use leptos::prelude::*;
use views::observed::Observed;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlAnchorElement, HtmlElement};

use crate::browser::{self, live_region};
use crate::choices::state::control_signals::{self, Visit};
use crate::choices::state::control_state;
use crate::choices::sync::sender;
use crate::components::{
    Button, Buttons, Heading, Link, Paragraph, Section, Sentence, StatusLine, at, changing, effect,
    element, nothing, several,
};
use crate::consent_client::{acknowledge_and_guardian, records};
use crate::page::{mount, site_manifest};
use crate::small_collections;

/// Mounts the place: the row that says what changed, or room for the answers.
pub fn mount_prompt(place: HtmlElement) {
    match browser::says(&place, marks::COUNT) {
        Some(count) => mount_row(place, count),
        None => mount_answers(place),
    }
}

/// Says in the row, in the room that it has, that the person agreed to another release.
fn mount_row(place: HtmlElement, count: u64) {
    let owner = Owner::new();
    owner.with(|| {
        let prompt = asked();
        effect(move || {
            if let Some(prompt) = prompt.get() {
                show_in_row(&place, count, &prompt);
            }
        });
    });
    mount::keep(owner);
}

fn show_in_row(place: &HtmlElement, count: u64, prompt: &Prompt) -> Option<()> {
    let lang = browser::page_language();
    let link: HtmlAnchorElement = place.closest("a").ok()??.unchecked_into();
    let (old, new) = (prompt.old.clone(), prompt.new.clone());
    let view = View::Changes { old, new };
    let changes = Address { lang, view }.href();
    // The count is that of the versions that the row leads to.
    let is_counted = link.get_attribute("href").as_deref() == Some(&*changes);
    let mut sentence = match is_counted {
        true => words::since_changed(lang, &count.to_string()),
        false => words::since_other(lang).to_string(),
    };
    if !prompt.renewals.is_empty() {
        sentence += &words::since_renewals(lang, &prompt.renewals.len().to_string());
    }
    place
        .last_element_child()?
        .set_text_content(Some(&sentence));
    link.set_href(&changes);
    let row = link.parent_element()?;
    row.class_list().add_1("row--urgent").ok()
}

/// Mounts the answers; the place stays empty unless there is something to ask.
fn mount_answers(place: HtmlElement) {
    mount::put(place, || {
        let prompt = asked();
        changing(move || match prompt.get() {
            Some(content) => view! { <Since content/> }.into_any(),
            None => nothing(),
        })
    });
}

/// What there is to ask, once that is known.
fn asked() -> Observed<Option<Prompt>> {
    let prompt = Observed::new(None::<Prompt>);
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
    prompt
}

/// What the prompt shows.
#[derive(Debug, Clone)]
struct Prompt {
    old: String,
    new: String,
    renewals: Vec<Renewal>,
}

/// A consent to be asked for again.
#[derive(Debug, Clone)]
struct Renewal {
    /// Its name.
    name: String,
    /// Where it is answered.
    href: String,
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
async fn ask(visit: Visit, prompt: Observed<Option<Prompt>>) {
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
    // Above the changes it is said that an answer is asked for.
    if let Some(question) = browser::first(marks::ASKED.selector) {
        question.set_hidden(false);
    }
    prompt.set(Some(Prompt {
        old,
        new: visit.release,
        renewals,
    }));
}

/// Consents whose meaning has changed: each is asked for again by itself (PIPL 14, 29).
async fn renewals(release: &str) -> Vec<Renewal> {
    let is_due = |purpose: &String| {
        let confirmed = control_signals::now(purpose).confirmed;
        confirmed.is_some_and(|choice| choice.renewal_due)
    };
    let mut due = control_signals::purposes();
    due.retain(is_due);
    if due.is_empty() {
        return Vec::new();
    }
    let Some(index) = site_manifest::index().await else {
        return Vec::new();
    };
    let lang = browser::page_language();
    let renewals = due.iter().filter_map(|id| {
        let name = index.purpose(release, id)?.name(lang).to_string();
        let href = where_answered(id, lang);
        Some(Renewal { name, href })
    });
    small_collections::list(renewals)
}

/// The card or row of a control on this page, or its row on the page of all choices. What a consent is for
/// stands there, so it is answered nowhere else.
fn where_answered(purpose: &str, lang: Language) -> String {
    let place = browser::first(&marks::PURPOSE.saying(purpose));
    let part = place.and_then(|place| place.closest("[id]").ok().flatten());
    let view = View::Choices;
    match part {
        Some(part) => ["#", &part.id()].concat(),
        None => [
            Address { lang, view }.href(),
            "#".into(),
            ids::choice(purpose),
        ]
        .concat(),
    }
}

/// The prompt.
#[component]
fn Since(
    /// What it shows.
    content: Prompt,
) -> impl IntoView {
    let lang = browser::page_language();
    let Prompt { old, new, renewals } = content;
    let lead = words::since_lead(lang, &in_words(&new, lang), &in_words(&old, lang));
    let view = View::Changes { old, new };
    let changes = Address { lang, view };
    let is_here = browser::address() == changes;
    let link = match is_here {
        true => nothing(),
        false => view! { " " <Link href=changes.href() label=words::since_see(lang)/> }.into_any(),
    };
    let outcome = Observed::new(String::new());
    let answer = |answer: Answer, label: &'static str| {
        let outcome = outcome.clone();
        let act = Box::new(move || spawn_local(send(answer, outcome.clone())));
        view! { <Button label act/> }
    };
    let read = answer(Answer::Read, words::since_read(lang));
    let later = answer(Answer::Deferred, words::since_later(lang));

    view! {
        <Section class="card since no-print" labelledby=ids::SINCE_HEADING>
            <Heading tag="h2" id=ids::SINCE_HEADING takes_focus=true text=words::since_title(lang)/>
            <Paragraph>{lead} {link}</Paragraph>
            {renewed(renewals)}
            <Buttons>{later} {read}</Buttons>
            <StatusLine class="since__outcome" id=ids::SINCE_OUTCOME text=outcome/>
        </Section>
    }
}

/// A version as a person knows it: by its date, and one that has none as an earlier one.
fn in_words(version: &str, lang: Language) -> String {
    let words = date::in_words(version, lang);
    match words == version {
        true => words::version_earlier(lang).to_string(),
        false => words,
    }
}

/// The consents to be asked for again, one by one, each leading to where it is answered.
fn renewed(renewals: Vec<Renewal>) -> AnyView {
    if renewals.is_empty() {
        return nothing();
    }
    let items = renewals.into_iter().map(|Renewal { name, href }| {
        let link = view! { <Link href label=name/> }.into_any();
        element("li", Vec::new(), vec![link])
    });
    let list = vec![at("class", "since__renewals")];
    let list = element("ul", list, small_collections::list(items));

    several(vec![
        view! { <Sentence text=words::since_renew(browser::page_language())/> }.into_any(),
        list,
    ])
}

/// Sends the answer, and says in its place what came of it: nothing on the page moves away.
async fn send(answer: Answer, outcome: Observed<String>) {
    let lang = browser::page_language();
    let _turn = sender::hold_turn().await;
    let said = match acknowledge_and_guardian::acknowledge(answer).await {
        Ok(_) => {
            control_signals::count_change(true);
            // The button that has the focus goes: what came of it takes it.
            if let Some(buttons) = browser::first(".since .buttons") {
                buttons.set_hidden(true);
            }
            browser::focus_soon(ids::SINCE_OUTCOME);
            let said = match answer {
                Answer::Deferred => words::since_put_off(lang),
                _ => words::since_recorded(lang),
            };
            // Said in place of the question, which keeps its room: Safari would move what is below it.
            if let Some(question) = browser::first(marks::ASKED.selector) {
                question.set_text_content(Some(said));
            }
            said
        }
        Err(failure) => control_state::reason(&failure, lang),
    };
    outcome.set(said.to_string());
    live_region::say(said);
}
