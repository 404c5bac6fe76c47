//! Every confirmed decision is in the records exactly once, and its receipt verifies and names
//! that record; nothing that was refused is there, and nothing that nobody asked for.

use std::collections::{HashMap, HashSet};

use consent::wire::Record;

use super::evidence::{Evidence, Fate, Write};
use super::{Finding, Rule};
use crate::history::{Decide, Operation, Request, StoredRow, Time};
use crate::words::short;

/// Looks for decisions that are missing, doubled, or there though they should not be.
pub fn check(evidence: &Evidence) -> Vec<Finding> {
    let rows = rows_by_marker(evidence);
    let mut findings: Vec<Finding> = Vec::new();
    for write in &evidence.writes {
        for send in write.confirmed() {
            findings.extend(receipt(evidence, send));
            findings.extend(missing_in_store(evidence, write, send));
            findings.extend(missing_in_lists(evidence, write, send));
        }
        let rows = rows.get(write.marker()).map_or(&[][..], Vec::as_slice);
        findings.extend(unwanted(evidence, write, rows));
    }
    findings.extend(nobodys(evidence));
    findings
}

fn finding(sentence: String, operations: &[usize]) -> Option<Finding> {
    Some(Finding::new(Rule::Confirmed, sentence, operations))
}

/// The receipt verifies, names the record of the answer, and says what was asked for.
fn receipt(evidence: &Evidence, send: &Operation) -> Option<Finding> {
    let (id, text) = send.record()?;
    let named = short(id);
    let payload = match &evidence.receipts[text] {
        Ok(payload) => payload,
        Err(error) => {
            return finding(
                format!("the receipt of record {named}: {error}"),
                &[send.id],
            );
        }
    };
    if payload.record_id != id || payload.record.id != id {
        let other = short(&payload.record_id);
        let sentence = format!("record {named} was confirmed with the receipt of {other}");
        return finding(sentence, &[send.id]);
    }
    let wrong = difference(&payload.record, send)?;
    finding(
        format!("the receipt of record {named} has another {wrong} than was sent"),
        &[send.id],
    )
}

/// What is otherwise in the record than in the request.
fn difference(record: &Record, send: &Operation) -> Option<&'static str> {
    if record.client_time.as_deref() != send.marker() {
        return Some("client_time");
    }
    let Request::Decide(asked) = &send.request else {
        return None;
    };
    let Decide { purpose, actor, .. } = asked;
    let differences = [
        (record.purpose != *purpose, "purpose"),
        (record.verb != asked.verb.code(), "verb"),
        (record.actor != *actor, "actor"),
        (
            asked.age_band.is_some() && record.age_band != asked.age_band,
            "age band",
        ),
    ];
    let found = differences.into_iter().find(|(differs, _)| *differs);
    found.map(|(_, what)| what)
}

fn missing_in_store(evidence: &Evidence, write: &Write, send: &Operation) -> Option<Finding> {
    let (id, _) = send.record()?;
    let is_excused = evidence.may_be_erased(write.who, write.begun(), Time::MAX);
    let seen = evidence.records.get(id).into_iter().flatten();
    let rows = seen.filter(|sighting| sighting.operation.is_none());
    match rows.count() {
        1 => None,
        0 if is_excused => None,
        0 => finding(
            format!("confirmed record {} is not in the store", short(id)),
            &[send.id],
        ),
        more => finding(
            format!(
                "confirmed record {} is in the store {more} times",
                short(id)
            ),
            &[send.id],
        ),
    }
}

/// Lists that were asked for after the confirmation name the record once.
fn missing_in_lists(evidence: &Evidence, write: &Write, send: &Operation) -> Option<Finding> {
    let (id, _) = send.record()?;
    let operations = evidence.people[write.who].iter();
    let later = operations.filter(|read| read.sent > send.answered);
    let mut wrong = later.filter_map(|read| {
        let count = read.listed()?.iter().filter(|one| one.id == id).count();
        let is_excused = evidence.may_be_erased(write.who, write.begun(), read.answered);
        (count > 1 || count == 0 && !is_excused).then_some((read.id, count))
    });
    let (read, count) = wrong.next()?;
    let sentence = format!(
        "a later list has confirmed record {} {count} times",
        short(id)
    );
    finding(sentence, &[send.id, read])
}

/// Rows of writes that were refused, and several rows of one write.
fn unwanted(evidence: &Evidence, write: &Write, rows: &[&StoredRow]) -> Option<Finding> {
    if let (Fate::Refused, [row, ..]) = (write.fate(), rows) {
        let id = short(&row.record.id);
        return finding(format!("refused, but stored as record {id}"), &write.ids());
    }
    let [one, other, ..] = rows else { return None };
    // Sent again when an erasure was asked for in between, it is the first decision of a new person.
    let is_new_person = one.subject != other.subject;
    if is_new_person && evidence.may_be_erased(write.who, write.begun(), write.over()) {
        return None;
    }
    let (one, other) = (short(&one.record.id), short(&other.record.id));
    finding(
        format!("one decision is stored twice, as records {one} and {other}"),
        &write.ids(),
    )
}

