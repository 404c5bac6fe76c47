//! No word is lost, glued to its neighbour, or added.

mod common;

use common::read;
use notice::{Block, Inline, Language, text};

/// What the clauses say, a line for each block.
fn said(source: &str, language: Language) -> String {
    let (_, notice) = read(source, language);
    let clauses = notice
        .clauses
        .iter()
        .map(|clause| text::blocks(&clause.blocks));
    clauses.collect::<Vec<_>>().join("\n")
}

fn check(words: &str, expected: &str) {
    let language = if words.is_ascii() {
        Language::En
    } else {
        Language::Zh
    };
    let source = format!("# Sample\n\n## 1. A\n\n{words}\n");
    assert_eq!(said(&source, language), expected, "{words}");
}

#[test]
fn a_break_keeps_words_apart() {
    check(
        "One line<br>another line<br/>third line.",
        "One line\nanother line\nthird line.",
    );
    check(
        "We use cookies.<br>We use logs.",
        "We use cookies.\nWe use logs.",
    );
    check(
        "| Who | What |\n| --- | --- |\n| User | A person.<br>Not a robot |",
        "Who\tWhat\nUser\tA person. Not a robot",
    );
    check(
        "| Who | What |\n| --- | --- |\n| User | 2 years<br><br>(24 months) |",
        "Who\tWhat\nUser\t2 years (24 months)",
    );
    check(
        "1、您可以注册。\n</br>2、您可以注销。",
        "1、您可以注册。\n2、您可以注销。",
    );
}

/// Each but the last of several breaks at the end was a backslash that was shown.
#[test]
fn breaks_before_nothing_are_none() {
    check(
        "更新日期：见下文\n<br>\n生效日期：见下文\n<br>\n<br>\n<br>\n\n文字。\n<br>\n<br>",
        "更新日期：见下文\n生效日期：见下文\n文字。",
    );
}

#[test]
fn only_tags_of_html_are_tags() {
    check(
        "Write to <Company Name> at <privacy officer>.",
        "Write to <Company Name> at <privacy officer>.",
    );
    check("<Section 3c of the Terms>", "<Section 3c of the Terms>");
    check("请联系<公司名称>。", "请联系<公司名称>。");
    check("Write to <b>us</b>.", "Write to us.");
}

/// A note without a space in it was taken for the definition of a link, and was gone.
#[test]
fn notes_and_definitions_stay() {
    check(
        "我们保存您的日志六个月[^1]。\n\n[^1]: 自最后一次使用之日起计算。",
        "我们保存您的日志六个月。\n自最后一次使用之日起计算。",
    );
    check(
        "定义如下。\n\n[个人信息]: 以电子方式记录的信息。",
        "定义如下。\n[个人信息]: 以电子方式记录的信息。",
    );
    check(
        "Words.\n\n[Controller]: Acme\n[Processor]: Other",
        "Words.\n[Controller]: Acme\n[Processor]: Other",
    );
    check("See [this][].\n\n[this]: https://example.org", "See this.");
    check(
        "Controller\n: The one who decides.\n\nProcessor\n: The one who acts.",
        "Controller\nThe one who decides.\nProcessor\nThe one who acts.",
    );
}

#[test]
fn notes_and_terms_are_blocks() {
    let source = "# 示例\n\n## 一、期限\n\n保存六个月[^1]，见[^b]。\n[^1]: 自最后一次使用之日起计算。\n[^b]: 另见[官网](https://example.org)。\n\n控制者\n: 决定目的的人。\n";
    let (_, notice) = read(source, Language::Zh);
    let kinds = notice.clauses[0].blocks.iter().map(|block| match block {
        Block::Note { label, .. } => format!("note {label}"),
        Block::TermList(all) => format!("{} terms", all.len()),
        Block::Paragraph(_) => "paragraph".to_owned(),
        other => format!("{other:?}"),
    });
    let kinds: Vec<String> = kinds.collect();
    assert_eq!(kinds, ["paragraph", "note 1", "note b", "1 terms"]);
}

