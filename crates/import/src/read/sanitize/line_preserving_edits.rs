//! Changes to a text that keep its lines where they are.

use std::ops::Range;

use pulldown_cmark::Event;

use crate::source_blocks::Removal;

/// Changes to a text, gathered while it is read and made at the end.
pub(super) struct Edits<'a> {
    pub text: &'a str,
    list: Vec<(Range<usize>, String)>,
    removals: Vec<Removal>,
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

impl<'a> Edits<'a> {
    pub(super) fn new(text: &'a str) -> Edits<'a> {
        Edits {
            text,
            list: Vec::new(),
            removals: Vec::new(),
            line: (0, 1),
        }
    }

    pub(super) fn close(&mut self, open: Option<Open>) {
        let Some(open) = open.filter(|open| open.is_changed) else {
            return;
        };
        let words = open.words.unwrap_or(open.whole.start..open.whole.start);
        self.replace(open.whole.start..words.start, open.before.to_owned(), None);
        self.replace(words.end..open.whole.end, open.after, None);
    }

    pub(super) fn replace(&mut self, at: Range<usize>, by: String, what: Option<String>) {
        if let Some(what) = what {
            self.say(at.start, what);
        }
        // Line ends stay, so that each line keeps its number.
        let ends = self.text[at.clone()]
            .matches('\n')
            .count()
            .saturating_sub(by.matches('\n').count());
        self.list.push((at, by + &"\n".repeat(ends)));
    }

    pub(super) fn say(&mut self, offset: usize, what: String) {
        let (from, line) = self.line;
        if let Some(passed) = self.text.get(from..offset) {
            self.line = (offset, line + passed.matches('\n').count());
        }
        self.removals.push(Removal {
            line: self.line.1,
            what,
        });
    }

    pub(super) fn apply(mut self) -> (String, Vec<Removal>) {
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
        (text, self.removals)
    }
}

/// What is in the innermost open link or image belongs to its text.
pub(super) fn widen(open: &mut [Open], event: &Event<'_>, at: &Range<usize>) {
    if let Some(outer) = open.last_mut().filter(|_| !matches!(event, Event::End(_))) {
        let words = outer.words.get_or_insert(at.clone());
        words.end = words.end.max(at.end);
    }
}
