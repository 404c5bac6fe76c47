//! The outline comes from what a document is, however its headings are marked.

mod common;

use common::{outline, read};
use expect_test::{Expect, expect};
use notice::{Block, Language};

fn check(source: &str, language: Language, expected: Expect) {
    let (imported, notice) = read(source, language);
    expected.assert_eq(&format!("{}\n{}", notice.title, outline(&notice)));
    assert_eq!(
        imported.problems(),
        Vec::<String>::new(),
        "{}",
        imported.markdown
    );
}

trait Problems {
    fn problems(&self) -> Vec<String>;
}

impl Problems for import::ImportedNotice {
    fn problems(&self) -> Vec<String> {
        let (_, problems) = notice::parse(&self.markdown);
        problems.iter().map(ToString::to_string).collect()
    }
}

#[test]
fn bold_lines_are_headings() {
    let source = "**Sample notice**\n\n**1\\. What we collect**\n\nWe collect:\n\n| Kind | Why |\n| --- | --- |\n\
        | **Name** | To greet you |\n| E-mail | To write |\n\n**2\\. Contact**\n\n_Note_: see [our page](https://example.org).\n";
    check(
        source,
        Language::En,
        expect![[r#"
        Sample notice
        1 What we collect [c1]
        2 Contact [c2]
    "#]],
    );
    let (imported, notice) = read(source, Language::En);
    assert!(!imported.markdown.contains('\\'), "{}", imported.markdown);
    assert!(
        notice.clauses[0]
            .blocks
            .iter()
            .any(|block| matches!(block, Block::Table(rows) if rows.len() == 3))
    );
    check(
        "# Sample notice\n\n**Information we collect**\n\nWe collect your name.\n\n**How to write to us**\n\nWrite a letter.\n",
        Language::En,
        expect![[r#"
            Sample notice
            Information we collect [information-we-collect]
            How to write to us [how-to-write-to-us]
        "#]],
    );
    check(
        "**Information we collect**\n\nWe collect your name.\n\n**Contact**\n\nWrite a letter.\n\n**Your rights**\n\nWe say so.\n",
        Language::En,
        expect![[r#"
            Information we collect
            Contact [contact]
            Your rights [your-rights]
        "#]],
    );
}

#[test]
fn sections_below_a_title_are_found_by_number() {
    for section in [
        "1. Information we collect\n\nWe collect your name.\n\n2. Contact\n\nWrite to us.",
        "**1. Information we collect**\n\nWe collect your name.\n\n**2. Contact**\n\nWrite to us.",
        "1. **Information we collect**\n\nWe collect your name.\n\n2. **Contact**\n\nWrite to us.",
        "1\\. Information we collect\n\nWe collect your name.\n\n2\\. Contact\n\nWrite to us.",
        "1. **Information we collect**\n\n   We collect your name.\n\n2. **Contact**\n\n   Write to us.",
        "<h2>1. Information we collect</h2>\n\nWe collect your name.\n\n<h2>2. Contact</h2>\n\nWrite to us.",
    ] {
        check(
            &format!("# Acme Privacy Policy\n\n{section}\n"),
            Language::En,
            expect![[r#"
                Acme Privacy Policy
                1 Information we collect [c1]
                2 Contact [c2]
            "#]],
        );
    }
    for section in [
        "1. 收集\n\n我们收集姓名。\n\n2. 联系\n\n请来信。",
        "１．收集\n\n我们收集姓名。\n\n２．联系\n\n请来信。",
        "## １．收集\n\n我们收集姓名。\n\n## ２．联系\n\n请来信。",
        "## 1\\. 收集\n\n我们收集姓名。\n\n## 2\\. 联系\n\n请来信。",
    ] {
        check(
            &format!("# 示例隐私政策\n\n{section}\n"),
            Language::Zh,
            expect![[r#"
                示例隐私政策
                1 收集 [c1]
                2 联系 [c2]
            "#]],
        );
    }
    for section in [
        "**一、收集**\n\n我们收集姓名。\n\n**二、联系**\n\n请来信。",
        "*   一、收集\n\n我们收集姓名。\n\n*   二、联系\n\n请来信。",
        "### **一、收集**\n\n我们收集姓名。\n\n### **二、联系**\n\n请来信。",
    ] {
        check(
            &format!("# 示例隐私政策\n\n{section}\n"),
            Language::Zh,
            expect![[r#"
                示例隐私政策
                一、收集 [c1]
                二、联系 [c2]
            "#]],
        );
    }
}

#[test]
fn clauses_that_are_items_are_clauses() {
    check(
        "Sample Terms\n====\n\n1.  **Licence.** You may use the app.\n\n2.  **Payment.** You pay each month, in advance.\n\n3.  **End.** You may leave.\n",
        Language::En,
        expect![[r#"
            Sample Terms
            1 [c1]
            2 [c2]
            3 [c3]
        "#]],
    );
}

/// One bold heading ended the recognition of all that followed.
#[test]
fn bold_or_not_a_number_takes_its_turn() {
    check(
        "# 示例政策\n\n一、收集\n\n二、共享\n\n三、保护\n\n一、收集\n\n1.1 我们在您注册账号的时候收集您的昵称，用来显示给别人。\n\n\
         **1.2 我们在您付费的时候收集您的订单，用来退款和开发票。**\n\n**二、共享**\n\n我们不共享。\n\n三、保护\n\n我们加密。\n",
        Language::Zh,
        expect![[r#"
            示例政策
            一、收集 [c1]
              1.1 [c1-1]
              1.2 [c1-2]
            二、共享 [c2]
            三、保护 [c3]
        "#]],
    );
}

#[test]
fn underlined_lines_are_headings() {
    check(
        "Sample Agreement\n---\n\nWe **agree**.\n\n1\\. INTRODUCTION\n---\n\nText.\n\n2\\. END\n---\n\nAs section 1 says.\n",
        Language::En,
        expect![[r#"
            Sample Agreement
            1 INTRODUCTION [c1]
            2 END [c2]
        "#]],
    );
    check(
        "Sample Agreement\n---\n\nWe agree.\n\nStart\n---\n\nText.\n\nEnd\n---\n\nText.\n",
        Language::En,
        expect![[r#"
            Sample Agreement
            Start [start]
            End [end]
        "#]],
    );
}

#[test]
fn an_empty_link_is_an_anchor() {
    let source = "[](#my-shop \"My shop\")\n\n# My shop\n\n### [](#1-refunds)1\\. Refunds\n\nSee [above](#1-refunds) and [here](#keep).\n\n### <a id=\"keep\">2\\. How long we keep things</a>\n\nA year.\n";
    check(
        source,
        Language::En,
        expect![[r#"
        My shop
        1 Refunds [c1]
        2 How long we keep things [c2]
    "#]],
    );
    let (imported, _) = read(source, Language::En);
    assert!(
        imported
            .markdown
            .contains("See [above](#c1) and [here](#c2)."),
        "{}",
        imported.markdown
    );
    let source = "# My shop\n\n[INTRODUCTION](#introduction)\n\n## 1\\. INTRODUCTION\n\nText.\n\n## 2\\. END\n\nSee [that](#nowhere).\n";
    let (imported, _) = read(source, Language::En);
    assert!(
        imported.markdown.contains("[INTRODUCTION](#c1)"),
        "{}",
        imported.markdown
    );
    assert!(
        imported
            .review_items
            .iter()
            .any(|item| item.to_string().contains("#nowhere"))
    );
}

#[test]
fn a_heading_in_a_quotation_is_a_heading() {
    check(
        "# Terms\n\nText.\n\n> SCHEDULE 1: MARS\n> ---\n>\n> Text of Mars.\n\nSCHEDULE 2: VENUS\n---\n\nText of Venus.\n",
        Language::En,
        expect![[r#"
            Terms
            SCHEDULE 1: MARS [schedule-1-mars]
            SCHEDULE 2: VENUS [schedule-2-venus]
        "#]],
    );
}

#[test]
fn a_title_stands_once_wherever_it_is() {
    for head in [
        "---\ntitle: Sample notice\n---\n\n# Sample notice",
        "--- \ntitle: Sample notice\ndescription: About it\n--- \n",
        "---\ntitle: Notice of the site\n---\n\n# Sample notice",
        "# Sample notice",
        "[Logo](https://example.org)\n\n# Sample notice",
        "### Sample notice",
    ] {
        check(
            &format!("{head}\n\n## A\n\nText.\n\n## B\n\nText.\n"),
            Language::En,
            expect![[r#"
                Sample notice
                A [a]
                B [b]
            "#]],
        );
    }
    check(
        "---\ntitle: \"Sample\"\nid: sdk\n---\n\n1. Data\n\nWe keep your name.\n\n2. Rights\n\nAsk us.\n",
        Language::En,
        expect![[r#"
            Sample
            1 Data [c1]
            2 Rights [c2]
        "#]],
    );
}

#[test]
fn levels_never_stand_under_nothing() {
    check(
        "## A\n\nText.\n\n## B\n\nText.\n\n# C\n\nText.\n",
        Language::En,
        expect![[r#"
            A
            B [b]
            C [c]
        "#]],
    );
    check(
        "Agreement\n====\n\nTABLE OF CONTENTS\n---\n\nA\n\nSTART\n---\n\nText.\n\nANNEX\n====\n\nText.\n",
        Language::En,
        expect![[r#"
            Agreement
            TABLE OF CONTENTS [contents]
            START [start]
            ANNEX [annex]
        "#]],
    );
}

#[test]
fn a_text_without_headings_is_one_clause() {
    for source in [
        "This is one sentence.\n",
        "# Sample\n\nOne paragraph about data, which is a sentence.\n\nAnother paragraph, which is another sentence.\n",
        "只有一句话。\n",
    ] {
        let language = if source.is_ascii() {
            Language::En
        } else {
            Language::Zh
        };
        let (imported, notice) = read(source, language);
        assert_eq!(notice.clauses.len(), 1, "{}", imported.markdown);
        assert!(
            imported.review_items[0].to_string().contains("no heading"),
            "{:?}",
            imported.review_items
        );
        assert!(imported.problems().is_empty(), "{:?}", imported.problems());
    }
}

#[test]
fn a_page_of_html_is_read() {
    let page = "<!doctype html>\n<html><head><title>Site</title><style>li { color: red }</style></head><body>\n<nav><a href=\"/\">Home</a></nav><form id=\"all\">\n\
        <h1>Sample notice</h1>\n<p>Last updated: 1 March 2026</p>\n<h2 id=\"data\">1. Data</h2>\n<p>We keep<br>your name &amp; address.</p>\n\
        <table><tr><th>Kind</th><th>Why</th></tr><tr><td>Name</td><td>To greet<br>you</td></tr></table>\n<ul><li>One</li><li>Two</li></ul>\n\
        <h2>2. Contact</h2><p>See <a href=\"#data\">above</a> or <a href=\"https://example.org/x\">our page</a>.</p>\n</form></body></html>\n";
    check(
        page,
        Language::En,
        expect![[r#"
        Sample notice
        1 Data [c1]
        2 Contact [c2]
    "#]],
    );
    let (imported, notice) = read(page, Language::En);
    assert!(
        notice.clauses[0]
            .blocks
            .iter()
            .any(|block| matches!(block, Block::Table(rows) if rows.len() == 2)),
        "{}",
        imported.markdown
    );
    assert!(
        imported
            .markdown
            .contains("See [above](#c1) or [our page](https://example.org/x)."),
        "{}",
        imported.markdown
    );
    assert!(
        !imported.markdown.contains("color"),
        "{}",
        imported.markdown
    );
}

#[test]
fn a_table_of_html_in_markdown_is_a_table() {
    let source = "# Sample\n\n## 1. Data\n\n<table>\n<tr><th>Name</th><th>Purpose</th></tr>\n<tr><td>id</td><td>Keeps you in</td></tr>\n</table>\n\n## 2. End\n\nText.\n";
    let (imported, notice) = read(source, Language::En);
    assert!(
        notice.clauses[0]
            .blocks
            .iter()
            .any(|block| matches!(block, Block::Table(rows) if rows.len() == 2)),
        "{}",
        imported.markdown
    );
}

/// A single bold word turned a text of one paragraph a line into one paragraph.
#[test]
fn a_text_of_one_paragraph_a_line_keeps_its_lines() {
    check(
        "示例政策\n一、收集\n我们收集**姓名**。\n我们也收集地址。\n二、共享\n我们不共享。\n",
        Language::Zh,
        expect![[r#"
            示例政策
            一、收集 [c1]
            二、共享 [c2]
        "#]],
    );
}

#[test]
fn dotted_contents_are_no_sections() {
    check(
        "Sample policy\n\n1. Scope ........ 3\n2. Data ........ 4\n3. Rights ........ 9\n\n1. Scope\n\nText.\n\n2. Data\n\nText.\n\n3. Rights\n\nText.\n",
        Language::En,
        expect![[r#"
            Sample policy
            1 Scope [c1]
            2 Data [c2]
            3 Rights [c3]
        "#]],
    );
}

/// The link on the words of a heading, to itself, was part of the heading and of its id.
#[test]
fn a_heading_that_links_to_itself_is_its_words() {
    let page = "<!doctype html><h1>Sample</h1><h2 id=\"what\"><a href=\"#what\">What is kept?</a></h2><p>Names.</p><h2><a href=\"https://example.org\">Who keeps it?</a></h2><p>We do.</p>";
    check(
        page,
        Language::En,
        expect![[r#"
            Sample
            What is kept? [what-is-kept]
            Who keeps it? [who-keeps-it]
        "#]],
    );
    check(
        "# Sample\n\n## [What is kept?](#what)\n\nNames.\n\n## [Who keeps it?](#who)\n\nWe do.\n",
        Language::En,
        expect![[r#"
            Sample
            What is kept? [what-is-kept]
            Who keeps it? [who-keeps-it]
        "#]],
    );
}

/// With a menu above it the only heading of the first level was a section, and the text had no title.
#[test]
fn the_only_first_heading_is_the_title_wherever_it_is() {
    let menu: String = (1..20)
        .map(|at| format!("<p><a href=\"/{at}\">Menu {at}</a></p>"))
        .collect();
    let page = format!(
        "<!doctype html><title>Sample | Shop</title>{menu}<h1>Sample</h1><h2>Data</h2><p>Names.</p><h2>Rights</h2><p>Ask.</p>"
    );
    check(
        &page,
        Language::En,
        expect![[r#"
            Sample
            Data [data]
            Rights [rights]
        "#]],
    );
    let two = page.replace("<h2>Rights</h2>", "<h1>Rights</h1>");
    let (_, notice) = read(&two, Language::En);
    assert_eq!(notice.title, "Sample | Shop");
}

/// A converter had kept the names of anchors, and not the anchors.
#[test]
fn a_table_of_contents_leads_to_headings_by_their_words() {
    let source = "# Sample\n\n[1\\. Data](#_a1)\n\n[2\\. Rights](#_a2)\n\n## 1\\. Data\n\nNames.\n\n## 2\\. Rights\n\nAsk. See [elsewhere](#_a3).\n";
    let (imported, _) = read(source, Language::En);
    for link in ["](#c1)", "](#c2)"] {
        assert!(imported.markdown.contains(link), "{}", imported.markdown);
    }
    let said: String = imported
        .review_items
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(said.contains("#_a3") && !said.contains("#_a1"), "{said}");
}

/// A colon behind the id hid it from the parser, and the braces were shown.
#[test]
fn an_id_before_a_colon_is_the_headings() {
    check(
        "# 示例\n\n## 一、期限\n\n### 数据保留：{: #retention }：\n\n文字。\n",
        Language::Zh,
        expect![[r#"
            示例
            一、期限 [c1]
              数据保留：： [retention]
        "#]],
    );
}

/// A page marks its name and a heading for the whole text, so that its sections were below their own
/// clauses: `#### 1.` below `### 1.1`.
#[test]
fn sections_are_above_their_clauses_however_small_they_are() {
    check(
        "# 示例\n\n## 正文\n\n### 示例政策\n\n#### 关于我们\n\n文字。\n\n#### 1. 收集\n\n##### 1.1 昵称\n\n文字。\n\n##### 1.2 头像\n\n文字。\n\n#### 2. 保存\n\n##### 2.1 期限\n\n文字。\n\n#### 本次更新\n\n文字。\n",
        Language::Zh,
        expect![[r#"
            示例
            正文 [part-1]
              示例政策 [part-2]
            关于我们 [part-3]
            1 收集 [c1]
              1.1 昵称 [c1-1]
              1.2 头像 [c1-2]
            2 保存 [c2]
              2.1 期限 [c2-1]
            本次更新 [updates] (updates)
        "#]],
    );
    check(
        "# Sample\n\n## 1. Scope\n\nText.\n\n### Who we are\n\nText.\n\n## Annex\n\n### 1. Maps\n\nText.\n\n### 2. Games\n\nText.\n",
        Language::En,
        expect![[r#"
            Sample
            1 Scope [c1]
              Who we are [who-we-are]
            Annex [annex]
              1 Maps [annex-1]
              2 Games [annex-2]
        "#]],
    );
}

/// They were paragraphs of the lead as soon as an annex had a heading that is marked.
#[test]
fn bold_lines_that_count_are_headings_beside_marked_ones() {
    check(
        "Sample policy\n=============\n\n**Contents**\n\n1. Scope\n2. Data\n\n**1\\. Scope**\n\nWhat this is about.\n\n**2\\. Data**\n\nWe keep your name.\n\n**Your name**. We ask for it.\n\nHEALTH POLICY\n=============\n\nText.\n\nCollection\n----------\n\n**1\\. Steps**\n\nWe count steps.\n\n**2\\. Pulse**\n\nWe count beats.\n\nSharing\n-------\n\n**1\\. Nobody gets it**\n\nText.\n",
        Language::En,
        expect![[r#"
            Sample policy
            1 Scope [c1]
            2 Data [c2]
            HEALTH POLICY [health-policy]
              Collection [collection]
                1 Steps [collection-1]
                2 Pulse [collection-2]
              Sharing [sharing]
        "#]],
    );
}

/// The signs themselves were the heading: `## ###`.
#[test]
fn a_heading_without_words_takes_those_of_the_next_line() {
    check(
        "# Sample\n\n### \n\nInformation that you give\n\nYou give your name.\n\n### \n\nInformation that we collect, and which is told here in a sentence.\n\n### Sharing\n\nText.\n",
        Language::En,
        expect![[r#"
            Sample
            Information that you give [information-that-you-give]
            Sharing [sharing]
        "#]],
    );
}

/// The stars or underscores of a whole heading stayed in it.
#[test]
fn a_heading_that_is_marked_as_a_whole_is_plain() {
    let source = "# 示例\n\n## 一、**引言**\n\n文字。\n\n## 二、 **收集**\n\n文字。\n\n## _附录_\n\n文字。\n\n## 关于**我们**\n\n文字。\n";
    let (imported, _) = read(source, Language::Zh);
    for line in [
        "## 一、引言 {",
        "## 二、 收集 {",
        "## 附录 {",
        "## 关于**我们** {",
    ] {
        assert!(
            imported.markdown.contains(line),
            "{line}\n{}",
            imported.markdown
        );
    }
}

/// The edition's name stood for it.
#[test]
fn the_title_may_be_below_the_mark_of_a_place() {
    let source = "U.K.\n\nSample policy\n\n_Last updated: July 15, 2026_\n\nThis policy is about cards, and about all those who play with them.\n\n**Data**\n--------\n\nText.\n\n**Rights**\n----------\n\nText.\n";
    let (_, notice) = read(source, Language::En);
    assert_eq!(notice.title, "Sample policy");
}