#[test]
fn terms_of_a_page_are_terms() {
    let page = "<!doctype html><h1>Sample</h1><h2>1. Words</h2><p>They mean:</p><dl><dt>Controller</dt><dd>Who decides.</dd><dt>Processor</dt><dd><p>Who acts.</p><p>For another.</p></dd></dl><h2>2. More</h2><dl><dt>Data</dt><dd><h3>2.1 Kinds</h3><p>Names.</p></dd></dl>";
    let (_, notice) = read(page, Language::En);
    let terms = |clause: &notice::Clause| {
        let is_terms = |block: &&Block| matches!(block, Block::TermList(_));
        clause.blocks.iter().filter(is_terms).count()
    };
    assert_eq!(terms(&notice.clauses[0]), 1, "{notice:?}");
    assert_eq!(notice.clauses[2].heading, "Kinds");
    assert_eq!(
        text::blocks(&notice.clauses[0].blocks),
        "They mean:\nController\nWho decides.\nProcessor\nWho acts.\nFor another."
    );
}

#[test]
fn numbered_lines_without_a_space_are_points() {
    let source = "# 示例\n\n## 一、权利\n\n您享有：\n\n1.查阅副本\n2.要求可携\n3.要求更正\n";
    assert_eq!(
        said(source, Language::Zh),
        "您享有：\n查阅副本\n要求可携\n要求更正"
    );
    let (imported, _) = read(source, Language::Zh);
    let list = "\n1. 查阅副本\n2. 要求可携\n3. 要求更正\n";
    assert!(imported.markdown.contains(list), "{}", imported.markdown);
}

#[test]
fn points_with_letters_are_points() {
    let source = "# Sample\n\n## 1. A\n\n1. Item one\n2. Item two\n   a) first\n   b) second\n";
    assert_eq!(
        said(source, Language::En),
        "Item one\nItem two\na) first\nb) second"
    );
}

#[test]
fn chinese_numbers_get_no_space() {
    let source = "# 示例\n\n## 一、定义\n\n1、甲\n\n2、乙\n\n### （一）怎样收集\n\n文字。\n";
    let (imported, _) = read(source, Language::Zh);
    for line in ["## 一、定义", "- 1、甲", "### （一）怎样收集"] {
        assert!(
            imported.markdown.contains(line),
            "{line}\n{}",
            imported.markdown
        );
    }
}

/// The stars stood in the text, or the words between were bold.
#[test]
fn chinese_emphasis_is_bold_as_meant() {
    let words = "我们会说明**处理（包含收集、存储）**和保护您的信息。**注意：**撤回后不能恢复，**“您”**除外。**网页：**Web也是。";
    let source = format!("# 示例\n\n## 一、定义\n\n{words}\n");
    let (imported, notice) = read(&source, Language::Zh);
    assert!(imported.markdown.contains(words), "{}", imported.markdown);
    let mut bold = Vec::new();
    notice.clauses[0].blocks[0].each_inline(&mut |inline| {
        if let Inline::Strong(words) = inline {
            bold.push(text::line(words));
        }
    });
    assert_eq!(bold, ["处理（包含收集、存储）", "注意：", "“您”", "网页："]);
}

#[test]
fn furniture_of_a_page_is_joined_or_listed() {
    let page = |number: u32, words: &str| {
        format!("Sample policy            Page {number} of 4\n\n{words}\n\n")
    };
    let source = [
        "Sample policy\n\n1. Scope\n\nThis policy is about all the personal infor-\nmation that we hold about the people who use it.\n\n",
        &page(1, "The information that we hold about all of you is kept in one place, and nowhere else."),
        &page(2, "2. Data\n\nThe data that we hold about all of you is kept in one place, and nowhere else at all."),
        &page(3, "Text."),
        &page(4, "Text."),
    ]
    .concat();
    let (imported, _) = read(&source, Language::En);
    assert!(
        imported.markdown.contains("personal information that"),
        "{}",
        imported.markdown
    );
    assert!(
        imported
            .review_items
            .iter()
            .any(|item| item.to_string().contains("page header")),
        "{:#?}",
        imported.review_items
    );
}

#[test]
fn unfilled_places_are_listed_first() {
    let source = "# Privacy of {{ company }}\n\n## 1. A\n\nWrite to [INSERT ADDRESS].\n\n{% include x %}\n\n> [!NOTE]\n> Text.\n\n## 2. B\n\nAsk :material-email: us.\n";
    let (imported, _) = read(source, Language::En);
    let first = imported.review_items[0].to_string();
    for sign in ["{{ company }}", "[INSERT ADDRESS]", "{% include x %}"] {
        assert!(first.contains(sign), "{sign}: {first}");
    }
    let all: String = imported
        .review_items
        .iter()
        .map(ToString::to_string)
        .collect();
    for sign in ["[!NOTE]", ":material-email:"] {
        assert!(all.contains(sign), "{sign}: {all}");
    }
}

