//! Markdown to notice: any text goes in, a [`Notice`] and its problems come out.
//!
//! pulldown-cmark reads the Markdown; `blocks` turns its events into blocks, `heading`
//! finds number and id, `steps` finds the labels to tap, `address` lets safe links through.
//! Nothing here fails: what cannot be used is left out and said. Entry point: [`parse`].

mod address;
mod blocks;
mod close;
mod heading;
mod inline;
mod lines;
mod open;
mod steps;

use crate::problem::{Problem, Problems};
use crate::{Notice, front};

/// Reads a notice.
///
/// Never fails and never panics, whatever the text is. A file without front matter is taken
/// for another company's Markdown: its clauses get ids made from number or heading, and that
/// is no problem there.
///
/// ```
/// let (notice, problems) = notice::parse("# Title\n\n## 1. Ads {#ads}\n\nWe show ads.\n");
/// assert_eq!(notice.clauses[0].id.as_str(), "ads");
/// assert!(problems.is_empty());
/// ```
pub fn parse(source: &str) -> (Notice, Vec<Problem>) {
    let mut problems = Problems::default();
    let front = front::split(source, &mut problems);
    let mut notice = blocks::read(&front, &mut problems);
    notice.meta = front.meta;
    if front.is_present && notice.title.is_empty() {
        problems.push(Problem::at(
            front.lines_before + usize::from(!front.body.is_empty()),
            "the notice has no title; add a line `# Title` after the front matter",
        ));
    }
    (notice, problems.into_list())
}
