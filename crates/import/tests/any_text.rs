//! Any text: no panic, no word lost, no problem in what comes out, and no endless time.

mod common;

use std::time::{Duration, Instant};

use common::{tokens, words};
use import::{Error, Format, ImportedNotice, Metadata, import};
use notice::Language;
use proptest::prelude::*;

fn imported(text: &str) -> Result<ImportedNotice, Error> {
    imported_as(text, None)
}

fn imported_as(text: &str, format: Option<Format>) -> Result<ImportedNotice, Error> {
    let metadata = Metadata {
        language: Language::En,
        edition: "demo".to_owned(),
        format,
        ..Metadata::default()
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
    let Ok(imported) = imported_as(text, Some(Format::PlainText)) else {
        return;
    };
    let (_, problems) = notice::parse(&imported.markdown);
    assert_eq!(problems, [], "{text:?}\n{}", imported.markdown);
    let imported = ImportedNotice {
        // A text without a title gets the name of the edition.
        markdown: imported.markdown.replace("\n# demo\n", "\n"),
        ..imported
    };
    // A title below its date comes to the top.
    let title = bare(&notice::parse(&imported.markdown).0.title);
    let expected = bare(text);
    // Its words may be in the date as well: any one of their places may be the title's.
    let found = bare(&words(&imported.markdown));
    let is_kept = expected.match_indices(&title).any(|(at, _)| {
        let (before, after) = (&expected[..at], &expected[at + title.len()..]);
        found == [&title, before, after].concat()
    });
    assert!(
        is_kept,
        "{text:?}\n{}\n{found}\n{expected}",
        imported.markdown
    );
}

/// Found by the lines below: a number of three parts without the words' space, and nothing above it.
#[test]
fn a_first_clause_that_is_numbered_as_a_part_stands_by_itself() {
    for text in [
        "3.1.1settings page",
        "3.1.1settings page\n\n1.1 Word",
        "3.1.1settings page\n\n3.1.2settings page",
        "3.1.1_",
        "B. \n3.1.1é\nhttps://example.com/;",
        // A number that is read as one says its level itself.
        "1.1 Word",
        "1.1.1 Word\n\n1.1 Word\n\n2. Word",
    ] {
        check_plain(text);
    }
}

/// At least so many cases; `PROPTEST_CASES` asks for more.
fn at_least(cases: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: default.cases.max(cases),
        failure_persistence: None,
        ..default
    }
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
    #![proptest_config(at_least(1000))]

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

/// Parts of Markdown, and the words that a reader of each sees.
const PARTS: [(&str, &str); 34] = [
    ("# Alpha beta", "Alpha beta"),
    ("## 1. Gamma delta", "1 Gamma delta"),
    ("### Gamma", "Gamma"),
    ("##### Deep line", "Deep line"),
    ("Under\n---", "Under"),
    ("**Bold line**", "Bold line"),
    ("**2\\. Bold number**", "2 Bold number"),
    ("**1.1 Title.** Then text.", "1 1 Title Then text"),
    ("3\\. Plain number", "3 Plain number"),
    ("1. item one\n2. item two", "1 item one 2 item two"),
    ("1. **Start.** item", "1 Start item"),
    (
        "- one\n- two\n  a) three\n  b) four",
        "one two a three b four",
    ),
    ("- one\n\n  more\n- two", "one more two"),
    ("*   一、收集", "一 收集"),
    ("One<br>two<br/>three", "One two three"),
    ("One\n<br>two", "One two"),
    ("| a | b |\n|---|---|\n| c<br>d | e |", "a b c d e"),
    (
        "To <Company Name> at <privacy officer>.",
        "To Company Name at privacy officer",
    ),
    ("<Section 3c of it>", "Section 3c of it"),
    (
        "Some <b>bold</b> <span class=\"x\">word</span>",
        "Some bold word",
    ),
    ("[^1]: 自使用之日起", "1 自使用之日起"),
    ("[个人信息]: 信息", "个人信息 信息"),
    ("Note[^2] it", "Note 2 it"),
    ("> quoted words", "quoted words"),
    ("> ## Quoted\n>\n> text of it", "Quoted text of it"),
    ("Term\n: what it is", "Term what it is"),
    (
        "See [words](https://a.example) and [more](#x).",
        "See words and more",
    ),
    ("[](#anchor)", ""),
    ("<h2 id=\"a\">Head line</h2>", "Head line"),
    (
        "<table><tr><th>f</th><th>g</th></tr><tr><td>h<br>i</td><td>j</td></tr></table>",
        "f g h i j",
    ),
    ("第一条 甲乙", "第一条 甲乙"),
    ("说明**甲（乙）**丙", "说明 甲 乙 丙"),
    ("\\* starred", "starred"),
    ("```\ncode line\n```", "code line"),
];

proptest! {
    #![proptest_config(at_least(600))]

    /// Words are held against each other with their borders: two that are glued are another word.
    #[test]
    fn of_markdown_keeps_every_word_apart(parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 1..9)) {
        let text: Vec<&str> = parts.iter().map(|(text, _)| *text).collect();
        let text = text.join("\n\n");
        let mut expected: Vec<String> = parts
            .iter()
            .flat_map(|(_, words)| words.split_whitespace().map(str::to_owned))
            .collect();
        if expected.is_empty() {
            return Ok(());
        }
        let imported = imported_as(&text, Some(Format::Markdown)).expect("it is text");
        let (_, problems) = notice::parse(&imported.markdown);
        prop_assert_eq!(&problems, &vec![], "{}\n=>\n{}", text, imported.markdown);
        let mut found = tokens(&imported.markdown.replace("\n# demo\n", "\n"));
        expected.sort();
        found.sort();
        prop_assert_eq!(found, expected, "{}\n=>\n{}", text, imported.markdown);
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