/// "available at ." was what came of it.
#[test]
fn a_link_without_words_keeps_its_address() {
    check(
        "Our terms are at [](https://example.org/terms).",
        "Our terms are at https://example.org/terms.",
    );
    check(
        "[](https://example.org/search)[](https://example.org/menu)\n\nText.",
        "Text.",
    );
    let source = "# Sample\n\n## [](https://example.org/#a)1. A\n\nText.\n";
    let (imported, _) = read(source, Language::En);
    assert!(
        imported.markdown.contains("## 1. A {#c1"),
        "{}",
        imported.markdown
    );
}

/// Each was marked by itself, and the stars between them were shown.
#[test]
fn bold_parts_that_touch_are_one() {
    let bold = |source: &str| {
        let (_, notice) = read(source, Language::Zh);
        let mut bold = Vec::new();
        notice.clauses[0].blocks[0].each_inline(&mut |inline| {
            if let Inline::Strong(words) = inline {
                bold.push(text::line(words));
            }
        });
        (bold, text::blocks(&notice.clauses[0].blocks))
    };
    let words = "我们使用小甜饼和信标来计数。".to_owned();
    let expected = (vec!["使用小甜饼和信标".to_owned()], words);
    for source in [
        "# 示例\n\n## 一、甲\n\n我们**使用****小甜饼****和****信标**来计数。\n\n## 二、乙\n\n文字。\n",
        "<!doctype html><h1>示例</h1><h2>一、甲</h2><p>我们<b>使用</b><strong>小甜饼</strong><b>和</b><b>信标</b>来计数。</p><h2>二、乙</h2><p>文字。</p>",
    ] {
        assert_eq!(bold(source), expected, "{source}");
    }
}

/// A footnote that the format shows was called a sign to remove, and a box of another tool was not.
#[test]
fn signs_are_those_that_a_page_would_show() {
    let source = "# Sample\n\n## 1. A\n\nText[^1].\n\n[^1]: A note.\n\n> [!summary]+ About\n> Text.\n\n## 2. B\n\nText[^2].\n";
    let (imported, _) = read(source, Language::En);
    let signs: Vec<&str> = imported
        .review_items
        .iter()
        .filter(|item| item.kind.name() == "site-sign")
        .map(|item| item.thing.as_str())
        .collect();
    assert!(!signs.contains(&"`[^1]`"), "{signs:?}");
    assert!(signs.contains(&"`[!summary]`"), "{signs:?}");
    assert!(signs.contains(&"`[^2]`"), "{signs:?}");
}

/// Links that stood next to each other became one word where both were left out.
#[test]
fn links_that_are_left_out_stay_words_of_their_own() {
    check(
        "[About this notice](#about)[Terms that we use](#terms)[Data](#data) and your name[Name is what you are called](#name).",
        "About this notice Terms that we use Data and your name Name is what you are called.",
    );
    check(
        "Two link[s](#a) in one [un](/b)likely word.",
        "Two links in one unlikely word.",
    );
}

/// Its number was gone.
#[test]
fn a_number_in_a_line_of_its_own_belongs_to_the_next() {
    let source = "Sample policy\n\n1.\n\nWhat we gather\n\n**A) Names:**\n\nWe gather names, and nothing else that could be found.\n\n2.\n\nWith whom we share it\n\nNobody gets it, as long as we are here to say so.\n";
    let (imported, notice) = read(&format!("{source}\n**Note**\n"), Language::En);
    let headings: Vec<String> = notice.clauses.iter().map(text::heading).collect();
    assert!(
        headings.contains(&"1 What we gather".to_owned())
            && headings.contains(&"2 With whom we share it".to_owned()),
        "{}",
        imported.markdown
    );
    let source = "# Sample\n\n### \n\n1.\n\nWhat we gather\n\nNames.\n\n### \n\n2.\n\nWhom do we share it with?\n\nNobody.\n";
    let (_, notice) = read(source, Language::En);
    let headings: Vec<String> = notice.clauses.iter().map(text::heading).collect();
    assert_eq!(
        headings,
        ["1 What we gather", "2 Whom do we share it with?"]
    );
    for (words, kept) in [
        ("Text.\n\n3.\n\n- a point", "3"),
        ("Text.\n\n**11.8 **Research is done.", "11.8 Research"),
    ] {
        let source = format!("# Sample\n\n## 1. A\n\n{words}\n");
        let (imported, _) = read(&source, Language::En);
        assert!(imported.markdown.contains(kept), "{}", imported.markdown);
    }
}
