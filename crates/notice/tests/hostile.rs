//! Hostile Markdown: what must never reach the model, and what must not bring the reader down.

use std::time::{Duration, Instant};

use notice::{Block, Inline, LinkTarget, Notice, parse, text};

/// Every address in a notice.
fn addresses(notice: &Notice) -> Vec<String> {
    let mut found = Vec::new();
    let blocks = notice
        .lead
        .iter()
        .chain(notice.clauses.iter().flat_map(|clause| &clause.blocks));
    blocks.for_each(|block| in_block(block, &mut found));
    found
}

fn in_block(block: &Block, found: &mut Vec<String>) {
    match block {
        Block::Paragraph(words) | Block::Subheading(words) => in_line(words, found),
        Block::List { items, .. } => items
            .iter()
            .flatten()
            .for_each(|block| in_block(block, found)),
        Block::Steps(steps) => steps.iter().for_each(|step| in_line(&step.words, found)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| in_block(block, found)),
        Block::Table(rows) => rows.iter().flatten().for_each(|cell| in_line(cell, found)),
        Block::TermList(entries) => {
            for entry in entries {
                entry.terms.iter().for_each(|term| in_line(term, found));
                let meanings = entry.meanings.iter().flatten();
                meanings.for_each(|block| in_block(block, found));
            }
        }
        Block::Note { blocks, .. } => blocks.iter().for_each(|block| in_block(block, found)),
        Block::Code(_) | Block::Rule => {}
    }
}

fn in_line(words: &[Inline], found: &mut Vec<String>) {
    for word in words {
        match word {
            Inline::Link { to, words, .. } => {
                found.push(match to {
                    LinkTarget::Path(id) => format!("path:{id}"),
                    LinkTarget::Clause(id) => format!("#{id}"),
                    LinkTarget::Web(address) => address.clone(),
                });
                in_line(words, found);
            }
            Inline::Strong(words) | Inline::Emphasis(words) => in_line(words, found),
            Inline::Text(_) | Inline::Code(_) | Inline::NoteMark(_) | Inline::Break => {}
        }
    }
}

/// All words of a notice.
fn words(notice: &Notice) -> String {
    let clauses: Vec<String> = notice.clauses.iter().map(text::clause).collect();
    format!(
        "{}\n{}\n{}",
        notice.title,
        text::blocks(&notice.lead),
        clauses.join("\n")
    )
}

/// What must hold of every notice, whatever it was made from.
fn assert_safe(notice: &Notice) {
    for address in addresses(notice) {
        let is_known = ["path:", "#", "https://", "http://", "mailto:"]
            .iter()
            .any(|start| address.to_ascii_lowercase().starts_with(start));
        assert!(is_known, "{address}");
        assert!(
            !address
                .contains(|character: char| character.is_control() || "<>\"` ".contains(character)),
            "{address}"
        );
    }
    let words = words(notice);
    let is_hidden =
        |character: char| character.is_control() && character != '\n' && character != '\t';
    assert!(!words.contains(is_hidden), "{words:?}");
    let mut ids: Vec<&str> = notice
        .clauses
        .iter()
        .map(|clause| clause.id.as_str())
        .collect();
    ids.sort_unstable();
    assert!(
        ids.windows(2).all(|pair| pair[0] != pair[1]),
        "two clauses share an id"
    );
    let is_plain = |id: &str| {
        !id.is_empty() && !id.contains(|s: char| s.is_whitespace() || "<>\"'&".contains(s))
    };
    assert!(ids.iter().all(|id| is_plain(id)), "{ids:?}");
}

#[test]
fn raw_html_never_reaches_the_model() {
    for html in [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
        "<scr\nipt>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><animate/></svg>",
        "<svg><script href=\"data:,alert(1)\"/></svg>",
        "<math><mtext></p><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<body onload=alert(1)>",
        "<a href=\"javascript:alert(1)\">words</a>",
        "<details open ontoggle=alert(1)>",
        "<!-- <script>alert(1)</script> -->",
        "<!--><img src=x onerror=alert(1)>-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php echo 1 ?>",
        "<!DOCTYPE html>",
        "<style>@import 'https://evil.example'</style>",
        "<base href=https://evil.example/>",
        "<form action=https://evil.example><input name=q></form>",
        "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
        "<object data=x></object><embed src=x>",
        "</section></main>",
        "<div\n onclick=\"alert(1)\"\n>words</div>",
        "<x-y z>",
    ] {
        for source in [
            html.to_owned(),
            format!("## A\n\nWords {html} words"),
            format!("- {html}\n- b"),
            format!("> {html}"),
            format!("# {html}"),
            format!("|a|\n|-|\n|{}|", html.replace('\n', " ")),
        ] {
            let (notice, problems) = parse(&source);
            assert_safe(&notice);
            let kept = words(&notice);
            // A tag that Markdown does not take for one stays as words, and a page escapes words.
            let is_tag = !html.starts_with("<scr\n");
            assert!(
                !is_tag || !kept.contains('<') || !problems.is_empty(),
                "{source}: {kept}"
            );
            assert!(
                !is_tag || !kept.to_lowercase().contains("<s"),
                "{source}: {kept}"
            );
            assert!(!is_tag || !problems.is_empty(), "{source}");
        }
    }
}

