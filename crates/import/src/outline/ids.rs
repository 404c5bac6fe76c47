//! Ids: the same for the same clause in every language.
//!
//! A number gives an id that the other language comes to by itself; words do so only where
//! they are usual ones. The rest is for a person to settle. Entry point: [`give`].

use std::collections::HashMap;

use crate::draft::{Draft, DraftClause, IdSource};
use crate::text::heading_heuristics;

/// Headings that providers use without a number, as they are compared, and their id.
const USUAL: [(&str, &str); 14] = [
    ("introduction", "intro"),
    ("preamble", "intro"),
    ("引言", "intro"),
    ("前言", "intro"),
    ("导言", "intro"),
    ("contents", "contents"),
    ("tableofcontents", "contents"),
    ("目录", "contents"),
    ("definitions", "definitions"),
    ("定义", "definitions"),
    ("contactus", "contact"),
    ("联系我们", "contact"),
    ("appendix", "appendix"),
    ("附录", "appendix"),
];

/// Gives each clause its id.
pub(crate) fn give(draft: &mut Draft) {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for index in 0..draft.clauses.len() {
        let wished = wished(&draft.clauses, index);
        draft.clauses[index].id = free(wished, &mut taken);
    }
}

fn wished(clauses: &[DraftClause], index: usize) -> String {
    let clause = &clauses[index];
    match &clause.id_source {
        IdSource::Number(id) => id.clone(),
        IdSource::Explicit(id) => slug(id).unwrap_or_else(|| format!("part-{}", index + 1)),
        IdSource::Point(point) => match clauses[..index]
            .iter()
            .rfind(|above| above.level < clause.level)
        {
            Some(above) => format!("{}-{point}", above.id),
            None => format!("c{point}"),
        },
        IdSource::Heading if clause.is_updates => "updates".to_owned(),
        IdSource::Heading => {
            by_words(&clause.heading).unwrap_or_else(|| format!("part-{}", index + 1))
        }
    }
}

fn by_words(words: &str) -> Option<String> {
    let plain = heading_heuristics::plain(words);
    let usual = USUAL
        .iter()
        .find(|(words, _)| *words == plain)
        .map(|(_, id)| (*id).to_owned());
    usual.or_else(|| slug(words))
}

/// Latin words as an id; `None` for words of another script.
pub(crate) fn slug(words: &str) -> Option<String> {
    const LONGEST: usize = 48;
    let is_other = |character: char| character.is_alphabetic() && !character.is_ascii();
    if words.contains(is_other) {
        return None;
    }
    let mut id = String::new();
    for character in words.chars().filter(|character| !"'’".contains(*character)) {
        if character.is_ascii_alphanumeric() {
            id.push(character.to_ascii_lowercase());
        } else if id.len() >= LONGEST {
            break;
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-');
    (!id.is_empty()).then(|| id.to_owned())
}

/// The wished id, or the first of `wished-2`, `wished-3` ... that is free.
pub(crate) fn free(wished: String, taken: &mut HashMap<String, usize>) -> String {
    let mut next = taken.get(&wished).copied().unwrap_or(0);
    let mut id = wished.clone();
    while taken.contains_key(&id) {
        next += 1;
        id = format!("{wished}-{}", next + 1);
    }
    taken.insert(wished, next);
    taken.entry(id.clone()).or_insert(0);
    id
}
