//! Steps of a guide: the labels to tap and what else they may be called.
//!
//! `Tap **General** (or **Chats**)` gives one label with one alternative.
//! Entry point: [`labels`].

use crate::{Inline, Label, text};

/// The labels of a step, in order.
pub(super) fn labels(words: &[Inline]) -> Vec<Label> {
    let mut reader = Reader::default();
    words.iter().for_each(|word| reader.read(word));
    reader.labels
}

#[derive(Default)]
struct Reader {
    labels: Vec<Label>,
    /// What is between the last label and here.
    between: String,
    /// Whether `(or` was read after the last label and `)` was not yet.
    in_alternatives: bool,
}

impl Reader {
    fn read(&mut self, word: &Inline) {
        match word {
            Inline::Strong(words) => self.label(&text::line(words)),
            Inline::Emphasis(words) | Inline::Link { words, .. } => {
                words.iter().for_each(|word| self.read(word));
            }
            Inline::Text(words) | Inline::Code(words) => self.between.push_str(words),
            Inline::Break => self.between.push(' '),
            Inline::NoteMark(_) => {}
        }
    }

    fn label(&mut self, label: &str) {
        let label = label.trim();
        if label.is_empty() {
            return;
        }
        self.in_alternatives = match self.in_alternatives {
            true => !self.between.contains([')', '）']),
            false => opens_alternatives(&self.between),
        };
        match self.labels.last_mut() {
            Some(last) if self.in_alternatives => last.alternatives.push(label.to_owned()),
            _ => self.labels.push(Label {
                text: label.to_owned(),
                alternatives: Vec::new(),
            }),
        }
        self.between.clear();
    }
}

/// Whether only `(or` or `（或` is here, quotation marks aside.
fn opens_alternatives(between: &str) -> bool {
    let bare: String = between
        .chars()
        .filter(|character| !is_quote(*character))
        .collect();
    let bare = bare.trim();
    let Some(word) = bare.strip_prefix(['(', '（']) else {
        return false;
    };
    matches!(word.trim(), "or" | "或" | "或者")
}

fn is_quote(character: char) -> bool {
    "\"'“”‘’「」『』«»".contains(character)
}
