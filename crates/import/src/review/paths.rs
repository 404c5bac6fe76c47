//! What is open about settings paths: their rows, their roots, labels that mean several things.

use std::collections::{HashMap, HashSet};

use super::{ReviewItem, ReviewKind};
use crate::annotate;
use crate::draft::Draft;
use crate::write::FoundPath;

/// Everything about paths.
pub(super) fn list(draft: &Draft, paths: &[FoundPath]) -> Vec<ReviewItem> {
    let roots = roots(draft);
    let mut list = Vec::new();
    for path in paths {
        let FoundPath { id, line, words } = path;
        let first = labels(words).into_iter().next();
        let doubt = match () {
            () if !annotate::has_arrow(words) => {
                "; it is told in prose, check where it begins and ends"
            }
            () if !roots.is_empty() && first.is_none_or(|label| !roots.contains(&label)) => {
                "; it does not begin where the guides begin, so find the steps before it"
            }
            () => "",
        };
        let what = format!(
            "path `{id}` is `{words}`; name its row in settings.toml and the catalogue, and say there what it does, as `title`{doubt}"
        );
        let thing = format!("`{id}` ({words}){doubt}");
        list.push(ReviewItem::at(ReviewKind::Path, *line, what).with_thing(thing));
    }
    list.extend(same_ends(paths));
    list
}

fn labels(words: &str) -> Vec<String> {
    annotate::quoted(words)
        .into_iter()
        .map(|quoted| words[quoted.inner].trim().to_owned())
        .collect()
}

/// The labels with which guides begin.
fn roots(draft: &Draft) -> HashSet<String> {
    let first = draft
        .clauses
        .iter()
        .filter(|part| part.is_guide)
        .filter_map(|part| part.items().next());
    first
        .filter_map(|(_, _, text)| labels(text).into_iter().next())
        .collect()
}

/// Ends with the same label lead to different switches; ends that differ in case may be one.
fn same_ends(paths: &[FoundPath]) -> Vec<ReviewItem> {
    let mut ends: HashMap<String, (String, &str)> = HashMap::new();
    let mut list = Vec::new();
    for path in paths {
        let Some(end) = labels(&path.words).pop() else {
            continue;
        };
        let Some((other, id)) = ends.insert(end.to_lowercase(), (end.clone(), &path.id)) else {
            continue;
        };
        let what = match other == end {
            true => format!(
                "`{end}` ends both `{}` and `{id}`; check that each has its own row",
                path.id
            ),
            false => {
                format!("`{end}` and `{other}` differ in case alone; check how the app writes them")
            }
        };
        list.push(ReviewItem::at(ReviewKind::PathEnd, path.line, what));
    }
    list
}
