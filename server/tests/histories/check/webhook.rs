//! The webhook saw each person's decisions on a purpose in order, none after the erasure but the
//! erasure itself, none elsewhere; and nothing is called applied that did not arrive.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::evidence::{Erasure, Evidence};
use super::states::shown;
use super::{Finding, Rule};
use crate::history::{Post, Time};
use crate::words::short;

/// Where posts belong.
const HOOK: &str = "POST /hook";

/// The message that says that a person was erased.
const ERASED: &str = "subject.erased";

/// A post that was on its way when the erasure was confirmed may arrive this much later: no sender
/// waits for longer. On a busy machine a shorter time would find what is none.
const ON_ITS_WAY: Time = 10_000_000;

/// Looks for posts that should not be, and for deliveries that were not.
pub fn check(evidence: &Evidence) -> Vec<Finding> {
    let mut findings = strange_posts(evidence);
    findings.extend(out_of_order(evidence));
    findings.extend(after_erasures(evidence));
    findings.extend(not_delivered(evidence));
    findings
}

fn finding(sentence: String, operations: &[usize]) -> Finding {
    Finding::new(Rule::Webhook, sentence, operations)
}

/// Posts at another place, without a signature, or of records that are otherwise known.
fn strange_posts(evidence: &Evidence) -> Vec<Finding> {
    let posts = evidence.history.posts.iter();
    posts
        .filter_map(|post| Some(finding(strangeness(evidence, post)?, &[])))
        .collect()
}

fn strangeness(evidence: &Evidence, post: &Post) -> Option<String> {
    let id = short(&post.id);
    if post.target != HOOK {
        return Some(format!("post {id} went to `{}`", post.target));
    }
    if !post.is_signed {
        return Some(format!("the signature of post {id} does not belong to it"));
    }
    let record = post.record.as_ref()?;
    let seen = evidence.records.get(record.id.as_str())?;
    let is_other = seen.iter().any(|sighting| sighting.record != record);
    is_other.then(|| format!("post {id} has another record than the store"))
}

/// A decision that arrives after a later one on the same purpose was taken.
///
/// Nothing is promised for servers whose clocks are far apart: they tell by the time of day for how
/// long another server has a message.
fn out_of_order(evidence: &Evidence) -> Vec<Finding> {
    if evidence.history.clocks_disagreed {
        return Vec::new();
    }
    let mut taken: HashMap<(&str, &str), Vec<&Post>> = HashMap::new();
    let mut findings = Vec::new();
    for post in hooked(evidence) {
        let Some(record) = &post.record else { continue };
        let place = (record.principal.as_str(), record.purpose.as_str());
        let earlier = taken.entry(place).or_default();
        let newer = earlier.iter().find(|one| {
            let revision = one.record.as_ref().map(|record| record.revision);
            revision > Some(record.revision) && one.answered < Some(post.arrived)
        });
        if let Some(newer) = newer {
            let (purpose, revision) = (&record.purpose, record.revision);
            let (old, new) = (&record.state, newer.record.as_ref().map(|one| &one.state));
            let (old_time, new_time) = (seconds(post.arrived), newer.answered.map(seconds));
            findings.push(finding(
                format!(
                    "revision {revision} of {purpose} (`{old}`) was posted at {old_time} s, after \
                     a later one ({new:?}) had been taken at {new_time:?} s"
                ),
                &confirmations(evidence, &record.id),
            ));
        }
        if is_taken(post) {
            earlier.push(post);
        }
    }
    findings
}

