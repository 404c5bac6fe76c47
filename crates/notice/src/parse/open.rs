//! Parts of a text that are open while it is read, and which of Markdown's parts are kept.
//!
//! Entry points: [`part`] for what to do with a tag, [`Open`] for what gathers in it.

use pulldown_cmark::{HeadingLevel, Tag};

use super::address;
use crate::front::short;
use crate::text::emphasis;
use crate::{Block, Inline, LinkTarget, TermEntry};

/// What is said of raw HTML.
pub(super) const NO_HTML: &str = "raw HTML is dropped; write it as Markdown";

/// What to do with a part of the Markdown.
pub(super) enum Part {
    /// Keep it.
    Keep(Kind),
    /// Keep its words alone, and say why.
    WordsOnly(String),
    /// Drop it with all that is in it, and say why.
    Drop(String),
}

/// The kinds of part that are kept.
pub(super) enum Kind {
    Document,
    Paragraph,
    Heading {
        level: u8,
        id: Option<String>,
        classes: Vec<String>,
    },
    Quote,
    List(Option<u64>),
    Item,
    Code,
    Table,
    Row,
    Cell,
    TermList,
    Term,
    Meaning,
    Note(String),
    Strong,
    Emphasis,
    Link(LinkTarget),
}

/// A part that has begun and not ended, with what is in it so far.
pub(super) struct Open {
    pub kind: Kind,
    pub line: usize,
    pub words: Vec<Inline>,
    pub blocks: Vec<Block>,
    pub items: Vec<(usize, Vec<Block>)>,
    pub cells: Vec<Vec<Inline>>,
    pub rows: Vec<Vec<Vec<Inline>>>,
    pub entries: Vec<TermEntry>,
}

impl Kind {
    pub(super) fn is_inline(&self) -> bool {
        matches!(self, Kind::Strong | Kind::Emphasis | Kind::Link(_))
    }

    /// Whether there are blocks in it; words among them are paragraphs of their own.
    fn holds_blocks(&self) -> bool {
        matches!(
            self,
            Kind::Document | Kind::Quote | Kind::Item | Kind::Meaning | Kind::Note(_)
        )
    }
}

impl Open {
    pub(super) fn new(kind: Kind, line: usize) -> Open {
        Open {
            kind,
            line,
            words: Vec::new(),
            blocks: Vec::new(),
            items: Vec::new(),
            cells: Vec::new(),
            rows: Vec::new(),
            entries: Vec::new(),
        }
    }

    /// Makes a paragraph of text that is between blocks, as in a list set tight.
    pub(super) fn end_paragraph(&mut self) {
        if self.kind.holds_blocks() && !self.words.is_empty() {
            let words = std::mem::take(&mut self.words);
            self.blocks.push(Block::Paragraph(words));
        }
    }
}

/// What to do with the part that a tag opens.
pub(super) fn part(tag: Tag<'_>) -> Part {
    let kind = match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading {
            level, id, classes, ..
        } => Kind::Heading {
            level: depth(level),
            id: id.map(String::from),
            classes: classes.into_iter().map(String::from).collect(),
        },
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::List(start) => Kind::List(start),
        Tag::Item => Kind::Item,
        Tag::CodeBlock(_) => Kind::Code,
        Tag::Table(_) => Kind::Table,
        Tag::TableHead | Tag::TableRow => Kind::Row,
        Tag::TableCell => Kind::Cell,
        Tag::DefinitionList => Kind::TermList,
        Tag::DefinitionListTitle => Kind::Term,
        Tag::DefinitionListDefinition => Kind::Meaning,
        Tag::FootnoteDefinition(label) => {
            Kind::Note(emphasis::without_borders(&label).into_owned())
        }
        Tag::Strong => Kind::Strong,
        Tag::Emphasis => Kind::Emphasis,
        Tag::Link {
            link_type,
            dest_url,
            ..
        } => {
            let is_email = link_type == pulldown_cmark::LinkType::Email;
            return link(&dest_url, is_email);
        }
        Tag::Image { dest_url, .. } => {
            let what = format!(
                "the image `{}` is dropped; say in words what it shows",
                short(&dest_url)
            );
            return Part::Drop(what);
        }
        Tag::HtmlBlock => return Part::Drop(NO_HTML.to_owned()),
        // The extensions that make the other tags are switched off.
        _ => return Part::Drop("this kind of Markdown is not part of the format".to_owned()),
    };
    Part::Keep(kind)
}

fn link(address: &str, is_email: bool) -> Part {
    let full = if is_email {
        format!("mailto:{address}")
    } else {
        address.to_owned()
    };
    let full = emphasis::without_borders(&full).into_owned();
    match address::target(&full) {
        Some(to) => Part::Keep(Kind::Link(to)),
        None => Part::WordsOnly(format!(
            "the address `{}` is dropped; use path:ID, #ID, https: or mailto:",
            short(&full)
        )),
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
