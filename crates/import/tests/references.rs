//! References are links only to what this notice has and the sentence means.

mod common;

use common::{links, read};
use notice::Language;

/// The links to clauses, `words -> id`, in order.
fn check(source: &str, language: Language, expected: &[&str]) {
    let (imported, notice) = read(source, language);
    let links: Vec<String> = links(&notice)
        .into_iter()
        .filter_map(|(words, to)| Some(format!("{words} -> {}", to.strip_prefix('#')?)))
        .collect();
    assert_eq!(links, expected, "{}", imported.markdown);
}

#[test]
fn a_section_of_another_document_is_no_link() {
    for words in [
        "You have the rights of Article 1 and Article 2 GDPR.",
        "You have the rights of Articles 1, 2 of the GDPR.",
        "Under Section 1 of our Terms of Service you pay.",
        "Section 2 of that agreement applies.",
        "The Example Act, section 2, applies.",
        "As section 2 CCPA says.",
        "See Section 1798.100 and article 2 of Regulation 2016/679.",
    ] {
        let source = format!("# Sample\n\n## 1. Words\n\n{words}\n\n## 2. Rights\n\nText.\n");
        check(&source, Language::En, &[]);
    }
    for words in [
        "根据《个人信息保护法》第一条、第二条的规定，您有权查阅。",
        "根据我国民法典第一条，您有权查阅。",
        "《示例条例》（修订）第二条规定如此。",
        "按照《用户协议》第一条和第二条处理。",
        "依照示例管理办法第二条。",
    ] {
        let source =
            format!("# 示例政策\n\n## 第一条 定义\n\n{words}\n\n## 第二条 权利\n\n文字。\n");
        check(&source, Language::Zh, &[]);
    }
}

#[test]
fn a_section_of_this_notice_is_a_link() {
    check(
        "# Sample\n\n## 1. Words\n\nSee Section 2, and section 1 of this Policy.\n\n## 2. Rights\n\nSections 1 and 2 apply.\n",
        Language::En,
        &["Section 2 -> c2", "section 1 -> c1", "Sections 1 -> c1"],
    );
    check(
        "# 示例政策\n\n## 第一条 定义\n\n详见本政策第二条。《示例法》另有规定的，依照第二条。\n\n## 第二条 权利\n\n文字。\n",
        Language::Zh,
        &["第二条 -> article-2", "第二条 -> article-2"],
    );
}

/// `See [section 2.1.3](#c2-1-3).1.` was written.
#[test]
fn a_number_counts_whole() {
    check(
        "# Sample\n\n## 2. Rights\n\n### 2.1 All\n\n#### 2.1.3 Erasing\n\nSee section 2.1.3.1. See section 2.1.3.\n\n#### 2.1.3.1 Rare cases\n\nText.\n",
        Language::En,
        &["section 2.1.3.1 -> c2-1-3-1", "section 2.1.3 -> c2-1-3"],
    );
}

#[test]
fn a_number_that_two_clauses_have_is_listed_and_no_link() {
    let source =
        "# Sample\n\n## 2. Rights\n\n### 2.1 One\n\nText.\n\n### 2.1 Two\n\nAs section 2.1 says.\n";
    check(source, Language::En, &[]);
    let (imported, _) = read(source, Language::En);
    assert!(
        imported
            .review_items
            .iter()
            .any(|item| item.to_string().contains("`section 2.1`"))
    );
}

#[test]
fn a_schedule_has_numbers_of_its_own() {
    check(
        "# Sample\n\n1\\. **Data.** We follow section 2.\n\n2\\. **Payment.** You pay.\n\n## Map terms\n\n#### Section 1. Scope.\n\nText.\n\n#### Section 2. Use.\n\nText.\n",
        Language::En,
        &[],
    );
}

/// The label of an item was a link to another article, and one list was torn in two.
#[test]
fn articles_that_start_again_are_one_list() {
    let source = "# 示例政策\n\n## 第一章 总则\n\n第一条 本政策由甲公司制定。\n\n第二条 您可以随时查阅。\n\n## 第二章 例外\n\n下列情形不需要同意：\n\n\
        第一条 与国家安全有关的；\n\n第二条 与公共卫生有关的；\n\n第三条 与审判有关的；\n";
    check(source, Language::Zh, &[]);
    let (_, notice) = read(source, Language::Zh);
    let ids: Vec<&str> = notice
        .clauses
        .iter()
        .map(|clause| clause.id.as_str())
        .collect();
    assert_eq!(ids, ["chapter-1", "article-1", "article-2", "chapter-2"]);
}
