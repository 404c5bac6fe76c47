//! Clauses, points and steps of the official text that a restated notice lacks.
//!
//! Entry point: [`findings`].

use notice::release::Text;

use super::super::edition::Draft;
use super::super::finding::Finding;
use super::super::walk;
use super::{Guide, Inventory, Unit, clause};

/// What each language lacks.
pub fn findings(draft: &Draft, inventory: &Inventory) -> Vec<Finding> {
    let of_text = |text: &Text| {
        let mut findings = missing_clauses(draft, inventory, text);
        findings.extend(missing_points(draft, inventory, text));
        findings.extend(missing_steps(draft, inventory, text));
        findings
    };
    draft.release.texts.iter().flat_map(of_text).collect()
}

fn missing_clauses(draft: &Draft, inventory: &Inventory, text: &Text) -> Vec<Finding> {
    const KINDS: [&str; 6] = [
        "changes",
        "section",
        "roman_point",
        "clause",
        "clause_group",
        "guide_heading",
    ];
    let required = inventory
        .clauses
        .iter()
        .filter(|unit| KINDS.contains(&unit.kind.as_str()));
    let missing = required.filter(|unit| clause(text, &unit.id).is_none());
    missing
        .map(|unit| {
            let parent = unit
                .parent
                .as_deref()
                .and_then(|parent| clause(text, parent));
            let line = parent.map_or(1, |parent| parent.line);
            let what = format!(
                "the official text has {}, which is missing; restate it",
                unit.id
            );
            Finding::of_file(&draft.file(text.language), line, what)
        })
        .collect()
}

/// Lettered points, contacts and update items are points of a list here.
fn missing_points(draft: &Draft, inventory: &Inventory, text: &Text) -> Vec<Finding> {
    const KINDS: [&str; 3] = ["letter_item", "contact_item", "change_item"];
    let is_point = |unit: &&Unit| KINDS.contains(&unit.kind.as_str());
    let mut parents: Vec<&str> = inventory
        .clauses
        .iter()
        .filter(is_point)
        .filter_map(|unit| unit.parent.as_deref())
        .collect();
    let all = parents.clone();
    parents.dedup();
    parents
        .into_iter()
        .filter_map(|parent| {
            let wanted = all.iter().filter(|own| **own == parent).count();
            let clause = clause(text, parent)?;
            let found = walk::points(&clause.blocks);
            (found < wanted).then(|| {
                let what = format!(
                    "the official text has {wanted} points here, this has {found}; restate them all"
                );
                draft.in_clause(text, clause, clause.line, what)
            })
        })
        .collect()
}

fn missing_steps(draft: &Draft, inventory: &Inventory, text: &Text) -> Vec<Finding> {
    let of_guide = |guide: &Guide| {
        let clause = clause(text, &guide.number)?;
        let found = walk::steps(&clause.blocks).len();
        let what = match (clause.is_guide, found == guide.steps_count) {
            (false, _) => "the official text has a guide here; mark the heading .guide".to_owned(),
            (true, false) => format!(
                "the official text has {} steps here, this has {found}; write each step",
                guide.steps_count
            ),
            (true, true) => return None,
        };
        Some(draft.in_clause(text, clause, clause.line, what))
    };
    inventory
        .rights_guides
        .iter()
        .filter_map(of_guide)
        .collect()
}
