//! Ids taken over: from the version before, by what clauses say, or from the other language, by how
//! the outlines run.
//!
//! A number names a clause in one version and says nothing of the next one, in which a clause in
//! front renumbers all that follow. So the partner is looked for by the comparison, which pairs
//! blocks by their text, and each clause takes the id of the one that most of its words come from.
//! Entry points: [`after`], [`like`].

use std::collections::{HashMap, HashSet};

use notice::change::{BlockKind, Op, Status};
use notice::{Clause, Notice};

use super::ids;
use crate::draft::{Draft, DraftClause};
use crate::text::label::Label;

/// What became of the ids.
#[derive(Debug, Default)]
pub(crate) struct Carried {
    /// How many clauses took one over.
    pub count: usize,
    /// Ids of the other text that no clause took: gone, or to be given by hand.
    pub left: Vec<String>,
    /// Clauses that found no partner, by line and id.
    pub new: Vec<(usize, String)>,
}

/// Takes over the ids of the version before. `written` is the draft as it is written now.
pub(crate) fn after(draft: &mut Draft, written: &str, before: &Notice) -> Carried {
    let (mut new, _) = notice::parse(written);
    let mut old = before.clone();
    // Without a version the comparison takes no id for an identity.
    new.meta.version.clear();
    old.meta.version.clear();
    let partners = partners(&old, &new);
    carry(draft, &old, |clause| partners.get(&clause.id).cloned())
}

/// For each new clause the old one that it comes from, each old one once.
fn partners(old: &Notice, new: &Notice) -> HashMap<String, String> {
    /// A heading says more of what a clause is than a line of its text.
    const HEADING: usize = 40;
    let mut votes: HashMap<(String, String), usize> = HashMap::new();
    for change in compare::notices(old, new).blocks {
        if matches!(change.status, Status::Added | Status::Removed) {
            continue;
        }
        let before = change.old_clause.unwrap_or_else(|| change.clause.clone());
        let kept = change.spans.iter().filter(|span| span.0 == Op::Equal);
        let letters: usize = kept
            .map(|span| span.1.chars().filter(|c| c.is_alphabetic()).count())
            .sum();
        let weight = match change.kind {
            BlockKind::Heading if letters > 0 => letters + HEADING,
            _ => letters,
        };
        *votes
            .entry((change.clause.to_string(), before.to_string()))
            .or_default() += weight;
    }
    let mut votes: Vec<((String, String), usize)> = votes.into_iter().collect();
    votes.sort_by(|(a, weight_a), (b, weight_b)| weight_b.cmp(weight_a).then_with(|| a.cmp(b)));
    let mut partners = HashMap::new();
    let mut taken = HashSet::new();
    for ((new, old), weight) in votes {
        let is_free =
            !new.is_empty() && !old.is_empty() && weight > 0 && !partners.contains_key(&new);
        if is_free && taken.insert(old.clone()) {
            partners.insert(new, old);
        }
    }
    partners
}

/// Takes over the ids of the same version in the other language.
pub(crate) fn like(draft: &mut Draft, other: &Notice) -> Carried {
    let own: Vec<&DraftClause> = draft
        .clauses
        .iter()
        .filter(|clause| clause.level <= 4)
        .collect();
    let pairs = aligned(&own, &other.clauses);
    let partners: HashMap<String, String> = pairs
        .into_iter()
        .map(|(at, other_at)| (own[at].id.clone(), other.clauses[other_at].id.to_string()))
        .collect();
    let mut carried = carry(draft, other, |clause| partners.get(&clause.id).cloned());
    // A made id of the other language is made here as well.
    for clause in &mut draft.clauses {
        clause.is_id_made |= other
            .clause(&clause.id)
            .is_some_and(|other| other.is_id_made);
    }
    carried.left.sort();
    carried
}

/// The heaviest alignment of two outlines, in order, as in an alignment of sequences: clauses of one
/// level can be partners, and are so the more if they have the same number and as many blocks.
fn aligned(own: &[&DraftClause], others: &[Clause]) -> Vec<(usize, usize)> {
    let width = others.len() + 1;
    let mut best = vec![0_usize; (own.len() + 1) * width];
    for (at, clause) in own.iter().enumerate().rev() {
        for (other_at, other) in others.iter().enumerate().rev() {
            let here = at * width + other_at;
            let skipped = best[here + width].max(best[here + 1]);
            let paired = likeness(clause, other).map(|likeness| likeness + best[here + width + 1]);
            best[here] = skipped.max(paired.unwrap_or(0));
        }
    }
    let (mut at, mut other_at) = (0, 0);
    let mut pairs = Vec::new();
    while at < own.len() && other_at < others.len() {
        let here = at * width + other_at;
        let paired =
            likeness(own[at], &others[other_at]).map(|likeness| likeness + best[here + width + 1]);
        match () {
            () if paired == Some(best[here]) => {
                pairs.push((at, other_at));
                (at, other_at) = (at + 1, other_at + 1);
            }
            () if best[here + width] == best[here] => at += 1,
            () => other_at += 1,
        }
    }
    pairs
}

fn likeness(own: &DraftClause, other: &Clause) -> Option<usize> {
    if own.level != other.level || own.is_guide != other.is_guide {
        return None;
    }
    let number = Label::read(&own.label).map(|label| label.last());
    let other_number = Label::read(&notice::text::heading(other))
        .or_else(|| Label::read(&other.heading))
        .map(|label| label.last());
    let by_number = match (number, other_number) {
        (Some(own), Some(other)) if own == other => 6,
        (None, None) => 4,
        _ => 1,
    };
    let by_length = usize::from(own.blocks.is_empty() == other.blocks.is_empty());
    Some(by_number + by_length)
}

/// Gives each clause the id that `partner` names; a clause without one keeps its own, unless the
/// other text has it for another clause: an id never goes to another subject.
fn carry(
    draft: &mut Draft,
    other: &Notice,
    partner: impl Fn(&DraftClause) -> Option<String>,
) -> Carried {
    let mut carried = Carried::default();
    let mut taken: HashMap<String, usize> = other
        .clauses
        .iter()
        .map(|clause| (clause.id.to_string(), 0))
        .collect();
    let mut used = HashSet::new();
    for clause in draft.clauses.iter_mut().filter(|clause| clause.level <= 4) {
        match partner(clause) {
            Some(id) => {
                used.insert(id.clone());
                clause.id = id;
                clause.is_id_made = false;
                carried.count += 1;
            }
            None => {
                clause.id = ids::unique(std::mem::take(&mut clause.id), &mut taken);
                carried.new.push((clause.line, clause.id.clone()));
            }
        }
    }
    let left = other.clauses.iter().map(|clause| clause.id.to_string());
    carried.left = left.filter(|id| !used.contains(id)).collect();
    carried
}
