//! The kind of an edit: in what two versions of a block differ, wording, typography, label or links.
//!
//! Two blocks and their redline go in; the status of the block, and how much the edit matters to a
//! reader, come out. Entry points: [`Edit`], [`link_changes`].

use notice::change::{LinkChange, Op, Span, Status, Weight};

use crate::blocks::Block;
use crate::blocks::block::Hyperlink;
use crate::redline::spans::side;
use crate::text::fold;

/// How two texts differ.
#[derive(Clone, Copy, PartialEq)]
enum Difference {
    None,
    Typography,
    Wording,
}

impl Difference {
    fn of(old: &str, new: &str) -> Difference {
        if old == new {
            Difference::None
        } else if fold::fold_alike(old, new) {
            Difference::Typography
        } else {
            Difference::Wording
        }
    }
}

/// In what two versions of a block differ.
pub(crate) struct Edit {
    text: Difference,
    label: Difference,
    has_link_changes: bool,
}

impl Edit {
    /// Two versions with their redline and the links that lead elsewhere. `is_one_to_one` says that
    /// one block became one.
    pub(crate) fn of(
        old: &Block,
        new: &Block,
        spans: &[Span],
        links: &[LinkChange],
        is_one_to_one: bool,
    ) -> Edit {
        let text = if is_one_to_one {
            Difference::of(&old.text, &new.text)
        } else {
            // A part of a block that was split or merged is no longer the same block.
            match Difference::of(&side(spans, Op::Delete), &side(spans, Op::Insert)) {
                Difference::None => Difference::Typography,
                differs => differs,
            }
        };
        let label = |block: &Block| block.label.clone().unwrap_or_default();
        Edit {
            text,
            label: Difference::of(&label(old), &label(new)),
            has_link_changes: !links.is_empty(),
        }
    }

    /// The status of the block.
    pub(crate) fn status(&self, has_moved: bool) -> Status {
        let is_edited = self.text != Difference::None;
        match (has_moved, is_edited) {
            (true, true) => Status::MovedEdited,
            (true, false) => Status::Moved,
            (false, true) => Status::Edited,
            (false, false) if self.label != Difference::None => Status::Relabelled,
            (false, false) => Status::Same,
        }
    }

    /// How much the edit matters to a reader.
    pub(crate) fn weight(&self) -> Weight {
        match (self.text, self.label) {
            (Difference::Wording, _) => Weight::Words,
            (Difference::Typography, _) => Weight::Typography,
            (Difference::None, _) if self.has_link_changes => Weight::Link,
            (Difference::None, Difference::Typography) => Weight::Typography,
            (Difference::None, _) => Weight::Words,
        }
    }
}

/// Links with the same text that lead elsewhere now.
pub(crate) fn link_changes(old: &Block, new: &Block) -> Vec<LinkChange> {
    if old.links == new.links {
        return Vec::new();
    }
    let is_same_text = old.text == new.text;
    let mut left: Vec<&Hyperlink> = old.links.iter().collect();
    let mut changes = Vec::new();
    for link in &new.links {
        let before = left
            .iter()
            .position(|before| before.text == link.text)
            .map(|at| left.remove(at));
        let was = before.map(|before| before.address.clone());
        let is_kept = was.as_ref() == Some(&link.address);
        // In an edited text a new link is part of the edit, and the redline shows it.
        if !is_kept && (was.is_some() || is_same_text) {
            changes.push(LinkChange {
                words: link.text.clone(),
                old: was,
                new: Some(link.address.clone()),
            });
        }
    }
    let gone = left.into_iter().filter(|_| is_same_text);
    changes.extend(gone.map(|link| LinkChange {
        words: link.text.clone(),
        old: Some(link.address.clone()),
        new: None,
    }));
    changes
}