#[test]
fn unsafe_addresses_never_reach_the_model() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;&#x61;vascript&colon;alert(1)",
        "javascript&#58;alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "&#1;javascript:alert(1)",
        "\\javascript:alert(1)",
        "javascript\\:alert(1)",
        "java\u{0}script:alert(1)",
        "\u{feff}javascript:alert(1)",
        "javascript%3Aalert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,<script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "DATA:image/svg+xml,%3Csvg",
        "file:///etc/passwd",
        "blob:https://example.com/1",
        "ftp://example.com/",
        "//evil.example/",
        "/relative",
        "relative",
        "../up",
        "?query",
        "",
        "https:",
        "https:evil.example",
        "https:///evil",
        "https://good.example@evil.example/",
        "https://\\evil.example",
        "http:javascript:alert(1)",
        "mailto:",
        "mailto:nobody",
        "path:",
        "path:../../etc",
        "path:a\"onclick=b",
        "path:javascript:alert(1)",
        "#",
        "#a\"b",
        "#<b>",
        "intent://x#Intent;end",
        "weixin://dl/x",
        "tel:+861",
        "about:blank",
        "view-source:https://example.com",
    ] {
        for source in [
            format!("[words]({address})"),
            format!("[words](<{address}> \"title\")"),
            format!("[words][r]\n\n[r]: {address}"),
            format!("[words][r]\n\n[r]: <{address}> 'title'"),
            format!("<{address}>"),
            format!("![words]({address})"),
            format!("[![words]({address})]({address})"),
        ] {
            let (notice, _) = parse(&source);
            assert_safe(&notice);
            assert_eq!(addresses(&notice), Vec::<String>::new(), "{source}");
        }
    }
}

#[test]
fn the_words_of_an_unsafe_link_stay_with_a_problem() {
    let (notice, problems) = parse("## A {#a}\n\nSee [our *page*](javascript:alert(1)).\n");
    assert_eq!(text::blocks(&notice.clauses[0].blocks), "See our page.");
    assert_eq!(
        problems[0].to_string(),
        "3: clause `a`: the address `javascript:alert(1)` is dropped; use path:ID, #ID, https: or mailto:"
    );
}

#[test]
fn an_image_is_dropped_with_a_problem() {
    let (notice, problems) = parse("Before ![a cat](https://example.com/cat.png) after");
    assert_eq!(text::blocks(&notice.lead), "Before  after");
    assert_eq!(problems.len(), 1);
}

#[test]
fn entities_are_words_and_never_markup() {
    let (notice, _) = parse("&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &#60;b&#62;");
    assert_eq!(
        notice.lead,
        [Block::Paragraph(vec![Inline::Text(
            "<script>alert(1)</script> &amp; <b>".to_owned()
        )])]
    );
}

#[test]
fn signs_that_cannot_be_seen_are_dropped_with_a_problem() {
    let (notice, problems) =
        parse("pay\u{202e}lap\u{202c} b\u{7}ell `x\u{1b}[31m`\n\n## a\u{8}b {#ab}\n");
    assert_eq!(text::blocks(&notice.lead), "paylap bell x[31m");
    assert_eq!(notice.clauses[0].heading, "ab");
    assert_eq!(problems.len(), 3);
}

#[test]
fn links_do_not_nest() {
    let (notice, _) =
        parse("[a [b](https://b.example/) c](https://a.example/) [<https://x.example/>](#a)");
    assert_eq!(addresses(&notice), ["https://b.example/", "#a"]);
}

#[test]
fn deep_nesting_is_laid_flat_and_keeps_the_words() {
    let lists: String = (0..400)
        .map(|depth| format!("{}- w{depth}\n", " ".repeat(2 * depth)))
        .collect();
    for source in [
        format!("{}word", "> ".repeat(100_000)),
        format!("{}word", "- ".repeat(50_000)),
        lists,
        format!("{}word{}", "*_".repeat(50_000), "_*".repeat(50_000)),
    ] {
        let (notice, problems) = parse(&source);
        assert_safe(&notice);
        assert!(words(&notice).contains('w'), "the words are lost");
        assert!(problems.len() <= 1);
    }
    let (notice, _) = parse(
        &(0..400)
            .map(|depth| format!("{}- w{depth}\n", " ".repeat(2 * depth)))
            .collect::<String>(),
    );
    assert!((0..400).all(|depth| words(&notice).contains(&format!("w{depth}"))));
}

