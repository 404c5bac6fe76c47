//! Settings paths as chains of labels joined by arrows: `"Me" > "Settings" > the gear icon in the upper right corner`.
//!
//! The words between two arrows may be a quoted label, a label alone, or prose that says
//! where an icon is. Entry point: [`find`].

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::quoted::{Quoted, quoted};

static ARROW: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"\s*(?:-{1,2}>|[—–]{1,2}>|>{1,2}|[＞›»→⇒➔➜▶])\s*"));
/// Where on a screen something is, and on which.
pub(super) static POSITION: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"^(?i:\s*(?:in|at|on)\s+the\s+(?:upper|top|lower|bottom|right|left)(?:[\s-]+(?:upper|top|lower|bottom|right|left|hand))*",
        r"(?:\s+(?:corner|section|part|side|edge|area))?(?:\s+of\s+(?:the|your|this|each)\s+(?:[\x22“][^\x22”]{1,80}[\x22”]\s+)?",
        r"(?:[\w-]+\s+){0,3}?(?:page|screen|homepage|window|profile)\b)?)",
        "|^\\s*[（(]?(?:位于)?(?:页面|屏幕)?(?:右上|左上|右下|左下|顶|底|上|下)(?:角|方|部)[）)]?",
    ))
});
/// A dash joins labels where both have quotation marks: “我”-“设置”.
static DASH: LazyLock<Regex> = LazyLock::new(|| fixed("[”」』】]\\s*[-－–—~～]{1,2}\\s*[“「『【]"));
/// What is before a chain that starts without quotation marks.
static OPENER: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"[(（](?:or|或者?)\s*|[,.;:!?(（【《，。；：、！？\x22“”\n]\s*|\*{1,2}|(?:^|\s)_{1,2}",
        r"|\b(?i:to|tap|tapping|in|at|via|through|under|from|by|visit|open|click|clicking|choose|select|on|use|using|is|then|follow)\s+(?i:the\s+|your\s+|our\s+|my\s+)?",
        "|(?:点击|点按|进入|前往|打开|通过|依次|选择|路径|在|到)(?:您的|你的)?",
    ))
});
/// Words that end a label without quotation marks.
static CLOSER: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"[,.;:!?()（）】》，。；、！？\x22“”\n*]|_{1,2}(?:\W|$)|\s(?i:to|and|or|where|for|which|by|so|if|then|you|we|when|at|in order)\s",
        "|[中里内](?:关闭|开启|打开|管理|查看|修改|设置|进行|选择|撤回|注销|删除|更改|对|将|，|$)",
        "|即可|进行|[来以](?:管理|关闭|查看|便|修改)",
    ))
});
/// Prose after the last arrow that leads to the switch or page itself.
static ONWARD: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"^(?i:,?\s*(?:and\s+then|and|then|to)\s+(?:toggl\w+|enter\w*|tap\w*|select\w*|choos\w+|click\w*(?:\s+on)?|turn\w*\s+(?:on|off)",
        r"|switch\w*(?:\s+(?:on|off))?|enabl\w+|disabl\w+|navigat\w+\s+to|open\w*)\s+(?:the\s+|your\s+)?",
        r"(?:[\x22“][^\x22”]{1,90}[\x22”](?:\s+(?:option|switch|toggle|button|page|tab|section|screen)\b)?|(?:[\w-]+\s+){0,4}?(?:page|screen)\b))",
        r"|^，?(?:并|再|然后)?(?:点击|点按|选择|打开|关闭|开启|进入)[“「][^”」]{1,40}[”」](?:选项|开关|按钮|页面)?",
    ))
});

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// The most characters between two arrows of one chain.
/// Halved, `each_path_is_found_with_all_its_labels` fails; doubled, no test does.
const LONGEST_BETWEEN: usize = 150;

/// Whether there is an arrow between labels.
pub(crate) fn has_arrow(text: &str) -> bool {
    ARROW.is_match(text)
}

/// Where the chains of a line are.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let arrows = arrows(text);
    let mut chains: Vec<Range<usize>> = Vec::new();
    for arrow in arrows {
        match chains.last_mut() {
            Some(chain) if is_one_chain(&text[chain.end.min(arrow.start)..arrow.start]) => {
                chain.end = arrow.end
            }
            _ => chains.push(arrow),
        }
    }
    let quotes = quoted(text);
    let found = chains.into_iter().filter_map(|chain| {
        let start = start(text, chain.start, &quotes)?;
        let end = end(text, chain.end, &quotes)?;
        Some(start..onward(text, end))
    });
    found.collect()
}

