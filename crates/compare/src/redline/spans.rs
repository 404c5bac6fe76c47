//! From hunks to spans, the runs of text that a page shows.
//!
//! Tokens and hunks go in, `equal`, `delete` and `insert` runs come out, one list for each
//! new block. Joining `equal` and `delete` gives the old text, `equal` and `insert` the new
//! one, character for character. White space goes where it reads best. Entry point: [`spans`].

use notice::change::{Op, Span};

use crate::redline::hunk::Hunk;
use crate::text::token::Token;
use crate::text::tokenize::Tokens;

/// The runs of text of each new block. `breaks` holds the token at which each next block begins.
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
    /// What was struck and added since the last equal run. Gathered, because a reader expects the
    /// old text before the new one also where an edit alternates.
    struck: String,
    added: String,
}

impl Writer<'_> {
    fn run(&mut self, hunks: &[Hunk]) {
        let (mut old_at, mut new_at) = (0, 0);
        let mut is_space_written = false;
        for hunk in hunks {
            self.equal_run(old_at, new_at, hunk.old.start - old_at, is_space_written);
            self.hunk(hunk);
            (old_at, new_at) = (hunk.old.end, hunk.new.end);
            is_space_written = true;
        }
        let left = self.old.list.len() - old_at;
        self.equal_run(old_at, new_at, left, is_space_written);
        let ends_in_hunk = left == 0 && is_space_written;
        if !ends_in_hunk {
            self.spaces(self.old.trailing_space, self.new.trailing_space);
        }
        self.flush();
    }

    /// Tokens that are in both texts; the white space before the first may be written already.
    fn equal_run(&mut self, old_at: usize, new_at: usize, count: usize, is_space_written: bool) {
        for step in 0..count {
            let (old, new) = (&self.old.list[old_at + step], &self.new.list[new_at + step]);
            if step > 0 || !is_space_written {
                self.spaces(old.space_before, new.space_before);
            }
            self.begin(new_at + step);
            self.equal(new.text);
        }
    }

    fn hunk(&mut self, hunk: &Hunk) {
        let old_lead = space_before(self.old, hunk.old.start);
        let new_lead = space_before(self.new, hunk.new.start);
        let old_trail = space_before(self.old, hunk.old.end);
        let new_trail = space_before(self.new, hunk.new.end);
        if hunk.is_replacement() {
            self.spaces(old_lead, new_lead);
            self.strike_tokens(hunk);
            self.add_tokens(hunk);
            self.spaces(old_trail, new_trail);
        } else if hunk.old.is_empty() {
            self.addition(hunk, old_lead, new_lead, new_trail);
        } else {
            self.removal(hunk, new_lead, old_lead, old_trail);
        }
    }

    /// Added tokens. The old text has one white space here and the new one two: the one that is
    /// like it stays, and the other goes with what was added.
    fn addition(&mut self, hunk: &Hunk, space: &str, lead: &str, trail: &str) {
        if lead == space {
            self.equal(space);
            self.add_tokens(hunk);
            self.added.push_str(trail);
        } else if trail == space {
            self.added.push_str(lead);
            self.add_tokens(hunk);
            self.equal(space);
        } else {
            self.struck.push_str(space);
            self.added.push_str(lead);
            self.add_tokens(hunk);
            self.added.push_str(trail);
        }
    }

    fn removal(&mut self, hunk: &Hunk, space: &str, lead: &str, trail: &str) {
        if lead == space {
            self.equal(space);
            self.strike_tokens(hunk);
            self.struck.push_str(trail);
        } else if trail == space {
            self.struck.push_str(lead);
            self.strike_tokens(hunk);
            self.equal(space);
        } else {
            self.added.push_str(space);
            self.struck.push_str(lead);
            self.strike_tokens(hunk);
            self.struck.push_str(trail);
        }
    }

    fn strike_tokens(&mut self, hunk: &Hunk) {
        let tokens = &self.old.list[hunk.old.clone()];
        join(&mut self.struck, tokens);
    }

    fn add_tokens(&mut self, hunk: &Hunk) {
        for at in hunk.new.clone() {
            let token = &self.new.list[at];
            if at > hunk.new.start {
                self.added.push_str(token.space_before);
            }
            self.begin(at);
            self.added.push_str(token.text);
        }
    }

    fn spaces(&mut self, old: &str, new: &str) {
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

    /// Begins the next block where this new token is its first.
    fn begin(&mut self, new_token: usize) {
        if self.breaks.get(self.blocks.len() - 1) == Some(&new_token) {
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

fn space_before<'a>(tokens: &Tokens<'a>, at: usize) -> &'a str {
    tokens
        .list
        .get(at)
        .map_or(tokens.trailing_space, |token| token.space_before)
}

/// Tokens with the white space between them, without that before the first.
fn join(text: &mut String, tokens: &[Token<'_>]) {
    for (index, token) in tokens.iter().enumerate() {
        if index > 0 {
            text.push_str(token.space_before);
        }
        text.push_str(token.text);
    }
}
