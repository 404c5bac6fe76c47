//! After an erasure nothing of the person can be found, by them or in the store's bytes, and
//! nothing is half gone. What was decided while it ran is either erased with the rest or belongs
//! to a new chain, which begins at its first place: [`super::chains`] sees one that does not.

use consent::wire::Record;
use memchr::memmem;

use super::evidence::{Erased, Evidence};
use super::{Finding, Rule};
use crate::history::{Operation, Request, Time};
use crate::words::short;

/// Letters of a receipt that are looked for in the store's bytes: no two receipts share them, and
/// several are taken, since a store may keep a long text in pieces.
const PIECE: usize = 40;

/// Looks for what should be gone.
pub fn check(evidence: &Evidence) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, erased) in &evidence.erased {
        findings.extend(in_the_store(evidence, id, erased));
        findings.extend(in_lists(evidence, id, erased));
        findings.extend(in_the_bytes(evidence, id, erased));
    }
    findings.extend(in_choices(evidence));
    findings
}

fn finding(sentence: String, erased: &Erased, more: &[usize]) -> Option<Finding> {
    let mut operations = vec![erased.shown_by, erased.erasure.id];
    operations.extend(more);
    Some(Finding::new(Rule::Erasure, sentence, &operations))
}

fn in_the_store(evidence: &Evidence, id: &str, erased: &Erased) -> Option<Finding> {
    let mut rows = evidence.history.rows.iter();
    let row = rows.find(|row| row.record.id == id)?;
    let (id, subject) = (short(id), &row.subject);
    let sentence = format!("erased record {id} is still in the store, under `{subject}`");
    finding(sentence, erased, &[])
}

fn in_lists(evidence: &Evidence, id: &str, erased: &Erased) -> Option<Finding> {
    let seen = evidence.records.get(id)?.iter();
    let mut lists = seen.filter_map(|sighting| sighting.operation);
    let list = lists.find(|list| list.sent > erased.erasure.over)?;
    finding(
        format!("erased record {} was given out", short(id)),
        erased,
        &[list.id],
    )
}

/// The bytes of a file: its id, its `client_time` and pieces of its receipt.
fn in_the_bytes(evidence: &Evidence, id: &str, erased: &Erased) -> Option<Finding> {
    let bytes = &evidence.history.bytes;
    let (marker, receipt) = traces(evidence, erased, id);
    let pieces = receipt.map(str::as_bytes).unwrap_or_default();
    // Beginnings of receipts are alike.
    let pieces = pieces.rchunks_exact(PIECE).step_by(8).take(5);
    let traces = [Some(id), marker].into_iter().flatten().map(str::as_bytes);
    let found = traces
        .chain(pieces)
        .find(|trace| memmem::find(bytes, trace).is_some())?;
    let found = String::from_utf8_lossy(found);
    let sentence = format!(
        "erased record {} left `{found}` in the store's bytes",
        short(id)
    );
    finding(sentence, erased, &[])
}

fn traces<'e>(
    evidence: &'e Evidence,
    erased: &Erased,
    id: &str,
) -> (Option<&'e str>, Option<&'e str>) {
    let mut operations = evidence.history.operations.iter();
    let shown_by = operations.find(|one| one.id == erased.shown_by);
    let receipt = shown_by
        .and_then(|one| one.record())
        .map(|(_, receipt)| receipt);
    let listed = evidence.records.get(id).and_then(|seen| seen.first());
    let confirmed = shown_by.and_then(|one| evidence.confirmed_record(one));
    let record: Option<&Record> = confirmed.or(listed.map(|sighting| sighting.record));
    (
        record.and_then(|record| record.client_time.as_deref()),
        receipt,
    )
}

/// After an erasure a purpose has no more revisions than decisions that can be in the new chain.
fn in_choices(evidence: &Evidence) -> Vec<Finding> {
    let operations = evidence.history.operations.iter();
    let reads = operations.filter(|one| one.request == Request::Choices);
    reads
        .filter_map(|read| too_many_revisions(evidence, read))
        .collect()
}

fn too_many_revisions(evidence: &Evidence, read: &Operation) -> Option<Finding> {
    let erasures = evidence.erasures(&read.who).iter();
    let before = erasures.filter(|one| one.is_confirmed && one.over < read.sent);
    let erasure = before.max_by_key(|one| one.sent)?;
    let count = |purpose: &str, time: Time| {
        let writes = evidence.writes.iter();
        let later = writes.filter(|write| write.who == read.who && write.over() > time);
        later
            .filter(|write| write.purpose() == Some(purpose))
            .count()
    };
    let mut choices = super::states::shown(read).into_iter();
    let choice = choices.find(|choice| {
        choice.revision > 0 && choice.revision > count(&choice.purpose, erasure.sent) as u64
    })?;
    let (purpose, revision) = (&choice.purpose, choice.revision);
    let sentence = format!("{purpose} is at revision {revision} after an erasure");
    let operations = [erasure.id, read.id];
    Some(Finding::new(Rule::Erasure, sentence, &operations))
}

#[cfg(test)]
mod tests {
    use consent::wire::Verb;

    use super::super::Rule;
    use super::super::story::{Story, finds, holds};
    use crate::history::{Answer, Outcome, Request, ShownChoice};

    /// Two decisions, an erasure, and what was there before it.
    fn erased() -> (Story, Vec<consent::wire::Record>) {
        let mut story = Story::new();
        story.decides("ann", Verb::Object, "ads");
        story.decides("ann", Verb::Give, "face");
        let records = story.chain_mut("ann").clone();
        story.erases("ann");
        (story, records)
    }

    #[test]
    fn rows_that_are_left_are_found() {
        let (mut story, records) = erased();
        story.decides("ann", Verb::Object, "ads");
        holds(&story);
        *story.chain_mut("ann") = records;
        finds(
            &story,
            Rule::Erasure,
            "is still in the store, under `subject of ann`",
        );
    }

    #[test]
    fn records_that_are_given_out_are_found() {
        let (mut story, records) = erased();
        let list = Outcome::Confirmed(Answer::Records(records));
        story.happens("ann", Request::Records, list);
        finds(&story, Rule::Erasure, "was given out");
    }

    #[test]
    fn traces_in_the_bytes_are_found() {
        let (mut story, records) = erased();
        let receipt = story.receipt(&records[0]);
        let marker = records[0].client_time.clone().unwrap();
        let piece = &receipt[receipt.len() - 60..];
        for trace in [records[0].id.as_str(), &marker, piece] {
            story.history.bytes = b"nothing of them".to_vec();
            holds(&story);
            story.history.bytes = format!("page{trace}page").into_bytes();
            finds(&story, Rule::Erasure, "in the store's bytes");
        }
    }

    #[test]
    fn a_revision_that_counts_what_was_erased_is_found() {
        let (mut story, _) = erased();
        story.decides("ann", Verb::Object, "ads");
        story.reads_choices("ann");
        holds(&story);
        let counted = ShownChoice {
            purpose: "ads".to_owned(),
            state: "objected".to_owned(),
            revision: 2,
            delivery: None,
        };
        let answer = Outcome::Confirmed(Answer::Choices(vec![counted]));
        story.happens("ann", Request::Choices, answer);
        finds(&story, Rule::Erasure, "at revision 2 after an erasure");
    }
}
