//! The parsed notice: the types that everything downstream is made from.
//!
//! Made by [`crate::parse`]; read by the pages, the comparison and the checks.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Number;

/// One version of a notice in one language, clause by clause.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Notice {
    /// What the front matter says.
    pub meta: Meta,
    /// The title, without Markdown.
    pub title: String,
    /// What is before the first clause.
    pub lead: Vec<Block>,
    /// Every clause in document order; the tree is in [`Clause::level`].
    pub clauses: Vec<Clause>,
}

/// What the front matter of a notice says.
#[derive(Debug, Clone, PartialEq)]
pub struct Meta {
    /// The version's name; by habit the date of last update.
    pub version: String,
    /// Which edition of the product the notice is for.
    pub edition: String,
    /// The language of the text.
    pub language: Language,
    /// The date of last update, ISO 8601.
    pub updated: Stated<String>,
    /// The date from which it applies, ISO 8601.
    pub effective: Stated<String>,
    /// Whose words these are.
    pub provenance: Provenance,
    /// The version that this one replaces; `None` in the first.
    pub supersedes: Option<String>,
}

/// A fact that the source gives, or that it leaves open.
///
/// What is not stated is shown as such and never filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Stated<T> {
    /// The source gives it.
    Known(T),
    /// The source leaves it open.
    #[default]
    NotStated,
}

/// A language of the notice. Simplified Chinese governs, so it comes first.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Simplified Chinese, `zh-Hans`.
    Zh,
    /// English.
    #[default]
    En,
}

/// Whose words a text is in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Provenance {
    /// The provider's own text.
    Official,
    /// Said again in this project's own words.
    #[default]
    Restated,
    /// An earlier version worked out from a later one.
    Reconstructed,
}

/// The identity of a clause: the same in every language and version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClauseId(pub String);

/// One clause: a heading and what is under it up to the next heading.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clause {
    /// Its identity.
    pub id: ClauseId,
    /// The number in front of the heading, such as `1.24` or `iv`.
    pub number: Option<Number>,
    /// The heading without the number, as plain text; may be empty.
    pub heading: String,
    /// Depth: 2 for a section, 3 and 4 for clauses below it.
    pub level: u8,
    /// Whether the heading is marked as a guide.
    pub is_guide: bool,
    /// Whether this is the provider's own list of changes.
    pub is_updates: bool,
    /// Whether the clause is declared to exist in one language only.
    pub is_only_here: bool,
    /// Whether nobody wrote the id: the import made it from a number and no editor has taken it over,
    /// or the heading has none. It names the clause in this version, and says nothing of which clause
    /// it was in the one before.
    pub is_id_made: bool,
    /// What is under the heading.
    pub blocks: Vec<Block>,
    /// Line of the heading in the source, from 1.
    pub line: usize,
}

/// One block of text.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list that is not a guide's steps; each item is a run of blocks.
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// The steps of a guide.
    Steps(Vec<Step>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A table: rows of cells, the first row is the head.
    Table(Vec<Vec<Vec<Inline>>>),
    /// A list of terms with what they mean.
    TermList(Vec<TermEntry>),
    /// A footnote, which stands where the author wrote it.
    Note {
        /// The name that its marks in the text have, such as `1`.
        label: String,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// Text to be shown as typed.
    Code(String),
    /// A heading deeper than a clause, kept as a line of its own.
    Subheading(Vec<Inline>),
    /// A rule between parts.
    Rule,
}

/// Terms and what they mean.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TermEntry {
    /// The terms, mostly one.
    pub terms: Vec<Vec<Inline>>,
    /// What they mean, in one run of blocks or several.
    pub meanings: Vec<Vec<Block>>,
}

/// One step of a guide.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Step {
    /// The words of the step.
    pub words: Vec<Inline>,
    /// Labels to tap, in order, each with its alternatives (`**General** (or **Chats**)`).
    pub labels: Vec<Label>,
    /// Line in the source, from 1.
    pub line: usize,
}

/// A label on the screen and what else it may be called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// The label.
    pub text: String,
    /// Other names of the same row, by platform or version.
    pub alternatives: Vec<String>,
}

/// A run of text inside a block.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Strong words; in a guide a label to tap.
    Strong(Vec<Inline>),
    /// Stressed words.
    Emphasis(Vec<Inline>),
    /// Words to be shown as typed.
    Code(String),
    /// A link whose target is known to be safe.
    Link {
        /// Where it leads.
        to: LinkTarget,
        /// Its words.
        words: Vec<Inline>,
        /// Line in the source, from 1.
        line: usize,
    },
    /// The mark of a footnote, by its label; it has no words.
    NoteMark(String),
    /// A line break that the author asked for.
    Break,
}

/// Where a link leads. Nothing else is let through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// A settings path, by id.
    Path(String),
    /// A clause of the same notice.
    Clause(ClauseId),
    /// An `https:`, `http:` or `mailto:` address.
    Web(String),
}

impl Language {
    /// Both languages, the governing one first.
    pub const ALL: [Language; 2] = [Language::Zh, Language::En];

    /// The short form used in addresses and file names.
    pub fn code(self) -> &'static str {
        match self {
            Language::Zh => "zh",
            Language::En => "en",
        }
    }

    /// The BCP 47 tag for a `lang` attribute.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Zh => "zh-Hans",
            Language::En => "en",
        }
    }

    /// Reads a short form; `None` for any other word.
    pub fn from_code(code: &str) -> Option<Language> {
        match code {
            "zh" => Some(Language::Zh),
            "en" => Some(Language::En),
            _ => None,
        }
    }

    /// The other language of the pair.
    pub fn other(self) -> Language {
        match self {
            Language::Zh => Language::En,
            Language::En => Language::Zh,
        }
    }
}

impl Default for Meta {
    fn default() -> Self {
        Meta {
            version: String::new(),
            edition: String::new(),
            language: Language::En,
            updated: Stated::NotStated,
            effective: Stated::NotStated,
            provenance: Provenance::Restated,
            supersedes: None,
        }
    }
}

impl Provenance {
    /// Reads the word used in front matter; `None` for any other word.
    pub fn from_word(word: &str) -> Option<Provenance> {
        [
            Provenance::Official,
            Provenance::Restated,
            Provenance::Reconstructed,
        ]
        .into_iter()
        .find(|provenance| provenance.word() == word)
    }

    /// The word used in front matter.
    pub fn word(self) -> &'static str {
        match self {
            Provenance::Official => "official",
            Provenance::Restated => "restated",
            Provenance::Reconstructed => "reconstructed",
        }
    }
}

impl ClauseId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Notice {
    /// The clause with this id.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.id.as_str() == id)
    }
}