/// The time that a text takes, in a build without optimisation.
fn time(source: &str) -> Duration {
    let start = Instant::now();
    let (notice, problems) = parse(source);
    assert!(problems.len() <= 1001);
    drop(notice);
    start.elapsed()
}

#[test]
fn hostile_shapes_take_linear_time() {
    for shape in [
        "> ",
        "- ",
        "1. > - ",
        "*a **b _c ",
        "**",
        "*a_b",
        "[",
        "[a](",
        "![",
        "]",
        "`a",
        "<b>",
        "<!--",
        "<a ",
        "<![CDATA[",
        "<?",
        "<div>\n\n",
        "[a]: /b\n\n[a]\n\n",
        "## a\n",
        "## a {#a}\n",
        "word\n",
        "\0",
        "&amp;",
        "\\*",
        "信息\n",
        "**a**\n",
        "<https://a.b/>",
        "a\n=\n",
        "```\n",
        "* * *\n",
        "a\r",
        "\t",
        "[a][b]",
        "> a\nb\n",
        "|a|\n|-|\n",
        "---\n",
        "a: b\n",
        "{#a}",
        "# a {#b .c ",
        "1. Tap **A** (or **B**)\n",
        "\u{202e}",
        "[a](<b",
    ] {
        let small = time(&shape.repeat(50_000 / shape.len())).max(Duration::from_millis(20));
        let large = time(&shape.repeat(500_000 / shape.len()));
        assert!(
            large < small * 60,
            "{shape:?}: {small:?} and ten times the text {large:?}"
        );
    }
}

#[test]
fn twenty_megabytes_are_read_in_reasonable_time() {
    let clause = format!(
        "## Heading\n\n{}\n\n- one\n- two\n\n",
        "Words that say something. ".repeat(40)
    );
    let took = time(&clause.repeat(20_000_000 / clause.len()));
    assert!(took < Duration::from_secs(60), "{took:?}");
}

mod any_text {
    use proptest::prelude::*;

    use super::*;

    /// Pieces that a hostile or careless author strings together.
    fn fragment() -> impl Strategy<Value = String> {
        let fixed = prop::sample::select(vec![
            "---\n",
            "version: 2025-05-09\n",
            "language: zh\n",
            "# ",
            "## ",
            "### ",
            "#### ",
            "##### ",
            " {#id}",
            " {#id .guide}\n",
            " {.updates}",
            "{",
            "}",
            "1. ",
            "1) ",
            "- ",
            "> ",
            "    ",
            "\t",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "**",
            "*",
            "_",
            "`",
            "```\n",
            "~~~",
            "[",
            "]",
            "](",
            ")",
            "(",
            "![",
            "<",
            ">",
            "</",
            "<script>",
            "<!--",
            "-->",
            "<svg onload=x>",
            "javascript:",
            "JAVASCRIPT&colon;",
            "data:",
            "path:",
            "path:ads",
            "#a",
            "https://example.com/",
            "mailto:a@b",
            "|",
            "|-|",
            "||\n",
            "---",
            "===",
            "***",
            "\\",
            "&",
            "&#0;",
            "&lt;",
            "&#x202e;",
            "\u{0}",
            "\u{feff}",
            "\u{202e}",
            "(or ",
            "（或",
            "）",
            "1.1 ",
            "iv. ",
            "第一条 ",
            "我们",
            "word ",
            "[a]: ",
            "'t'",
            "\"",
            "'",
            "\u{2028}",
            "\u{10ffff}",
            "é",
            "e\u{301}",
        ]);
        prop_oneof![4 => fixed.prop_map(str::to_owned), 1 => any::<String>(), 1 => "[a-z ]{0,8}"]
    }

    fn check(source: &str) {
        let (notice, problems) = parse(source);
        assert_safe(&notice);
        let lines = source.matches('\n').count() + 1;
        assert!(
            problems
                .iter()
                .all(|problem| (1..=lines).contains(&problem.line)),
            "{problems:?}"
        );
        assert!(
            problems.iter().all(|problem| !problem.what.contains('\n')),
            "{problems:?}"
        );
        assert!(
            notice
                .clauses
                .windows(2)
                .all(|pair| pair[0].line < pair[1].line)
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

        #[test]
        fn gives_a_safe_notice(source in any::<String>()) {
            check(&source);
        }

        #[test]
        fn made_of_markdown_gives_a_safe_notice(parts in prop::collection::vec(fragment(), 0..40)) {
            check(&parts.concat());
        }

        #[test]
        fn read_as_toml_gives_a_value_or_one_sentence(parts in prop::collection::vec(fragment(), 0..20)) {
            let text = parts.concat();
            let _ = notice::Catalogue::read(&text).map_err(|error| assert!(!error.to_string().contains('\n')));
            let _ = notice::Settings::read(&text).map_err(|error| assert!(!error.to_string().contains('\n')));
        }
    }
}
