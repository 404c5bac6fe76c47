//! The draft as Markdown of the notice format.
//!
//! Entry points: [`front_matter`] for the head of the file, [`body`] for the rest.

mod retarget_links;
pub(crate) mod front_matter;

use std::collections::HashMap;

use retarget_links::Anchors;

use crate::annotate::{self, Annotation, AnnotationKind, ClauseIndex, Surroundings};
use crate::draft::{Draft, DraftBlock, DraftClause};
use crate::escape;
use crate::outline::ids;
use crate::read::sanitize;
use crate::source_blocks::SourceText;

/// A settings path that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundPath {
    pub id: String,
    pub line: usize,
    pub words: String,
}

/// The body of a notice and what was found while it was written.
pub(crate) struct Body {
    /// The Markdown.
    pub text: String,
    pub paths: Vec<FoundPath>,
    /// References that could mean several clauses, by line.
    pub doubtful_references: Vec<(usize, String)>,
    /// Links within the page that lead nowhere, by line.
    pub lost_links: Vec<(usize, String)>,
}

/// The title, the clauses and their blocks, and what was found in them.
///
/// A notice has to have a title; where the source has none, `name` stands for it.
pub(crate) fn body(draft: &Draft, source: &SourceText, name: &str) -> Body {
    let is_markdown = source.is_markdown;
    let mut writer = Writer {
        is_markdown,
        clauses: ClauseIndex::of(draft),
        anchors: Anchors::of(draft, &source.anchors),
        taken: HashMap::new(),
        body: Body {
            text: String::new(),
            paths: Vec::new(),
            doubtful_references: Vec::new(),
            lost_links: Vec::new(),
        },
    };
    let title = draft.title.as_ref().map_or(name, |(_, title)| title);
    writer.line(&format!("# {}", escape::heading(title, is_markdown)));
    writer.blocks(
        &draft.lead,
        Place {
            clause: "lead",
            index: None,
            is_guide: false,
        },
    );
    for (index, clause) in draft.clauses.iter().enumerate() {
        writer.clause(index, clause);
    }
    writer.body
}

/// The clause that a text belongs to.
#[derive(Clone, Copy)]
struct Place<'a> {
    clause: &'a str,
    index: Option<usize>,
    is_guide: bool,
}

struct Writer {
    is_markdown: bool,
    clauses: ClauseIndex,
    anchors: Anchors,
    taken: HashMap<String, usize>,
    body: Body,
}

impl Writer {
    fn clause(&mut self, index: usize, clause: &DraftClause) {
        let heading = escape::heading(&clause.line_text(), self.is_markdown);
        let mut marks = format!("#{}", clause.id);
        if clause.is_guide {
            marks.push_str(" .guide");
        }
        if clause.is_updates {
            marks.push_str(" .updates");
        }
        if clause.is_id_made {
            marks.push_str(" .made");
        }
        let hashes = "#".repeat(usize::from(clause.level));
        let space = if heading.is_empty() { "" } else { " " };
        // A heading below level 4 is a line of its own and has no id.
        match clause.level {
            ..=4 => self.line(&format!("{hashes} {heading}{space}{{{marks}}}")),
            _ => self.line(&format!("{hashes} {heading}")),
        }
        self.blocks(
            &clause.blocks,
            Place {
                clause: &clause.id,
                index: Some(index),
                is_guide: clause.is_guide,
            },
        );
    }

    fn line(&mut self, line: &str) {
        let text = &mut self.body.text;
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
    }

    fn blocks(&mut self, blocks: &[DraftBlock], place: Place<'_>) {
        let mut was_item = false;
        for block in blocks {
            match block {
                DraftBlock::Paragraph { line, text } => {
                    let words = self.words(*line, text, place, false);
                    let words = match self.is_markdown {
                        true => escape::label_start(&words),
                        false => escape::line_start(&words),
                    };
                    self.line(&words);
                }
                DraftBlock::Verbatim { line, text } => {
                    let text = self.retarget(*line, text);
                    self.line(&text);
                }
                DraftBlock::Item {
                    line,
                    marker,
                    text,
                    is_tight,
                } => {
                    let words = self.words(*line, text, place, true);
                    let item = self.item(marker, &words, place.is_guide, *is_tight);
                    match was_item {
                        true => self.body.text.push_str(&format!("{item}\n")),
                        false => self.line(&item),
                    }
                }
            }
            was_item = matches!(block, DraftBlock::Item { .. });
        }
    }

