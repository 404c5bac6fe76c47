//! What is open about the wording: marks in two forms, odd spaces, documents without address.
//!
//! The words stay as the source has them; whether they are a slip is for a person to say.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::{ReviewItem, ReviewKind};
use crate::annotate;
use crate::source_blocks::{SourceBlock, SourceText};

static SPACE_BEFORE: LazyLock<Regex> = LazyLock::new(|| fixed(r"\w ([.,;:])(?:\s|$)"));
static REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"\b(Section|Article|Clause|Paragraph) \d[\d.]*"));
static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"\b(?:refer to|see|read|according to|subject to)\s+(?:the\s+|our\s+)?",
        r"((?:[A-Z][\w’'-]*\s+(?:(?:with|and|of|for|the)\s+)?){1,6}(?:Policy|Guidelines|Agreement|Statement|Notice|Details|Terms|Rules|Parties|Summary|List)\b)",
        "|《([^》\\n]{2,40})》",
    ))
});

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// Everything about the wording.
pub(super) fn list(source: &SourceText) -> Vec<ReviewItem> {
    let mut list = Vec::new();
    list.extend(dots(&source.blocks));
    list.extend(quotes(&source.blocks));
    list.extend(words_for_sections(&source.blocks));
    for block in &source.blocks {
        list.extend(odd_spaces(block));
    }
    list.extend(cases(&source.blocks));
    list.extend(documents(&source.blocks));
    list
}

/// Three dots typed one by one, and the single character for them, as the name of a button.
fn dots(blocks: &[SourceBlock]) -> Option<ReviewItem> {
    let is_label = |block: &&SourceBlock, dots: &str| {
        annotate::quoted(&block.text)
            .iter()
            .any(|quoted| &block.text[quoted.inner.clone()] == dots)
    };
    let typed = blocks.iter().filter(|block| is_label(block, "...")).count();
    let single: Vec<&SourceBlock> = blocks.iter().filter(|block| is_label(block, "…")).collect();
    let first = single.first().filter(|_| typed > 0)?;
    Some(ReviewItem::at(
        ReviewKind::Wording,
        first.line,
        format!(
            "a button is called `…` in {} lines and `...` in {typed}; the two are taken for one",
            single.len()
        ),
    ))
}

/// Curly and straight marks in one text. A Chinese text has curly ones only.
fn quotes(blocks: &[SourceBlock]) -> Vec<ReviewItem> {
    let pairs = [("’", "'", "apostrophe"), ("“", "\"", "quotation mark")];
    let both = pairs.iter().filter_map(|(curly, straight, name)| {
        let lines = |character: &str| blocks.iter().filter(|block| block.text.contains(character)).map(|block| block.line).collect::<Vec<_>>();
        let (curly_lines, straight_lines) = (lines(curly), lines(straight));
        let rare = if curly_lines.len() < straight_lines.len() { &curly_lines } else { &straight_lines };
        let first = rare.first()?;
        (!curly_lines.is_empty() && !straight_lines.is_empty())
            .then(|| ReviewItem::at(ReviewKind::Wording, *first, format!("the {name} is curly in {} lines and straight in {}; names are compared as if it were one", curly_lines.len(), straight_lines.len())))
    });
    both.collect()
}

fn words_for_sections(blocks: &[SourceBlock]) -> Vec<ReviewItem> {
    let mut lines: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for block in blocks {
        for found in REFERENCE.captures_iter(&block.text) {
            // `Article 6 GDPR` is no part of this text.
            if found
                .get(0)
                .is_some_and(|at| annotate::is_of_other(&block.text, &at.range()))
            {
                continue;
            }
            lines
                .entry(found[1].to_owned())
                .or_default()
                .push(block.line);
        }
    }
    let Some(usual) = lines
        .iter()
        .max_by_key(|(word, lines)| (lines.len(), (*word).clone()))
        .map(|(word, _)| word.clone())
    else {
        return Vec::new();
    };
    let others = lines.iter().filter(|(word, _)| **word != usual);
    others
        .map(|(word, lines)| {
            ReviewItem::at(
                ReviewKind::Wording,
                lines[0],
                format!("a part of the text is called {word} here and {usual} elsewhere"),
            )
        })
        .collect()
}

fn odd_spaces(block: &SourceBlock) -> Vec<ReviewItem> {
    let mut list = Vec::new();
    for quoted in annotate::quoted(&block.text) {
        // Stars are markup, and mark emphasis as often as a name.
        if block.text[quoted.whole.clone()].starts_with("**") {
            continue;
        }
        let words = &block.text[quoted.inner];
        if words.trim() != words {
            list.push(ReviewItem::at(
                ReviewKind::Wording,
                block.line,
                format!("`{}` has a space inside its quotation marks", words.trim()),
            ));
        }
    }
    if SPACE_BEFORE.is_match(&block.text) {
        list.push(ReviewItem::at(
            ReviewKind::Wording,
            block.line,
            "a space stands before a full stop or a comma",
        ));
    }
    list
}

/// Quoted names that differ in case alone.
fn cases(blocks: &[SourceBlock]) -> Vec<ReviewItem> {
    let mut seen: HashMap<String, String> = HashMap::new();
    let mut list = Vec::new();
    for block in blocks {
        for quoted in annotate::quoted(&block.text) {
            if block.text[quoted.whole.clone()].starts_with("**") {
                continue;
            }
            let name = block.text[quoted.inner].trim();
            let known = seen
                .entry(name.to_lowercase())
                .or_insert_with(|| name.to_owned());
            if known != name {
                list.push(ReviewItem::at(
                    ReviewKind::Wording,
                    block.line,
                    format!("`{name}` is written `{known}` elsewhere"),
                ));
            }
        }
    }
    list
}

/// Documents that the text points to by name alone, in the order of the text.
fn documents(blocks: &[SourceBlock]) -> Vec<ReviewItem> {
    let mut known: HashSet<&str> = HashSet::new();
    let mut list = Vec::new();
    for block in blocks {
        for found in DOCUMENT.captures_iter(&block.text) {
            let Some(name) = found.get(1).or_else(|| found.get(2)) else {
                continue;
            };
            let name = name.as_str();
            // A link inside the marks has an address.
            if !name.contains("](") && !name.starts_with('[') && known.insert(name) {
                list.push(
                    ReviewItem::at(
                        ReviewKind::Document,
                        block.line,
                        format!("`{name}` is named without an address; link it if there is a page"),
                    )
                    .with_thing(format!("`{name}`")),
                );
            }
        }
    }
    list
}
