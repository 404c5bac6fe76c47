//! The draft: the outline of a notice, its text still as the source has it.

/// A notice whose outline is known and that is not written yet.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// The title and its line; `None` where the source has none.
    pub title: Option<(usize, String)>,
    /// What is before the first clause.
    pub lead: Vec<DraftBlock>,
    /// The clauses in order.
    pub clauses: Vec<DraftClause>,
    /// Lines that repeat a heading which comes later: what is left of a table of contents.
    pub contents: Vec<usize>,
    /// Lines that may be a heading but were kept as text.
    pub doubtful: Vec<usize>,
    /// Whether nothing opened a clause, so that the text is one.
    pub is_all_in_one: bool,
    /// A title of the front matter that differs from the one in the text.
    pub other_title: Option<String>,
}

/// A clause of a draft.
#[derive(Debug, Default)]
pub(crate) struct DraftClause {
    /// Line in the source, from 1.
    pub line: usize,
    /// 2 for a section, 3 and 4 below; 5 and 6 are lines of their own and open no clause.
    pub level: u8,
    /// The number as the source writes it, punctuation included; may be empty.
    pub label: String,
    /// The heading without its number; may be empty.
    pub heading: String,
    /// Whether there is no space between number and heading.
    pub is_tight: bool,
    /// What the id is made from.
    pub id_source: IdSource,
    /// Whether the id is made from a number or a place, and not taken over from anywhere.
    pub is_id_made: bool,
    /// The id; empty until [`crate::outline::ids::assign`].
    pub id: String,
    /// Whether it says how to do something in the app.
    pub is_guide: bool,
    /// Whether it is the provider's list of what changed.
    pub is_updates: bool,
    /// What is under the heading.
    pub blocks: Vec<DraftBlock>,
}

impl DraftClause {
    /// The heading with its number, as one line.
    pub fn line_text(&self) -> String {
        let space = if self.is_tight { "" } else { " " };
        [self.label.as_str(), self.heading.as_str()]
            .join(space)
            .trim()
            .to_owned()
    }
}

/// What an id is made from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum IdSource {
    /// The heading, or the place of the clause where it has none.
    #[default]
    Heading,
    /// The source gives an id.
    Explicit(String),
    /// A number that is unique in the notice: `c5-1`, `article-3`.
    Number(String),
    /// A number that counts from one in each clause: `iv`, `2`.
    Point(String),
}

/// A paragraph, a list item or a block of Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DraftBlock {
    /// A paragraph.
    Paragraph { line: usize, text: String },
    /// An item of a list with the marker in front of it: `1)`, `a)`, or nothing for a bullet.
    Item {
        line: usize,
        marker: String,
        text: String,
        /// Whether there is no space between marker and text.
        is_tight: bool,
    },
    /// Markdown that is kept as it is.
    Verbatim { line: usize, text: String },
}

impl Draft {
    /// Where the next block goes.
    pub(crate) fn blocks(&mut self) -> &mut Vec<DraftBlock> {
        match self.clauses.last_mut() {
            Some(clause) => &mut clause.blocks,
            None => &mut self.lead,
        }
    }
}

impl DraftClause {
    /// The items of the clause, with their lines.
    pub(crate) fn items(&self) -> impl Iterator<Item = (usize, &str, &str)> {
        self.blocks.iter().filter_map(|block| match block {
            DraftBlock::Item {
                line, marker, text, ..
            } => Some((*line, marker.as_str(), text.as_str())),
            _ => None,
        })
    }

    /// Whether there are items, each of them with a number.
    pub(crate) fn has_numbered_items(&self) -> bool {
        let is_numbered =
            |marker: &str| marker.starts_with(|character: char| character.is_ascii_digit());
        let mut items = self.items().peekable();
        items.peek().is_some() && items.all(|(_, marker, _)| is_numbered(marker))
    }
}
