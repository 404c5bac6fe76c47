//! Heuristics for headings: what the shape of a line says about what it is.

use std::sync::LazyLock;

use notice::text::han::width;
use regex::Regex;

static SENTENCES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[.!?][”\x22)]?\s+[A-Z“\x22]|[。！？；]").expect("the pattern is fixed")
});
static UPDATES: LazyLock<Regex> = LazyLock::new(|| {
    let words = concat!(
        r"(?i)^(?:what(?:’|')?s new|what(?: has| is)? (?:new|changed)|summary of (?:the )?(?:changes|updates)",
        r"|(?:recent |latest )?(?:changes|updates)|change ?log|revision history)\b.{0,20}$",
        "|^(?:本次)?(?:主要)?(?:更新|修订|变更)(?:内容|说明|摘要|要点)?(?:如下)?[:：]?$"
    );
    Regex::new(words).expect("the pattern is fixed")
});
static UPDATES_LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:updat|revis|chang|amend)\w*\b.*[:：]$|(?:更新|修订|变更|修改).*[:：]$")
        .expect("the pattern is fixed")
});
static BACK_MATTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?i:appendix|annex|schedule|glossary|definitions)\\b.{0,60}$|^(?:附录|附件|附则|附表|定义|结语)")
        .expect("the pattern is fixed")
});

/// The widest heading with a number: one and a half lines of a page.
/// Halved, `the_oddities_are_survived` fails; doubled, no test does.
const WIDEST: usize = 96;

/// The widest heading without one, which has less to be known by.
/// Halved, `the_oddities_are_survived` fails; doubled, no test does.
const WIDEST_BARE: usize = 72;

/// Whether words can be a heading: short, one phrase, no full stop at the end.
pub(crate) fn is_heading(words: &str) -> bool {
    let words = words.trim();
    let ends_open = !words.ends_with(['.', ';', ',', '。', '；', '，', '!', '！', '、']);
    !words.is_empty()
        && !words.contains('\n')
        && ends_open
        && width(words) <= WIDEST
        && !SENTENCES.is_match(words)
}

/// Whether a line without a number can be a heading: a colon would make it a lead-in.
pub(crate) fn is_bare_heading(words: &str) -> bool {
    let has_words = words.chars().any(char::is_alphabetic);
    let starts_well = words
        .starts_with(|character: char| !character.is_lowercase() && !"\"“(（".contains(character));
    has_words
        && starts_well
        && is_heading(words)
        && width(words) <= WIDEST_BARE
        && !words.contains([':', '：'])
        && !words.contains("，")
}

/// Whether a line names what the provider changed.
pub(crate) fn is_updates(words: &str) -> bool {
    UPDATES.is_match(words.trim())
}

/// Whether a sentence leads in to a list of what changed.
pub(crate) fn leads_to_updates(words: &str) -> bool {
    UPDATES_LEAD.is_match(words.trim())
}

/// Whether a line without a number opens a part after the numbered ones.
pub(crate) fn is_back_matter(words: &str) -> bool {
    BACK_MATTER.is_match(words.trim()) && is_heading(words)
}

/// A heading as it is compared with another: without case, space and punctuation.
pub(crate) fn normalised(words: &str) -> String {
    words
        .chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
