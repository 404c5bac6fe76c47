//! The numbered clauses of a notice, by what their number reads as.
//!
//! A schedule that counts from one again has numbers of its own: from outside of it they cannot be
//! meant by number alone. Entry points: [`ClauseIndex::of`], [`ClauseIndex::find`].

use std::collections::HashMap;

use crate::draft::{Draft, DraftClause, IdSource};

/// What a number leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// No clause has it.
    Nothing,
    /// One clause, by id.
    Clause(String),
    /// Several have it, or one in a part with numbers of its own.
    Doubtful,
}

/// The clauses that a reference can mean.
#[derive(Debug, Default)]
pub(crate) struct ClauseIndex {
    by_number: HashMap<String, Vec<Numbered>>,
    /// For each clause the part with numbers of its own that it is in.
    parts: Vec<Option<usize>>,
}

#[derive(Debug)]
struct Numbered {
    id: String,
    part: Option<usize>,
}

impl ClauseIndex {
    /// Gathers the numbered clauses of a draft.
    pub(crate) fn of(draft: &Draft) -> ClauseIndex {
        let mut index = ClauseIndex::default();
        let mut part = None;
        for (place, clause) in draft.clauses.iter().enumerate() {
            if clause.level == 2 {
                part = is_unnumbered(clause).then_some(place);
            }
            index.parts.push(part);
            if let IdSource::Number(number) = &clause.id_source {
                let numbered = Numbered {
                    id: clause.id.clone(),
                    part: part.filter(|_| clause.level > 2),
                };
                index
                    .by_number
                    .entry(number.clone())
                    .or_default()
                    .push(numbered);
            }
        }
        index
    }

    /// What a number means in the clause at `place`; `None` is what is before the first.
    pub(super) fn find(&self, number: &str, place: Option<usize>) -> Target {
        let Some(found) = self.by_number.get(number) else {
            return Target::Nothing;
        };
        let part = place.and_then(|place| self.parts.get(place).copied().flatten());
        let near: Vec<&Numbered> = found
            .iter()
            .filter(|numbered| numbered.part.is_none() || numbered.part == part)
            .collect();
        let own: Vec<&&Numbered> = near
            .iter()
            .filter(|numbered| numbered.part == part)
            .collect();
        match (&near[..], &own[..]) {
            ([one], _) => Target::Clause(one.id.clone()),
            (_, [one]) if part.is_some() => Target::Clause(one.id.clone()),
            _ => Target::Doubtful,
        }
    }
}

fn is_unnumbered(clause: &DraftClause) -> bool {
    clause.label.is_empty()
}
