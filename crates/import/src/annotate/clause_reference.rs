//! References from clause to clause: `Section 9`, `Article 10`, `5.1.7`, 第三条.
//!
//! A number is a reference only where nothing around it names another document: a law, 《》, "of
//! our Terms". References that are joined (第一条、第二条) go together, so that one law in front
//! of the first keeps all of them from being links. Entry point: [`find`].

use std::ops::Range;
use std::sync::LazyLock;

use notice::numerals;
use regex::{Captures, Regex};

use super::clause_index::Target;
use super::{Annotation, AnnotationKind, Surroundings};

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    let han = numerals::OF_CLAUSES;
    let forms = [
        r"(?P<word>\b(?i:sections?|articles?|clauses?|paragraphs?|chapters?|parts?)\s+)(?P<number>\d{1,3}(?:\.\d{1,3}){0,5})\b".to_owned(),
        format!(r"|第\s*(?P<han>[{han}\d]{{1,6}}|\d{{1,3}}(?:\.\d{{1,3}}){{1,5}})\s*(?P<unit>[条章节款部]分?)"),
        r"|(?:\b(?i:in|see|under|to|of|with|and)\s+|[见照据及至按]\s*)(?P<bare>\d{1,3}(?:\.\d{1,3}){1,5})".to_owned(),
    ];
    fixed(&forms.concat())
});
/// What stands between references that go together.
static JOINT: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"^(?:\s|,|;|&|/|–|-|、|，|和|及|与|或|至|以及|款|项|\b(?:and|or|to|through)\b|\([^)]{0,20}\))*$",
    )
});
/// More numbers behind the first: `Articles 1, 2 and 3`.
static MORE_NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(r"^(?:\([^)]{0,20}\)|\s*(?:,|and|or|to|–|-|&)\s*\d[\d.]*\b(?:\([^)]{0,20}\))*)*")
});
/// What follows a reference to another text.
static OF_OTHER: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"^,?\s+(?:of|in|under)\s+(?:the\s+)?(?:[A-Z“\x22]|GDPR|CCPA)",
        r"|^,?\s+of\s+(?:our|your|their|its|that|those|such|another|any|each|a|an)\b",
        r"|^,?\s+(?:[A-Z]{3,}\b|[A-Z]\w*\s+(?:Act|Code|Law|Regulation)\b)",
    ))
});
/// What stands before one: the name of a law or an agreement.
static OTHER_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"\b(?:Act|Law|Regulation|Directive|Code|GDPR|CCPA|Agreement|Terms|Policy|Rules)(?:’s|'s)?\s*(?:\([^)]{0,30}\))?,?\s*$",
        r"|(?:[》法例典则]|规定|决定|协议|合同|条款|章程)(?:[（(][^）)]{0,20}[）)])?的?\s*$",
    ))
});
/// This notice by name.
static OWN_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    fixed(r"(?i)\b(?:this|these)\s+(?:[\w’'-]+\s+){0,3}[\w’'-]+,?\s*$|本[^，。；、《》]{0,8}\s*$")
});

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// A reference that was found.
struct Reference {
    at: Range<usize>,
    target: Target,
    is_of_other: bool,
}

/// The references of a line to clauses that there are, and those that could mean several.
pub(super) fn find(text: &str, around: &Surroundings<'_>) -> Vec<Annotation> {
    let mut references: Vec<Reference> = REFERENCE
        .captures_iter(text)
        .filter_map(|found| reference(text, &found, around))
        .collect();
    spread(text, &mut references);
    let kind = |target: Target| match target {
        Target::Clause(id) => Some(AnnotationKind::Clause(id)),
        Target::Doubtful => Some(AnnotationKind::Doubtful),
        Target::Nothing => None,
    };
    references
        .into_iter()
        .filter(|found| !found.is_of_other)
        .filter_map(|found| {
            Some(Annotation {
                kind: kind(found.target)?,
                at: found.at,
            })
        })
        .collect()
}

fn reference(text: &str, found: &Captures<'_>, around: &Surroundings<'_>) -> Option<Reference> {
    // `Section 9` whole; of `in 5.1.7` the number alone.
    let at = found.name("bare").or_else(|| found.get(0))?.range();
    if is_label(text, &at) {
        return None;
    }
    let is_of_other = is_of_other(text, &at);
    Some(Reference {
        target: target(found, around),
        is_of_other,
        at,
    })
}

/// Marks a group of joined references as of another text where one of them is.
fn spread(text: &str, references: &mut [Reference]) {
    let mut from = 0;
    for next in 1..=references.len() {
        let is_joined = references.get(next).is_some_and(|reference| {
            let between = references[next - 1].at.end.min(reference.at.start)..reference.at.start;
            JOINT.is_match(&text[between])
        });
        if !is_joined {
            let group = &mut references[from..next];
            let is_of_other = group.iter().any(|reference| reference.is_of_other);
            group
                .iter_mut()
                .for_each(|reference| reference.is_of_other = is_of_other);
            from = next;
        }
    }
}

/// Whether the words are the label of the line itself: `第一条 与国家安全有关的`.
fn is_label(text: &str, at: &Range<usize>) -> bool {
    let is_first = text[..at.start].trim_matches(['*', '_', ' ']).is_empty();
    let after = &text[at.end..];
    is_first
        && (after.is_empty() || after.starts_with([' ', '\u{3000}', ':', '：', '.', '*', '、']))
        && !after
            .trim_start()
            .starts_with(|character: char| character.is_ascii_lowercase())
}

fn target(found: &Captures<'_>, around: &Surroundings<'_>) -> Target {
    let get = |key: String| around.clauses.find(&key, around.place);
    let by_number = |number: &str| get(format!("c{}", number.replace('.', "-")));
    let or = |first: Target, number: &str| match first {
        Target::Nothing => by_number(number),
        first => first,
    };
    if let Some(number) = found.name("number").or_else(|| found.name("bare")) {
        let word = found
            .name("word")
            .map(|word| word.as_str().trim().trim_end_matches('s').to_lowercase());
        let kind = match word.as_deref() {
            Some("chapter" | "part") => "chapter",
            _ => "article",
        };
        let by_word = get(format!("{kind}-{}", number.as_str()));
        return or(by_word, number.as_str());
    }
    let (Some(number), Some(unit)) = (found.name("han"), found.name("unit")) else {
        return Target::Nothing;
    };
    let value = numerals::value(number.as_str()).map(|value| value.to_string());
    let written = value.as_deref().unwrap_or(number.as_str());
    match unit.as_str() {
        "章" => or(get(format!("chapter-{written}")), written),
        "条" | "部分" => or(get(format!("article-{written}")), written),
        _ => by_number(written),
    }
}

/// Whether the reference at a place is to another document.
pub(crate) fn is_of_other(text: &str, at: &Range<usize>) -> bool {
    // A name has fewer characters; a text that is nothing but references must not be read anew for
    // each of them.
    const NEAR: usize = 60;
    let start = text[..at.start].char_indices().rev().take(NEAR).last();
    let before = &text[start.map_or(at.start, |(start, _)| start)..at.start];
    let after = &text[at.end..];
    let more = MORE_NUMBERS.find(after).map_or(0, |more| more.end());
    let is_named_before = OTHER_BEFORE.is_match(before) && !OWN_BEFORE.is_match(before);
    is_named_before || OF_OTHER.is_match(&after[more..])
}
