//! Each person's chain has no gap, no fork and no second record for a place, and times never run
//! backwards; decisions that followed each other follow each other in it.

use std::collections::BTreeMap;

use consent::chain;
use consent::wire::Record;

use super::evidence::Evidence;
use super::{Finding, Rule};
use crate::history::{Answer, Operation, Outcome};
use crate::words::short;

/// Looks for broken chains, in the store and in every list that was given out.
pub fn check(evidence: &Evidence) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (subject, records) in stored_chains(evidence) {
        let faults = faults(&records);
        let place = format!("in the store, {}", short(subject));
        findings.extend(
            faults
                .into_iter()
                .filter_map(|fault| finding(&place, fault, &[])),
        );
    }
    for read in &evidence.history.operations {
        let Some(records) = read.listed() else {
            continue;
        };
        let records: Vec<&Record> = records.iter().collect();
        let faults = faults(&records).into_iter();
        findings.extend(faults.filter_map(|fault| finding("in a list", fault, &[read.id])));
        findings.extend(export(evidence, read));
    }
    findings.extend(forks(evidence));
    findings.extend(out_of_order(evidence));
    findings
}

fn finding(place: &str, fault: String, operations: &[usize]) -> Option<Finding> {
    let sentence = format!("{place}: {fault}");
    Some(Finding::new(Rule::Chains, sentence, operations))
}

fn stored_chains<'h>(evidence: &Evidence<'h>) -> BTreeMap<&'h str, Vec<&'h Record>> {
    let mut chains: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for row in &evidence.history.rows {
        chains.entry(&row.subject).or_default().push(&row.record);
    }
    for records in chains.values_mut() {
        records.sort_by_key(|record| record.sequence);
    }
    chains
}

/// What is wrong with a chain, oldest record first.
fn faults(records: &[&Record]) -> Vec<String> {
    let mut faults = Vec::new();
    let owned: Vec<Record> = records.iter().copied().cloned().collect();
    if let Err(broken) = chain::verify(&owned) {
        faults.push(broken.to_string());
    }
    for pair in records.windows(2) {
        let [before, after] = pair else { continue };
        let place = after.sequence;
        if after.time < before.time {
            faults.push(format!(
                "time goes back at place {place}, from {} to {}",
                before.time, after.time
            ));
        }
        if after.principal != before.principal {
            faults.push(format!("another principal from place {place} on"));
        }
    }
    faults.extend(revisions(records));
    faults
}

/// The revisions of each purpose count from one without a gap.
fn revisions(records: &[&Record]) -> Option<String> {
    let mut last: BTreeMap<&str, u64> = BTreeMap::new();
    for record in records {
        let revision = last.entry(&record.purpose).or_default();
        if record.revision != *revision + 1 {
            let (purpose, next) = (&record.purpose, record.revision);
            return Some(format!(
                "revision {next} of {purpose} comes after {revision}"
            ));
        }
        *revision += 1;
    }
    None
}

/// The receipts of an export are those of its records, and its head is the hash of the last one.
fn export(evidence: &Evidence, read: &Operation) -> Option<Finding> {
    let Outcome::Confirmed(Answer::Export {
        records,
        receipts,
        head_hash,
    }) = &read.outcome
    else {
        return None;
    };
    let fits = |(record, receipt): (&Record, &String)| {
        let payload = evidence.receipt(receipt);
        payload.is_some_and(|payload| payload.record == *record)
    };
    let last = records
        .last()
        .map_or(chain::START, |record| &record.record_hash);
    let is_whole = records.len() == receipts.len()
        && records.iter().zip(receipts).all(fits)
        && head_hash == last;
    match is_whole {
        true => None,
        false => finding(
            "in an export",
            "records, receipts and head do not belong together".to_owned(),
            &[read.id],
        ),
    }
}

/// Two records at one place of a chain, or for one revision, or of one id.
fn forks(evidence: &Evidence) -> Vec<Finding> {
    let mut places = BTreeMap::new();
    let mut revisions = BTreeMap::new();
    let mut ids = BTreeMap::new();
    let mut findings = Vec::new();
    for (record, operation) in all_records(evidence) {
        let Record { id, principal, .. } = record;
        let (sequence, revision) = (record.sequence, record.revision);
        let known = [
            (
                places.insert((principal, sequence), (record, operation)),
                format!("place {sequence}"),
            ),
            (
                revisions.insert((principal, &record.purpose, revision), (record, operation)),
                format!("revision {revision} of {}", record.purpose),
            ),
            (
                ids.insert(id, (record, operation)),
                format!("record {}", short(id)),
            ),
        ];
        for (earlier, what) in known {
            let Some((other, shown_by)) = earlier else {
                continue;
            };
            if other != record {
                let (one, two) = (short(&other.id), short(id));
                let fault = format!("{what} has two records, {one} and {two}");
                let operations: Vec<usize> = shown_by.into_iter().chain(operation).collect();
                findings.extend(finding("a chain forks", fault, &operations));
            }
        }
    }
    findings
}