/// Posts of a chain that was erased.
///
/// That the erasure is told last rests on clocks that agree, as the order of decisions does: it waits for
/// the end of what another server has claimed.
fn after_erasures(evidence: &Evidence) -> Vec<Finding> {
    let principals = erased_principals(evidence);
    let mut told = HashSet::new();
    let mut findings = Vec::new();
    for post in hooked(evidence) {
        let Some(principal) = post.principal.as_deref() else {
            continue;
        };
        if post.kind == ERASED {
            if is_taken(post) {
                told.insert(principal);
            }
            continue;
        }
        let name = short(principal);
        if told.contains(principal) && !evidence.history.clocks_disagreed {
            let sentence = format!("principal {name} was posted about after `{ERASED}`");
            findings.push(finding(sentence, &[]));
        }
        let Some(erasure) = principals.get(principal) else {
            continue;
        };
        let late = evidence.history.pauses_between(erasure.sent, post.arrived) + ON_ITS_WAY;
        if post.arrived > erasure.over + late {
            let after = seconds(post.arrived - erasure.over);
            let sentence = format!("principal {name} was posted about {after} s after the erasure");
            findings.push(finding(sentence, &[erasure.id]));
        }
    }
    findings
}

fn erased_principals<'h>(evidence: &Evidence<'h>) -> BTreeMap<String, Erasure> {
    let erased = evidence.erased.iter();
    let principals = erased.filter_map(|(id, erased)| {
        let operations = evidence.history.operations.iter();
        let mut shown_by = operations.filter(|one| one.id == erased.shown_by);
        let confirmed = shown_by
            .next()
            .and_then(|one| evidence.confirmed_record(one));
        let listed = evidence.records.get(id).and_then(|seen| seen.first());
        let record = confirmed.or(listed.map(|sighting| sighting.record))?;
        Some((record.principal.clone(), erased.erasure))
    });
    principals.collect()
}

/// Choices and rows that are called applied, and whose post was never taken.
fn not_delivered(evidence: &Evidence) -> Vec<Finding> {
    let mut taken: HashMap<&str, Time> = HashMap::new();
    for post in hooked(evidence).filter(|post| is_taken(post)) {
        taken.entry(&post.id).or_insert(post.arrived);
    }
    let mut findings: Vec<Finding> = Vec::new();
    for row in &evidence.history.rows {
        let id = row.record.id.as_str();
        if row.delivery == "applied" && !taken.contains_key(id) {
            let sentence = format!("record {} is called applied and never arrived", short(id));
            findings.push(finding(sentence, &confirmations(evidence, id)));
        }
    }
    findings.extend(shown_as_applied(evidence, &taken));
    findings
}

fn shown_as_applied(evidence: &Evidence, taken: &HashMap<&str, Time>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut said = BTreeSet::new();
    for (who, operations) in &evidence.people {
        let records = evidence.records_of(who);
        for operation in operations {
            for choice in shown(operation) {
                if choice.delivery.as_deref() != Some("applied") {
                    continue;
                }
                let same = records.iter().filter(|record| {
                    record.purpose == choice.purpose && record.revision == choice.revision
                });
                let mut ids = same.map(|record| record.id.as_str()).peekable();
                let Some(first) = ids.peek().copied() else {
                    continue;
                };
                let arrived = |id| taken.get(id).is_some_and(|time| *time < operation.answered);
                if !ids.any(arrived) && said.insert(first) {
                    let sentence = format!("{choice} was shown, and had not arrived");
                    findings.push(finding(sentence, &[operation.id]));
                }
            }
        }
    }
    findings
}

fn hooked<'h>(evidence: &Evidence<'h>) -> impl Iterator<Item = &'h Post> {
    let posts = evidence.history.posts.iter();
    posts.filter(|post| post.target == HOOK)
}

fn is_taken(post: &Post) -> bool {
    post.status
        .is_some_and(|status| (200..300).contains(&status))
}

fn confirmations(evidence: &Evidence, record: &str) -> Vec<usize> {
    let operations = evidence.history.operations.iter();
    let confirmed = operations.filter(|one| one.record().is_some_and(|(id, _)| id == record));
    confirmed.map(|one| one.id).collect()
}

