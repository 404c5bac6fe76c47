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

/// Lines, one after the other.
#[derive(Default)]
struct Lines(Vec<Line>);

impl Lines {
    /// Adds what is said in the reader's language.
    fn add(&mut self, name: &'static str, value: impl Into<String>) {
        let (value, is_quoted) = (value.into(), false);
        self.push(Line {
            name,
            value,
            is_quoted,
        });
    }

    /// Adds what is quoted in the language of the record.
    fn quote(&mut self, name: &'static str, value: &str) {
        let (value, is_quoted) = (value.to_owned(), true);
        self.push(Line {
            name,
            value,
            is_quoted,
        });
    }

    #[inline(never)]
    fn push(&mut self, line: Line) {
        self.0.push(line);
    }
}

/// Says a receipt in a language.
pub fn in_words(receipt: &Receipt, lang: Language) -> InWords {
    let Receipt {
        processing,
        event,
        record,
        ..
    } = receipt;
    let is_chinese = lang == Language::Zh;
    let between = if is_chinese { "；" } else { "; " };
    let who = match record.actor {
        Actor::Subject => words::by_you(lang),
        Actor::Guardian => words::by_guardian(lang),
    };
    let mut facts = Lines::default();
    facts.quote(words::receipt_purpose(lang), &processing.purpose);
    facts.add(words::receipt_state(lang), state(&event.event_state, lang));
    facts.add(words::receipt_time(lang), time(&event.event_time, lang));
    facts.add(words::receipt_by(lang), who);
    facts.add(words::receipt_text(lang), version(&record.release, lang));
    let data = processing.pii_information.iter();
    let data = joined(&mut data.map(|item| &item.pii_type), between);
    let recipients = joined(&mut processing.recipient_third_parties.iter(), between);
    let about = [
        (words::data_items(lang), &data),
        (words::data_recipients(lang), &recipients),
        (words::data_retention(lang), &processing.retention_period),
    ];
    let mut gaps = String::new();
    for (name, value) in about {
        if is_stated(value) {
            facts.quote(name, value);
        } else {
            let comma = if is_chinese { "、" } else { ", " };
            gaps += if gaps.is_empty() { "" } else { comma };
            gaps += name;
        }
    }
    if !gaps.is_empty() {
        facts.add(words::receipt_gaps(lang), gaps);
    }

    let mut controllers = Vec::new();
    for party in &processing.pii_controllers {
        let parts = [
            &party.party_name,
            &party.party_address,
            &party.party_contact,
        ];
        let mut stated = parts.into_iter().filter(|part| *part != NOT_STATED);
        controllers.push(joined(&mut stated, between));
    }
    let language = Language::from_code(&record.language).map(words::language_names);
    let mut technical = Lines::default();
    technical.quote(
        words::receipt_controller(lang),
        &joined(&mut controllers.iter(), "; "),
    );
    technical.add(
        words::receipt_language(lang),
        language.unwrap_or(&record.language),
    );
    technical.add(words::receipt_hash(lang), &record.text_hash);
    technical.add(words::data_clause(lang), &processing.clause);
    technical.add(
        words::receipt_kept_in(lang),
        joined(&mut processing.storage_locations.iter(), between),
    );
    technical.add(words::receipt_jurisdiction(lang), &processing.jurisdiction);
    technical.add(words::receipt_validity(lang), words::receipt_until(lang));
    technical.add(
        words::receipt_withdrawal(lang),
        &processing.withdrawal_method,
    );
    technical.add(words::receipt_person(lang), &receipt.pii_principal_id);
    technical.add(words::receipt_record(lang), &record.id);
    technical.add(words::receipt(lang), &receipt.receipt_id);
    technical.add(
        words::receipt_chain(lang),
        [&record.sequence.to_string(), ": ", &record.record_hash].concat(),
    );
    technical.0.retain(|line| is_stated(&line.value));
    InWords {
        facts: facts.0,
        technical: technical.0,
    }
}

fn is_stated(value: &str) -> bool {
    !value.is_empty() && value != NOT_STATED
}

/// Texts in a row. Not generic: it has its code once in the browser.
fn joined(texts: &mut dyn Iterator<Item = &String>, between: &str) -> String {
    let mut row = String::new();
    for (place, text) in texts.enumerate() {
        row += if place > 0 { between } else { "" };
        row += text;
    }
    row
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