/// Rows that no request asked for.
fn nobodys(evidence: &Evidence) -> Vec<Finding> {
    let markers: HashSet<_> = evidence.writes.iter().map(Write::marker).collect();
    let rows = evidence.history.rows.iter();
    let unasked = rows.filter(|row| {
        let marker = row.record.client_time.as_deref();
        marker.is_some_and(|marker| !markers.contains(marker))
    });
    let sentence = |row: &StoredRow| format!("nobody asked for record {}", short(&row.record.id));
    unasked
        .filter_map(|row| finding(sentence(row), &[]))
        .collect()
}

fn rows_by_marker<'h>(evidence: &Evidence<'h>) -> HashMap<&'h str, Vec<&'h StoredRow>> {
    let mut rows: HashMap<&str, Vec<&StoredRow>> = HashMap::new();
    for row in &evidence.history.rows {
        if let Some(marker) = &row.record.client_time {
            rows.entry(marker).or_default().push(row);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use consent::wire::Verb;

    use super::super::Rule;
    use super::super::story::{Story, finds, holds};
    use crate::history::{Answer, Outcome, Request};

    #[test]
    fn a_server_that_does_everything_right_is_left_in_peace() {
        let mut story = Story::new();
        for (verb, purpose) in [
            (Verb::Object, "ads"),
            (Verb::Give, "face"),
            (Verb::Allow, "ads"),
        ] {
            story.decides("ann", verb, purpose);
        }
        story.reads_choices("ann");
        story.reads_records("ann");
        story.exports("ann");
        let stale = story.decision("ann", Verb::Object, "ads");
        story.refuses("ann", stale, "revision_stale");
        story.erases("ann");
        story.decides("ann", Verb::Object, "ads");
        story.reads_records("ann");
        holds(&story);
    }

    #[test]
    fn a_confirmed_decision_that_is_missing_is_found() {
        let mut story = Story::new();
        story.decides("ann", Verb::Object, "ads");
        story.decides("ann", Verb::Give, "face");
        story.chain_mut("ann").pop();
        finds(&story, Rule::Confirmed, "is not in the store");
        story.reads_records("ann");
        finds(&story, Rule::Confirmed, "0 times");
    }

    #[test]
    fn one_that_ran_beside_an_erasure_may_be_missing() {
        let mut story = Story::new();
        let decision = story.decides("ann", Verb::Object, "ads");
        let erasure = story.erases("ann");
        story.operation(erasure).sent = story.operation(decision).sent + 1;
        holds(&story);
        let mut story = Story::new();
        story.decides("ann", Verb::Object, "ads");
        story.chain_mut("ann").pop();
        let open = Outcome::Unknown { why: String::new() };
        story.happens("ann", Request::Erase, open);
        holds(&story);
    }

    #[test]
    fn a_receipt_of_another_record_is_found() {
        let mut story = Story::new();
        let first = story.decides("ann", Verb::Object, "ads");
        let second = story.decides("ann", Verb::Give, "face");
        let other = story.operation(first).record().unwrap().1.to_owned();
        if let Outcome::Confirmed(Answer::Decided { receipt, .. }) =
            &mut story.operation(second).outcome
        {
            *receipt = other;
        }
        finds(&story, Rule::Confirmed, "with the receipt of");
    }

    #[test]
    fn a_receipt_that_does_not_verify_or_says_something_else_is_found() {
        let mut story = Story::new();
        story.decides("ann", Verb::Object, "ads");
        story.history.keys.clear();
        finds(
            &story,
            Rule::Confirmed,
            "names a key that the key set lacks",
        );
        let mut story = Story::new();
        story.decides_otherwise("ann", Verb::Object, "ads", |_, record| {
            record.purpose = "face".to_owned();
        });
        finds(&story, Rule::Confirmed, "another purpose than was sent");
    }

    #[test]
    fn what_was_refused_and_is_stored_is_found() {
        let mut story = Story::new();
        let decision = story.decides("ann", Verb::Object, "ads");
        story.operation(decision).outcome = Outcome::Refused {
            status: 503,
            code: "busy".to_owned(),
        };
        finds(&story, Rule::Confirmed, "refused, but stored");
    }

    #[test]
    fn what_has_no_answer_may_be_stored_or_not() {
        let mut story = Story::new();
        let decision = story.decides("ann", Verb::Object, "ads");
        let unknown = Outcome::Unknown { why: String::new() };
        story.operation(decision).outcome = unknown;
        holds(&story);
        story.chain_mut("ann").pop();
        holds(&story);
    }

    #[test]
    fn a_record_that_nobody_asked_for_is_found() {
        let mut story = Story::new();
        story.decides("ann", Verb::Object, "ads");
        story.history.operations.clear();
        finds(&story, Rule::Confirmed, "nobody asked for");
    }
}
