//! A comparison as a reader sorts it: clause by clause, and what became of each block.
//!
//! Entry points: [`groups`], and [`Counts`] for how much changed.

use interface::marks::Change;
use interface::words;
use notice::change::{BlockChange, BlockKind, Comparison, Status, Weight};

use crate::pages::changes::pair::Pair;

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

    /// What became of it: in a word as a whole, or kind by kind with the number of places.
    pub fn said(&self, pair: Pair<'_>) -> Option<String> {
        let kinds = self.kinds();
        let first = *kinds.first()?;
        if self.is_whole() {
            return Some(first.word(pair).to_string());
        }
        let counts = kinds.into_iter().map(|kind| {
            let parts = self.parts();
            let count = parts.filter(|part| Kind::of(part) == Some(kind)).count();
            kind.counted(pair, count)
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

    /// With a number of places.
    pub fn counted(self, pair: Pair<'_>, count: usize) -> String {
        let (lang, count) = (pair.context.lang, count.to_string());
        match self {
            Kind::Added if pair.is_worked_out() => words::changes_count_named(lang, &count),
            Kind::Added => words::changes_count_added(lang, &count),
            Kind::Edited => words::changes_count_edited(lang, &count),
            Kind::Moved => words::changes_count_moved(lang, &count),
            Kind::Removed => words::changes_count_removed(lang, &count),
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

/// How many blocks and clauses changed, by kind.
#[derive(Debug, Default, Clone, Copy)]
pub struct Counts {
    /// Blocks and rows that are new.
    pub added: usize,
    /// Blocks that are gone.
    pub removed: usize,
    /// Blocks whose words changed.
    pub edited: usize,
    /// Blocks that stand elsewhere.
    pub moved: usize,
    /// Clauses with at least one change of words.
    pub clauses: usize,
}

impl Counts {
    /// Counts a comparison. What only changed its number, or its quotes, does not count.
    pub fn of(comparison: &Comparison) -> Counts {
        let mut counts = Counts::default();
        for group in groups(comparison) {
            for part in group.parts() {
                match Kind::of(part) {
                    Some(Kind::Added) => counts.added += 1,
                    Some(Kind::Removed) => counts.removed += 1,
                    Some(Kind::Edited) => counts.edited += 1,
                    Some(Kind::Moved) => counts.moved += 1,
                    None => {}
                }
            }
        }
        counts.clauses = groups(comparison)
            .iter()
            .filter(|group| group.is_changed())
            .count();
        counts
    }

    /// All changes.
    pub fn all(&self) -> usize {
        self.added + self.removed + self.edited + self.moved
    }

    /// How many of each kind that there is.
    pub fn by_kind(&self) -> Vec<(Kind, usize)> {
        let all = [
            (Kind::Added, self.added),
            (Kind::Edited, self.edited),
            (Kind::Moved, self.moved),
            (Kind::Removed, self.removed),
        ];
        all.into_iter().filter(|(_, count)| *count > 0).collect()
    }
}
