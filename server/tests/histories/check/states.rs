//! The state shown is the one that the last record says, never an older one than was shown
//! before; and `If-Match` let no unseen change through.

use consent::wire::Record;

use super::evidence::{Evidence, Fate};
use super::{Finding, Rule};
use crate::history::{Answer, Decide, Operation, Outcome, Request, ShownChoice, Time};

/// Looks for states that no record says, states that are older than one already known, and
/// decisions that overwrote what their person had not seen.
pub fn check(evidence: &Evidence) -> Vec<Finding> {
    let mut findings = if_match(evidence);
    for (who, operations) in &evidence.people {
        let records = evidence.records_of(who);
        for operation in operations {
            for choice in shown(operation) {
                findings.extend(no_record_says(evidence, &records, operation, choice));
            }
        }
        findings.extend(stale(evidence, who, operations));
    }
    findings
}

fn finding(sentence: String, operations: &[usize]) -> Option<Finding> {
    Some(Finding::new(Rule::States, sentence, operations))
}

/// The choices that an answer shows.
pub fn shown(operation: &Operation) -> Vec<&ShownChoice> {
    match &operation.outcome {
        Outcome::Confirmed(Answer::Choices(choices)) => choices.iter().collect(),
        Outcome::Confirmed(Answer::Decided { choice, .. }) => vec![choice],
        Outcome::Confirmed(Answer::Event { choice, .. }) => choice.iter().collect(),
        _ => Vec::new(),
    }
}

/// The record of a confirmed decision is the next after the revision that its person saw, and its
/// state is the one that was asked for.
fn if_match(evidence: &Evidence) -> Vec<Finding> {
    let confirmed = evidence.history.operations.iter().filter_map(|operation| {
        let Request::Decide(asked) = &operation.request else {
            return None;
        };
        Some((operation, asked, evidence.confirmed_record(operation)?))
    });
    confirmed
        .filter_map(|(operation, asked, record)| {
            let problem = overwrites(asked, record).or_else(|| leads_elsewhere(asked, record))?;
            finding(problem, &[operation.id])
        })
        .collect()
}

fn overwrites(asked: &Decide, record: &Record) -> Option<String> {
    let (seen, revision) = (asked.if_match, record.revision);
    (revision != seen + 1).then(|| {
        format!(
            "decided on revision {seen} of {}, but stored as {revision}",
            asked.purpose
        )
    })
}

fn leads_elsewhere(asked: &Decide, record: &Record) -> Option<String> {
    let states: &[&str] = match asked.verb.code() {
        "object" => &["objected"],
        "allow" => &["allowed"],
        "give" => &["given", "renewed"],
        "refuse" => &["refused"],
        _ => &["withdrawn"],
    };
    let (verb, state) = (asked.verb.code(), &record.state);
    (!states.contains(&state.as_str())).then(|| format!("`{verb}` led to `{state}`"))
}

/// A choice with a revision is what some record of the person says.
fn no_record_says(
    evidence: &Evidence,
    records: &[&Record],
    operation: &Operation,
    choice: &ShownChoice,
) -> Option<Finding> {
    let ShownChoice { purpose, state, .. } = choice;
    let revision = choice.revision;
    if revision == 0 {
        let says = format!("{purpose} is `{state}` without any decision");
        return (state != "unknown").then(|| finding(says, &[operation.id]))?;
    }
    let mut same = records
        .iter()
        .filter(|record| record.purpose == *purpose && record.revision == revision);
    if same.any(|record| record.state == *state) {
        return None;
    }
    // A decision without an answer may have been it, and erased since.
    let is_open = evidence.writes.iter().any(|write| {
        write.who == operation.who
            && write.purpose() == Some(purpose)
            && write.fate() == Fate::Unknown
            && write.begun() < operation.answered
    });
    let says = format!("{purpose} is shown as `{state}` at revision {revision}");
    (!is_open).then(|| finding(format!("{says}, which no record says"), &[operation.id]))?
}

