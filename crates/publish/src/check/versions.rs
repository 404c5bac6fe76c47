//! Versions: what supersedes what leads back to a first version.
//!
//! Entry point: [`findings`].

use std::collections::BTreeSet;

use super::edition::{Draft, Edition};
use super::finding::{Finding, shown};
use super::front_matter;

/// Versions that replace one which there is not, or that replace each other in a ring.
pub fn findings(edition: &Edition) -> Vec<Finding> {
    edition
        .releases
        .iter()
        .flat_map(|draft| of_draft(edition, draft))
        .collect()
}

fn of_draft(edition: &Edition, draft: &Draft) -> Vec<Finding> {
    let say = |text: &notice::release::Text| {
        let before = text.notice.meta.supersedes.as_deref()?;
        let what = match version(edition, before) {
            None => format!(
                "it supersedes `{before}`, but {} has no such version; add that folder, or correct the line",
                shown(&edition.folder)
            ),
            Some(_) if is_ring(edition, draft) => format!(
                "it supersedes `{before}`, which leads back to this version; one of them must be the first and have no `supersedes`"
            ),
            Some(_) => return None,
        };
        let line = front_matter::line_of(draft, text, "supersedes");
        Some(Finding::of_file(&draft.file(text.language), line, what))
    };
    draft.release.texts.iter().filter_map(say).collect()
}

fn version<'a>(edition: &'a Edition, name: &str) -> Option<&'a Draft> {
    edition
        .releases
        .iter()
        .find(|draft| draft.release.version == name)
}

/// Whether the way back from a version comes to it again.
fn is_ring(edition: &Edition, draft: &Draft) -> bool {
    let mut seen = BTreeSet::new();
    let mut current = draft;
    while let Some(before) = current
        .release
        .supersedes()
        .and_then(|name| version(edition, name))
    {
        if before.release.version == draft.release.version {
            return true;
        }
        if !seen.insert(&before.release.version) {
            return false;
        }
        current = before;
    }
    false
}
