//! The dates of a notice: the verb decides, only this notice counts, and doubt is `not-stated`.

mod common;

use common::read;
use notice::{Language, Stated};

/// Imports one sentence between a title and a clause; `-` is a date that is not stated.
fn check(sentence: &str, updated: &str, effective: &str) {
    let language = if sentence.is_ascii() || sentence.contains("’") {
        Language::En
    } else {
        Language::Zh
    };
    let (title, clause) = match language {
        Language::En => (
            "Sample notice",
            "## 1. Words\n\nText.\n\n## 2. More\n\nText.",
        ),
        Language::Zh => ("示例政策", "## 一、总则\n\n文字。\n\n## 二、其他\n\n文字。"),
    };
    let (_, notice) = read(&format!("# {title}\n\n{sentence}\n\n{clause}\n"), language);
    let stated = |date: &Stated<String>| match date {
        Stated::Known(date) => date.clone(),
        Stated::NotStated => "-".to_owned(),
    };
    assert_eq!(
        (stated(&notice.meta.updated), stated(&notice.meta.effective)),
        (updated.to_owned(), effective.to_owned()),
        "{sentence}"
    );
}

/// What the review list says of a sentence.
fn said(sentence: &str, language: Language) -> String {
    let source = format!("# Title\n\n{sentence}\n\n## 1. A\n\nText.\n\n## 2. B\n\nText.\n");
    let (imported, _) = read(&source, language);
    let lines = imported.review_items.iter().map(ToString::to_string);
    lines.collect::<Vec<_>>().join("\n")
}

/// They came out the other way round: the word nearest before a date took it, also from the
/// date in front of the word.
#[test]
fn a_verb_behind_its_date_takes_it() {
    for sentence in [
        "本政策已于2026年3月1日更新，将于2026年3月8日生效。",
        "2026年3月1日更新，2026年3月8日生效",
        "于 2026 年 3 月 1 日修订，并于 2026 年 3 月 8 日起生效",
        "（2026年3月1日发布 2026年3月8日起施行）",
        "On March 1, 2026 we updated this policy; from March 8, 2026 it is effective.",
        "Effective from March 8, 2026. On March 1, 2026 we updated this policy.",
        "本协议于2026年3月1日修改并公布，自2026年3月8日起正式实施。",
    ] {
        check(sentence, "2026-03-01", "2026-03-08");
    }
}

/// 最后 beside the verb was taken for a word of some other thing.
#[test]
fn the_last_update_is_one() {
    check(
        "**最后更新日期：2025年8月13日**  \n**生效日期：2025年8月20日**",
        "2025-08-13",
        "2025-08-20",
    );
}

#[test]
fn a_verb_before_its_date_takes_it() {
    for sentence in [
        "更新日期：2026年3月1日 生效日期：2026年3月8日",
        "更新于2026年3月1日，生效于2026年3月8日",
        "更新时间：2026-03-01，生效时间：2026-03-08",
        "**更新日期**：2026年3月1日\n\n**生效日期**：2026年3月8日",
        "本政策更新于二〇二六年三月一日，自2026年3月8日起生效。",
        "Last updated: March 1, 2026. Effective date: March 8, 2026",
        "Last updated: March 1, 2026 | Effective: March 8, 2026",
        "This policy was last changed on the 1st of March 2026 and takes effect on 8 March 2026.",
        "Last Update: Mar 1, 2026\n\nEffective as of 8 March 2026",
        "_Version date: 1 March 2026._\n\n_In force from 8 March 2026._",
    ] {
        check(sentence, "2026-03-01", "2026-03-08");
    }
}

#[test]
fn a_date_of_something_else_is_none_of_the_notice() {
    for sentence in [
        "根据2021年11月1日施行的某法，我们制定本政策。",
        "依据《示例法》（2021年11月1日起施行）制定。",
        "我们自2026年3月1日起更新了支付服务。",
        "This policy replaces the one that was effective until May 15, 2023.",
        "Our previous policy, last updated March 2, 2022, is archived here.",
        "The earlier version took effect on 1 May 2020.",
        "The Example Act, effective 1 May 2020, gives you rights.",
        "The service was updated on 1 May 2020.",
        "上一版本于2022年3月2日更新。",
        "本政策有效期至2027年3月1日。",
    ] {
        check(sentence, "-", "-");
    }
    check(
        "This policy replaces the one that was effective until May 15, 2023. Last updated: May 1, 2024.",
        "2024-05-01",
        "-",
    );
    check(
        "Our previous policy, last updated March 2, 2022, is archived here. Effective June 1, 2024.",
        "-",
        "2024-06-01",
    );
}

