//! The marks of a changed block as they are read: joined to phrases, and counted for who listens.
//!
//! A comparison says exactly which words stayed. On a page, one word that stayed between two marks makes
//! a reader stop three times, so it is drawn as part of both. The comparison itself, published as data,
//! stays exact. Entry points: [`joined`] and [`sizes`].

use notice::change::{Op, Span};
use notice::text::han::is_han;

/// From how many Han characters or words a run that stayed is drawn between two marks.
const READABLE: usize = 2;

/// The same old text and the same new text in longer runs, what was deleted before what was inserted.
pub fn joined(spans: &[Span]) -> Vec<Span> {
    let mut runs = Vec::new();
    let mut rest = spans;
    while let Some(first) = rest.first() {
        if first.0 == Op::Equal {
            runs.push(first.clone());
            rest = &rest[1..];
            continue;
        }
        let (island, after) = rest.split_at(island(rest));
        let side = |other: Op| -> String {
            let texts = island.iter().filter(|Span(op, _)| *op != other);
            texts.map(|Span(_, text)| text.as_str()).collect()
        };
        // A word between two insertions did not go anywhere.
        if is_one_sided(island) {
            runs.extend(island.iter().cloned());
        } else {
            runs.push(Span(Op::Delete, side(Op::Insert)));
            runs.push(Span(Op::Insert, side(Op::Delete)));
        }
        rest = after;
    }
    runs
}

fn is_one_sided(island: &[Span]) -> bool {
    let has = |op: Op| island.iter().any(|span| span.0 == op);
    !(has(Op::Delete) && has(Op::Insert))
}

/// How many spans belong together: marks, and what is too short to be read between them.
fn island(spans: &[Span]) -> usize {
    let mut end = 0;
    for (place, Span(op, text)) in spans.iter().enumerate() {
        if *op != Op::Equal {
            end = place + 1;
        } else if place > end || units(text) >= READABLE {
            break;
        }
    }
    end
}

/// How much was deleted and how much inserted, in Han characters and words.
pub fn sizes(spans: &[Span]) -> (usize, usize) {
    let of = |wanted: Op| {
        let texts = spans.iter().filter(|Span(op, _)| *op == wanted);
        texts.map(|Span(_, text)| units(text)).sum()
    };
    (of(Op::Delete), of(Op::Insert))
}

/// Han characters, and words of other scripts.
fn units(text: &str) -> usize {
    let mut units = 0;
    let mut is_in_word = false;
    for character in text.chars() {
        let is_character = is_han(character);
        let is_letter = !is_character && character.is_alphanumeric();
        if is_character || (is_letter && !is_in_word) {
            units += 1;
        }
        is_in_word = is_letter || (is_in_word && matches!(character, '\'' | '’' | '-'));
    }
    units
}

/// How many characters of what stays are shown before the first mark, Han and others.
const CONTEXT: (usize, usize) = (18, 40);

/// Where the last words before a change begin, in a text that stays; 0 where all of it is short enough.
pub fn last_words(text: &str) -> usize {
    let has_han = text.chars().any(is_han);
    let most = if has_han { CONTEXT.0 } else { CONTEXT.1 };
    let Some((start, _)) = text.char_indices().rev().nth(most) else {
        return 0;
    };
    let is_break = |character: char| match has_han {
        true => "，。；：、".contains(character),
        false => character == ' ',
    };
    let tail = &text[start..];
    let after = tail
        .char_indices()
        .find(|(_, character)| is_break(*character));
    match after {
        Some((place, character)) if place + character.len_utf8() < tail.len() => {
            start + place + character.len_utf8()
        }
        _ => start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Op::{Delete, Equal, Insert};

    /// `[-old-]` and `[+new+]` in a line.
    fn shown(spans: &[Span]) -> String {
        let runs = spans.iter().map(|Span(op, text)| match op {
            Equal => text.clone(),
            Delete => format!("[-{text}-]"),
            Insert => format!("[+{text}+]"),
        });
        runs.collect()
    }

    #[track_caller]
    fn check(spans: &[(Op, &str)], expected: &str) {
        let spans: Vec<Span> = spans
            .iter()
            .map(|(op, text)| Span(*op, (*text).into()))
            .collect();
        assert_eq!(shown(&joined(&spans)), expected);
    }

    #[test]
    fn one_han_character_between_two_marks_is_part_of_both() {
        check(
            &[
                (Equal, "账号"),
                (Delete, "和"),
                (Insert, "、"),
                (Equal, "的"),
                (Delete, "日志"),
                (Insert, "记录"),
            ],
            "账号[-和的日志-][+、的记录+]",
        );
    }

    #[test]
    fn two_han_characters_stay_between_them() {
        let spans = [
            (Delete, "甲"),
            (Insert, "乙"),
            (Equal, "账号"),
            (Insert, "丙"),
        ];
        check(&spans, "[-甲-][+乙+]账号[+丙+]");
    }

    #[test]
    fn one_word_between_two_marks_is_part_of_both_and_two_words_are_not() {
        let spans = [
            (Delete, "the"),
            (Insert, "your"),
            (Equal, " records "),
            (Delete, "of use"),
            (Equal, "."),
        ];
        check(&spans, "[-the records of use-][+your records +].");
        let spans = [
            (Delete, "the"),
            (Insert, "your"),
            (Equal, " records of "),
            (Delete, "use"),
        ];
        check(&spans, "[-the-][+your+] records of [-use-]");
    }

    #[test]
    fn a_word_between_two_insertions_is_not_said_to_be_deleted() {
        check(
            &[(Insert, "甲"), (Equal, "的"), (Insert, "乙")],
            "[+甲+]的[+乙+]",
        );
    }

    #[test]
    fn what_was_deleted_comes_first() {
        check(&[(Insert, "new"), (Delete, "old")], "[-old-][+new+]");
    }

    #[test]
    fn han_characters_and_words_are_counted() {
        assert_eq!(units("你的 IP 地址，don't"), 6);
    }

    #[test]
    fn the_last_words_before_a_change_begin_at_a_break() {
        let text =
            "你使用微信搜索功能时，为了展示匹配更精准的搜索服务内容，我们会收集和使用你的搜索记录";
        assert_eq!(&text[last_words(text)..], "我们会收集和使用你的搜索记录");
        assert_eq!(last_words("我们会收集"), 0);
    }
}