    /// Steps keep their number as Markdown's; every other number is part of the words.
    fn item(&self, marker: &str, words: &str, is_guide: bool, is_tight: bool) -> String {
        let bracketed = marker.trim_end_matches('）');
        let is_digits =
            bracketed.len() < marker.len() && bracketed.bytes().all(|byte| byte.is_ascii_digit());
        let marker = if is_digits {
            format!("{bracketed})")
        } else {
            marker.to_owned()
        };
        let digits = marker.trim_end_matches(['.', ')']);
        let is_number = !digits.is_empty()
            && digits.len() < marker.len()
            && digits.bytes().all(|b| b.is_ascii_digit());
        let keeps = is_number && (is_guide || self.is_markdown);
        let starting = |words: &str| match self.is_markdown {
            true => escape::label_start(words),
            false => escape::line_start(words),
        };
        let space = if is_tight { "" } else { " " };
        match marker.as_str() {
            "" => format!("- {}", starting(words)),
            _ if keeps => format!("{marker} {}", starting(words)),
            _ => format!(
                "- {}{space}{words}",
                escape::line_start(&escape::words(&marker, false))
            )
            .trim_end()
            .to_owned(),
        }
    }

    /// Markdown whose links within the page lead to clauses; those that lead nowhere are noted.
    fn retarget(&mut self, line: usize, text: &str) -> String {
        let lost = &mut self.body.lost_links;
        self.anchors
            .retarget(text, |anchor| lost.push((line, format!("#{anchor}"))))
    }

    fn words(&mut self, line: usize, text: &str, place: Place<'_>, is_item: bool) -> String {
        let retargeted = match self.is_markdown {
            true => self.retarget(line, text),
            false => text.to_owned(),
        };
        let text = retargeted.as_str();
        let kept = if self.is_markdown {
            sanitize::protected(text)
        } else {
            Vec::new()
        };
        let around = Surroundings {
            clauses: &self.clauses,
            place: place.index,
            kept: &kept,
        };
        let annotations = match (place.is_guide, is_item) {
            (true, true) => annotate::in_step(text, &around),
            (true, false) => annotate::in_other(text, &around),
            (false, _) => annotate::in_prose(text, &around),
        };
        let mut words = String::new();
        let mut at = 0;
        for annotation in annotations {
            words.push_str(&escape::words(
                &text[at..annotation.at.start],
                self.is_markdown,
            ));
            words.push_str(&self.annotated(line, &text[annotation.at.clone()], &annotation, place));
            at = annotation.at.end;
        }
        words.push_str(&escape::words(&text[at..], self.is_markdown));
        words
    }

    fn annotated(
        &mut self,
        line: usize,
        text: &str,
        annotation: &Annotation,
        place: Place<'_>,
    ) -> String {
        let words = escape::words(text, self.is_markdown);
        match &annotation.kind {
            AnnotationKind::Label => format!("**{words}**"),
            AnnotationKind::Clause(id) => format!("[{words}](#{id})"),
            AnnotationKind::Doubtful => {
                self.body.doubtful_references.push((line, text.to_owned()));
                words
            }
            AnnotationKind::Address(address)
                if address == text || address.strip_prefix("mailto:") == Some(text) =>
            {
                format!("<{text}>")
            }
            AnnotationKind::Address(address) => format!("[{words}]({address})"),
            AnnotationKind::Path => {
                let id = ids::unique(format!("{}-path", place.clause), &mut self.taken);
                self.body.paths.push(FoundPath {
                    id: id.clone(),
                    line,
                    words: text.to_owned(),
                });
                format!("[{words}](path:{id})")
            }
        }
    }
}
