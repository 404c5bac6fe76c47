//! What holds for any text: both sides can be rebuilt, and no change is no change.
//!
//! Texts are made of the stuff of notices in both languages, and of arbitrary characters.

use compare::quality;
use notice::change::{Comparison, Op, Span, Status};
use proptest::prelude::*;

/// Words that collide on purpose: repeated, alike, in both languages, with marks and labels.
const WORDS: [&str; 34] = [
    "we",
    "share",
    "data",
    "the",
    "data",
    "name",
    ",",
    ".",
    "(",
    ")",
    "1.24",
    "2025年6月2日",
    "June 2, 2025",
    "第十八条",
    "（一）",
    "我们",
    "不",
    "会",
    "的",
    "收集",
    "信息",
    "、",
    "。",
    "“",
    "'",
    "’",
    "privacy@example.com",
    "https://example.com/a",
    "30天",
    "opt-in",
    "服务",
    "\u{200b}",
    "é",
    "𠀀",
];

fn line() -> impl Strategy<Value = String> {
    let word = prop::sample::select(&WORDS[..]);
    let gap = prop::sample::select(&["", " ", " ", "  "][..]);
    prop::collection::vec((word, gap), 0..24).prop_map(|words| {
        words
            .into_iter()
            .map(|(word, gap)| format!("{word}{gap}"))
            .collect()
    })
}

fn notice() -> impl Strategy<Value = String> {
    let mark = prop::sample::select(&["", "# ", "## ", "### 1.2 ", "- ", "1. ", "> "][..]);
    prop::collection::vec((mark, line()), 0..12).prop_map(|blocks| {
        let lines = blocks
            .into_iter()
            .map(|(mark, line)| format!("{mark}{line}\n\n"));
        lines.collect()
    })
}

/// A notice and another made from it: blocks dropped, doubled, moved, edited.
fn versions() -> impl Strategy<Value = (String, String)> {
    (notice(), notice(), any::<u64>()).prop_map(|(old, other, seed)| {
        let old_blocks: Vec<&str> = old.split("\n\n").collect();
        let other_blocks: Vec<&str> = other.split("\n\n").collect();
        let mut new = Vec::new();
        for (index, block) in old_blocks.iter().enumerate() {
            match (seed >> (2 * (index % 32))) & 3 {
                0 => {}
                1 => new.insert(new.len() / 2, *block),
                _ => new.push(*block),
            }
            new.extend(
                other_blocks
                    .get(index)
                    .filter(|_| seed & (1 << (index % 64)) != 0),
            );
        }
        let new = new.join("\n\n");
        (old, new)
    })
}

fn side(spans: &[Span], op: Op) -> String {
    let is_here = |span: &&Span| span.0 == Op::Equal || span.0 == op;
    spans
        .iter()
        .filter(is_here)
        .map(|span| span.1.as_str())
        .collect()
}

fn compared(old: &str, new: &str) -> Comparison {
    compare::notices(&notice::parse(old).0, &notice::parse(new).0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn both_lines_can_be_rebuilt(old in line(), new in line()) {
        let spans = compare::inline(&old, &new);
        prop_assert_eq!(side(&spans, Op::Delete), old);
        prop_assert_eq!(side(&spans, Op::Insert), new);
    }

    #[test]
    fn both_lines_can_be_rebuilt_from_any_signs(old in ".{0,80}", new in ".{0,80}") {
        let spans = compare::inline(&old, &new);
        prop_assert_eq!(side(&spans, Op::Delete), old);
        prop_assert_eq!(side(&spans, Op::Insert), new);
    }

    #[test]
    fn struck_text_stands_before_added_text(old in line(), new in line()) {
        let spans = compare::inline(&old, &new);
        let is_wrong = |two: &[Span]| two[0].0 == two[1].0 || (two[0].0, two[1].0) == (Op::Insert, Op::Delete);
        prop_assert!(!spans.windows(2).any(is_wrong), "{:?}", spans);
    }

    #[test]
    fn equal_lines_have_no_change(text in line()) {
        let spans = compare::inline(&text, &text);
        prop_assert!(spans.iter().all(|span| span.0 == Op::Equal));
    }

    #[test]
    fn both_notices_can_be_rebuilt((old, new) in versions()) {
        let (old, new) = (notice::parse(&old).0, notice::parse(&new).0);
        prop_assert!(quality::of(&old, &new).is_rebuilt);
        prop_assert!(quality::of(&new, &old).is_rebuilt);
    }

    #[test]
    fn no_edge_is_inside_a_word_or_number((old, new) in versions()) {
        let quality = quality::of(&notice::parse(&old).0, &notice::parse(&new).0);
        prop_assert_eq!(quality.cut_words, 0);
        prop_assert_eq!(quality.cut_figures, 0);
    }

    #[test]
    fn a_notice_does_not_differ_from_itself(text in notice()) {
        let blocks = compared(&text, &text).blocks;
        prop_assert!(blocks.iter().all(|block| block.status == Status::Same));
    }

    #[test]
    fn what_is_added_one_way_is_removed_the_other(old in notice(), new in notice()) {
        let count = |comparison: &Comparison, status| {
            comparison.blocks.iter().filter(|block| block.status == status).count()
        };
        let (forward, backward) = (compared(&old, &new), compared(&new, &old));
        let blocks = forward.blocks.len().max(backward.blocks.len());
        let added = count(&forward, Status::Added).abs_diff(count(&backward, Status::Removed));
        // Two pairings can be equally good; that may not decide about more than a few blocks.
        prop_assert!(added * 10 <= blocks + 10, "{} of {}", added, blocks);
    }
}
