//! What an editor is told: encodings, languages, and the list to review.

mod common;

use common::read;
use import::{Encoding, Error, Metadata, ReviewKind, grouped, import};
use notice::Language;

/// 示例政策 / 一、收集 / 我们收集姓名。 / 二、联系 / 请来信。 in GB18030.
const GB: &[u8] = b"\xca\xbe\xc0\xfd\xd5\xfe\xb2\xdf\n\xd2\xbb\xa1\xa2\xca\xd5\xbc\xaf\n\xce\xd2\xc3\xc7\xca\xd5\xbc\xaf\xd0\xd5\xc3\xfb\xa1\xa3\n\xb6\xfe\xa1\xa2\xc1\xaa\xcf\xb5\n\xc7\xeb\xc0\xb4\xd0\xc5\xa1\xa3\n";

fn metadata(language: Language, encoding: Option<&str>) -> Metadata {
    Metadata {
        language,
        edition: "demo".to_owned(),
        encoding: encoding.and_then(Encoding::of_name),
        ..Metadata::default()
    }
}

#[test]
fn another_encoding_is_named_and_read_when_asked_for() {
    let refused = import(GB, &metadata(Language::Zh, None)).expect_err("it is not UTF-8");
    assert!(
        refused.to_string().contains("--encoding gb18030"),
        "{refused}"
    );
    let imported = import(GB, &metadata(Language::Zh, Some("gb18030"))).expect("it is GB18030");
    assert!(
        imported.markdown.contains("## 一、收集"),
        "{}",
        imported.markdown
    );
    let utf16: Vec<u8> = "\u{feff}Title\n1. A\nText.\n2. B\nText.\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let refused = import(&utf16, &metadata(Language::En, None)).expect_err("it is not UTF-8");
    assert!(
        refused.to_string().contains("--encoding utf-16"),
        "{refused}"
    );
    let imported = import(&utf16, &metadata(Language::En, Some("utf-16"))).expect("it is UTF-16");
    assert!(
        imported.markdown.contains("# Title"),
        "{}",
        imported.markdown
    );
    let wrong = import("信息".as_bytes(), &metadata(Language::Zh, Some("big5")));
    assert_eq!(wrong.err(), Some(Error::WrongEncoding("Big5")));
}

#[test]
fn another_language_is_said() {
    let is_said = |text: &str, language| {
        let (imported, _) = read(text, language);
        imported
            .review_items
            .iter()
            .any(|item| item.kind == ReviewKind::Language)
    };
    let (chinese, english, hebrew) = (
        "标题\n一、收集\n我们收集您的姓名和地址。\n二、联系\n请来信。\n",
        "Title\n1. Data\nWe collect your name and your address.\n2. Contact\nWrite to us.\n",
        "כותרת\n1. מידע\nאנו אוספים את שמך.\n2. קשר\nכתבו אלינו.\n",
    );
    assert!(is_said(chinese, Language::En) && is_said(english, Language::Zh));
    assert!(is_said(hebrew, Language::En) && is_said(hebrew, Language::Zh));
    assert!(!is_said(chinese, Language::Zh) && !is_said(english, Language::En));
    let with_names = "标题\n一、第三方\n我们使用 Firebase Cloud Messaging 和 Google Analytics 提供推送和统计。\n二、联系\n请来信。\n";
    assert!(!is_said(with_names, Language::Zh));
}

/// One line for each tag and each heading made lists of hundreds of lines, with the dates among them.
#[test]
fn the_list_has_one_line_for_each_kind() {
    let tags = "Some <b>bold</b> word.\n\n".repeat(40);
    let source = format!(
        "# Sample of {{{{ company }}}}\n\nLast updated: March 2026\n\n## A\n\n{tags}## B\n\nSee [x](#gone) and Article 6 GDPR, ****not**** so.\n"
    );
    let (imported, _) = read(&source, Language::En);
    let groups = grouped(&imported.review_items);
    let kinds: Vec<ReviewKind> = groups.iter().map(|group| group.kind).collect();
    assert_eq!(
        kinds,
        [
            ReviewKind::Placeholder,
            ReviewKind::DateInDoubt,
            ReviewKind::LostLink,
            ReviewKind::DateNotStated,
            ReviewKind::Supersedes,
            ReviewKind::Tag,
            ReviewKind::NamedId,
        ]
    );
    let lines: Vec<String> = groups.iter().map(ToString::to_string).collect();
    assert!(lines.iter().all(|line| !line.contains('\n')));
    assert!(
        lines[5].starts_with("tags left out; their words stay (40), line 7 `<b>`; 9 `<b>`"),
        "{}",
        lines[5]
    );
    assert!(!lines.join(" ").contains("quotation marks"));
}
