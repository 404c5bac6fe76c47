//! Guides: each has its entry in the catalogue, and each step names the rows that it touches;
//! a guide and a path say what they do.
//!
//! A draft and the settings manifest go in. Entry point: [`findings`].

use notice::catalogue::Guide;
use notice::release::Text;
use notice::settings::Row;
use notice::{Clause, Step};

use super::edition::{Draft, Edition};
use super::finding::{Finding, shown};
use super::walk;

/// Where guides, their entries and the settings manifest disagree.
pub fn findings(draft: &Draft, edition: &Edition) -> Vec<Finding> {
    if draft.catalogue_file.is_none() {
        return Vec::new();
    }
    let mut findings = untitled(draft);
    for text in &draft.release.texts {
        for clause in text.notice.clauses.iter().filter(|clause| clause.is_guide) {
            findings.extend(in_text(draft, edition, text, clause));
        }
    }
    for (index, guide) in draft.release.catalogue.guides.iter().enumerate() {
        let place = format!("guides[{index}]");
        let said = in_catalogue(draft, edition, guide);
        findings.extend(said.into_iter().map(|(key, what)| {
            draft.in_catalogue(
                &format!("{place}.{key}"),
                format!("guide `{}`", guide.id),
                what,
            )
        }));
    }
    findings
}

fn in_text(draft: &Draft, edition: &Edition, text: &Text, clause: &Clause) -> Vec<Finding> {
    let catalogue = shown(&draft.folder.join("catalogue.toml"));
    let Some(guide) = draft.release.catalogue.guide(clause.id.as_str()) else {
        let what = format!("the guide has no entry in {catalogue}; add it there under [[guides]]");
        return vec![draft.in_clause(text, clause, clause.line, what)];
    };
    let steps = walk::steps(&clause.blocks);
    if steps.len() != guide.steps.len() {
        let what = format!(
            "the guide has {} steps here and {} in {catalogue}; write one entry for each step",
            steps.len(),
            guide.steps.len()
        );
        return vec![draft.in_clause(text, clause, clause.line, what)];
    }
    let mut findings = Vec::new();
    for (number, (step, rows)) in steps.iter().zip(&guide.steps).enumerate() {
        let follows = guide
            .follows
            .as_ref()
            .is_some_and(|follows| follows.step == number + 1);
        let rows: Vec<&Row> = rows
            .split('|')
            .filter_map(|row| edition.settings.row(row))
            .collect();
        let said = step_problems(text, step, &rows, follows);
        findings.extend(said.into_iter().map(|what| {
            let what = format!("step {}: {what}", number + 1);
            draft.in_clause(text, clause, step.line, what)
        }));
    }
    findings
}

