//! The draft as Markdown of the notice format.
//!
//! Entry points: [`front_matter`] for the head of the file, [`body`] for the rest.

mod retarget_links;
mod escape;
pub(crate) mod front_matter;

use std::collections::HashMap;

use retarget_links::Anchors;

use crate::annotate::{self, Annotation, AnnotationKind, ClauseIndex};
use crate::draft::{Draft, DraftBlock, DraftClause};
use crate::outline::ids;
use crate::read::sanitize;

/// A settings path that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundPath {
    pub id: String,
    pub line: usize,
    pub words: String,
}

/// The title, the clauses and their blocks, and the paths that were found in them.
pub(crate) fn body(draft: &Draft, is_markdown: bool) -> (String, Vec<FoundPath>) {
    let mut writer = Writer {
        is_markdown,
        clauses: ClauseIndex::of(draft),
        anchors: Anchors::of(draft),
        text: String::new(),
        paths: Vec::new(),
        taken: HashMap::new(),
    };
    if let Some((_, title)) = &draft.title {
        writer.line(&format!("# {}", escape::heading(title, is_markdown)));
    }
    writer.blocks(
        &draft.lead,
        Place {
            clause: "lead",
            is_guide: false,
        },
    );
    for clause in &draft.clauses {
        writer.clause(clause);
    }
    (writer.text, writer.paths)
}

/// The clause that a text belongs to.
#[derive(Clone, Copy)]
struct Place<'a> {
    clause: &'a str,
    is_guide: bool,
}

struct Writer {
    is_markdown: bool,
    clauses: ClauseIndex,
    anchors: Anchors,
    text: String,
    paths: Vec<FoundPath>,
    taken: HashMap<String, usize>,
}

impl Writer {
    fn clause(&mut self, clause: &DraftClause) {
        let space = if clause.is_tight { "" } else { " " };
        let heading = [clause.label.as_str(), clause.heading.as_str()].join(space);
        let heading = escape::heading(heading.trim(), self.is_markdown);
        let mut marks = format!("#{}", clause.id);
        if clause.is_guide {
            marks.push_str(" .guide");
        }
        if clause.is_updates {
            marks.push_str(" .updates");
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
                is_guide: clause.is_guide,
            },
        );
    }

    fn line(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn blocks(&mut self, blocks: &[DraftBlock], place: Place<'_>) {
        let mut was_item = false;
        for block in blocks {
            match block {
                DraftBlock::Paragraph { line, text } => {
                    let words = self.words(*line, text, place, false);
                    let words = if self.is_markdown {
                        words
                    } else {
                        escape::line_start(&words)
                    };
                    self.line(&words);
                }
                DraftBlock::Verbatim { text } => self.line(&self.anchors.retarget(text)),
                DraftBlock::Item { line, marker, text } => {
                    let words = self.words(*line, text, place, true);
                    let item = self.item(marker, &words, place.is_guide);
                    match was_item {
                        true => self.text.push_str(&format!("{item}\n")),
                        false => self.line(&item),
                    }
                }
            }
            was_item = matches!(block, DraftBlock::Item { .. });
        }
    }

    /// Steps keep their number as Markdown's; every other number is part of the words.
    fn item(&self, marker: &str, words: &str, is_guide: bool) -> String {
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
            true => words.to_owned(),
            false => escape::line_start(words),
        };
        match marker.as_str() {
            "" => format!("- {}", starting(words)),
            _ if keeps => format!("{marker} {}", starting(words)),
            _ => format!(
                "- {} {words}",
                escape::line_start(&escape::words(&marker, false))
            )
            .trim_end()
            .to_owned(),
        }
    }

    fn words(&mut self, line: usize, text: &str, place: Place<'_>, is_item: bool) -> String {
        let retargeted = if self.is_markdown {
            self.anchors.retarget(text)
        } else {
            text.to_owned()
        };
        let text = retargeted.as_str();
        let kept = if self.is_markdown {
            sanitize::protected(text)
        } else {
            Vec::new()
        };
        let annotations = match (place.is_guide, is_item) {
            (true, true) => annotate::in_step(text, &self.clauses, &kept),
            (true, false) => annotate::in_other(text, &self.clauses, &kept),
            (false, _) => annotate::in_prose(text, &self.clauses, &kept),
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
            AnnotationKind::Address(address)
                if address == text || address.strip_prefix("mailto:") == Some(text) =>
            {
                format!("<{text}>")
            }
            AnnotationKind::Address(address) => format!("[{words}]({address})"),
            AnnotationKind::Path => {
                let id = ids::unique(format!("{}-path", place.clause), &mut self.taken);
                self.paths.push(FoundPath {
                    id: id.clone(),
                    line,
                    words: text.to_owned(),
                });
                format!("[{words}](path:{id})")
            }
        }
    }
}
