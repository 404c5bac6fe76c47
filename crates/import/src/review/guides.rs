//! What is open about guides: steps that repeat another guide, several ways in one list.

use std::collections::HashMap;

use super::{ReviewItem, ReviewKind};
use crate::annotate;
use crate::draft::{Draft, DraftClause};
use crate::text::label::Label;

/// Everything about guides.
pub(super) fn list(draft: &Draft) -> Vec<ReviewItem> {
    let guides: Vec<&DraftClause> = draft
        .clauses
        .iter()
        .filter(|clause| clause.is_guide)
        .collect();
    let mut list = Vec::new();
    let mut seen: HashMap<Vec<&str>, &str> = HashMap::new();
    for guide in &guides {
        let steps: Vec<(usize, &str, &str)> = guide.items().collect();
        if steps.is_empty() {
            list.push(ReviewItem::at(
                ReviewKind::Guide,
                guide.line,
                format!(
                    "`{}` stands among guides and has no steps; remove .guide if it is none",
                    guide.id
                ),
            ));
            continue;
        }
        list.extend(restarts(guide, &steps));
        list.extend(open_steps(guide, &steps));
        list.extend(miscounted(guide, &steps));
        let words: Vec<&str> = steps.iter().map(|(_, _, text)| *text).collect();
        if let Some(other) = seen.insert(words, &guide.id) {
            list.push(ReviewItem::at(
                ReviewKind::Guide,
                guide.line,
                format!(
                    "`{}` has the same steps as `{other}`; is one of them meant otherwise?",
                    guide.id
                ),
            ));
        }
    }
    let deepest = guides.iter().map(|guide| guide.level).max().unwrap_or(0);
    let flat = guides
        .iter()
        .filter(|guide| guide.level < deepest && guide.items().next().is_some());
    list.extend(flat.map(|guide| {
        ReviewItem::at(
            ReviewKind::Guide,
            guide.line,
            format!(
                "`{}` holds its steps one level higher than the other guides",
                guide.id
            ),
        )
    }));
    list
}

/// A later step that begins like the first opens a second way.
fn restarts(guide: &DraftClause, steps: &[(usize, &str, &str)]) -> Option<ReviewItem> {
    // As much as `Open Weixin ` or `打开微信，点击“我”`: enough to know the first step again.
    // Doubled, `the_oddities_are_survived` fails; halved, no test does.
    const ENOUGH: usize = 12;
    let first: String = steps[0].2.chars().take(ENOUGH).collect();
    let again = steps
        .iter()
        .skip(1)
        .find(|(_, _, text)| first.chars().count() == ENOUGH && text.starts_with(&first))?;
    Some(ReviewItem::at(
        ReviewKind::Guide,
        again.0,
        format!(
            "step {} of `{}` starts anew; name the ways as `flows` in the catalogue",
            again.1.trim_end_matches([')', '.']),
            guide.id
        ),
    ))
}

/// Steps whose rows a person must name: those without a label, with several, with a bare one.
fn open_steps(guide: &DraftClause, steps: &[(usize, &str, &str)]) -> Vec<ReviewItem> {
    let kinds: [(StepTest, &str); 3] = [
        (
            has_no_label,
            "names no label; say in `steps` of the catalogue which row it touches",
        ),
        (
            has_several_labels,
            "names several labels; join their rows by `|` in the catalogue",
        ),
        (
            has_bare_alternative,
            "gives an alternative without quotation marks; check that it is a label",
        ),
    ];
    let found = kinds.iter().filter_map(|(is_such, what)| {
        let such: Vec<&(usize, &str, &str)> =
            steps.iter().filter(|(_, _, text)| is_such(text)).collect();
        let numbers: Vec<&str> = such
            .iter()
            .map(|(_, marker, _)| marker.trim_end_matches([')', '）', '.']))
            .collect();
        let line = such.first()?.0;
        Some(ReviewItem::at(
            ReviewKind::Guide,
            line,
            format!("step {} of `{}` {what}", numbers.join(", "), guide.id),
        ))
    });
    found.collect()
}

/// What is asked of the words of a step.
type StepTest = fn(&str) -> bool;

fn has_no_label(text: &str) -> bool {
    annotate::quoted(text).is_empty()
}

fn has_several_labels(text: &str) -> bool {
    annotate::quoted(text).len() > 1 && !has_alternative(text)
}

fn has_bare_alternative(text: &str) -> bool {
    annotate::quoted(text).len() == 1 && has_alternative(text)
}

fn has_alternative(text: &str) -> bool {
    text.contains("(or ") || text.contains("（或")
}

fn miscounted(guide: &DraftClause, steps: &[(usize, &str, &str)]) -> Option<ReviewItem> {
    let wrong = steps.iter().enumerate().find(|(index, (_, marker, _))| {
        Label::read(&format!("{marker} a")).is_some_and(|label| label.last() as usize != index + 1)
    });
    wrong.map(|(_, (line, marker, _))| {
        ReviewItem::at(
            ReviewKind::Guide,
            *line,
            format!("step `{marker}` of `{}` is not the next number", guide.id),
        )
    })
}
