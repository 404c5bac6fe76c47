//! Ids: the same for the same clause in every language.
//!
//! A number gives the same id in each language by itself; a heading does so only where it is one
//! that every provider has. The rest is listed for review. Entry point: [`assign`].

use std::collections::HashMap;

use crate::draft::{Draft, DraftClause, IdSource};
use crate::text::heading_heuristics;

/// Headings that providers use without a number, normalised, and their id.
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

/// Assigns each clause its id.
pub(crate) fn assign(draft: &mut Draft) {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for index in 0..draft.clauses.len() {
        let preferred = preferred(&draft.clauses, index);
        let clause = &mut draft.clauses[index];
        clause.id = unique(preferred, &mut taken);
        clause.is_id_made = is_made(clause);
    }
}

/// Whether an id says nothing but where the clause is: it has a number, or a place.
fn is_made(clause: &DraftClause) -> bool {
    match clause.id_source {
        IdSource::Number(_) | IdSource::Point(_) => true,
        IdSource::Explicit(_) => false,
        IdSource::Heading => !clause.is_updates && by_words(&clause.heading).is_none(),
    }
}

fn preferred(clauses: &[DraftClause], index: usize) -> String {
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
    let plain = heading_heuristics::normalised(words);
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
            // Only between words: an id that ends inside one reads like a typing error.
            break;
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-');
    (!id.is_empty()).then(|| id.to_owned())
}

/// The preferred id, or the first of `id-2`, `id-3` ... that is not taken.
pub(crate) fn unique(preferred: String, taken: &mut HashMap<String, usize>) -> String {
    let mut next = taken.get(&preferred).copied().unwrap_or(0);
    let mut id = preferred.clone();
    while taken.contains_key(&id) {
        next += 1;
        id = format!("{preferred}-{}", next + 1);
    }
    // Where the next one starts to look, or a thousand equal headings would take a million steps.
    taken.insert(preferred, next);
    taken.entry(id.clone()).or_insert(0);
    id
}
