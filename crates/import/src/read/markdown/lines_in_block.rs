//! The lines of a paragraph, an item or a quotation: what belongs together, and what is a point.

use std::borrow::Cow;
use std::sync::LazyLock;

use notice::text::han::is_unspaced;
use regex::Regex;

use crate::read::sanitize::line_ends;
use crate::text::label::{Label, Style};

static BOLD: LazyLock<Regex> = LazyLock::new(|| {
    fixed(r"^\s*(?:\*\*\*(?P<a>[^*\n]+)\*\*\*|\*\*(?P<b>[^\n]+?)\*\*|__(?P<c>[^_\n]+)__)\s*$")
});
/// `1\.` and `1\)`, as converters write a number that shall be no list.
static ESCAPED: LazyLock<Regex> = LazyLock::new(|| fixed(r"^(\d{1,3}(?:\.\d{1,3})*)\\([.)])"));
static LINK: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"\[(?P<words>[^\[\]]+)\]\((?:<[^>\n]*>|[^()\s]*)\)"));
static LABEL_IN_BOLD: LazyLock<Regex> = LazyLock::new(|| fixed(r"^\*\*([^*\n]+)\*\*"));

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// A text in which bold parts that touch are one: `**a****b**`, as where a page marks each by itself.
/// The stars between them open nothing for a parser, and would be shown.
pub(super) fn joined_bold(text: &str) -> Cow<'_, str> {
    match text.contains(FOUR) {
        true => Cow::Owned(text.split_inclusive('\n').map(joined_line).collect()),
        false => Cow::Borrowed(text),
    }
}

/// The end of one bold part and the start of the next.
const FOUR: &str = "****";

fn joined_line(line: &str) -> Cow<'_, str> {
    let mut joined = String::with_capacity(line.len());
    let mut is_open = false;
    let mut rest = line;
    while let Some(start) = rest.find('*') {
        let behind = rest[start..].trim_start_matches('*');
        let stars = &rest[start..rest.len() - behind.len()];
        joined.push_str(&rest[..start]);
        let is_escaped = joined.ends_with('\\');
        let is_tight = !joined.ends_with(char::is_whitespace)
            && behind.starts_with(|next: char| !next.is_whitespace());
        is_open ^= stars.len() == 2 && !is_escaped;
        if stars != FOUR || !is_open || !is_tight || is_escaped {
            joined.push_str(stars);
        }
        rest = behind;
    }
    joined.push_str(rest);
    Cow::Owned(joined)
}

/// The words of a line that is bold as a whole.
pub(super) fn whole_bold(line: &str) -> Option<&str> {
    let found = BOLD.captures(line)?;
    let inner = ["a", "b", "c"]
        .iter()
        .find_map(|name| found.name(name))?
        .as_str();
    // Two bold parts with words between are no whole.
    (!inner.contains("**") && !inner.trim().is_empty()).then(|| inner.trim())
}

/// Words whose label is written as in plain text.
pub(super) fn unescaped_label(words: &str) -> String {
    ESCAPED.replace(words, "$1$2").into_owned()
}

/// `**1.1 Title.** Text` with its number in front of the stars, where labels are looked for.
pub(super) fn label_before_bold(words: &str) -> Option<String> {
    let found = LABEL_IN_BOLD.captures(words)?;
    let inner = unescaped_label(found.get(1)?.as_str());
    let rest = &words[found.get(0)?.end()..];
    let label = Label::read(&inner).filter(|label| is_section(label.style))?;
    let space = match inner.len() == label.written.len() + label.rest.len() {
        true => "",
        false => " ",
    };
    match label.rest.trim() {
        "" if inner.ends_with(' ') => Some(format!("{} {}", label.written, rest.trim_start())),
        "" => Some(format!("{}{rest}", label.written)),
        title => Some(format!("{}{space}**{title}**{rest}", label.written)),
    }
}

fn is_section(style: Style) -> bool {
    matches!(
        style,
        Style::Chapter
            | Style::Part
            | Style::Article
            | Style::HanComma
            | Style::HanParen
            | Style::Decimal
            | Style::Number
    )
}

