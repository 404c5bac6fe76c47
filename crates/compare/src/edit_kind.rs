//! In what two versions of a block differ: words, typography, label, links.
//!
//! Two blocks and their redline go in; what became of the block, and how much it matters to a
//! reader, comes out. Entry points: [`Edit`], [`other_links`].

use notice::change::{LinkChange, Op, Span, Status, Weight};

use crate::blocks::flatten::Block;
use crate::redline::spans::side;
use crate::text::fold;

/// How much two texts differ.
#[derive(Clone, Copy, PartialEq)]
enum Differs {
    Not,
    InTypography,
    InWords,
}

impl Differs {
    fn of(old: &str, new: &str) -> Differs {
        if old == new {
            Differs::Not
        } else if fold::same_words(old, new) {
            Differs::InTypography
        } else {
            Differs::InWords
        }
    }
}

/// In what two versions of a block differ.
pub(crate) struct Edit {
    text: Differs,
    label: Differs,
    has_other_links: bool,
}

impl Edit {
    /// Two versions with their redline and the links that lead elsewhere. `is_alone` says that
    /// one block became one.
    pub(crate) fn of(
        old: &Block,
        new: &Block,
        spans: &[Span],
        links: &[LinkChange],
        is_alone: bool,
    ) -> Edit {
        let text = if is_alone {
            Differs::of(&old.text, &new.text)
        } else {
            // A part of a block that was split or joined is no longer the same block.
            match Differs::of(&side(spans, Op::Delete), &side(spans, Op::Insert)) {
                Differs::Not => Differs::InTypography,
                differs => differs,
            }
        };
        let label = |block: &Block| block.label.clone().unwrap_or_default();
        Edit {
            text,
            label: Differs::of(&label(old), &label(new)),
            has_other_links: !links.is_empty(),
        }
    }

    /// What became of the block.
    pub(crate) fn status(&self, has_moved: bool) -> Status {
        let is_edited = self.text != Differs::Not;
        match (has_moved, is_edited) {
            (true, true) => Status::MovedEdited,
            (true, false) => Status::Moved,
            (false, true) => Status::Edited,
            (false, false) if self.label != Differs::Not => Status::Relabelled,
            (false, false) => Status::Same,
        }
    }

    /// How much the edit matters to a reader.
    pub(crate) fn weight(&self) -> Weight {
        match (self.text, self.label) {
            (Differs::InWords, _) => Weight::Words,
            (Differs::InTypography, _) => Weight::Typography,
            (Differs::Not, _) if self.has_other_links => Weight::Link,
            (Differs::Not, Differs::InTypography) => Weight::Typography,
            (Differs::Not, _) => Weight::Words,
        }
    }
}

/// Links with the same words that lead elsewhere now.
pub(crate) fn other_links(old: &Block, new: &Block) -> Vec<LinkChange> {
    if old.links == new.links {
        return Vec::new();
    }
    let is_same_text = old.text == new.text;
    let mut left: Vec<&(String, String)> = old.links.iter().collect();
    let mut changes = Vec::new();
    for (words, address) in &new.links {
        let before = left
            .iter()
            .position(|link| &link.0 == words)
            .map(|at| left.remove(at));
        let was = before.map(|link| link.1.clone());
        let is_kept = was.as_ref() == Some(address);
        if !is_kept && (was.is_some() || is_same_text) {
            changes.push(LinkChange {
                words: words.clone(),
                old: was,
                new: Some(address.clone()),
            });
        }
    }
    let gone = left.into_iter().filter(|_| is_same_text);
    changes.extend(gone.map(|(words, address)| LinkChange {
        words: words.clone(),
        old: Some(address.clone()),
        new: None,
    }));
    changes
}