fn arrows(text: &str) -> Vec<Range<usize>> {
    let mut arrows: Vec<Range<usize>> = ARROW.find_iter(text).map(|found| found.range()).collect();
    let mut from = 0;
    while let Some(dash) = text.get(from..).and_then(|rest| DASH.find(rest)) {
        let character = |place: usize| text[place..].chars().next().map_or(0, char::len_utf8);
        let (start, end) = (from + dash.start(), from + dash.end());
        // The quotation marks around the dash belong to the labels.
        let last = text[..end]
            .char_indices()
            .next_back()
            .map_or(end, |(at, _)| at);
        arrows.push(start + character(start)..last);
        from = last;
    }
    arrows.sort_by_key(|arrow| arrow.start);
    arrows
}

/// Whether the words between two arrows can belong to one chain.
fn is_one_chain(between: &str) -> bool {
    let ends_sentence = between.contains(['。', '；', '\n']) || between.contains(". ");
    // `A > B (or C > D)` are two ways.
    let ends_sentence = ends_sentence || between.contains("(or ") || between.contains("（或");
    between.chars().nth(LONGEST_BETWEEN).is_none() && !ends_sentence
}

/// Where the first label begins.
fn start(text: &str, arrow: usize, quotes: &[Quoted]) -> Option<usize> {
    let before = quotes.partition_point(|quoted| quoted.whole.end <= arrow);
    if let Some(last) = quotes[..before].last() {
        let between = &text[last.whole.end..arrow];
        let is_position = || {
            POSITION
                .find(between)
                .is_some_and(|found| found.end() == between.len())
        };
        if between.trim().is_empty() || is_position() {
            return Some(last.whole.start);
        }
    }
    unquoted_start(&text[..arrow])
}

/// Without quotation marks a label begins behind the nearest mark, verb or preposition.
fn unquoted_start(before: &str) -> Option<usize> {
    // A label without marks that is longer is a sentence with an arrow behind it.
    const LONGEST: usize = 60;
    let words = before.trim_end();
    let from = words.char_indices().rev().take(LONGEST).last()?.0;
    let near = &words[from..];
    let openers = OPENER.find_iter(near).map(|opener| opener.end());
    let start = openers.filter(|&end| end < near.len()).last();
    // Without an opener only the whole of a short line can be the label.
    let start = start.or((from == 0).then_some(0))?;
    // The marks of emphasis are around the path, not in its first label.
    let start = near.len() - near[start..].trim_start_matches(['_', '*']).len();
    is_label(&near[start..]).then_some(from + start)
}

/// Where the last label ends, with the words that say where it is.
fn end(text: &str, arrow: usize, quotes: &[Quoted]) -> Option<usize> {
    let quote = quotes.binary_search_by_key(&arrow, |quoted| quoted.whole.start);
    if let Ok(found) = quote {
        let end = quotes[found].whole.end;
        let position = POSITION.find(&text[end..]).map_or(0, |found| found.end());
        return Some(end + position);
    }
    // Longer than at the start, because a last label may say where its icon is.
    const LONGEST: usize = 80;
    let near: String = text[arrow..].chars().take(LONGEST + 1).collect();
    let closers = CLOSER.find_iter(&near).map(|found| found.range());
    let end = closers
        .filter(|closer| !joins_label(&near, closer))
        .map(|closer| closer.start)
        .next()
        .unwrap_or(near.len());
    let label = near[..end].trim_end();
    // `Enable "Ask first"`: a label that is named where its marks begin.
    let next = arrow + near[..end].len();
    if let Ok(found) = quotes.binary_search_by_key(&next, |quoted| quoted.whole.start)
        && text[next..].starts_with(['"', '“'])
    {
        return Some(quotes[found].whole.end);
    }
    let is_short = label.chars().count() <= LONGEST;
    (is_short && label.starts_with(char::is_alphabetic)).then_some(arrow + label.len())
}

/// `Privacy and Security` is one label: a capital goes on with it, unless a new sentence or step
/// begins there.
fn joins_label(text: &str, closer: &Range<usize>) -> bool {
    const NEW: [&str; 12] = [
        "I", "You", "We", "They", "It", "Then", "Tap", "Click", "Select", "Choose", "Open", "Turn",
    ];
    let is_and = text[closer.clone()].trim().eq_ignore_ascii_case("and");
    let next = text[closer.end..]
        .split(|character: char| !character.is_alphanumeric())
        .next();
    is_and && next.is_some_and(|next| next.starts_with(char::is_uppercase) && !NEW.contains(&next))
}

/// A label without quotation marks starts with a capital letter or a Chinese character.
fn is_label(words: &str) -> bool {
    words.starts_with(|character: char| character.is_alphabetic() && !character.is_lowercase())
}

fn onward(text: &str, end: usize) -> usize {
    end + ONWARD.find(&text[end..]).map_or(0, |found| found.end())
}
