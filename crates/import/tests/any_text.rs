//! Any text: no panic, no word lost, no problem in what comes out, and no endless time.

mod common;

use std::time::{Duration, Instant};

use common::words;
use import::{Error, ImportedNotice, Metadata, import};
use notice::Language;
use proptest::prelude::*;

fn imported(text: &str) -> Result<ImportedNotice, Error> {
    let metadata = Metadata {
        language: Language::En,
        edition: "demo".to_owned(),
        version: None,
    };
    import(text.as_bytes(), &metadata)
}

/// A text without white space, bullets, borders, and invisible characters.
fn bare(text: &str) -> String {
    let is_hidden = |character: char| {
        character.is_control()
            || matches!(character, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{ad}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let is_line =
        |character: char| character.is_whitespace() || "-=_*~—─═–•·●▪■◆○◦‣⁃".contains(character);
    text.replace('）', ")")
        .chars()
        .filter(|&character| !is_hidden(character) && !is_line(character))
        .collect()
}

fn check_plain(text: &str) {
    let Ok(imported) = imported(text) else { return };
    let (_, problems) = notice::parse(&imported.markdown);
    let known = ["the notice has no title", "has the wrong level"];
    let others = problems
        .iter()
        .filter(|problem| !known.iter().any(|known| problem.what.contains(known)));
    assert_eq!(
        others.collect::<Vec<_>>(),
        Vec::<&notice::Problem>::new(),
        "{text:?}\n{}",
        imported.markdown
    );
    assert_eq!(
        bare(&words(&imported.markdown)),
        bare(text),
        "{text:?}\n{}",
        imported.markdown
    );
}

/// The beginnings of lines that mean something, and words that do.
fn line() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec![
        "",
        "1. ",
        "I. ",
        "II. ",
        "A. ",
        "B. ",
        "1 Word ",
        "2 Word ",
        "2. ",
        "3.",
        "1.1 ",
        "1.2. ",
        "2.1 ",
        "1.1.1 ",
        "1. ",
        "I. ",
        "II. ",
        "A. ",
        "B. ",
        "1 Word ",
        "2 Word ",
        "2）",
        "(1) ",
        "a) ",
        "b) ",
        "i. ",
        "ii. ",
        "v) ",
        "一、",
        "二、",
        "（一）",
        "（二）",
        "第一条 ",
        "第二条",
        "第一章 ",
        "Article 1 ",
        "Section 2: ",
        "• ",
        "- ",
        "* ",
        "> ",
        "+ ",
        "\\",
        "`",
        "|",
        "① ",
        "Last updated: May 9, 2025",
        "更新日期：2025年5月9日",
        "Note: ",
        "Contents",
        "Updates:",
        "    ",
        "---",
    ]);
    let word = prop::sample::select(vec![
        "Tap",
        "\"Me\"",
        "“我”",
        ">",
        " > ",
        "->",
        "(or \"Chats\")",
        "(or Chats)",
        "（或“聊天”）",
        "settings page",
        "you can manage",
        "您可以在",
        "设置",
        "in the upper right corner",
        "Section 1",
        "1.1",
        "第一条",
        "https://example.com/;",
        "a@b.example",
        "www.a.example",
        "[x](y)",
        "[",
        "]",
        "<b>",
        "&amp;",
        "&",
        "*",
        "**",
        "_",
        "`",
        "\\",
        "{#id}",
        "{",
        "!",
        "![a](b)",
        "~~",
        "|",
        "a#",
        "word",
        "Words",
        "信息",
        "。",
        ".",
        ":",
        "：",
        ";",
        ",",
        "'",
        "\u{202e}",
        "\u{a0}",
        "\t",
        "é",
    ]);
    (start, prop::collection::vec(word, 0..8), any::<bool>()).prop_map(
        |(start, words, is_spaced)| {
            format!("{start}{}", words.join(if is_spaced { " " } else { "" }))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_any_signs_never_panics(text in any::<String>()) {
        let _ = imported(&text);
    }

    #[test]
    fn in_lines_keeps_every_word(lines in prop::collection::vec(line(), 0..14), is_spaced in any::<bool>()) {
        check_plain(&lines.join(if is_spaced { "\n\n" } else { "\n" }));
    }

    #[test]
    fn with_headings_never_panics_and_reads_back(lines in prop::collection::vec((prop::sample::select(vec!["", "# ", "## ", "### ", "##### "]), line()), 0..14)) {
        let lines: Vec<String> = lines.into_iter().map(|(characters, line)| format!("{characters}{line}")).collect();
        if let Ok(imported) = imported(&lines.join("\n\n")) {
            let _ = notice::parse(&imported.markdown);
        }
    }
}

#[test]
fn hostile_shapes_take_linear_time() {
    for shape in [
        "\"",
        "“",
        "\"a\" > ",
        "> ",
        "a > ",
        "“我”-",
        "https://a.example ",
        "a@b.example ",
        "Section 1 ",
        "第一条",
        "1. a\n",
        "1.1 a\n",
        "i. a\n",
        "（一）\n",
        "第二条 a\n",
        "Heading\n",
        "Heading\n\ntext that is long enough to be a paragraph of its own\n\n",
        "1) Tap \"a\"\n",
        "you can manage \"a\" ",
        "(or ",
        "# a\n",
        "### a\n",
        "![",
        "![a](b)",
        "[a](b)",
        "<b>",
        "- a\n",
        "  - a\n",
        "{: #a }\n",
        "word ",
        "a.",
        "信息",
        "\u{a0}",
        "| a ",
        "---\n",
        "[a]: b\n",
    ] {
        let time = |length: usize| {
            let text = format!(
                "Title\n1. A\nText.\n2. B\nText.\n{}",
                shape.repeat(length / shape.len())
            );
            let start = Instant::now();
            let _ = imported(&text);
            start.elapsed()
        };
        let small = time(10_000).max(Duration::from_millis(40));
        let large = time(100_000);
        assert!(
            large < small * 60,
            "{shape:?}: {small:?} and ten times the text {large:?}"
        );
    }
}
