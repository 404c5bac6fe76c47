//! What the reader of Markdown makes of small notices.

use notice::{Block, Inline, LinkTarget, Notice, Number, Stated, parse};

const FRONT: &str = "---\nversion: 2025-05-09\nedition: demo\nlanguage: en\nupdated: 2025-05-09\n\
                     effective: not-stated\nprovenance: official\n---\n";

/// A notice in the format, with no problem.
fn clean(body: &str) -> Notice {
    let (notice, problems) = parse(&format!("{FRONT}# Title\n\n{body}"));
    assert_eq!(problems, [], "{body}");
    notice
}

/// What is said of a notice in the format.
fn said(body: &str) -> String {
    let (_, problems) = parse(&format!("{FRONT}# Title\n\n{body}"));
    problems
        .iter()
        .map(|problem| format!("{problem}\n"))
        .collect()
}

#[test]
fn front_matter_says_what_the_notice_is() {
    let meta = clean("").meta;
    assert_eq!(
        (meta.version.as_str(), meta.edition.as_str()),
        ("2025-05-09", "demo")
    );
    assert_eq!(meta.updated, Stated::Known("2025-05-09".to_owned()));
    assert_eq!(meta.effective, Stated::NotStated);
    assert_eq!(meta.supersedes, None);
}

#[test]
fn headings_become_clauses_with_number_level_and_marks() {
    let notice = clean(
        "## 1. Collect {#collect}\n\n### 1.24 Listen {#listen .only}\n\nWords.\n\n#### 1.24.1 How {#how .guide}\n",
    );
    let clause = notice.clause("listen").unwrap();
    assert_eq!(clause.number, Some(Number::Decimal(vec![1, 24])));
    assert_eq!((clause.heading.as_str(), clause.level), ("Listen", 3));
    assert!(clause.is_only_here && !clause.is_guide);
    assert!(notice.clause("how").unwrap().is_guide);
    assert_eq!(clause.line, 13);
}

#[test]
fn the_number_comes_off_the_heading() {
    for (heading, number, rest) in [
        ("10.Language", Some("10"), "Language"),
        ("1.42. Please note", Some("1.42"), "Please note"),
        ("iv. Sources", Some("iv"), "Sources"),
        ("1.1适用范围", Some("1.1"), "适用范围"),
        ("3、共享", Some("3"), "共享"),
        ("7 days to answer", None, "7 days to answer"),
        ("2.5GB of photos", None, "2.5GB of photos"),
        ("v. 2", Some("v"), "2"),
        ("mix. and match", None, "mix. and match"),
        ("1.1", Some("1.1"), ""),
        ("99999999999.1 Big", None, "99999999999.1 Big"),
    ] {
        let (found, words) = Number::split(heading);
        assert_eq!(
            (found.map(|n| n.to_string()).as_deref(), words),
            (number, rest),
            "{heading}"
        );
    }
}

#[test]
fn steps_carry_labels_and_alternatives() {
    let notice = clean(
        "## 5. Rights {#rights .guide}\n\n1. Open it and tap **Me**.\n2. Tap **General** (or **Chats**) and **OK**.\n\
         3. Tap \"**Devices**\" (or **Logged-in Devices**).\n4. 点按**通用**（或**聊天**）\n",
    );
    let Block::Steps(steps) = &notice.clauses[0].blocks[0] else {
        panic!("no steps")
    };
    let labels: Vec<String> = steps
        .iter()
        .map(|step| {
            let labels = step.labels.iter().map(|l| {
                [vec![l.text.clone()], l.alternatives.clone()]
                    .concat()
                    .join("/")
            });
            labels.collect::<Vec<_>>().join(" ")
        })
        .collect();
    assert_eq!(
        labels,
        [
            "Me",
            "General/Chats OK",
            "Devices/Logged-in Devices",
            "通用/聊天"
        ]
    );
    assert_eq!(steps[1].line, 14);
}

#[test]
fn lists_outside_guides_stay_lists() {
    let notice = clean("## 9. Contact {#contact}\n\n1. Write.\n2. Call.\n\n- a) The first;\n");
    assert!(
        matches!(&notice.clauses[0].blocks[0], Block::List { start: Some(1), items } if items.len() == 2)
    );
    assert!(
        matches!(&notice.clauses[0].blocks[1], Block::List { start: None, items } if items.len() == 1)
    );
}

