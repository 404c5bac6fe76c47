//! Whether a sentence is about the dates of this notice, and not of a law, a service or the
//! version before.
//!
//! A sentence counts when it names the notice ("this policy", 本政策), or is a dateline: dates,
//! verbs and nothing else. "Our new policy" may be this text or the one that is to follow it.
//! Entry points: [`plain`], [`sentences`], [`own_part`], [`about`].

use std::sync::LazyLock;

use notice::text::han::is_han;
use notice::text::{dates, months};
use regex::{Captures, Regex};

use super::verbs;

/// What a sentence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// This notice.
    This,
    /// This notice perhaps: it is named by a link, or is to come, or nothing is named.
    Unsure,
    /// Something else.
    Other,
}

static LINK: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"\[(?P<words>[^\[\]\n]*)\]\((?P<address>[^)\n]*)\)|\]\([^)\n]*\)"));
/// Around the words of a link to another page.
const ELSEWHERE: char = '\u{2197}';
static ELSEWHERE_WORDS: LazyLock<Regex> =
    LazyLock::new(|| fixed(&format!("{ELSEWHERE}[^{ELSEWHERE}]*{ELSEWHERE}")));
static SENTENCE_END: LazyLock<Regex> = LazyLock::new(|| {
    fixed(&format!(
        r"[。！？!?|\n]|[.;；]\s*$|\.\s+[A-Z“\x22{ELSEWHERE}]"
    ))
});
/// A text that is to come: the page that says so may be it, or still the one before it.
static TO_COME: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"(?i)\b(?:our|the|a)\s+(?:[\w’'-]+\s+){0,2}?new\s+(?:[\w’'-]+\s+){0,4}?(?:policy|policies|notice|statement|terms|agreement|guidelines?|version)\b",
        r"|(?:\bare|’re|'re|\bwill be)\s+(?:updating|changing|revising|amending|replacing)\b",
        "|(?:^|[^最更])新[版的](?:[^，。；：]{0,8}?)(?:政策|协议|声明|指引|条款|规则)",
    ))
});
/// What no other text says of itself.
static ITSELF: LazyLock<Regex> = LazyLock::new(|| fixed(r"(?i)\b(?:this|these)\b|(?:^|[^版])本"));
/// Another text: the version before, a law, or when this one ends.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"(?i)\b(?:previous|earlier|prior|former|older|archived?|replac\w+|supersed\w+|until|expir\w+|history|valid (?:through|to))\b",
        r"|\b(?-i:Act|Law|Regulation|Directive|GDPR|CCPA|Code)\b",
        "|[上前]一?版|前一版|旧版|历史|原版|此前|废止|截至|有效期|根据|依据|依照|按照|《[^》]*(?:法|条例|规定|办法|决定)》|(?:法|条例)(?:（[^）]*）)?于",
    ))
});
static THIS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"(?i)\b(?:this|these|our|the)\s+(?:[\w’'&-]+\s+){0,6}?(?:policy|policies|notice|statement|terms|agreement|guidelines?|document|page|version|rules|conditions)\b",
        r"|\bprivacy (?:policy|notice|statement|guidelines?)\b|\bterms of (?:use|service)\b",
        "|本(?:[^，。；：]{0,12}?)(?:政策|协议|声明|指引|条款|规则|须知|通知|公告|文件|版本?|法|办法|规定|条例|制度|合同)|《[^》]*(?:政策|协议|声明|指引|条款|规则|须知)》",
    ))
});
/// Words between the parts of a dateline.
static CONNECTOR: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"(?i)\b(?:last|latest|most|recent(?:ly)?|this|version|date|of|on|as|from|in|is|was|it|we|has|been|have|had|and|the|at|to|will|be|becomes?|since|first|text",
        r"|policy|notice|statement|terms|agreement|guidelines?|document|page|rules|privacy|v?\d+(?:\.\d+)*)\b",
        "|隐私|政策|协议|声明|指引|条款|版本号?|日期|时间|最近一次|最近|最后|最新|本次|上次|首次|正式|我们|公司|[于自从起在已将并及与和的了日号版对进行]",
    ))
});

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// The words of a block as dates are read in them: no markup, no brackets around numbers
/// (`【3】月`, as forms leave them), digits of one width.
pub(super) fn plain(text: &str) -> String {
    let text = LINK.replace_all(text, |link: &Captures<'_>| {
        match (link.name("words"), link.name("address")) {
            (Some(words), Some(address)) => {
                let words = words.as_str();
                let is_here = address.as_str().starts_with('#') && !OTHER.is_match(words);
                match is_here {
                    true => words.to_owned(),
                    false => format!("{ELSEWHERE}{words}{ELSEWHERE}"),
                }
            }
            _ => "]".to_owned(),
        }
    });
    let characters = text.chars().filter(|character| *character != '\\');
    let plain = characters.map(|character| match character {
        '*' | '_' | '`' | '[' | ']' | '【' | '】' | '\u{a0}' | '\u{3000}' => ' ',
        '０'..='９' => {
            let digit = u32::from(character) - u32::from('０');
            char::from_digit(digit, 10).unwrap_or(character)
        }
        _ => character,
    });
    plain.collect()
}

