//! The kind of an edit: in what two versions of a block differ, wording, typography, label, emphasis or
//! links.
//!
//! Two blocks and their redline go in; the status of the block, and how much the edit matters to a
//! reader, come out. Entry points: [`Edit`], [`link_changes`], [`emphasis_changes`].

use notice::change::{EmphasisChange, LinkChange, Op, Span, Status, Weight};

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
    has_emphasis_changes: bool,
}

impl Edit {
    /// Two versions with their redline. `is_one_to_one` says that one block became one.
    pub(crate) fn of(old: &Block, new: &Block, spans: &[Span], is_one_to_one: bool) -> Edit {
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
            has_link_changes: false,
            has_emphasis_changes: false,
        }
    }

    /// The edit with the links that lead elsewhere.
    pub(crate) fn with_links(self, links: &[LinkChange]) -> Edit {
        Edit {
            has_link_changes: !links.is_empty(),
            ..self
        }
    }

    /// The edit with the words that stand out, or do no longer.
    pub(crate) fn with_emphasis(self, emphasis: &[EmphasisChange]) -> Edit {
        Edit {
            has_emphasis_changes: !emphasis.is_empty(),
            ..self
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
            (Difference::None, _) if self.has_emphasis_changes => Weight::Emphasis,
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

/// Words that are in both texts and stand out in one of them alone.
///
/// The law wants some clauses to stand out (PIPL 14, 17), so that it is news when one does no longer.
pub(crate) fn emphasis_changes(old: &Block, new: &Block) -> Vec<EmphasisChange> {
    if old.emphasised == new.emphasised || new.is_heading() {
        return Vec::new();
    }
    let gone = lost(old, new).map(|words| EmphasisChange {
        words: words.clone(),
        is_now: false,
    });
    let added = lost(new, old).map(|words| EmphasisChange {
        words: words.clone(),
        is_now: true,
    });
    gone.chain(added).collect()
}

/// Runs that stand out in `from` and are plain words in `to`.
fn lost<'a>(from: &'a Block, to: &'a Block) -> impl Iterator<Item = &'a String> {
    // A run may have become two that are next to each other.
    let bare = |words: &str| words.split_whitespace().collect::<String>();
    let emphasised: String = to.emphasised.iter().map(|run| bare(run)).collect();
    let is_plain =
        move |run: &&String| to.text.contains(run.as_str()) && !emphasised.contains(&bare(run));
    from.emphasised.iter().filter(is_plain)
}