/// Every record that was confirmed, listed or stored, with the operation that shows it.
fn all_records<'e>(
    evidence: &'e Evidence,
) -> impl Iterator<Item = (&'e Record, Option<usize>)> + use<'e> {
    let operations = evidence.history.operations.iter();
    let confirmed = operations
        .filter_map(|operation| Some((evidence.confirmed_record(operation)?, Some(operation.id))));
    let seen = evidence.records.values().flatten();
    let seen = seen.map(|sighting| (sighting.record, sighting.operation.map(|one| one.id)));
    confirmed.chain(seen)
}

/// A decision that was sent after another was confirmed has a later place.
fn out_of_order(evidence: &Evidence) -> Vec<Finding> {
    let mut chains: BTreeMap<&str, Vec<(&Operation, &Record)>> = BTreeMap::new();
    for write in &evidence.writes {
        // Only the first send can have stored it, when there was but one.
        if let ([send], Some(first)) = (write.sends.as_slice(), write.confirmed().next())
            && let Some(record) = evidence.confirmed_record(first)
        {
            chains
                .entry(&record.principal)
                .or_default()
                .push((send, record));
        }
    }
    let mut findings = Vec::new();
    for writes in chains.values() {
        for (early, before) in writes {
            let late = writes.iter().find(|(late, after)| {
                late.sent > early.answered && after.sequence < before.sequence
            });
            if let Some((late, after)) = late {
                let (one, two) = (before.sequence, after.sequence);
                let fault = format!("place {two} was decided after place {one} was confirmed");
                findings.extend(finding(
                    "a chain is out of order",
                    fault,
                    &[early.id, late.id],
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use consent::wire::{Record, Verb};

    use super::super::Rule;
    use super::super::story::{Story, finds};
    use crate::history::{Answer, Outcome};

    fn three() -> Story {
        let mut story = Story::new();
        for purpose in ["ads", "music", "news"] {
            story.decides("ann", Verb::Object, purpose);
        }
        story
    }

    #[test]
    fn two_receipts_for_one_place_are_found() {
        let mut story = three();
        let last = story.chain_mut("ann").pop();
        story.decides("ann", Verb::Object, "video");
        assert_eq!(last.map(|record: Record| record.sequence), Some(3));
        finds(&story, Rule::Chains, "place 3 has two records");
    }

    #[test]
    fn two_records_for_one_revision_are_found() {
        let mut story = three();
        story.decides_otherwise("ann", Verb::Allow, "news", |decide, record| {
            (decide.if_match, record.revision) = (0, 1);
        });
        finds(&story, Rule::Chains, "revision 1 of news has two records");
    }

    #[test]
    fn a_gap_and_the_rest_of_an_erased_chain_are_found() {
        for place in [0, 1] {
            let mut story = three();
            story.chain_mut("ann").remove(place);
            finds(
                &story,
                Rule::Chains,
                "does not follow from the one before it",
            );
        }
    }

    #[test]
    fn time_that_goes_back_is_found() {
        let mut story = three();
        story.decides_otherwise("ann", Verb::Object, "video", |_, record| {
            record.time = "2026-01-01T00:00:00.000Z".to_owned();
        });
        finds(&story, Rule::Chains, "time goes back at place 4");
    }

    #[test]
    fn a_later_decision_at_an_earlier_place_is_found() {
        let mut story = three();
        let early = story.operation(1).sent;
        for (id, sent) in [(1, early + 8000), (3, early)] {
            let operation = story.operation(id);
            (operation.sent, operation.answered) = (sent, sent + 500);
        }
        finds(&story, Rule::Chains, "place 1 was decided after place");
    }

    #[test]
    fn an_export_whose_parts_do_not_belong_together_is_found() {
        let mut story = three();
        let export = story.exports("ann");
        if let Outcome::Confirmed(Answer::Export { receipts, .. }) =
            &mut story.operation(export).outcome
        {
            receipts.swap(0, 1);
        }
        finds(&story, Rule::Chains, "do not belong together");
    }
}
