//! Changes to a text that keep its lines where they are.

use std::ops::Range;

use pulldown_cmark::Event;

use super::Sanitized;
use crate::review_kind::ReviewKind;
use crate::source_blocks::Removal;

/// Changes to a text, gathered while it is read and made at the end.
pub(super) struct Edits<'a> {
    pub text: &'a str,
    list: Vec<(Range<usize>, String)>,
    removals: Vec<Removal>,
    anchors: Vec<(usize, String)>,
    /// An offset and its line, so that lines are counted once.
    line: (usize, usize),
}

/// An open link or image: where it is, where its text is, and what replaces the rest.
pub(super) struct Open {
    pub whole: Range<usize>,
    pub words: Option<Range<usize>>,
    pub before: &'static str,
    pub after: String,
    pub is_changed: bool,
}

impl Open {
    /// A link that stays as it is.
    pub(super) fn unchanged(whole: Range<usize>) -> Open {
        Open {
            whole,
            words: None,
            before: "",
            after: String::new(),
            is_changed: false,
        }
    }
}

impl<'a> Edits<'a> {
    pub(super) fn new(text: &'a str) -> Edits<'a> {
        Edits {
            text,
            list: Vec::new(),
            removals: Vec::new(),
            anchors: Vec::new(),
            line: (0, 1),
        }
    }

    pub(super) fn close(&mut self, open: Option<Open>) {
        let Some(open) = open.filter(|open| open.is_changed) else {
            return;
        };
        let words = open.words.unwrap_or(open.whole.start..open.whole.start);
        self.replace(open.whole.start..words.start, open.before.to_owned());
        self.replace(words.end..open.whole.end, open.after);
    }

    pub(super) fn replace(&mut self, at: Range<usize>, by: String) {
        // Line ends stay, so that each line keeps its number.
        let ends = line_ends(&self.text[at.clone()]).saturating_sub(line_ends(&by));
        self.list.push((at, by + &"\n".repeat(ends)));
    }

    pub(super) fn say(&mut self, offset: usize, kind: ReviewKind, thing: String) {
        let line = self.line_of(offset);
        self.removals.push(Removal { line, kind, thing });
    }

    /// Notes that links can lead here.
    pub(super) fn anchors_at(&mut self, offset: usize, name: String) {
        let line = self.line_of(offset);
        self.anchors.push((line, name));
    }

    fn line_of(&mut self, offset: usize) -> usize {
        let (from, line) = self.line;
        if let Some(passed) = self.text.get(from..offset) {
            self.line = (offset, line + line_ends(passed));
        }
        self.line.1
    }

    pub(super) fn apply(mut self) -> Sanitized {
        self.list.sort_by_key(|(at, _)| (at.start, at.end));
        let mut text = String::with_capacity(self.text.len());
        let mut from = 0;
        for (at, by) in self
            .list
            .into_iter()
            .filter(|(at, by)| !(at.is_empty() && by.is_empty()))
        {
            // An edit inside another one, such as an image in a link that was left out.
            if at.start < from {
                continue;
            }
            text.push_str(&self.text[from..at.start]);
            text.push_str(&by);
            from = at.end;
        }
        text.push_str(&self.text[from..]);
        Sanitized {
            text,
            removals: self.removals,
            anchors: self.anchors,
        }
    }
}

/// What is in the innermost open link or image belongs to its text.
pub(super) fn widen(open: &mut [Open], event: &Event<'_>, at: &Range<usize>) {
    if let Some(outer) = open.last_mut().filter(|_| !matches!(event, Event::End(_))) {
        let words = outer.words.get_or_insert(at.clone());
        words.end = words.end.max(at.end);
    }
}

/// The line ends of the source; one that was added is `\r\n`.
pub(crate) fn line_ends(text: &str) -> usize {
    text.matches('\n').count() - text.matches("\r\n").count()
}

/// A text with as many line ends of the source as the one that it stands for.
pub(super) fn fit(text: &str, original: &str) -> String {
    let wanted = line_ends(original);
    let mut fitted = String::with_capacity(text.len());
    let mut count = 0;
    for part in text.split_inclusive('\n') {
        match part.strip_suffix('\n') {
            Some(line) if count == wanted => fitted.push_str(&format!("{line}\r\n")),
            _ => {
                count += usize::from(part.ends_with('\n'));
                fitted.push_str(part);
            }
        }
    }
    fitted + &"\n".repeat(wanted - count)
}
