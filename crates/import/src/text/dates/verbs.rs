//! Which verb takes a date: the one in its own clause, before or behind it.
//!
//! "Updated: D" and "D更新" are both usual, so neither side is preferred. Where verbs stand on
//! both sides in the same clause, the order of the whole sentence decides: one that begins with a
//! date and ends with a verb puts its verbs behind. Entry point: [`of`].

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// What a verb says of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verb {
    /// The text was changed.
    Update,
    /// The text was put where people can read it.
    Publication,
    /// The text applies.
    Effect,
}

static VERBS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"(?i)(?P<update>\b(?:updated?|revis(?:ed|ion)|modifi(?:ed|cation)|amend(?:ed|ment)|changed|version date|dated)\b|更新|修订|修改|修正|变更|版本日期)",
        r"|(?P<publication>\b(?:published|posted|issued|adopted)\b|发布|公布|颁布|通过)",
        r"|(?P<effect>\b(?:effective|in force|(?:takes?|took|taking) effect|(?:with|in|goes? into|went into) effect|comes? into (?:force|effect)|enter(?:s|ed)? into force|appl(?:y|ies) from|valid from)\b|生效|施行|实施|启用)",
    ))
});
/// What parts two clauses of a sentence.
static BORDER: LazyLock<Regex> = LazyLock::new(|| fixed(r"(?i)[，,；;]|\b(?:and|which|but)\b|并"));
/// What joins two verbs that share a date: "published and effective", 发布/生效.
static JOINT: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"(?i)^(?:\s|/|&|、|and|last|date|日期?|并|及|和|与|或|正式)*$"));

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// Whether a sentence has such a verb at all.
pub(super) fn has_any(sentence: &str) -> bool {
    VERBS.is_match(sentence)
}

/// A sentence without these verbs.
pub(super) fn without(sentence: &str) -> String {
    VERBS.replace_all(sentence, " ").into_owned()
}

/// The verbs that take the date at `index` of the dates of a sentence; none where it is not plain.
pub(super) fn of(sentence: &str, dates: &[Range<usize>], index: usize) -> Vec<Verb> {
    let date = &dates[index];
    let from = index.checked_sub(1).map_or(0, |before| dates[before].end);
    let to = dates
        .get(index + 1)
        .map_or(sentence.len(), |next| next.start);
    let before = verbs(sentence, from..date.start);
    let after = verbs(sentence, date.end..to);
    // A comma parts nothing where there is one verb and one date: "Last updated, 1 May 2025".
    let is_only = dates.len() == 1 && after.is_empty();
    let near_before = before.last().is_some_and(|(at, _)| {
        let between = &sentence[at.end..date.start];
        !BORDER.is_match(between) || (is_only && [",", "，"].contains(&between.trim()))
    });
    let near_after = after
        .first()
        .is_some_and(|(at, _)| !BORDER.is_match(&sentence[date.end..at.start]));
    let takes_after = match (near_before, near_after) {
        (false, false) => return Vec::new(),
        (true, true) => match verbs_follow(sentence, dates) {
            Some(verbs_follow) => verbs_follow,
            None => return Vec::new(),
        },
        (_, near_after) => near_after,
    };
    // 2021年1月1日施行的 something: the date of that, not of the notice.
    let is_attribute = |(at, _): &(Range<usize>, Verb)| sentence[at.end..].starts_with('的');
    if takes_after && after.first().is_some_and(is_attribute) {
        return Vec::new();
    }
    match takes_after {
        true => joined(sentence, after.into_iter()),
        false => joined(sentence, before.into_iter().rev()),
    }
}

fn verbs(sentence: &str, part: Range<usize>) -> Vec<(Range<usize>, Verb)> {
    let found = VERBS
        .captures_iter(&sentence[part.clone()])
        .filter_map(|found| {
            let whole = found.get(0)?;
            let verb = match () {
                () if found.name("update").is_some() => Verb::Update,
                () if found.name("publication").is_some() => Verb::Publication,
                () => Verb::Effect,
            };
            Some((part.start + whole.start()..part.start + whole.end(), verb))
        });
    found.collect()
}

/// Whether the sentence puts its verbs behind its dates, by how it begins and ends.
fn verbs_follow(sentence: &str, dates: &[Range<usize>]) -> Option<bool> {
    let (first, last) = (dates.first()?, dates.last()?);
    let begins_with_verb = VERBS.is_match(&sentence[..first.start]);
    let ends_with_verb = VERBS.is_match(&sentence[last.end..]);
    (begins_with_verb != ends_with_verb).then_some(ends_with_verb)
}

/// The nearest verb, and those that share the date with it.
fn joined(sentence: &str, verbs: impl Iterator<Item = (Range<usize>, Verb)>) -> Vec<Verb> {
    let mut found: Vec<Verb> = Vec::new();
    let mut last: Option<Range<usize>> = None;
    for (at, verb) in verbs {
        if let Some(last) = &last {
            let between = last.end.min(at.end)..last.start.max(at.start);
            if !JOINT.is_match(&sentence[between]) {
                break;
            }
        }
        last = Some(at);
        if !found.contains(&verb) {
            found.push(verb);
        }
    }
    found
}
