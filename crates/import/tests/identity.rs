//! Ids: what a number makes is marked, and what the version before or the other language has is
//! taken over.

mod common;

use common::read;
use import::{Beside, ImportedNotice, Metadata, import_beside};
use notice::{Language, Notice};

const OLD: &str = "# 示例政策\n\n## 一、定义\n\n本政策所说的个人信息，是指能够识别您身份的信息。\n\n## 二、我们如何收集信息\n\n我们在您注册时收集您的手机号码。\n\n## 三、我们如何保存信息\n\n我们把信息保存在境内的服务器上。\n";
const NEW: &str = "# 示例政策\n\n## 一、引言\n\n欢迎您使用我们的产品。\n\n## 二、定义\n\n本政策所说的个人信息，是指能够识别您身份的信息。\n\n## 三、我们如何收集信息\n\n我们在您注册时收集您的手机号码。\n\n## 四、我们如何保存信息\n\n我们把信息保存在境内的服务器上。\n";

fn imported(text: &str, language: Language, beside: Beside<'_>) -> (ImportedNotice, Notice) {
    let metadata = Metadata {
        language,
        edition: "demo".to_owned(),
        version: Some("2".to_owned()),
        ..Metadata::default()
    };
    let imported = import_beside(text.as_bytes(), &metadata, beside).expect("it is text");
    let (notice, problems) = notice::parse(&imported.markdown);
    assert_eq!(problems, [], "{}", imported.markdown);
    (imported, notice)
}

fn ids(notice: &Notice) -> Vec<String> {
    notice
        .clauses
        .iter()
        .map(|clause| format!("{}{}", clause.id, if clause.is_id_made { "!" } else { "" }))
        .collect()
}

#[test]
fn an_id_made_from_a_number_says_so() {
    let (_, notice) = read(OLD, Language::Zh);
    assert_eq!(ids(&notice), ["c1!", "c2!", "c3!"]);
    let source = "# Sample\n\n## Cookies\n\nText.\n\n## Your rights\n\nText.\n";
    assert_eq!(
        ids(&read(source, Language::En).1),
        ["cookies", "your-rights"]
    );
    let source = "# Sample\n\n## Cookies {#c1}\n\nText.\n\n## Your rights\n\nText.\n";
    assert_eq!(ids(&read(source, Language::En).1), ["c1", "your-rights"]);
}

/// Clause 3 of the new version took the id of clause 3 of the old one, and the comparison that was
/// published turned one title into the other.
#[test]
fn ids_are_taken_over_from_the_version_before() {
    let (_, old) = read(&OLD.replace("一、定义", "一、定义 {#terms}"), Language::Zh);
    let (imported, notice) = imported(
        NEW,
        Language::Zh,
        Beside {
            after: Some(&old),
            like: None,
        },
    );
    assert_eq!(ids(&notice), ["c1!", "terms", "c2", "c3"]);
    assert_eq!(notice.meta.supersedes.as_deref(), Some("undated"));
    let said: String = imported
        .review_items
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(said.contains("`c1`: clauses without a partner"), "{said}");
}

/// An id never goes to another subject, also where nothing pairs.
#[test]
fn a_new_clause_gets_a_new_id() {
    let (_, old) = read(OLD, Language::Zh);
    let (_, notice) = imported(
        NEW,
        Language::Zh,
        Beside {
            after: Some(&old),
            like: None,
        },
    );
    assert_eq!(ids(&notice), ["c1-2!", "c1", "c2", "c3"]);
}

#[test]
fn ids_are_taken_over_from_the_other_language() {
    let english = "# Sample\n\n## Words {#words}\n\nText.\n\n## What we collect {#collect}\n\nText.\n\n### By you {#by-you}\n\nText.\n\n## Contact {#contact}\n\nText.\n";
    let chinese = "# 示例\n\n## 定义\n\n文字。\n\n## 我们收集的信息\n\n文字。\n\n### 您提供的\n\n文字。\n\n## 联系\n\n文字。\n";
    let other = notice::parse(english).0;
    let (_, notice) = imported(
        chinese,
        Language::Zh,
        Beside {
            after: None,
            like: Some(&other),
        },
    );
    assert_eq!(ids(&notice), ["words", "collect", "by-you", "contact"]);
    // A clause more in one language does not shift the others.
    let longer = chinese.replace("## 联系", "### 别人提供的\n\n文字。\n\n## 联系");
    let (imported, notice) = imported(
        &longer,
        Language::Zh,
        Beside {
            after: None,
            like: Some(&other),
        },
    );
    assert_eq!(
        (ids(&notice)[0].as_str(), ids(&notice)[4].as_str()),
        ("words", "contact")
    );
    assert!(
        imported
            .review_items
            .iter()
            .any(|item| item.what.contains("without a partner"))
    );
}