#[test]
fn links_lead_to_paths_clauses_and_the_web() {
    let notice = clean(
        "## 1. A {#a}\n\n[Me > Settings](path:ads) [B](#b) <https://example.com/> <me@example.com>\n",
    );
    let Block::Paragraph(words) = &notice.clauses[0].blocks[0] else {
        panic!("no paragraph")
    };
    let targets: Vec<_> = words
        .iter()
        .filter_map(|word| match word {
            Inline::Link { to, .. } => Some(to.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(
        targets,
        [
            LinkTarget::Path("ads".to_owned()),
            LinkTarget::Clause(notice::ClauseId("b".to_owned())),
            LinkTarget::Web("https://example.com/".to_owned()),
            LinkTarget::Web("mailto:me@example.com".to_owned()),
        ]
    );
}

#[test]
fn another_companys_markdown_gets_ids_and_no_problem() {
    let source =
        "# Privacy\n\n## Our data\n\n## Our data\n\n### 1.2 More\n\n## 我们的数据\n\n## {#}\n";
    let (notice, problems) = parse(source);
    let ids: Vec<&str> = notice
        .clauses
        .iter()
        .map(|clause| clause.id.as_str())
        .collect();
    assert_eq!(
        ids,
        ["our-data", "our-data-2", "c1-2", "我们的数据", "clause"]
    );
    assert_eq!(problems, []);
}

#[test]
fn a_heading_without_an_id_is_a_problem_in_the_format() {
    assert_eq!(
        said("## 1. Ads\n\n## 2. More {#c1}\n"),
        "11: clause `c1`: the heading has no id; add one, such as {#c1}\n\
         13: clause `c1-2`: the id `c1` is taken by an earlier clause; choose another\n"
    );
}

#[test]
fn a_heading_of_the_wrong_level_is_a_problem() {
    assert_eq!(
        said("## 1.1 Ads {#ads}\n"),
        "11: clause `ads`: a heading numbered `1.1` has the wrong level; write it with `###`\n"
    );
}

/// An official text whose numbering starts again in each section could never be frozen.
#[test]
fn a_number_that_starts_again_below_its_section_is_right() {
    clean(
        "## 2. Sharing {#a}\n\n### 1. To agents {#b}\n\n### 2. To buyers {#c}\n\n## 3. Rights {#d}\n\n### 1. To see {#e}\n",
    );
    clean("## 1. A {#a}\n\n## Annex {#b}\n\n### 2. B {#c}\n");
    assert_eq!(
        said("## 1. A {#a}\n\n### 2. B {#b}\n"),
        "13: clause `b`: a heading numbered `2` has the wrong level; write it with `##`\n"
    );
}

#[test]
fn nothing_stands_below_no_section() {
    assert_eq!(
        said("### A {#a}\n\n## B {#b}\n"),
        "11: clause `a`: `###` stands before the first `##`, below nothing; write it with `##`\n"
    );
}

#[test]
fn an_id_made_from_a_number_is_marked() {
    let notice = clean("## 1. A {#c1 .made}\n\n## 2. B {#b}\n");
    let made: Vec<bool> = notice
        .clauses
        .iter()
        .map(|clause| clause.is_id_made)
        .collect();
    assert_eq!(made, [true, false]);
}

#[test]
fn chinese_lines_join_without_a_space() {
    let (notice, _) = parse("我们收集\n信息。\n\nWe collect\ndata.\n");
    let words: Vec<String> = notice.lead.iter().map(notice::text::block).collect();
    assert_eq!(words, ["我们收集信息。", "We collect data."]);
}

#[test]
fn a_broken_front_matter_is_said_line_by_line() {
    let (_, problems) =
        parse("---\nversion: A b\nlanguage: fr\nupdated: 2025-02-30\nwhat\n---\n# T\n");
    let lines: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [1, 1, 1, 2, 3, 4, 5]);
}

#[test]
fn a_problem_stands_on_a_line_of_the_file() {
    // Fuzzing found a notice that ends with its front matter, and a problem on the line after.
    let (_, problems) = parse("---\nversion: 1\n---");
    assert!(
        problems.iter().all(|problem| problem.line <= 3),
        "{problems:?}"
    );
}