/// The day of a text that is to come was taken for that of the page which announces it.
#[test]
fn a_new_text_that_is_announced_may_be_another_one() {
    for sentence in [
        "_We change how the cards look. Our new [Privacy Policy for players](https://example.org/new) comes into effect on 11 November 2026 or, if you play, when you choose a card._",
        "Our new Privacy Policy comes into effect on 11 November 2026.",
        "We’re updating our Privacy Policy with effect from 11 November 2026.",
        "[Our new Privacy Policy can be found here - it becomes effective on 11 November 2026](https://example.org/new)",
    ] {
        check(sentence, "-", "-");
        let said = said(sentence, Language::En);
        assert!(said.contains("2026-11-11"), "{sentence}\n{said}");
    }
    check("新版《示例政策》将于2026年11月11日生效。", "-", "-");
    for sentence in [
        "This new Privacy Policy takes effect on 11 November 2026.",
        "This Privacy Policy is in effect from 11 November 2026 and belongs to our [Terms of Use](https://example.org/terms).",
        "Effective: [11 November 2026](https://example.org/archive)",
    ] {
        check(sentence, "-", "2026-11-11");
    }
}

#[test]
fn a_list_of_earlier_versions_dates_nothing() {
    let source = "# Sample\n\nLast updated: 1 March 2026\n\n## 1. A\n\nText.\n\n## 2. Earlier versions\n\n\
        - Terms - effective 1 May 2017\n- Terms - effective 1 May 2015\n";
    let (_, notice) = read(source, Language::En);
    assert_eq!(notice.meta.updated, Stated::Known("2026-03-01".to_owned()));
    assert_eq!(notice.meta.effective, Stated::NotStated);
}

/// The link to the version before took the whole line out of the reckoning.
#[test]
fn a_link_to_another_version_behind_a_date_does_not_hide_it() {
    for sentence in [
        "Last updated: March 1, 2026 ([archived versions](https://example.org/archive))",
        "**Revised** March 1, 2026 ([summary of changes and previous version](https://example.org/before))",
        "_Updated: March 1, 2026[Previous version](https://example.org/before)_",
        "Page last updated: March 1, 2026 ([view history](#history))",
    ] {
        check(sentence, "2026-03-01", "-");
    }
    for sentence in [
        "Our [previous policy](https://example.org/before) was last updated on March 1, 2026.",
        "The policy that was updated on March 1, 2026 is in our [archive](https://example.org/before).",
    ] {
        check(sentence, "-", "-");
    }
}

/// Nothing was said of a line that names neither this notice nor another text.
#[test]
fn a_short_line_that_names_nothing_is_listed() {
    let said = said("Your choices – Effective January 11, 2026", Language::En);
    assert!(said.contains("2026-01-11"), "{said}");
}

/// One entry was taken for the date of the notice; two were a doubt.
#[test]
fn one_earlier_version_in_a_list_dates_nothing() {
    let source = "# Sample\n\nLast updated: 1 March 2026\n\n## A\n\nText.\n\n## Earlier\n\n- Terms - effective 1 May 2017\n";
    let (_, notice) = read(source, Language::En);
    assert_eq!(notice.meta.updated, Stated::Known("2026-03-01".to_owned()));
    assert_eq!(notice.meta.effective, Stated::NotStated);
    let source = "# Sample\n\n## A\n\nText.\n\n## B\n\n- Last updated: 1 March 2026\n- Version 2\n";
    let (_, notice) = read(source, Language::En);
    assert_eq!(notice.meta.updated, Stated::Known("2026-03-01".to_owned()));
}

/// A quotation or a box was kept as it is, and nobody read it.
#[test]
fn a_dateline_may_be_quoted() {
    check("> Last Update: Mar 1, 2026", "2026-03-01", "-");
    check(
        "> 元数据\n>\n> ```\n> 存档日期: 2026-06-19\n> 更新日期：【2026】年【3】月【1】日\n> 生效日期：【2026】年【3】月【8】日\n> ```",
        "2026-03-01",
        "2026-03-08",
    );
    check(
        "> The law was changed on 1 March 2026, effective at once.",
        "-",
        "-",
    );
}

#[test]
fn dates_are_read_in_every_writing() {
    check("更新日期：2026年【3】月【1】日", "2026-03-01", "-");
    check("更新日期：２０２６年３月１日", "2026-03-01", "-");
    check("更新日期：二〇二六年三月一日", "2026-03-01", "-");
    check("修订与生效日期：2026年3月1日", "2026-03-01", "2026-03-01");
    check("最近更新日期：[2026]年[3]月[1]日", "2026-03-01", "-");
    check("Last updated 2026/3/1", "2026-03-01", "-");
    check("Last revised: 1st March, 2026", "2026-03-01", "-");
    check("Last updated, March 1, 2026.", "2026-03-01", "-");
    check("Last updated: March 1. 2026", "2026-03-01", "-");
    check("Last updated: Mar, 1 2026", "2026-03-01", "-");
}

