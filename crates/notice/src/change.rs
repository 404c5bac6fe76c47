//! What changed between two versions: the result types of a comparison.
//!
//! Made by `crates/compare` when a release is published, written as JSON, and read by
//! the pages. No engine lives here.

use serde::{Deserialize, Serialize};

use crate::ClauseId;

/// Everything that changed between two versions in one language.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The older version's name.
    pub old: String,
    /// The newer version's name.
    pub new: String,
    /// Every block, in the new document's order, removed ones at their old place.
    pub blocks: Vec<BlockChange>,
}

/// The outcome of one block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BlockChange {
    /// The clause it is in; empty before the first clause.
    pub clause: ClauseId,
    /// What kind of block, so that a page can draw it.
    pub kind: BlockKind,
    /// Its outcome.
    pub status: Status,
    /// How much it matters to a reader.
    pub weight: Weight,
    /// Its number or label in the old text.
    pub old_number: Option<String>,
    /// Its number or label in the new text.
    pub new_number: Option<String>,
    /// The text as runs that are equal, deleted or inserted, without the label.
    pub spans: Vec<Span>,
    /// The clause it was in before, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_clause: Option<ClauseId>,
    /// Links that lead elsewhere than before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkChange>,
    /// Words that stand out now, or do no longer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emphasis: Vec<EmphasisChange>,
    /// Where it is in its table, for a cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
}

/// Where a cell is in its table, in words. The cells of a row are next to each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Which row; no other row of the comparison has this number.
    pub row: usize,
    /// What the row is called: the words of its first cell that has any.
    pub row_name: String,
    /// What the column is called; empty in the head of the table.
    pub column: String,
}

/// Words that were bold or in italics and are no longer, or the other way round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmphasisChange {
    /// The words.
    pub words: String,
    /// Whether they stand out now.
    pub is_now: bool,
}

/// A link that leads elsewhere than before, as addresses: `path:ID`, `#ID` or a web address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkChange {
    /// The words of the link.
    pub words: String,
    /// Where it led; `None` where the words were no link.
    pub old: Option<String>,
    /// Where it leads; `None` where the words are no link any more.
    pub new: Option<String>,
}

/// What kind of block a change is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// The title.
    Title,
    /// A clause heading.
    Heading,
    /// A paragraph.
    #[default]
    Paragraph,
    /// A list item.
    Item,
    /// A step of a guide.
    Step,
    /// A table cell.
    Cell,
    /// A term, or what it means.
    Term,
    /// A footnote.
    Note,
}

/// The outcome of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Word for word the same; where its links lead elsewhere, its weight is [`Weight::Link`].
    #[serde(rename = "same")]
    Same,
    /// Only its number changed.
    #[serde(rename = "relabelled")]
    Relabelled,
    /// Its words changed.
    #[serde(rename = "edited")]
    Edited,
    /// It is new.
    #[serde(rename = "added")]
    Added,
    /// It is gone.
    #[serde(rename = "removed")]
    Removed,
    /// It is elsewhere.
    #[serde(rename = "moved")]
    Moved,
    /// It is elsewhere and its text changed.
    #[serde(rename = "moved+edited")]
    MovedEdited,
}

/// How much a change matters to a reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// Words with meaning.
    #[default]
    Words,
    /// Quotes, dashes, width, space.
    Typography,
    /// Only where a link leads.
    Link,
    /// Only which words stand out, and where links lead.
    Emphasis,
}

/// A run of text and its operation: `["equal", "text"]` in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span(pub Op, pub String);

/// What the edit does with a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// In both.
    Equal,
    /// In the old text alone.
    Delete,
    /// In the new text alone.
    Insert,
}

/// What a change means for a reader, from what the two releases declare. Everything by id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meaning {
    /// Kinds of data that some use names.
    pub data: IdChanges,
    /// Uses: features with their purpose, data, basis, recipients and retention.
    pub disclosures: IdChanges,
    /// Those who receive data.
    pub recipients: IdChanges,
    /// Rules on how long data is kept.
    pub retention: IdChanges,
    /// What the reader can switch.
    pub controls: IdChanges,
    /// Settings paths.
    pub paths: IdChanges,
    /// Guides; changed where their steps are others.
    pub guides: IdChanges,
    /// Consents that were given to something else than the newer release declares: each is asked
    /// for again by itself (PIPL 14).
    pub renewals: Vec<String>,
}

/// Ids that are new, gone, or mean something else now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdChanges {
    /// In the new release alone.
    pub added: Vec<String>,
    /// In the old release alone.
    pub removed: Vec<String>,
    /// In both, with another meaning.
    pub changed: Vec<String>,
}
