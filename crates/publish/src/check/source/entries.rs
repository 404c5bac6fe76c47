//! Paths, disclosures, facts and controls of the official text that a catalogue lacks.
//!
//! Entry point: [`findings`].

use notice::catalogue::{Control, ControlKind, Way};
use notice::{ClauseId, Number};

use super::super::edition::Draft;
use super::super::finding::Finding;
use super::{Candidate, Inventory, clause};

/// What the catalogue lacks.
pub fn findings(draft: &Draft, inventory: &Inventory) -> Vec<Finding> {
    let mut findings = missing_entries(draft, inventory);
    findings.extend(missing_controls(draft, inventory));
    findings
}

/// Paths, disclosures and facts, by the `source` that each entry names.
fn missing_entries(draft: &Draft, inventory: &Inventory) -> Vec<Finding> {
    let paths = inventory
        .prose_paths
        .iter()
        .map(|wanted| ("paths", &wanted.id, &wanted.clause));
    let disclosures = inventory.data_processing.iter();
    let disclosures = disclosures.map(|wanted| ("disclosures", &wanted.id, &wanted.clause));
    let in_clauses = paths
        .chain(disclosures)
        .filter_map(|(table, id, clause)| entry_problem(draft, table, id, Some(clause)));
    let facts = inventory.facts.iter();
    let facts = facts.filter_map(|wanted| entry_problem(draft, "facts", &wanted.id, None));
    in_clauses.chain(facts).collect()
}

fn entry_problem(draft: &Draft, table: &str, id: &str, at: Option<&String>) -> Option<Finding> {
    let about = format!("source `{id}`");
    let Some((index, own)) = entry(draft, table, id) else {
        let what = format!("[[{table}]] has no entry with source = \"{id}\"; add it");
        return Some(draft.in_catalogue(table, about, what));
    };
    let wanted = clause(draft.release.texts.first()?, at?)?;
    (wanted.id != *own).then(|| {
        let what = format!(
            "the official text has it in `{}`, the entry says `{own}`; correct it",
            wanted.id
        );
        draft.in_catalogue(&format!("{table}[{index}].clause"), about, what)
    })
}

/// The entry that names this source: its position in the table, and its clause.
fn entry<'a>(draft: &'a Draft, table: &str, id: &str) -> Option<(usize, &'a ClauseId)> {
    let catalogue = &draft.release.catalogue;
    let sources: Vec<(Option<&str>, &ClauseId)> = match table {
        "paths" => catalogue
            .paths
            .iter()
            .map(|own| (own.source.as_deref(), &own.clause))
            .collect(),
        "facts" => catalogue
            .facts
            .iter()
            .map(|own| (own.source.as_deref(), &own.clause))
            .collect(),
        _ => {
            let own = catalogue.disclosures.iter();
            own.map(|own| (own.source.as_deref(), &own.clause))
                .collect()
        }
    };
    let index = sources.iter().position(|(source, _)| *source == Some(id))?;
    Some((index, sources[index].1))
}

/// Each candidate for a control of its kind, found by what it is about.
fn missing_controls(draft: &Draft, inventory: &Inventory) -> Vec<Finding> {
    let missing = inventory.consent_api_candidates.iter().filter(|candidate| {
        let mut controls = draft.release.catalogue.controls.iter();
        !controls.any(|control| is_control(draft, inventory, candidate, control))
    });
    missing
        .map(|candidate| {
            let what = format!(
                "[[controls]] has no {} for \"{}\" (clause {}); add it",
                kind(&candidate.kind).word(),
                candidate.purpose,
                candidate.clause
            );
            draft.in_catalogue("controls", format!("source `{}`", candidate.r#ref), what)
        })
        .collect()
}

fn kind(word: &str) -> ControlKind {
    match word {
        "opt_out" => ControlKind::OptOut,
        "app_preference" => ControlKind::Preference,
        _ => ControlKind::Consent,
    }
}

fn is_control(
    draft: &Draft,
    inventory: &Inventory,
    candidate: &Candidate,
    control: &Control,
) -> bool {
    if control.kind != kind(&candidate.kind) {
        return false;
    }
    let source = candidate.r#ref.as_str();
    let catalogue = &draft.release.catalogue;
    let number = |id: &str| {
        let text = draft.release.texts.first()?;
        text.notice
            .clause(id)?
            .number
            .as_ref()
            .map(Number::to_string)
    };
    if candidate.kind == "guardian_consent" {
        return control.guardian
            && number(control.clause.as_str()).as_deref() == Some(&candidate.clause);
    }
    let toggle = inventory
        .personalisation_toggles
        .iter()
        .find(|toggle| toggle.id == source);
    let path = toggle.map_or(source, |toggle| &toggle.path);
    let leads_there = match &control.way {
        Some(Way::Path(id)) => catalogue
            .path(id)
            .is_some_and(|own| own.source.as_deref() == Some(path)),
        Some(Way::Guide(id)) => source
            .strip_prefix('G')
            .is_some_and(|wanted| number(id.as_str()).as_deref() == Some(wanted)),
        None => false,
    };
    let governs = |id: &String| {
        let own = catalogue.disclosure(id);
        own.is_some_and(|own| own.source.as_deref() == Some(source))
    };
    leads_there || control.disclosures.iter().any(governs)
}
