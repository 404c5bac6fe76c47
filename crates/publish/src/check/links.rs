//! Settings paths and links to clauses lead somewhere, and say what stands there.
//!
//! A draft and the settings manifest go in. Entry point: [`findings`].

use notice::catalogue::Path;
use notice::release::Text;
use notice::{Clause, Language, LinkTarget, Settings};

use super::edition::{Draft, Edition};
use super::finding::{Finding, shown};
use super::walk::{self, Link};

/// Links that lead nowhere, chains that differ from the manifest, paths that nothing links.
pub fn findings(draft: &Draft, edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for text in &draft.release.texts {
        for clause in &text.notice.clauses {
            for link in walk::links(&clause.blocks) {
                let problem = match link.to {
                    LinkTarget::Path(id) => path_problem(draft, edition, text.language, id, &link),
                    LinkTarget::Clause(id) if text.notice.clause(id.as_str()).is_none() => Some(
                        format!("the link `#{id}` leads to no clause; use the id of one"),
                    ),
                    _ => None,
                };
                let place = |what| draft.in_clause(text, clause, link.line, what);
                findings.extend(problem.map(place));
            }
        }
    }
    for (index, path) in draft.release.catalogue.paths.iter().enumerate() {
        findings.extend(unlinked(draft, edition, index, path));
    }
    findings
}

fn path_problem(
    draft: &Draft,
    edition: &Edition,
    language: Language,
    id: &str,
    link: &Link<'_>,
) -> Option<String> {
    draft.catalogue_file.as_ref()?;
    let Some(path) = draft.release.catalogue.path(id) else {
        return Some(format!(
            "the catalogue has no path `{id}`; add it to {} under [[paths]], or use the id of one",
            shown(&draft.folder.join("catalogue.toml"))
        ));
    };
    let settings = &edition.settings;
    settings.row(&path.row)?;
    let wanted = shown_chain(settings, &path.row, language);
    (!is_end_of_chain(settings, &path.row, &link.words, language)).then(|| {
        format!(
            "the path `{id}` reads `{}` but its row in the settings manifest is `{wanted}`; \
             write these labels, or their end, as they stand there",
            link.words
        )
    })
}

/// Whether labels joined by ` > ` are the last rows on the way to `row`.
fn is_end_of_chain(settings: &Settings, row: &str, words: &str, language: Language) -> bool {
    let labels: Vec<&str> = words.split(" > ").collect();
    let chain = settings.chain(row);
    let Some(above) = chain.len().checked_sub(labels.len()) else {
        return false;
    };
    chain[above..]
        .iter()
        .zip(labels)
        .all(|(row, label)| row.is_called(label, language))
}

fn shown_chain(settings: &Settings, row: &str, language: Language) -> String {
    let labels: Vec<&str> = settings
        .chain(row)
        .iter()
        .map(|row| row.label(language))
        .collect();
    labels.join(" > ")
}

/// What is wrong with a path's own entry in the catalogue.
fn unlinked(draft: &Draft, edition: &Edition, index: usize, path: &Path) -> Vec<Finding> {
    let about = || format!("path `{}`", path.id);
    let mut findings = Vec::new();
    if edition.settings.row(&path.row).is_none() {
        let what = format!(
            "the settings manifest has no row `{}`; add it to {}, or name another",
            path.row,
            shown(&edition.folder.join("settings.toml"))
        );
        findings.push(draft.in_catalogue(&format!("paths[{index}].row"), about(), what));
    }
    for text in &draft.release.texts {
        let linking = linking(text, &path.id);
        let at_home = linking.iter().any(|clause| clause.id == path.clause);
        if at_home
            || (text.notice.clause(path.clause.as_str()).is_none()
                && draft.has_clause(path.clause.as_str()))
        {
            continue;
        }
        let file = shown(&draft.file(text.language));
        let (id, clause) = (&path.id, &path.clause);
        let what = match linking.first() {
            Some(other) => format!(
                "it is linked in the clause `{}` of {file}, not in `{clause}`; name that clause",
                other.id
            ),
            None => format!(
                "no clause of {file} links it; write `[...](path:{id})` in `{clause}`, or remove the entry"
            ),
        };
        findings.push(draft.in_catalogue(&format!("paths[{index}].clause"), about(), what));
    }
    findings
}

fn linking<'a>(text: &'a Text, id: &str) -> Vec<&'a Clause> {
    let leads_there = |link: &Link<'_>| matches!(link.to, LinkTarget::Path(own) if own == id);
    let links_it = |clause: &&Clause| walk::links(&clause.blocks).iter().any(leads_there);
    text.notice.clauses.iter().filter(links_it).collect()
}
