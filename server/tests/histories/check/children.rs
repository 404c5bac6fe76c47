//! No protection of a child is undone without a guardian: not the age band that was stated, and no
//! consent is given alone.

use std::collections::BTreeMap;

use consent::wire::{Actor, AgeBand, Record};

use super::evidence::Evidence;
use super::{Finding, Rule};
use crate::site;
use crate::words::short;

/// Looks for chains in which a child decided what a guardian has to.
pub fn check(evidence: &Evidence) -> Vec<Finding> {
    let mut chains: BTreeMap<&str, BTreeMap<u64, &Record>> = BTreeMap::new();
    let confirmed = evidence.history.operations.iter();
    let confirmed = confirmed.filter_map(|operation| evidence.confirmed_record(operation));
    let seen = evidence.records.values().flatten();
    for record in confirmed.chain(seen.map(|sighting| sighting.record)) {
        let chain = chains.entry(&record.principal).or_default();
        chain.insert(record.sequence, record);
    }
    let alone = chains
        .values()
        .flat_map(|chain| chain.values())
        .filter_map(|record| {
            let is_wrong = record.actor == Actor::Subject && is_for_a_guardian(record);
            is_wrong.then(|| finding(evidence, record, "was given by a child alone"))
        });
    let lifted = chains.values().flat_map(|chain| {
        let pairs = chain.values().zip(chain.values().skip(1));
        let lifted = pairs.filter(|(before, after)| is_lifted(before, after));
        lifted.map(|(_, after)| {
            finding(
                evidence,
                after,
                "lifted the band under-14 without a guardian",
            )
        })
    });
    alone.chain(lifted).collect()
}

fn is_for_a_guardian(record: &Record) -> bool {
    let is_child = record.age_band == Some(AgeBand::Under14);
    let takes_guardian = record.purpose == site::GUARDED;
    record.verb == "give" && (takes_guardian || is_child)
}

fn is_lifted(before: &Record, after: &Record) -> bool {
    before.sequence + 1 == after.sequence
        && before.age_band == Some(AgeBand::Under14)
        && after.age_band != Some(AgeBand::Under14)
        && after.actor == Actor::Subject
}

fn finding(evidence: &Evidence, record: &Record, what: &str) -> Finding {
    let operations = evidence.history.operations.iter();
    let shown_by = operations.filter(|one| one.record().is_some_and(|(id, _)| id == record.id));
    let operations: Vec<usize> = shown_by.map(|one| one.id).collect();
    let (id, verb, purpose) = (short(&record.id), &record.verb, &record.purpose);
    let sentence = format!("record {id} ({verb} {purpose}) {what}");
    Finding::new(Rule::Children, sentence, &operations)
}

#[cfg(test)]
mod tests {
    use consent::wire::{Actor, AgeBand, Record, Verb};

    use super::super::Rule;
    use super::super::story::{Story, finds, holds, states};
    use crate::history::Decide;
    use crate::site::GUARDED;

    fn child() -> Story {
        let mut story = Story::new();
        story.decides_otherwise("kid", Verb::Refuse, "face", states(AgeBand::Under14));
        story
    }

    fn by_guardian(decide: &mut Decide, record: &mut Record) {
        decide.actor = Actor::Guardian;
        record.actor = Actor::Guardian;
        record.entity = "a guardian".to_owned();
    }

    #[test]
    fn what_a_guardian_does_is_right() {
        let mut story = child();
        story.decides_otherwise("kid", Verb::Give, "face", by_guardian);
        story.decides("kid", Verb::Withdraw, "face");
        story.decides_otherwise("kid", Verb::Object, "ads", |decide, record| {
            by_guardian(decide, record);
            states(AgeBand::From14To17)(decide, record);
        });
        story.decides("kid", Verb::Give, "face");
        holds(&story);
    }

    #[test]
    fn a_band_that_an_objection_lifts_is_found() {
        let mut story = child();
        story.decides_otherwise("kid", Verb::Object, "ads", states(AgeBand::Adult));
        finds(&story, Rule::Children, "lifted the band under-14");
    }

    #[test]
    fn a_consent_that_a_child_gives_alone_is_found() {
        let mut story = child();
        story.decides("kid", Verb::Give, "face");
        finds(&story, Rule::Children, "was given by a child alone");
        let mut story = Story::new();
        story.decides("ann", Verb::Give, GUARDED);
        finds(&story, Rule::Children, "was given by a child alone");
    }
}
