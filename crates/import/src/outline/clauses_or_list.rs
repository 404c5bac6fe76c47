//! A run of points such as 一、二、三、 or i. ii. iii.: clauses, or items of one list?
//!
//! A point is a clause when it has text of its own below it, or is so long that a person
//! needs to link to it. Entry point: [`is_clauses`].

use notice::text::han::width;

use crate::outline::section_or_contents::Role;
use crate::source_blocks::{SourceBlock, SourceKind};
use crate::text::heading_heuristics;
use crate::text::label::{Label, Style};

/// Points that are this wide on average deserve addresses of their own: two lines of a page.
/// Halved and doubled, no test fails.
const WIDE: usize = 160;

/// Whether the run that starts at `first` is one of clauses.
pub(crate) fn is_clauses(
    blocks: &[SourceBlock],
    roles: &[Role],
    first: usize,
    above: &[Style],
) -> bool {
    let points = points(blocks, roles, first, above);
    let rests: Vec<&str> = points
        .iter()
        .filter_map(|&at| Label::read(&blocks[at].text))
        .map(|l| l.rest)
        .collect();
    let count = rests.len().max(1);
    let headings = rests
        .iter()
        .filter(|rest| heading_heuristics::is_heading(rest))
        .count();
    let with_text = points
        .windows(2)
        .filter(|pair| pair[1] > pair[0] + 1)
        .count();
    let length: usize = rests.iter().map(|rest| width(rest)).sum();
    let last_has_text = points
        .last()
        .is_some_and(|&at| has_own_text(blocks, roles, at));
    // Four of five, because one point of a run is often a sentence; and text below at least one,
    // or the run is a list of short items.
    let are_headings =
        headings * 5 >= count * 4 && (with_text > 0 || (count == 1 && last_has_text));
    are_headings || with_text * 2 >= count.max(2) || length / count >= WIDE
}

/// The places of the points 1, 2, 3 ... up to where the clause above them ends.
fn points(blocks: &[SourceBlock], roles: &[Role], first: usize, above: &[Style]) -> Vec<usize> {
    // Looked for at each first point, so without a limit a text of first points would take
    // quadratic time.
    // Halved and doubled, no test fails.
    const FARTHEST: usize = 400;
    let mut points = vec![first];
    let Some(style) = Label::read(&blocks[first].text).map(|label| label.style) else {
        return points;
    };
    for (index, block) in blocks.iter().enumerate().skip(first + 1).take(FARTHEST) {
        if roles[index] == Role::Section || block.kind != SourceKind::Text {
            break;
        }
        let Some(label) = Label::read(&block.text) else {
            continue;
        };
        if label.style == style {
            if label.last() as usize != points.len() + 1 {
                break;
            }
            points.push(index);
        } else if above.contains(&label.style) {
            break;
        }
    }
    points
}

fn has_own_text(blocks: &[SourceBlock], roles: &[Role], at: usize) -> bool {
    let next = blocks.get(at + 1);
    next.is_some_and(|block| Label::read(&block.text).is_none() && roles[at + 1] == Role::Open)
}
