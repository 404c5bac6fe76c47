//! What is open about the outline: numbers, left-overs, headings that may be none, ids.

use std::collections::HashMap;

use super::{ReviewItem, ReviewKind};
use crate::draft::{Draft, DraftBlock, DraftClause, IdSource};
use crate::text::heading_heuristics;
use crate::text::label::{Label, Style};

/// Everything about the outline.
pub(super) fn list(draft: &Draft) -> Vec<ReviewItem> {
    let mut list: Vec<ReviewItem> = Vec::new();
    list.extend(draft.contents.iter().map(|&line| {
        ReviewItem::at(ReviewKind::Contents, line, "this line repeats a heading that comes later; it is kept as a point of a table of contents, remove it if it is a left-over").with_thing("")
    }));
    list.extend(draft.doubtful.iter().map(|&line| {
        ReviewItem::at(
            ReviewKind::MaybeHeading,
            line,
            "this short line may be a heading; mark it with `#` signs and an id if it is one",
        )
        .with_thing("")
    }));
    list.extend(odd_numbers(draft));
    list.extend(gaps(draft));
    list.extend(tails(draft));
    list.extend(named(draft));
    list.extend(signature(draft));
    list
}

/// Numbers written otherwise than most: `1.42.` among `1.41`, `10.Language` among `9. Contact`.
fn odd_numbers(draft: &Draft) -> Vec<ReviewItem> {
    let form = |clause: &DraftClause| {
        let label = Label::read(&clause.label)?;
        let is_mark = |character: &char| !character.is_alphanumeric();
        let mut characters: String = clause
            .label
            .chars()
            .filter(is_mark)
            .skip(label.value.len().saturating_sub(1))
            .collect();
        if clause.is_tight {
            characters.push_str(" without space");
        }
        Some((label.style, label.value.len(), characters))
    };
    let mut counts: HashMap<(Style, usize), HashMap<String, usize>> = HashMap::new();
    for (style, parts, characters) in draft.clauses.iter().filter_map(form) {
        *counts
            .entry((style, parts))
            .or_default()
            .entry(characters)
            .or_default() += 1;
    }
    // Fewer than a quarter: where two ways are about as frequent, neither is a slip.
    let is_odd = |(style, parts, characters): &(Style, usize, String)| {
        counts
            .get(&(*style, *parts))
            .is_some_and(|forms| forms[characters] * 4 < forms.values().sum::<usize>())
    };
    let odd = draft
        .clauses
        .iter()
        .filter(|clause| form(clause).is_some_and(|form| is_odd(&form)));
    odd.map(|clause| {
        ReviewItem::at(
            ReviewKind::OddNumber,
            clause.line,
            format!(
                "the number `{}` is written otherwise than the others; is it meant so?",
                clause.label
            ),
        )
        .with_thing(format!("`{}`", clause.label))
    })
    .collect()
}

fn gaps(draft: &Draft) -> Vec<ReviewItem> {
    let mut before: HashMap<(Style, Vec<u32>), u32> = HashMap::new();
    let mut list = Vec::new();
    for clause in &draft.clauses {
        let Some(label) = Label::read(&clause.label).filter(|label| label.style != Style::Bullet)
        else {
            continue;
        };
        let above = label.value[..label.value.len() - 1].to_vec();
        let last = before
            .insert((label.style, above), label.last())
            .unwrap_or(0);
        if label.last() > last + 1 {
            list.push(ReviewItem::at(
                ReviewKind::Gap,
                clause.line,
                format!("`{}` follows {last}; is a clause missing?", clause.label),
            ));
        }
    }
    list
}

/// A paragraph behind the last clause of a section may be about the section.
fn tails(draft: &Draft) -> Vec<ReviewItem> {
    let mut list = Vec::new();
    for (index, clause) in draft.clauses.iter().enumerate() {
        let is_decimal =
            Label::read(&clause.label).is_some_and(|label| label.style == Style::Decimal);
        let is_last = (is_decimal
            || clause.id_source != IdSource::Heading && clause.label.ends_with('.'))
            && clause.level > 2
            && draft
                .clauses
                .get(index + 1)
                .is_none_or(|next| next.level < clause.level);
        let words: Vec<usize> = clause
            .blocks
            .iter()
            .filter_map(|block| match block {
                DraftBlock::Paragraph { line, .. } => Some(*line),
                _ => None,
            })
            .collect();
        let is_continued = words.len() > 1
            || (clause.is_guide && !words.is_empty() && clause.items().next().is_some());
        if let Some(&line) = words.last().filter(|_| is_last && is_continued) {
            list.push(ReviewItem::at(ReviewKind::Tail, line, format!("this paragraph stands at the end of `{}`; move it if it is about the whole section", clause.id)).with_thing(format!("at the end of `{}`", clause.id)));
        }
    }
    list
}

fn named(draft: &Draft) -> Vec<ReviewItem> {
    let mut list = Vec::new();
    let made = draft
        .clauses
        .iter()
        .filter(|clause| clause.is_id_made && clause.level <= 4)
        .count();
    if made > 0 {
        let what = format!(
            "{made} of the clauses have an id made from a number, marked `.made`: the same in every language, and no identity from version to version; import with `--after` the version before, or give a clause an id in words and take the mark away"
        );
        list.push(ReviewItem::at(ReviewKind::MadeIds, 1, what));
    }
    for clause in draft
        .clauses
        .iter()
        .filter(|clause| clause.id_source == IdSource::Heading && clause.level <= 4)
    {
        let shown: String = clause.heading.chars().take(60).collect();
        list.push(match clause.heading.is_empty() {
            true => ReviewItem::at(
                ReviewKind::NoOwnHeading,
                clause.line,
                format!(
                    "the clause `{}` has no heading of its own; give it one if the page needs it",
                    clause.id
                ),
            )
            .with_thing(format!("`{}`", clause.id)),
            false => ReviewItem::at(
                ReviewKind::NamedId,
                clause.line,
                format!(
                    "`{shown}` has no number; its id is `{}`, use the same in the other language",
                    clause.id
                ),
            )
            .with_thing(format!("`{}`", clause.id)),
        });
    }
    list
}

fn signature(draft: &Draft) -> Option<ReviewItem> {
    let clause = draft.clauses.last()?;
    match clause.blocks.last()? {
        DraftBlock::Paragraph { line, text } if heading_heuristics::is_bare_heading(text) => {
            Some(ReviewItem::at(
                ReviewKind::Tail,
                *line,
                format!(
                    "the last line looks like a signature; it stands in `{}`",
                    clause.id
                ),
            ))
        }
        _ => None,
    }
}
