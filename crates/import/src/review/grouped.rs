//! The review list as a person reads it: one line for each kind of thing, with its places.
//!
//! Entry point: [`grouped`].

use std::fmt;

use super::{ReviewItem, ReviewKind};

/// All items of one kind, as one line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewGroup<'a> {
    /// The kind.
    pub kind: ReviewKind,
    /// Its items, in the order of the source.
    pub items: Vec<&'a ReviewItem>,
}

/// The items by kind, most harmful first.
///
/// ```
/// # let metadata = import::Metadata { edition: "demo".to_owned(), ..Default::default() };
/// let imported = import::import(b"Demo\n1. Data\nWe keep your name.\n2. Rights\nAsk us.\n", &metadata)?;
/// let groups = import::grouped(&imported.review_items);
/// assert_eq!(groups[0].kind, import::ReviewKind::DateNotStated);
/// # Ok::<(), import::Error>(())
/// ```
pub fn grouped(items: &[ReviewItem]) -> Vec<ReviewGroup<'_>> {
    let mut groups: Vec<ReviewGroup<'_>> = Vec::new();
    let mut sorted: Vec<&ReviewItem> = items.iter().collect();
    sorted.sort_by_key(|item| (item.kind, item.line));
    for item in sorted {
        match groups.last_mut().filter(|group| group.kind == item.kind) {
            Some(group) => group.items.push(item),
            None => groups.push(ReviewGroup {
                kind: item.kind,
                items: vec![item],
            }),
        }
    }
    groups
}

impl fmt::Display for ReviewGroup<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// So many places are read; the rest is counted.
        const MOST: usize = 60;
        let count = self.items.len();
        write!(f, "{}", self.kind.title())?;
        if count > 1 {
            write!(f, " ({count})")?;
        }
        for (index, item) in self.items.iter().take(MOST).enumerate() {
            let joint = if index == 0 { ", line " } else { "; " };
            write!(f, "{joint}{}", item.line)?;
            // A sentence of its own is told from a thing by its colon.
            match item.thing.as_str() {
                "" => {}
                thing if thing == item.what => write!(f, ": {thing}")?,
                thing => write!(f, " {thing}")?,
            }
        }
        match count.saturating_sub(MOST) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}