fn seconds(time: Time) -> f64 {
    (time / 1000) as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use consent::wire::Verb;

    use super::super::Rule;
    use super::super::story::{Story, finds, holds};
    use crate::history::{Answer, Outcome};

    fn gives_and_withdraws() -> (Story, usize, usize) {
        let mut story = Story::new();
        let given = story.decides("ann", Verb::Give, "face");
        let withdrawn = story.decides("ann", Verb::Withdraw, "face");
        (story, given, withdrawn)
    }

    #[test]
    fn repeats_and_decisions_that_were_passed_over_are_right() {
        let (mut story, given, withdrawn) = gives_and_withdraws();
        story.posts(given, 500);
        story.posts(given, 200);
        story.posts(given, 200);
        story.posts(withdrawn, 200);
        holds(&story);
        let (mut story, _, withdrawn) = gives_and_withdraws();
        story.posts(withdrawn, 200);
        holds(&story);
    }

    #[test]
    fn a_withdrawn_consent_that_is_posted_again_as_given_is_found() {
        let (mut story, given, withdrawn) = gives_and_withdraws();
        story.posts(given, 200);
        story.posts(withdrawn, 200);
        story.posts(given, 200);
        finds(
            &story,
            Rule::Webhook,
            "revision 1 of face (`given`) was posted",
        );
    }

    #[test]
    fn posts_after_an_erasure_are_found() {
        let (mut story, given, _) = gives_and_withdraws();
        let principal = story.confirmed(given).1.principal;
        story.erases("ann");
        story.posts(given, 500);
        holds(&story);
        story.waits(15);
        story.posts(given, 200);
        finds(&story, Rule::Webhook, "s after the erasure");

        let (mut story, given, _) = gives_and_withdraws();
        story.erases("ann");
        story.posts_message("subject.erased", &principal, 200);
        holds(&story);
        story.posts(given, 200);
        finds(&story, Rule::Webhook, "after `subject.erased`");
        story.history.clocks_disagreed = true;
        holds(&story);
    }

    #[test]
    fn a_paused_server_may_post_later() {
        let (mut story, given, _) = gives_and_withdraws();
        story.erases("ann");
        story.waits(16);
        story.history.pauses.push((0, 7_000_000));
        story.posts(given, 200);
        holds(&story);
    }

    #[test]
    fn what_is_called_applied_and_never_arrived_is_found() {
        for status in [302, 500, 200] {
            let (mut story, given, _) = gives_and_withdraws();
            story.posts(given, status);
            story.reads_records("ann");
            let read = story.reads_choices("ann");
            if let Outcome::Confirmed(Answer::Choices(choices)) = &mut story.operation(read).outcome
            {
                choices[0].delivery = Some("applied".to_owned());
            }
            finds(&story, Rule::Webhook, "revision 2 applied was shown");
        }
        let (mut story, _, withdrawn) = gives_and_withdraws();
        story.posts(withdrawn, 200);
        let read = story.reads_choices("ann");
        if let Outcome::Confirmed(Answer::Choices(choices)) = &mut story.operation(read).outcome {
            choices[0].delivery = Some("applied".to_owned());
        }
        holds(&story);
    }

    #[test]
    fn posts_elsewhere_and_unsigned_ones_are_found() {
        let (mut story, given, _) = gives_and_withdraws();
        story.posts(given, 200);
        story.history.posts[0].target = "elsewhere POST /hook".to_owned();
        finds(&story, Rule::Webhook, "went to `elsewhere POST /hook`");
        story.history.posts[0].target = "POST /hook".to_owned();
        story.history.posts[0].is_signed = false;
        finds(&story, Rule::Webhook, "does not belong to it");
    }

    #[test]
    fn a_post_with_another_record_is_found() {
        let (mut story, given, _) = gives_and_withdraws();
        story.posts(given, 200);
        let record = story.history.posts[0].record.as_mut().unwrap();
        record.state = "refused".to_owned();
        finds(&story, Rule::Webhook, "another record than the store");
    }
}
