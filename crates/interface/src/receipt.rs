//! A receipt in a person's words: the same on the page and on paper.
//!
//! Takes the signed [`Receipt`]; gives what a person asks first, and apart from it what proves it. Entry
//! point: [`in_words`].

use consent::wire::{Actor, Receipt};
use notice::Language;

use crate::{date, words};

/// What a receipt says where the notice says nothing.
const NOT_STATED: &str = "not-stated";

/// A receipt, as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InWords {
    /// What was decided, when, by whom, on which text; and what it is about.
    pub facts: Vec<Line>,
    /// What identifies and proves it, for whoever checks it.
    pub technical: Vec<Line>,
}

/// A name and what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The name, in the reader's language.
    pub name: &'static str,
    /// What stands beside it.
    pub value: String,
    /// Whether it is quoted in the language of the record.
    pub is_quoted: bool,
}

/// Says a receipt in a language.
pub fn in_words(receipt: &Receipt, lang: Language) -> InWords {
    let Receipt {
        processing,
        event,
        record,
        ..
    } = receipt;
    let line = |name, value: String, is_quoted| Line {
        name,
        value,
        is_quoted,
    };
    let list = |texts: Vec<&str>| texts.join(if lang == Language::Zh { "；" } else { "; " });
    let data = processing.pii_information.iter();
    let data = list(data.map(|item| item.pii_type.as_str()).collect());
    let recipients = processing.recipient_third_parties.iter();
    let recipients = list(recipients.map(String::as_str).collect());
    let who = match record.actor {
        Actor::Subject => words::by_you(lang),
        Actor::Guardian => words::by_guardian(lang),
    };
    let mut facts = vec![
        line(
            words::receipt_purpose(lang),
            processing.purpose.clone(),
            true,
        ),
        line(
            words::receipt_state(lang),
            state(&event.event_state, lang).into(),
            false,
        ),
        line(
            words::receipt_time(lang),
            time(&event.event_time, lang),
            false,
        ),
        line(words::receipt_by(lang), who.into(), false),
        line(
            words::receipt_text(lang),
            version(&record.release, lang),
            false,
        ),
    ];
    let about = [
        (words::data_items(lang), data),
        (words::data_recipients(lang), recipients),
        (
            words::data_retention(lang),
            processing.retention_period.clone(),
        ),
    ];
    let (stated, gaps): (Vec<_>, Vec<_>) = about
        .into_iter()
        .partition(|(_, value)| !value.is_empty() && value != NOT_STATED);
    facts.extend(
        stated
            .into_iter()
            .map(|(name, value)| line(name, value, true)),
    );
    if !gaps.is_empty() {
        let names: Vec<&str> = gaps.iter().map(|(name, _)| *name).collect();
        let names = names.join(if lang == Language::Zh { "、" } else { ", " });
        facts.push(line(words::receipt_gaps(lang), names, false));
    }

    let controllers = processing.pii_controllers.iter().map(|party| {
        let parts = [
            &party.party_name,
            &party.party_address,
            &party.party_contact,
        ];
        let stated = parts.into_iter().filter(|part| *part != NOT_STATED);
        list(stated.map(String::as_str).collect())
    });
    let controllers: Vec<String> = controllers.collect();
    let kept_in = processing.storage_locations.iter().map(String::as_str);
    let language = Language::from_code(&record.language).map_or(record.language.clone(), |code| {
        words::language_names(code).into()
    });
    let technical = [
        line(
            words::receipt_controller(lang),
            controllers.join("; "),
            true,
        ),
        line(words::receipt_language(lang), language, false),
        line(words::receipt_hash(lang), record.hash.clone(), false),
        line(words::data_clause(lang), processing.clause.clone(), false),
        line(words::receipt_kept_in(lang), list(kept_in.collect()), false),
        line(
            words::receipt_jurisdiction(lang),
            processing.jurisdiction.clone(),
            false,
        ),
        line(
            words::receipt_validity(lang),
            words::receipt_until(lang).into(),
            false,
        ),
        line(
            words::receipt_withdrawal(lang),
            processing.withdrawal_method.clone(),
            false,
        ),
        line(
            words::receipt_person(lang),
            receipt.pii_principal_id.clone(),
            false,
        ),
        line(words::receipt_record(lang), record.id.clone(), false),
        line(words::receipt(lang), receipt.receipt_id.clone(), false),
        line(
            words::receipt_chain(lang),
            format!("{}: {}", record.sequence, record.chain),
            false,
        ),
    ];
    let is_stated = |line: &Line| !line.value.is_empty() && line.value != NOT_STATED;
    InWords {
        facts,
        technical: technical.into_iter().filter(is_stated).collect(),
    }
}

/// The state that a record led to, in a word.
pub fn state(code: &str, lang: Language) -> &'static str {
    match code {
        "allowed" => words::state_on(lang),
        "objected" => words::state_off(lang),
        "given" => words::state_given(lang),
        "renewed" => words::state_renewed(lang),
        "refused" => words::state_refused(lang),
        "withdrawn" | "revoked" => words::state_withdrawn(lang),
        "expired" | "invalidated" => words::state_ended(lang),
        "read" => words::said_read(lang),
        "accepted" => words::said_accepted(lang),
        "deferred" => words::said_deferred(lang),
        "declined" => words::said_declined(lang),
        "parent" => words::said_parent(lang),
        "guardian" => words::said_guardian(lang),
        _ => words::state_unknown(lang),
    }
}

/// “24 November 2026, 22:40 UTC”: the server's time, as it is in the record.
pub fn time(time: &str, lang: Language) -> String {
    let date = date::in_words(time, lang);
    match time.get(11..16) {
        Some(clock) => words::date_and_time(lang, &date, clock),
        None => date,
    }
}

/// A version by its date, where it is called by one; the one before by that word.
fn version(release: &str, lang: Language) -> String {
    match release.starts_with("before-") {
        true => words::version_before(lang).to_string(),
        false => date::in_words(release, lang),
    }
}
