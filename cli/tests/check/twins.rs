//! Both languages of a release say the same, clause by clause.

use crate::copy::{Copy, EN, ZH};

#[test]
fn swapped_ids_are_caught() {
    let copy = Copy::new();
    let line = copy.edit(EN, "### 1.6 ", "{#nearby}", "{#swapped}");
    copy.edit(EN, "### 1.7 ", "{#werun}", "{#nearby}");
    copy.edit(EN, "### 1.6 ", "{#swapped}", "{#werun}");
    copy.refused(EN, line, "the number is 1.6 here and 1.7 in zh.md");
    copy.refused(EN, line, "the order differs");
}

#[test]
fn a_changed_number_is_caught_in_either_language() {
    let copy = Copy::new();
    let line = copy.edit(EN, "{#contact}", "15 calendar days", "30 calendar days");
    copy.refused(EN, line, "`30` does not stand in this clause of zh.md");

    let copy = Copy::new();
    let line = copy.edit(ZH, "{#minors}", "未满 18 周岁", "未满 16 周岁");
    copy.refused(ZH, line, "`16` does not stand in this clause of en.md");
}

#[test]
fn a_declared_number_word_is_held_to_its_digits() {
    let copy = Copy::new();
    let line = copy.edit(EN, "{#security}", "Level 3", "Level 2");
    copy.refused(EN, line, "`2` does not stand in this clause of zh.md");
}

#[test]
fn a_deviating_date_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(EN, "# Weixin Privacy", "9 May 2025", "8 May 2025");
    copy.refused(
        EN,
        line,
        "`8 May 2025` does not stand before the first clause of zh.md",
    );

    let copy = Copy::new();
    let line = copy.edit(EN, "---", "effective: 2025-05-09", "effective: 2025-06-09");
    copy.refused(
        EN,
        line,
        "`effective` is 2025-06-09 here and 2025-05-09 in zh.md:",
    );
}

#[test]
fn a_missing_twin_clause_is_caught_unless_it_is_declared() {
    let copy = Copy::new();
    let heading = "### 1.40 剪贴板 {#clipboard}";
    let line = copy.edit(ZH, heading, "{#clipboard}", "{#pasteboard}");
    copy.refused(ZH, line, "clause `pasteboard`: it has no partner in en.md");
    copy.refused(
        EN,
        copy.line(EN, "{#clipboard}"),
        "it has no partner in zh.md",
    );

    let copy = Copy::new();
    copy.edit(
        ZH,
        "## 10. ",
        "深圳市腾讯计算机系统有限公司",
        "深圳市腾讯计算机系统有限公司\n\n### 10.1 甲 {#extra .only}",
    );
    assert!(copy.check().0, "{}", copy.check().1);
}

#[test]
fn a_guide_that_one_language_does_not_mark_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(
        EN,
        "#### 5.2.2 ",
        "{#delete-group-chat .guide}",
        "{#delete-group-chat}",
    );
    copy.refused(
        EN,
        line,
        "the mark .guide is missing here and given in zh.md",
    );
}
