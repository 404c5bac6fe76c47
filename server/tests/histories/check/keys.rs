//! One key, one record, one answer, also when it is asked at the same time on two servers.

use super::evidence::{Evidence, Write};
use super::{Finding, Rule};
use crate::history::{Operation, Outcome};
use crate::words::short;

/// Refusals that cannot go with a decision that is stored under the key.
const CONTRADICTIONS: [&str; 4] = [
    "revision_stale",
    "wrong_verb",
    "key_reused",
    "notice_changed",
];

/// Refusals that cannot come after it, but beside it from a server with another time of day.
const LATER_CONTRADICTIONS: [&str; 2] = ["guardian_needed", "view_expired"];

/// Looks for keys with several answers.
pub fn check(evidence: &Evidence) -> Vec<Finding> {
    let writes = evidence.writes.iter();
    // Erased in between, the same request is the first of a new person.
    let whole =
        writes.filter(|write| !evidence.may_be_erased(write.who, write.begun(), write.over()));
    whole
        .flat_map(|write| [several_records(write), contradiction(write)])
        .flatten()
        .collect()
}

fn several_records(write: &Write) -> Option<Finding> {
    let mut confirmed = write.confirmed();
    let first = confirmed.next()?;
    let other = confirmed.find(|send| send.record() != first.record())?;
    let (one, two) = (first.record()?.0, other.record()?.0);
    let sentence = match one == two {
        true => format!("key {} has two receipts for one record", short(write.key)),
        false => format!(
            "key {} was confirmed as records {} and {}",
            short(write.key),
            short(one),
            short(two)
        ),
    };
    let operations = [first.id, other.id];
    Some(Finding::new(Rule::Keys, sentence, &operations))
}

/// A refusal of what was confirmed before.
fn contradiction(write: &Write) -> Option<Finding> {
    let confirmed = write.confirmed().min_by_key(|send| send.answered)?;
    let contradicts = |send: &&Operation| match &send.outcome {
        Outcome::Refused { code, .. } => {
            let code = code.as_str();
            let is_later = send.sent > confirmed.answered;
            send.answered > confirmed.sent && CONTRADICTIONS.contains(&code)
                || is_later && LATER_CONTRADICTIONS.contains(&code)
        }
        _ => false,
    };
    let refused = write.sends.iter().copied().find(contradicts)?;
    let sentence = format!("key {} was confirmed and refused", short(write.key));
    let operations = [confirmed.id, refused.id];
    Some(Finding::new(Rule::Keys, sentence, &operations))
}

#[cfg(test)]
mod tests {
    use consent::wire::Verb;

    use super::super::Rule;
    use super::super::story::{Story, finds, holds};

    /// A decision that is sent again with its key and confirmed as another record.
    fn doubled(between: impl FnOnce(&mut Story)) -> Story {
        let mut story = Story::new();
        let first = story.decides("ann", Verb::Object, "ads");
        let (decide, _) = story.confirmed(first);
        between(&mut story);
        story.decides_otherwise("ann", Verb::Object, "ads", |again, record| {
            record.client_time = Some(decide.marker.clone());
            *again = decide;
        });
        story
    }

    #[test]
    fn a_repeat_with_the_same_answer_is_right() {
        let mut story = Story::new();
        let first = story.decides("ann", Verb::Object, "ads");
        let (decide, record) = story.confirmed(first);
        story.confirms("ann", decide, &record);
        holds(&story);
    }

    #[test]
    fn two_records_for_one_key_are_found() {
        finds(&doubled(|_| {}), Rule::Keys, "was confirmed as records");
    }

    #[test]
    fn after_an_erasure_the_same_key_is_a_new_decision() {
        let erased = doubled(|story| {
            story.erases("ann");
        });
        holds(&erased);
    }

    #[test]
    fn a_repeat_that_is_refused_is_found() {
        let mut story = Story::new();
        let first = story.decides("ann", Verb::Object, "ads");
        let (decide, _) = story.confirmed(first);
        story.refuses("ann", decide.clone(), "busy");
        holds(&story);
        story.refuses("ann", decide, "revision_stale");
        finds(&story, Rule::Keys, "confirmed and refused");
    }
}
