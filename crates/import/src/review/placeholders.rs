//! Placeholders that nobody filled in, and signs of site generators that a page would show.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::{ReviewItem, ReviewKind};
use crate::source_blocks::SourceText;

static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"\{\{[^{}\n]{1,80}\}\}|\{%[^{}\n]{1,120}%\}|\$\{[^{}\n]{1,80}\}",
        r"|\\?\[(?:INSERT|Insert|insert|TODO|TBD|XXX|YOUR|Your|COMPANY|NAME|ADDRESS|DATE|EMAIL|PHONE|WEBSITE)\b[^\]\n]{0,80}\\?\](?:[^(\[:]|$)",
        "|[【\\[（](?:请?填写|插入|公司名称|公司全称|产品名称|联系方式|邮箱地址|地址|日期|待定|XX+|X+公司)[^】\\]）\\n]{0,30}[】\\]）](?:[^(（]|$)",
    ))
});
static SITE: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"\\?\[![A-Za-z]{2,20}\\?\][+-]?|\\?\[\^[^\]\s]{1,20}\\?\]|(?:^|\s):[a-z]+(?:-[a-z0-9]+)+:|(?:^|\s)[-*+] \[[ xX]\]\s|\\?\{\s*(?:target|rel|class|style|[.#][\w-]+)\b[^}\n]*\}",
        r"|^:::\s*\w*|(?:^|\s)!!! \w+",
    ))
});

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// The signs of a text, each at its first line.
pub(super) fn list(source: &SourceText) -> Vec<ReviewItem> {
    let mut list = Vec::new();
    let notes = notes(source);
    let title = source.title.iter().map(|title| (1, title.as_str()));
    let blocks = source
        .blocks
        .iter()
        .map(|block| (block.line, block.text.as_str()));
    for (line, text) in title.chain(blocks) {
        for (form, kind) in [
            (&PLACEHOLDER, ReviewKind::Placeholder),
            (&SITE, ReviewKind::SiteSign),
        ] {
            let found = form
                .find_iter(text)
                .filter(|sign| !notes.contains(sign.as_str()))
                .map(|sign| shown(sign.as_str()));
            list.extend(found.map(|sign| ReviewItem::of_kind(kind, line, format!("`{sign}`"))));
        }
    }
    merged(list)
}

/// The marks of the footnotes that the text has: `[^1]` is a sign only where no note is.
fn notes(source: &SourceText) -> HashSet<&str> {
    let blocks = source.blocks.iter().map(|block| block.text.as_str());
    let notes = blocks.filter(|text| text.starts_with("[^"));
    notes
        .filter_map(|text| text.split_once(':').map(|(mark, _)| mark))
        .collect()
}

/// Placeholders go into one item, so that the first line of the list holds them all.
fn merged(list: Vec<ReviewItem>) -> Vec<ReviewItem> {
    let (placeholders, mut rest): (Vec<_>, Vec<_>) = list
        .into_iter()
        .partition(|item| item.kind == ReviewKind::Placeholder);
    if let Some(first) = placeholders.first() {
        let things: Vec<String> = placeholders
            .iter()
            .map(|item| format!("{} (line {})", item.thing, item.line))
            .collect();
        rest.push(ReviewItem::of_kind(
            ReviewKind::Placeholder,
            first.line,
            things.join(", "),
        ));
    }
    rest
}

/// Without the character that only says that no link follows.
fn shown(sign: &str) -> String {
    let sign = sign.trim().replace('\\', "");
    match sign.rfind([']', '】', '）', '}', ':']) {
        Some(end) => {
            sign[..end].to_owned()
                + &sign[end..]
                    .chars()
                    .next()
                    .map_or(String::new(), String::from)
        }
        None => sign,
    }
}
