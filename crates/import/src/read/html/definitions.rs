//! A list of terms of a page as one of Markdown: `Term`, then `: what it means`.
//!
//! Pages also lay out whole sections as such a list; one that holds headings or tables is none.
//! Entry point: [`entries`].

use ego_tree::NodeRef;
use scraper::Node;

use super::name;

/// The terms and meanings of a list in order; `None` where it only lays out what is in it.
pub(super) fn entries(list: NodeRef<'_, Node>) -> Option<Vec<NodeRef<'_, Node>>> {
    let is_layout = |node: &NodeRef<'_, Node>| {
        let tags = ["h1", "h2", "h3", "h4", "h5", "h6", "table", "dl"];
        name(node).is_some_and(|tag| tags.contains(&tag))
    };
    if list.descendants().skip(1).any(|node| is_layout(&node)) {
        return None;
    }
    let entries: Vec<NodeRef<'_, Node>> = list
        .descendants()
        .filter(|node| matches!(name(node), Some("dt" | "dd")))
        .collect();
    let tag = |node: &NodeRef<'_, Node>| name(node).unwrap_or_default().to_owned();
    let begins = entries.first().is_some_and(|first| tag(first) == "dt");
    let ends = entries.last().is_some_and(|last| tag(last) == "dd");
    // Words between the entries would be lost.
    let is_all = list.descendants().all(|node| {
        let has_words = node
            .value()
            .as_text()
            .is_some_and(|words| !words.trim().is_empty());
        let is_inside = || {
            node.ancestors()
                .any(|above| matches!(name(&above), Some("dt" | "dd")))
        };
        !has_words || is_inside()
    });
    (begins && ends && is_all).then_some(entries)
}
