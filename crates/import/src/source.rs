//! SourceText: what a text is cut into before anything is known about its outline.

/// A text cut into blocks.
#[derive(Default)]
pub(crate) struct SourceText {
    /// In the order of the text.
    pub blocks: Vec<SourceBlock>,
    /// Whether the words carry Markdown that must be kept.
    pub is_markdown: bool,
    /// A title that stands beside the text, in the front matter of another tool.
    pub title: Option<String>,
    /// What was taken out of the Markdown.
    pub removals: Vec<Removal>,
}

/// A line, a paragraph, an item or a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceBlock {
    /// Line in the source, from 1.
    pub line: usize,
    /// What the source says it is.
    pub kind: SourceKind,
    /// Its words; in Markdown with their markup.
    pub text: String,
    /// Whether nothing else stands right above it.
    pub has_blank_above: bool,
}

/// What the source says a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SourceKind {
    /// Words; what they are shows from the words.
    Text,
    /// A heading, with the id it brings.
    Heading { level: u8, id: Option<String> },
    /// An item of a list, with the sign in front of it.
    Item { marker: String },
    /// A table, a quotation, a nested list: kept as it is.
    Verbatim,
}

/// What was taken out, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Removal {
    pub line: usize,
    pub what: String,
}