/// A revision that was known at some time.
struct Known<'h> {
    purpose: &'h str,
    revision: u64,
    /// When the decision can have begun: a repeat shows what the first send did.
    begun: Time,
    answered: Time,
    shown_by: usize,
}

/// Once a revision is known, an earlier one is not shown any more, unless everything was erased.
fn stale(evidence: &Evidence, who: &str, operations: &[&Operation]) -> Vec<Finding> {
    // What an event tells may be older than the stream that tells it.
    let answers = operations
        .iter()
        .filter(|one| !matches!(one.request, Request::Event { .. }));
    let known: Vec<Known> = answers.flat_map(|one| known(evidence, one)).collect();
    let reads = operations
        .iter()
        .filter(|one| one.request == Request::Choices);
    reads
        .flat_map(|read| shown(read).into_iter().map(move |choice| (read, choice)))
        .filter_map(|(read, choice)| {
            let newer = known.iter().filter(|one| {
                one.revision > choice.revision
                    && one.answered < read.sent
                    && one.purpose == choice.purpose
                    && !evidence.may_be_erased(who, one.begun, read.answered)
            });
            let newest = newer.max_by_key(|one| one.revision)?;
            let (purpose, revision, known) = (&choice.purpose, choice.revision, newest.revision);
            finding(
                format!("{purpose} is shown at revision {revision} though {known} was known"),
                &[newest.shown_by, read.id],
            )
        })
        .collect()
}

fn known<'h>(evidence: &Evidence<'h>, operation: &'h Operation) -> Vec<Known<'h>> {
    let begun = operation.key().and_then(|key| evidence.begun.get(key));
    let begun = begun.copied().unwrap_or(operation.sent);
    let known = |choice: &'h ShownChoice| Known {
        purpose: &choice.purpose,
        revision: choice.revision,
        begun,
        answered: operation.answered,
        shown_by: operation.id,
    };
    shown(operation).into_iter().map(known).collect()
}

#[cfg(test)]
mod tests {
    use consent::wire::Verb;

    use super::super::Rule;
    use super::super::story::{Story, finds, holds};
    use crate::history::{Answer, Outcome, Request, ShownChoice};

    fn objects_and_allows() -> Story {
        let mut story = Story::new();
        story.decides("ann", Verb::Object, "ads");
        story.decides("ann", Verb::Allow, "ads");
        story
    }

    fn shows(story: &mut Story, state: &str, revision: u64) {
        let choice = ShownChoice {
            purpose: "ads".to_owned(),
            state: state.to_owned(),
            revision,
            delivery: None,
        };
        let answer = Outcome::Confirmed(Answer::Choices(vec![choice]));
        story.happens("ann", Request::Choices, answer);
    }

    #[test]
    fn a_state_that_no_record_says_is_found() {
        let mut story = objects_and_allows();
        shows(&mut story, "allowed", 2);
        holds(&story);
        shows(&mut story, "objected", 2);
        finds(&story, Rule::States, "which no record says");
    }

    #[test]
    fn a_state_without_a_decision_is_found() {
        let mut story = Story::new();
        shows(&mut story, "unknown", 0);
        holds(&story);
        shows(&mut story, "objected", 0);
        finds(&story, Rule::States, "without any decision");
    }

    #[test]
    fn a_state_of_before_is_found() {
        let mut story = objects_and_allows();
        shows(&mut story, "objected", 1);
        finds(
            &story,
            Rule::States,
            "shown at revision 1 though 2 was known",
        );
    }

    #[test]
    fn a_decision_that_overwrote_what_was_not_seen_is_found() {
        let mut story = objects_and_allows();
        story.decides_otherwise("ann", Verb::Object, "ads", |decide, _| decide.if_match = 1);
        finds(
            &story,
            Rule::States,
            "decided on revision 1 of ads, but stored as 3",
        );
    }

    #[test]
    fn a_verb_that_led_to_another_state_is_found() {
        let mut story = Story::new();
        story.decides_otherwise("ann", Verb::Object, "ads", |_, record| {
            record.state = "allowed".to_owned();
        });
        finds(&story, Rule::States, "`object` led to `allowed`");
    }
}
