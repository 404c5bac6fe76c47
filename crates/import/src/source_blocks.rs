//! A source text cut into blocks, before anything is known about its outline.

use crate::review_kind::ReviewKind;

/// A text cut into blocks.
#[derive(Default)]
pub(crate) struct SourceText {
    /// In the order of the text.
    pub blocks: Vec<SourceBlock>,
    /// Whether the text is Markdown, whose markup must be kept.
    pub is_markdown: bool,
    /// A title outside the text, in the front matter of another tool.
    pub title: Option<String>,
    /// The title of the window, where the text is a page.
    pub page_title: Option<String>,
    /// The front matter of another tool.
    pub front: Vec<FrontLine>,
    /// What was left out of the Markdown, or is odd in it.
    pub removals: Vec<Removal>,
    /// Places that a link within the page can lead to: line and name.
    pub anchors: Vec<(usize, String)>,
}

/// A line, a paragraph, a list item or a block of Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceBlock {
    /// Line in the source, from 1.
    pub line: usize,
    /// What the source says that it is.
    pub kind: SourceKind,
    /// Its text; in Markdown with the markup.
    pub text: String,
    /// Whether the line above it is blank.
    pub has_blank_above: bool,
    /// Whether the whole of it is bold; the marks are not in its text.
    pub is_bold: bool,
}

/// What the source says a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SourceKind {
    /// Text, which may turn out to be a heading, an item or a paragraph.
    Text,
    /// A heading, with the id that the source gives it.
    Heading { level: u8, id: Option<String> },
    /// An item of a list, with the marker in front of it.
    Item { marker: String },
    /// A table, a quotation, a nested list: kept as it is.
    Verbatim,
}

/// A line `key: value` of the front matter of another tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FrontLine {
    pub line: usize,
    pub key: String,
    pub value: String,
}

/// What was left out or is odd, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Removal {
    pub line: usize,
    pub kind: ReviewKind,
    /// The thing itself, as the source writes it.
    pub thing: String,
}