/// Labels that no row of the step has, and rows whose label the step does not name.
fn step_problems(text: &Text, step: &Step, rows: &[&Row], follows: bool) -> Vec<String> {
    let language = text.language;
    let is_known = |label: &str| rows.iter().any(|row| row.is_called(label, language));
    let ids = || {
        rows.iter()
            .map(|row| format!("`{}`", row.id))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let named: Vec<&str> = step
        .labels
        .iter()
        .flat_map(|label| std::iter::once(&label.text).chain(&label.alternatives))
        .map(String::as_str)
        .collect();
    let unknown = named.iter().filter(|label| !is_known(label)).map(|label| match rows {
        [] => format!("**{label}** is a label, but the step touches no row; name the row in the catalogue"),
        _ => format!(
            "**{label}** is no label of {}; write it as the settings manifest does, or add it there under `also`",
            ids()
        ),
    });
    let is_named = |row: &Row| named.iter().any(|label| row.is_called(label, language));
    let unnamed = rows
        .iter()
        .filter(|row| !follows && !row.unlabelled && !is_named(row))
        .map(|row| {
            format!(
                "the row `{}` is not named; write **{}** in bold",
                row.id,
                row.label(language)
            )
        });
    unknown.chain(unnamed).collect()
}

/// Paths and guides that do not say what they do.
///
/// The words that lead there are read on their own, in a list or beside a switch: a heading such as
/// “Moments” says nothing there.
fn untitled(draft: &Draft) -> Vec<Finding> {
    let catalogue = &draft.release.catalogue;
    let paths = catalogue.paths.iter().enumerate().map(|(index, path)| {
        let about = format!("path `{}`", path.id);
        (format!("paths[{index}].id"), about, &path.title)
    });
    let guides = catalogue.guides.iter().enumerate().map(|(index, guide)| {
        let about = format!("guide `{}`", guide.id);
        (format!("guides[{index}].id"), about, &guide.title)
    });
    let untitled = paths.chain(guides).filter(|(_, _, title)| {
        let is_blank = |words: &String| words.trim().is_empty();
        is_blank(&title.zh) || is_blank(&title.en)
    });
    let what = "nothing says what it does; write that with a verb and a thing, as \
                `title = { zh = \"...\", en = \"...\" }`";
    untitled
        .map(|(place, about, _)| draft.in_catalogue(&place, about, what.to_owned()))
        .collect()
}

/// What is wrong in a guide's own entry: the key it stands under, and a sentence.
fn in_catalogue(draft: &Draft, edition: &Edition, guide: &Guide) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let id = guide.id.as_str();
    let is_guide = |text: &Text| text.notice.clause(id).is_some_and(|clause| clause.is_guide);
    if !draft.release.texts.iter().any(is_guide) {
        let what = "no heading is marked as this guide; mark one {#ID .guide}, or remove the entry";
        said.push(("id".to_owned(), what.replace("ID", id)));
    }
    let manifest = shown(&edition.folder.join("settings.toml"));
    for (index, rows) in guide.steps.iter().enumerate() {
        for row in rows.split('|').filter(|row| !row.is_empty()) {
            if edition.settings.row(row).is_none() {
                let what = format!(
                    "step {}: {manifest} has no row `{row}`; add it there, or name another",
                    index + 1
                );
                said.push((format!("steps[{index}]"), what));
            }
        }
    }
    said.extend(flow_problems(draft, guide));
    said.extend(follows_problem(draft, guide));
    said
}

fn flow_problems(draft: &Draft, guide: &Guide) -> Vec<(String, String)> {
    let last = guide.steps.len();
    let is_wrong = |from: usize, to: usize| from < 1 || from > to || to > last;
    let catalogue = &draft.release.catalogue;
    let is_taken = |id: &str| catalogue.path(id).is_some() || catalogue.guide(id).is_some();
    let taken = guide.flows.iter().enumerate();
    let taken = taken
        .filter(|(_, flow)| is_taken(&flow.id))
        .map(|(index, flow)| {
            let what = format!(
                "a path or guide is `{}` already, and both would have one address; rename the flow",
                flow.id
            );
            (format!("flows[{index}].id"), what)
        });
    let flows = guide.flows.iter().enumerate();
    let led_astray = flows
        .filter(|(_, flow)| is_wrong(flow.from, flow.to))
        .map(|(index, flow)| {
            let what = format!(
                "the flow `{}` runs from step {} to {}, but the guide has steps 1 to {last}; correct it",
                flow.en, flow.from, flow.to
            );
            (format!("flows[{index}]"), what)
        });
    taken.chain(led_astray).collect()
}

fn follows_problem(draft: &Draft, guide: &Guide) -> Option<(String, String)> {
    let follows = guide.follows.as_ref()?;
    let other = draft.release.catalogue.guide(follows.guide.as_str());
    let what = match other {
        None => format!(
            "it follows the guide `{}`, which there is not; name another",
            follows.guide
        ),
        Some(other) if follows.upto < 1 || follows.upto > other.steps.len() => format!(
            "it follows `{}` up to step {}, but that guide has {} steps; correct it",
            follows.guide,
            follows.upto,
            other.steps.len()
        ),
        Some(_) if follows.step < 1 || follows.step > guide.steps.len() => {
            format!(
                "it has no step {} to stand for another guide; correct it",
                follows.step
            )
        }
        Some(_) => return None,
    };
    Some(("follows".to_owned(), what))
}