/// Both were taken in silence, or said to be missing.
#[test]
fn doubt_is_not_stated_and_listed() {
    for (sentence, words) in [
        ("Last modified on 03/06/2026", "03/06/2026"),
        ("Last revised APRIL-2026", "APRIL-2026"),
        ("Last update: 04 - 2026.", "04 - 2026"),
        ("Last updated: March 2026", "March 2026"),
        (
            "Updated on 1 March 2026. Updated on 2 March 2026.",
            "2026-03-02",
        ),
        (
            "Last updated: 8 March 2026. Effective: 1 March 2026.",
            "2026-03-08",
        ),
    ] {
        check(sentence, "-", "-");
        let said = said(sentence, Language::En);
        assert!(said.contains(words), "{sentence}\n{said}");
    }
    check("2016 年 6 月 24 日", "-", "-");
    assert!(said("2016 年 6 月 24 日", Language::Zh).contains("2016-06-24 stands alone"));
    check("更新日期：2024年11月", "-", "-");
    assert!(said("更新日期：2024年11月", Language::Zh).contains("2024年11月"));
}

#[test]
fn the_date_taken_from_a_sentence_with_two_is_listed() {
    let said = said(
        "On March 1, 2026 we updated this policy; from March 8, 2026 it is effective.",
        Language::En,
    );
    assert!(said.contains("`updated` is 2026-03-01"), "{said}");
}

#[test]
fn front_matter_of_a_site_gives_its_dates() {
    let source = "---\ntitle: Sample\nlast_updated: 2026-03-01\neffective_date: 2026-03-08\n---\n\n## A\n\nText.\n\n## B\n\nText.\n";
    let (_, notice) = read(source, Language::En);
    assert_eq!(notice.meta.updated, Stated::Known("2026-03-01".to_owned()));
    assert_eq!(
        notice.meta.effective,
        Stated::Known("2026-03-08".to_owned())
    );
    let source = "---\ntitle: Sample\nlastmod: 2026-07-06\n---\n\n## A\n\nText.\n\n## B\n\nText.\n";
    let (imported, notice) = read(source, Language::En);
    assert_eq!(notice.meta.updated, Stated::NotStated);
    assert!(
        imported
            .review_items
            .iter()
            .any(|item| item.to_string().contains("lastmod: 2026-07-06"))
    );
}

#[test]
fn a_dateline_is_no_title() {
    let source =
        "Published: **July 30, 2026**\n\n# Sample terms\n\n## 1. A\n\nText.\n\n## 2. B\n\nText.\n";
    let (_, notice) = read(source, Language::En);
    assert_eq!(notice.title, "Sample terms");
    assert_eq!(notice.meta.updated, Stated::Known("2026-07-30".to_owned()));
}

/// A table was kept as it is, and nobody read it.
#[test]
fn dates_in_cells_are_read() {
    for (table, updated, effective) in [
        (
            "| Version | 2.1 |\n| --- | --- |\n| Last updated | 1 May 2025 |\n| **Effective date:** | 15 May 2025 |",
            "2025-05-01",
            "2025-05-15",
        ),
        (
            "| Document | Last updated | Effective |\n|---|---|---|\n| Notice | 2025-05-01 | 2025-05-15 |",
            "2025-05-01",
            "2025-05-15",
        ),
        (
            "| 更新日期 | 2025年5月1日 |\n| --- | --- |\n| 生效日期 | 2025年5月15日 |",
            "2025-05-01",
            "2025-05-15",
        ),
        (
            "| Updated: 1 May 2025 | Version 2 |\n| --- | --- |\n| a | b |",
            "2025-05-01",
            "-",
        ),
        ("Last updated\n: 1 May 2025", "2025-05-01", "-"),
    ] {
        check(table, updated, effective);
    }
}

#[test]
fn a_table_counts_where_the_text_says_nothing() {
    let history =
        "| 版本 | 更新日期 |\n| --- | --- |\n| 二 | 2024年5月1日 |\n| 一 | 2023年5月1日 |";
    check(
        &format!("更新日期：2025年5月1日\n\n{history}"),
        "2025-05-01",
        "-",
    );
    check(history, "-", "-");
    let said = said(history, Language::Zh);
    assert!(
        said.contains("2023-05-01") && said.contains("2024-05-01"),
        "{said}"
    );
}
