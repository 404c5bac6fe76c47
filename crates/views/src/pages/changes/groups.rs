//! A comparison as a reader sorts it: clause by clause, and what became of each block.
//!
//! Entry points: [`groups`], and [`Counts`] for how much changed.

use interface::marks::Change;
use interface::words;
use notice::change::{BlockChange, BlockKind, Comparison, Status, Weight};

use crate::pages::changes::pair::Pair;
use crate::pages::phrases;

/// The id of the provider's own list of updates.
const UPDATES: &str = "updates";

/// The clauses in order. The opening is this site's word about the version, and the provider's
/// list of updates stands apart: neither is compared.
pub fn groups(comparison: &Comparison) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    for block in &comparison.blocks {
        let clause = block.clause.as_str();
        if clause.is_empty() || clause == UPDATES {
            continue;
        }
        match groups.last_mut().filter(|group| group.clause == clause) {
            Some(group) => group.blocks.push(block),
            None => groups.push(Group {
                clause,
                blocks: vec![block],
            }),
        }
    }
    groups
}

/// The blocks of one clause.
pub struct Group<'a> {
    /// The clause's id.
    pub clause: &'a str,
    /// Its blocks, in order.
    pub blocks: Vec<&'a BlockChange>,
}

/// One thing that changed or stayed: a block, or the cells of a row.
pub type Part<'a, 'b> = &'b [&'a BlockChange];

impl<'a> Group<'a> {
    /// Its blocks, those of a row together.
    pub fn parts(&self) -> impl Iterator<Item = Part<'a, '_>> {
        let row = |block: &BlockChange| block.cell.as_ref().map(|cell| cell.row);
        self.blocks
            .chunk_by(move |one, next| row(one).is_some() && row(one) == row(next))
    }

    /// Whether its words changed.
    pub fn is_changed(&self) -> bool {
        !self.kinds().is_empty()
    }

    /// The kinds of change in it, each once.
    pub fn kinds(&self) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = self.parts().filter_map(Kind::of).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// Whether the clause is new or gone as a whole.
    pub fn is_whole(&self) -> bool {
        let all = |status: Status| self.blocks.iter().all(|block| block.status == status);
        all(Status::Added) || all(Status::Removed)
    }

    /// Whether its heading is a change that is not drawn as a block of its own.
    pub fn has_heading_place(&self) -> bool {
        self.blocks.iter().any(|block| {
            let is_heading = block.kind == BlockKind::Heading && block.status != Status::Edited;
            is_heading && Kind::of_block(block).is_some()
        })
    }

    /// What became of it: in a word as a whole, or kind by kind with the number of changes.
    pub fn said(&self, pair: Pair<'_>) -> Option<String> {
        let kinds = self.kinds();
        let first = *kinds.first()?;
        if self.is_whole() {
            return Some(first.word(pair).to_string());
        }
        let counts = kinds.into_iter().map(|kind| {
            let parts = self.parts();
            let count = parts.filter(|part| Kind::of(part) == Some(kind)).count();
            let lang = pair.context.lang;
            words::changes_counted(lang, &phrases::changes(lang, count), kind.word(pair))
        });
        Some(counts.collect::<Vec<_>>().join(" · "))
    }

    /// Its number in the old text and in the new.
    pub fn number(&self) -> (Option<&str>, Option<&str>) {
        let heading = self
            .blocks
            .iter()
            .find(|block| block.kind == BlockKind::Heading);
        heading.map_or((None, None), |block| {
            (block.old_number.as_deref(), block.new_number.as_deref())
        })
    }
}

/// The kinds of change that there are, each with the number of clauses that have it.
pub fn clauses_by_kind(groups: &[Group]) -> Vec<(Kind, usize)> {
    let all = [Kind::Added, Kind::Edited, Kind::Moved, Kind::Removed];
    let counted = all.map(|kind| {
        let having = groups.iter().filter(|group| group.kinds().contains(&kind));
        (kind, having.count())
    });
    let counted = counted.into_iter();
    counted.filter(|(_, count)| *count > 0).collect()
}

/// What became of a block, as a reader sorts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is new.
    Added,
    /// Its words changed.
    Edited,
    /// It stands elsewhere.
    Moved,
    /// It is gone.
    Removed,
}

impl Kind {
    /// The kind of a part whose words or place changed; `None` for one that reads as before. A row is
    /// new or gone where all of it is, and else reworded.
    pub fn of(part: Part<'_, '_>) -> Option<Kind> {
        let mut kinds: Vec<Option<Kind>> = part.iter().map(|block| Kind::of_block(block)).collect();
        kinds.dedup();
        match kinds.as_slice() {
            [kind] => *kind,
            _ if kinds.contains(&Some(Kind::Moved)) => Some(Kind::Moved),
            _ => Some(Kind::Edited),
        }
    }

    /// The kind of one block.
    pub fn of_block(block: &BlockChange) -> Option<Kind> {
        match block.status {
            Status::Added => Some(Kind::Added),
            Status::Removed => Some(Kind::Removed),
            Status::Edited => (block.weight == Weight::Words).then_some(Kind::Edited),
            Status::Moved | Status::MovedEdited => Some(Kind::Moved),
            Status::Same | Status::Relabelled => None,
        }
    }

    /// In a word.
    pub fn word(self, pair: Pair<'_>) -> &'static str {
        let lang = pair.context.lang;
        match self {
            Kind::Added => pair.added(),
            Kind::Edited => words::changes_edited(lang),
            Kind::Moved => words::changes_moved(lang),
            Kind::Removed => words::changes_removed(lang),
        }
    }

    /// What the style sheet knows it by.
    pub fn mark(self) -> Change {
        match self {
            Kind::Added => Change::Added,
            Kind::Edited => Change::Edited,
            Kind::Moved => Change::Moved,
            Kind::Removed => Change::Removed,
        }
    }
}

/// How much changed.
#[derive(Debug, Default, Clone, Copy)]
pub struct Counts {
    /// Blocks and rows whose words or place changed.
    pub changes: usize,
    /// Clauses with at least one such change.
    pub clauses: usize,
}

impl Counts {
    /// Counts a comparison. What only changed its number, or its quotes, does not count.
    pub fn of(comparison: &Comparison) -> Counts {
        let groups = groups(comparison);
        let parts = groups.iter().flat_map(Group::parts);
        Counts {
            changes: parts.filter(|part| Kind::of(part).is_some()).count(),
            clauses: groups.iter().filter(|group| group.is_changed()).count(),
        }
    }
}