/// A sentence as it is shown to a person.
pub(super) fn readable(sentence: &str) -> String {
    let words = sentence.replace(ELSEWHERE, " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentences of a block. A semicolon inside one parts clauses, which [`verbs`] looks at.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut from = 0;
    for end in SENTENCE_END.find_iter(text) {
        let mark = text[end.start()..].chars().next().map_or(0, char::len_utf8);
        sentences.push(&text[from..end.start() + mark]);
        from = end.start() + mark;
    }
    sentences.push(&text[from..]);
    sentences
}

/// A dateline without the link to an earlier version that many put behind it:
/// "Effective 1 May 2025 ([previous version](…))".
pub(super) fn own_part(sentence: &str) -> &str {
    let mut links = ELSEWHERE_WORDS.find_iter(sentence);
    let other = links.find(|link| OTHER.is_match(link.as_str()));
    let before = other.map_or(sentence, |link| &sentence[..link.start()]);
    match !dates::find(before).is_empty() && is_dateline(before) {
        true => before,
        false => sentence,
    }
}

/// Whether a sentence is about this notice. A notice that is named by a link is another page.
pub(super) fn about(sentence: &str) -> About {
    let here = ELSEWHERE_WORDS.replace_all(sentence, " ");
    let whole = readable(sentence);
    let is_itself = ITSELF.is_match(&whole) && THIS.is_match(&whole);
    match () {
        () if OTHER.is_match(&whole) => About::Other,
        () if is_itself => About::This,
        () if TO_COME.is_match(&whole) => About::Unsure,
        () if THIS.is_match(&here) || is_dateline(&here) => About::This,
        () => About::Unsure,
    }
}

/// Dates, verbs, and nothing that is not usual between them.
pub(super) fn is_dateline(sentence: &str) -> bool {
    let mut rest = String::with_capacity(sentence.len());
    let mut from = 0;
    for (at, _) in dates::find(sentence) {
        rest.push_str(&sentence[from..at.start]);
        rest.push(' ');
        from = at.end;
    }
    rest.push_str(&sentence[from..]);
    let rest = verbs::without(&rest);
    let rest = CONNECTOR.replace_all(&rest, "");
    // A month without a day, or a name in brackets, is left over.
    // A month without a day is left over; it is found to be one elsewhere.
    let words = rest.split(|character: char| !character.is_alphabetic());
    let others = words.filter(|word| months::number(word).is_none());
    others.flat_map(str::chars).map(weight).sum::<usize>() <= HEAVIEST_REST
}

/// A Chinese character says about as much as four letters.
fn weight(letter: char) -> usize {
    if is_han(letter) { 4 } else { 1 }
}

/// One Chinese character, or a word such as `v.` or `by`, says nothing of another thing.
const HEAVIEST_REST: usize = 4;
