//! The inventory: how much of everything a notice has, and the ids of each.
//!
//! A notice and its catalogue go in, counts and ids come out; two languages of one release
//! must come to the same. Entry point: [`Inventory::of`].

use serde::{Deserialize, Serialize};

use crate::{Block, Catalogue, Clause, Inline, LinkTarget, Notice, Number};

/// How much a notice in one language has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inventory {
    /// Sections: `1`, `2` ... Where most clauses have no number, every `##`.
    pub sections: usize,
    /// Clauses whose number has two parts; else every `###`.
    pub clauses_two_level: usize,
    /// Clauses whose number has three parts; else every `####`.
    pub clauses_three_level: usize,
    /// Guides.
    pub guides: usize,
    /// Guides that have steps.
    pub guides_with_steps: usize,
    /// Steps of all guides.
    pub guide_steps: usize,
    /// Settings paths that the text names, each once.
    pub prose_paths: usize,
    /// Controls in the catalogue.
    pub controls: usize,
    /// Disclosures in the catalogue.
    pub disclosures: usize,
    /// Facts in the catalogue.
    pub facts: usize,
    /// The ids behind the counts.
    pub ids: Ids,
}

/// The ids behind the counts, in document order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each field is named after its count")]
pub struct Ids {
    pub sections: Vec<String>,
    pub clauses_two_level: Vec<String>,
    pub clauses_three_level: Vec<String>,
    pub guides: Vec<String>,
    pub guides_with_steps: Vec<String>,
    /// `guide/1`, `guide/2` ...
    pub guide_steps: Vec<String>,
    pub prose_paths: Vec<String>,
    pub controls: Vec<String>,
    pub disclosures: Vec<String>,
    pub facts: Vec<String>,
}

impl Inventory {
    /// Counts what a notice and its catalogue hold.
    pub fn of(notice: &Notice, catalogue: &Catalogue) -> Inventory {
        let ids = Ids::of(notice, catalogue);
        Inventory {
            sections: ids.sections.len(),
            clauses_two_level: ids.clauses_two_level.len(),
            clauses_three_level: ids.clauses_three_level.len(),
            guides: ids.guides.len(),
            guides_with_steps: ids.guides_with_steps.len(),
            guide_steps: ids.guide_steps.len(),
            prose_paths: ids.prose_paths.len(),
            controls: ids.controls.len(),
            disclosures: ids.disclosures.len(),
            facts: ids.facts.len(),
            ids,
        }
    }

    /// The counts with their names, in the order in which they are shown.
    pub fn counts(&self) -> [(&'static str, usize); 10] {
        [
            ("sections", self.sections),
            ("clauses_two_level", self.clauses_two_level),
            ("clauses_three_level", self.clauses_three_level),
            ("guides", self.guides),
            ("guides_with_steps", self.guides_with_steps),
            ("guide_steps", self.guide_steps),
            ("prose_paths", self.prose_paths),
            ("controls", self.controls),
            ("disclosures", self.disclosures),
            ("facts", self.facts),
        ]
    }
}

impl Ids {
    fn of(notice: &Notice, catalogue: &Catalogue) -> Ids {
        let numbered = notice
            .clauses
            .iter()
            .filter(|clause| parts(clause) > 0)
            .count();
        let is_numbered = numbered * 2 >= notice.clauses.len();
        let at_depth = |depth: u8| {
            let is_there = |clause: &&Clause| match is_numbered {
                true => parts(clause) == usize::from(depth),
                false => clause.level == depth + 1,
            };
            clause_ids(notice, is_there)
        };
        Ids {
            sections: at_depth(1),
            clauses_two_level: at_depth(2),
            clauses_three_level: at_depth(3),
            guides: clause_ids(notice, |clause| clause.is_guide),
            guides_with_steps: clause_ids(notice, |clause| clause.is_guide && steps(clause) > 0),
            guide_steps: step_ids(notice),
            prose_paths: path_ids(notice),
            controls: catalogue
                .controls
                .iter()
                .map(|control| control.id.clone())
                .collect(),
            disclosures: catalogue
                .disclosures
                .iter()
                .map(|one| one.id.clone())
                .collect(),
            facts: catalogue.facts.iter().map(|fact| fact.id.clone()).collect(),
        }
    }
}

fn parts(clause: &Clause) -> usize {
    clause.number.as_ref().map_or(0, Number::parts)
}

fn clause_ids(notice: &Notice, is_wanted: impl Fn(&&Clause) -> bool) -> Vec<String> {
    notice
        .clauses
        .iter()
        .filter(is_wanted)
        .map(|clause| clause.id.to_string())
        .collect()
}

fn steps(clause: &Clause) -> usize {
    let count = |block: &Block| match block {
        Block::Steps(steps) => steps.len(),
        _ => 0,
    };
    clause.blocks.iter().map(count).sum()
}

fn step_ids(notice: &Notice) -> Vec<String> {
    let guides = notice.clauses.iter().filter(|clause| clause.is_guide);
    guides
        .flat_map(|guide| (1..=steps(guide)).map(move |step| format!("{}/{step}", guide.id)))
        .collect()
}

fn path_ids(notice: &Notice) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let blocks = notice
        .lead
        .iter()
        .chain(notice.clauses.iter().flat_map(|clause| &clause.blocks));
    for block in blocks {
        block.each_inline(&mut |word| {
            if let Inline::Link {
                to: LinkTarget::Path(id),
                ..
            } = word
                && !ids.contains(id)
            {
                ids.push(id.clone());
            }
        });
    }
    ids
}
