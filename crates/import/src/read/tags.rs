//! Which words in angle brackets are tags of HTML, and what they are for.
//!
//! `<Company Name>` is written like a tag and is none: only names that HTML has count.

use std::sync::LazyLock;

use regex::{Captures, Regex};

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    fixed(r"(?s)<!--.*?-->|</?(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)(?P<rest>\s[^<>]*|/)?>|<[!?][^<>]*>")
});
static ANCHOR: LazyLock<Regex> =
    LazyLock::new(|| fixed(r#"(?i)\s(?:id|name)\s*=\s*["']?([^"'\s>]+)"#));
static STRUCTURE: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"(?i)<(?:h[1-6]|table|ul|ol|dl|blockquote)\b"));

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// The elements of HTML that pages have.
const NAMES: [&str; 96] = [
    "a",
    "abbr",
    "acronym",
    "address",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "meta",
    "nav",
    "nobr",
    "noscript",
    "object",
    "ol",
    "option",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
];
const MORE_NAMES: [&str; 14] = [
    "thead", "time", "title", "tr", "tt", "u", "ul", "var", "video", "wbr", "strike", "path",
    "template", "textarea",
];

/// Whether the first tag of a text is one of HTML. An attribute without a value is none of a tag
/// that has a name of one letter: `<a person>`.
pub(super) fn is_known(html: &str) -> bool {
    TAG.captures(html).is_some_and(|tag| is_tag(&tag))
}

fn is_tag(tag: &Captures<'_>) -> bool {
    let Some(name) = tag.name("name") else {
        return true;
    };
    let name = name.as_str().to_lowercase();
    let rest = tag
        .name("rest")
        .map_or("", |rest| rest.as_str().trim().trim_end_matches('/'));
    let is_name = NAMES.contains(&name.as_str()) || MORE_NAMES.contains(&name.as_str());
    let is_closing = tag[0].starts_with("</");
    is_name
        && (rest.is_empty()
            || rest.contains('=')
            || (!is_closing && rest == "hidden" || rest == "open"))
}

/// A text without the tags of HTML; what only looks like one is escaped, and tells its anchors.
pub(super) fn without_known(html: &str, mut see_anchor: impl FnMut(String)) -> String {
    let kept = TAG.replace_all(html, |tag: &Captures<'_>| {
        if !is_tag(tag) {
            return tag[0].replace('<', "\\<");
        }
        anchors(&tag[0]).for_each(&mut see_anchor);
        match is_break(&tag[0]) {
            true => " ".to_owned(),
            false => String::new(),
        }
    });
    kept.into_owned()
}

/// Whether a text begins with a line break.
pub(super) fn is_break(html: &str) -> bool {
    let lower = html.trim_start().to_lowercase();
    ["<br>", "<br/>", "<br ", "</br>", "</br "]
        .iter()
        .any(|tag| lower.starts_with(tag))
}

/// Whether a text ends in a line break.
pub(super) fn ends_with_break(text: &str) -> bool {
    static BREAK: LazyLock<Regex> = LazyLock::new(|| fixed(r"(?i)<br\s*/?>\s*$"));
    let start = text.char_indices().rev().nth(12).map_or(0, |(at, _)| at);
    BREAK.is_match(&text[start..])
}

/// What follows the break at the start of a text, without its tags.
pub(super) fn after_break(html: &str) -> String {
    match html.trim_start().split_once('>') {
        Some((_, rest)) => without_known(rest, |_| {}),
        None => String::new(),
    }
}

/// The names that links within the page can lead to.
pub(super) fn anchors(html: &str) -> impl Iterator<Item = String> + '_ {
    ANCHOR.captures_iter(html).map(|found| found[1].to_owned())
}

/// A text without the tags that are there for their name alone, and these names.
pub(crate) fn without_anchors(text: &str) -> (String, Vec<String>) {
    static ALONE: LazyLock<Regex> = LazyLock::new(|| fixed("<a id=\"([^\"]*)\"></a>"));
    let names = ALONE
        .captures_iter(text)
        .map(|found| found[1].to_owned())
        .collect();
    (ALONE.replace_all(text, "").into_owned(), names)
}

/// Whether a tag is there for its name alone, or ends such a one.
pub(super) fn is_anchor(html: &str) -> bool {
    let lower = html.trim().to_lowercase();
    lower.starts_with("</a") || (lower.starts_with("<a ") && !lower.contains("href"))
}

/// Whether HTML holds headings, tables or lists, which Markdown has as well.
pub(super) fn has_structure(html: &str) -> bool {
    STRUCTURE.is_match(html)
}

/// The first tag of a text.
pub(super) fn first(html: &str) -> String {
    TAG.find(html)
        .map_or_else(|| html.trim().to_owned(), |tag| tag.as_str().to_owned())
}
