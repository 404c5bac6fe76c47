//! What the reader makes of Chinese emphasis, notes and full-width numbers.

use notice::{Inline, Number, parse, text};

/// The bold words of a line.
fn bold(line: &str) -> Vec<String> {
    let (notice, problems) = parse(line);
    assert_eq!(problems, [], "{line}");
    let mut bold = Vec::new();
    notice.lead[0].each_inline(&mut |inline| {
        if let Inline::Strong(words) = inline {
            bold.push(text::line(words));
        }
    });
    let said = text::blocks(&notice.lead);
    assert!(!said.contains('*'), "{said}");
    assert_eq!(
        said.chars().filter(|c| c.is_alphanumeric()).count(),
        line.chars().filter(|c| c.is_alphanumeric()).count()
    );
    bold
}

/// Beside full-width marks the stars were shown, or made the words between them bold.
#[test]
fn stars_beside_full_width_marks_are_bold_as_meant() {
    assert_eq!(
        bold("会说明**处理（收集、存储）**和保护。"),
        ["处理（收集、存储）"]
    );
    assert_eq!(bold("信息。**注意：**撤回后不能恢复。"), ["注意："]);
    assert_eq!(bold("除**“您”**以外"), ["“您”"]);
    assert_eq!(bold("**《协议》**和**《政策》**"), ["《协议》", "《政策》"]);
    assert_eq!(bold("我们**不会**出售"), ["不会"]);
    assert_eq!(bold("we do **not** sell"), ["not"]);
}

/// A note without a space in it was taken for the address of a link, and a change of it was none.
#[test]
fn a_note_keeps_its_words_and_so_does_what_only_looks_like_a_link() {
    let said = |source: &str| text::blocks(&parse(source).0.lead);
    assert_eq!(
        said("保存六个月[^1]。\n\n[^1]: 自最后一次使用之日起计算。\n"),
        "保存六个月。\n自最后一次使用之日起计算。"
    );
    assert_eq!(
        said("[个人信息]: 以电子方式记录的信息。\n"),
        "[个人信息]: 以电子方式记录的信息。"
    );
    assert_eq!(
        said("See [our page][p].\n\n[p]: https://a.example/x\n"),
        "See our page."
    );
}

#[test]
fn a_full_width_number_is_a_number() {
    for (heading, number, rest) in [
        ("１．范围", vec![1], "范围"),
        ("１２、范围", vec![12], "范围"),
        ("１．２ 范围", vec![1, 2], " 范围".trim()),
    ] {
        assert_eq!(
            Number::split(heading),
            (Some(Number::Decimal(number)), rest),
            "{heading}"
        );
    }
    assert_eq!(Number::split("７天内"), (None, "７天内"));
}