/// The paragraphs of a block with the offset of each: its lines joined, except that a numbered line
/// behind the end of a sentence, and a note, begin anew.
pub(super) fn paragraphs(words: &str) -> Vec<(usize, String)> {
    let mut parts: Vec<(usize, String)> = Vec::new();
    let mut offset = 0;
    for line in words.split_inclusive('\n') {
        let before = parts.last().map(|(_, text)| text.as_str());
        match before {
            Some(before) if !begins_anew(before, line) => {
                if let Some((_, text)) = parts.last_mut() {
                    text.push_str(line);
                }
            }
            _ => parts.push((offset, line.to_owned())),
        }
        offset += line.len();
    }
    let joined = parts
        .into_iter()
        .map(|(offset, text)| (offset, joined(&text)));
    joined.filter(|(_, text)| !text.trim().is_empty()).collect()
}

fn begins_anew(before: &str, line: &str) -> bool {
    let line = line.trim();
    if line.starts_with(": ") || line.starts_with("\\[^") {
        return true;
    }
    let is_break = before.trim_end_matches(['\n', '\r']).ends_with("  ");
    let before = before.trim_end().trim_end_matches('\\').trim_end();
    let unescaped = unescaped_label(whole_bold(line).unwrap_or(line));
    let Some(label) = Label::read(&unescaped).filter(|label| label.style != Style::Bullet) else {
        return false;
    };
    let ends_well = before.ends_with(['.', ':', ';', ',', '。', '：', '；', '，', '！', '？']);
    // `a)` is a point also where the line above ends in nothing.
    let first_point = matches!(label.style, Style::Letter | Style::Roman | Style::Point)
        && label.written.ends_with([')', '）']);
    // Lines that count on are a list, whether a space follows the number or not.
    let first = unescaped_label(before);
    let counts_on = Label::read(&first)
        .is_some_and(|first| first.style == label.style && label.last() == first.last() + 1);
    ends_well || is_break || first_point || counts_on
}

/// The marker in front of an item, nothing for a bullet, and its text.
pub(super) fn split_item(item: &str) -> (&str, &str) {
    let (marker, words) = item.split_once(char::is_whitespace).unwrap_or((item, ""));
    let marker = if marker.starts_with(|character: char| character.is_ascii_digit()) {
        marker
    } else {
        ""
    };
    (marker, words.trim_start())
}

/// The marker of an item, and what is in the item without the indent below it.
pub(super) fn dedented(item: &str) -> (&str, String) {
    let (marker, words) = split_item(item);
    let indent = item.len() - words.len();
    let mut text = String::with_capacity(words.len());
    for (index, line) in words.split_inclusive('\n').enumerate() {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        text.push_str(if index == 0 {
            line
        } else {
            &line[spaces.min(indent)..]
        });
    }
    (marker, text)
}

/// A quotation without the marks at the start of its lines.
pub(super) fn unquoted(quote: &str) -> String {
    let lines = quote.split_inclusive('\n').map(|line| {
        let rest = line.trim_start_matches(' ');
        match rest.strip_prefix('>') {
            Some(words) => words.strip_prefix(' ').unwrap_or(words),
            None => line,
        }
    });
    lines.collect()
}

/// A text of one paragraph a line with a blank line between them, that counts for none.
pub(super) fn apart(text: &str) -> String {
    let is_row = |line: &str| line.trim_start().starts_with('|');
    let mut apart = String::with_capacity(text.len() + text.len() / 16);
    let mut is_code = false;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        is_code ^= line.trim_start().starts_with("```");
        apart.push_str(line);
        let goes_on = is_row(line) && lines.peek().is_some_and(|next| is_row(next));
        if !(is_code || goes_on) {
            apart.push_str("\r\n");
        }
    }
    debug_assert_eq!(line_ends(&apart), line_ends(text));
    apart
}

/// The lines of a paragraph as one, except where the author asked for a break.
pub(super) fn joined(words: &str) -> String {
    let mut text = String::new();
    for line in words.lines() {
        let is_break = text.ends_with('\\') || text.ends_with("  ");
        if is_break {
            text.truncate(text.trim_end_matches(' ').len());
            text.push_str(if text.ends_with('\\') { "\n" } else { "\\\n" });
        } else if text
            .chars()
            .next_back()
            .is_some_and(|character| !is_unspaced(character))
        {
            text.push(' ');
        }
        text.push_str(line.trim_start());
    }
    // A break before nothing would be a backslash that is shown.
    text.trim_end_matches(|character: char| character == '\\' || character.is_whitespace())
        .to_owned()
}

/// The words of a heading without its links: a page puts the address of a heading on its words.
pub(super) fn unlinked(words: &str) -> String {
    LINK.replace_all(words, "$words").into_owned()
}
