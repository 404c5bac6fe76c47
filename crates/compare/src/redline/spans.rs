//! Hunks to spans: the runs of text that a page shows.
//!
//! Words and hunks go in, `equal`, `delete` and `insert` runs come out, one list for each
//! new block. Joining `equal` and `delete` gives the old text, `equal` and `insert` the new
//! one, character for character. White space goes where it reads best. Entry point: [`spans`].

use notice::change::{Op, Span};

use crate::redline::hunk::Hunk;
use crate::text::token::Token;
use crate::text::tokenize::Tokens;

/// The runs of text of each new block. `breaks` holds the word at which each next block begins.
pub(crate) fn spans(
    old: &Tokens<'_>,
    new: &Tokens<'_>,
    hunks: &[Hunk],
    breaks: &[usize],
) -> Vec<Vec<Span>> {
    let mut writer = Writer {
        old,
        new,
        breaks,
        blocks: vec![Vec::new()],
        struck: String::new(),
        added: String::new(),
    };
    writer.run(hunks);
    writer.blocks
}

/// The text of one side: `Delete` for the old one, `Insert` for the new one.
pub(crate) fn side(spans: &[Span], op: Op) -> String {
    let is_here = |span: &&Span| span.0 == Op::Equal || span.0 == op;
    spans
        .iter()
        .filter(is_here)
        .map(|span| span.1.as_str())
        .collect()
}

struct Writer<'a> {
    old: &'a Tokens<'a>,
    new: &'a Tokens<'a>,
    breaks: &'a [usize],
    blocks: Vec<Vec<Span>>,
    /// What was struck and added since the last equal run; struck text comes first.
    struck: String,
    added: String,
}

impl Writer<'_> {
    fn run(&mut self, hunks: &[Hunk]) {
        let (mut old_at, mut new_at) = (0, 0);
        let mut is_gap_written = false;
        for hunk in hunks {
            self.equal_run(old_at, new_at, hunk.old.start - old_at, is_gap_written);
            self.hunk(hunk);
            (old_at, new_at) = (hunk.old.end, hunk.new.end);
            is_gap_written = true;
        }
        let left = self.old.list.len() - old_at;
        self.equal_run(old_at, new_at, left, is_gap_written);
        let is_at_hunk = left == 0 && is_gap_written;
        if !is_at_hunk {
            self.gaps(self.old.trailing_space, self.new.trailing_space);
        }
        self.flush();
    }

    /// Words that stand in both texts; the white space before the first may be written already.
    fn equal_run(&mut self, old_at: usize, new_at: usize, count: usize, is_gap_written: bool) {
        for step in 0..count {
            let (old, new) = (&self.old.list[old_at + step], &self.new.list[new_at + step]);
            if step > 0 || !is_gap_written {
                self.gaps(old.space_before, new.space_before);
            }
            self.begin(new_at + step);
            self.equal(new.text);
        }
    }

    fn hunk(&mut self, hunk: &Hunk) {
        let old_lead = gap(self.old, hunk.old.start);
        let new_lead = gap(self.new, hunk.new.start);
        let old_trail = gap(self.old, hunk.old.end);
        let new_trail = gap(self.new, hunk.new.end);
        if hunk.is_replacement() {
            self.gaps(old_lead, new_lead);
            self.strike_words(hunk);
            self.add_words(hunk);
            self.gaps(old_trail, new_trail);
        } else if hunk.old.is_empty() {
            self.addition(hunk, old_lead, new_lead, new_trail);
        } else {
            self.removal(hunk, new_lead, old_lead, old_trail);
        }
    }

    /// Added words. The old text has one gap here and the new one two: the one that is like
    /// it stays, and the other goes with the words.
    fn addition(&mut self, hunk: &Hunk, gap: &str, lead: &str, trail: &str) {
        if lead == gap {
            self.equal(gap);
            self.add_words(hunk);
            self.added.push_str(trail);
        } else if trail == gap {
            self.added.push_str(lead);
            self.add_words(hunk);
            self.equal(gap);
        } else {
            self.struck.push_str(gap);
            self.added.push_str(lead);
            self.add_words(hunk);
            self.added.push_str(trail);
        }
    }

    fn removal(&mut self, hunk: &Hunk, gap: &str, lead: &str, trail: &str) {
        if lead == gap {
            self.equal(gap);
            self.strike_words(hunk);
            self.struck.push_str(trail);
        } else if trail == gap {
            self.struck.push_str(lead);
            self.strike_words(hunk);
            self.equal(gap);
        } else {
            self.added.push_str(gap);
            self.struck.push_str(lead);
            self.strike_words(hunk);
            self.struck.push_str(trail);
        }
    }

    fn strike_words(&mut self, hunk: &Hunk) {
        let words = &self.old.list[hunk.old.clone()];
        join(&mut self.struck, words);
    }

    fn add_words(&mut self, hunk: &Hunk) {
        for at in hunk.new.clone() {
            let word = &self.new.list[at];
            if at > hunk.new.start {
                self.added.push_str(word.space_before);
            }
            self.begin(at);
            self.added.push_str(word.text);
        }
    }

    fn gaps(&mut self, old: &str, new: &str) {
        if old == new {
            self.equal(old);
        } else {
            self.struck.push_str(old);
            self.added.push_str(new);
        }
    }

    fn equal(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.flush();
        self.write(Op::Equal, text);
    }

    /// Begins the next block where this new word is its first.
    fn begin(&mut self, new_word: usize) {
        if self.breaks.get(self.blocks.len() - 1) == Some(&new_word) {
            self.flush();
            self.blocks.push(Vec::new());
        }
    }

    fn flush(&mut self) {
        let struck = std::mem::take(&mut self.struck);
        let added = std::mem::take(&mut self.added);
        self.write(Op::Delete, &struck);
        self.write(Op::Insert, &added);
    }

    fn write(&mut self, op: Op, text: &str) {
        if text.is_empty() {
            return;
        }
        let block = self.blocks.last_mut().expect("there is one block at least");
        match block.last_mut() {
            Some(last) if last.0 == op => last.1.push_str(text),
            _ => block.push(Span(op, text.to_owned())),
        }
    }
}

fn gap<'a>(words: &Tokens<'a>, at: usize) -> &'a str {
    words
        .list
        .get(at)
        .map_or(words.trailing_space, |word| word.space_before)
}

/// Words with the white space between them, without that before the first.
fn join(text: &mut String, words: &[Token<'_>]) {
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            text.push_str(word.space_before);
        }
        text.push_str(word.text);
    }
}
