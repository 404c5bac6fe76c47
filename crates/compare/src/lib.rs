//! The comparison: two notices in, what changed between them out.
//!
//! [`notices`] flattens both (`blocks`), finds which old block became which new one (`align`),
//! draws the redline of each pair (`redline`, over the tokens of `text`) and says what became of
//! each block (`block_outcomes`). It runs natively, when a release is published; pages read the result,
//! [`notice::change::Comparison`].
//! Nothing here reads a clock or a random number: the same two notices give the same result.
//! Entry points: [`notices`], [`inline`], and [`meaning`] for what the catalogues declare.

mod blocks;
mod align;
mod redline;
mod block_outcomes;
mod classify_edit;
mod text;
mod catalogue_changes;
mod renewal;
mod is_other;
pub mod quality;

pub use catalogue_changes::meaning;

use crate::blocks::flatten::{Side, flatten};
use notice::Notice;
use notice::change::{Comparison, Span};

/// What changed between two versions of a notice in one language.
///
/// Works on any Markdown that [`notice::parse`] can read. In the project's own format clauses
/// are matched by id; elsewhere by what they say.
///
/// ```
/// let old = notice::parse("# Notice\n\n1.1 We show ads.\n").0;
/// let new = notice::parse("# Notice\n\n1.1 We log visits.\n\n1.2 We show ads.\n").0;
/// let comparison = compare::notices(&old, &new);
/// let statuses: Vec<_> = comparison.blocks.iter().map(|block| block.status).collect();
/// use notice::change::Status::{Added, Relabelled, Same};
/// assert_eq!(statuses, [Same, Added, Relabelled]);
/// ```
pub fn notices(old: &Notice, new: &Notice) -> Comparison {
    let (old_blocks, new_blocks) = (flatten(old, Side::Older), flatten(new, Side::Newer));
    let pairs = align::rows::align(&old_blocks, &new_blocks);
    let outcomes = block_outcomes::outcomes(&old_blocks, &new_blocks, &pairs);
    Comparison {
        old: old.meta.version.clone(),
        new: new.meta.version.clone(),
        blocks: outcomes.into_iter().map(|outcome| outcome.change).collect(),
    }
}

/// The redline of one text against another.
///
/// ```
/// use notice::change::{Op, Span};
/// let spans = compare::inline("用于改进产品。", "用于优化产品。");
/// assert_eq!(spans[1], Span(Op::Delete, "改进".to_owned()));
/// assert_eq!(spans[2], Span(Op::Insert, "优化".to_owned()));
/// ```
pub fn inline(old: &str, new: &str) -> Vec<Span> {
    let (old, new) = (
        text::tokenize::Tokens::of(old),
        text::tokenize::Tokens::of(new),
    );
    let input = redline::hunk::DiffInput {
        old: &old.list,
        new: &new.list,
    };
    let hunks = redline::pipeline::hunks(input);
    let mut blocks = redline::spans::spans(&old, &new, &hunks, &[]);
    blocks.pop().unwrap_or_default()
}
