//! The unit of the comparison: a block of text that can change on its own.
//!
//! Close to what CommonMark calls a leaf block, with table cells and the steps of a guide as blocks
//! of their own. Made by [`flatten`](super::flatten). Entry point: [`Block`].

use std::rc::Rc;

use notice::ClauseId;
use notice::change::BlockKind;

/// A title, heading, paragraph, list item, step or table cell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Block {
    /// The clause it belongs to.
    pub clause: ClauseId,
    /// What it is.
    pub kind: BlockKind,
    /// The number or label in front of it, which is compared apart from the text.
    pub label: Option<String>,
    /// The text without the label.
    pub text: String,
    /// Its hyperlinks.
    pub links: Vec<Hyperlink>,
    /// The runs of it that are bold or in italics.
    pub emphasised: Vec<String>,
    /// A hash of the text, the same for texts that differ in typography or capitals alone.
    pub key: u64,
    /// About how many words it has.
    pub word_count: u32,
    /// The index of the heading it is under, or its own where it is a heading.
    pub section: Option<usize>,
    /// Whether it is the heading of a clause whose id is the same in every version.
    pub has_stable_id: bool,
    /// Where it is in its table, for a cell.
    pub cell: Option<CellPlace>,
    /// What it is called, for a whole row, as which the cells of one are aligned.
    pub row_name: Option<Rc<str>>,
}

/// Where a cell is in its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CellPlace {
    /// Which row, counted through all tables of the notice.
    pub row: usize,
    /// Which column, from 0.
    pub column: usize,
    /// Whether it is in the head of the table.
    pub is_head: bool,
    /// What the row is called: the words of its first cell that has any.
    pub row_name: Rc<str>,
    /// What the columns are called.
    pub columns: Rc<[String]>,
}

impl CellPlace {
    /// What its column is called; nothing for a cell that says so itself.
    pub(crate) fn column_name(&self) -> &str {
        let name = self.columns.get(self.column).filter(|_| !self.is_head);
        name.map_or("", String::as_str)
    }
}

/// A link in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hyperlink {
    /// The text that is linked.
    pub text: String,
    /// Where it leads: `path:ID`, `#ID` or a web address.
    pub address: String,
}

impl Block {
    /// Whether it opens a part of the notice.
    pub(crate) fn is_heading(&self) -> bool {
        is_heading(self.kind)
    }
}

/// Whether a kind of block opens a part of the notice.
pub(super) fn is_heading(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Title | BlockKind::Heading)
}
