//! What was published stays, and each version follows one that there is.

use std::process::Command;

use crate::copy::{CATALOGUE, Copy, EN, ZH};

#[test]
fn an_edited_published_file_is_caught() {
    let copy = Copy::new();
    let frozen = Command::new(env!("CARGO_BIN_EXE_mingbai"))
        .args(["freeze".into(), copy.path("notices/weixin/2025-05-09")])
        .status()
        .unwrap();
    assert!(frozen.success());
    assert!(copy.read(CATALOGUE).contains("[files]\nzh = \""));
    assert!(copy.check().0, "a frozen release passes");

    copy.edit(EN, "{#language}", "several languages", "many languages");
    copy.refused(EN, 1, "a published file never changes");
}

#[test]
fn a_release_with_problems_is_not_frozen() {
    let copy = Copy::new();
    copy.edit(EN, "{#contact}", "15 calendar days", "30 calendar days");
    let before = copy.read(CATALOGUE);
    let frozen = Command::new(env!("CARGO_BIN_EXE_mingbai"))
        .args(["freeze".into(), copy.path("notices/weixin/2025-05-09")])
        .output()
        .unwrap();
    assert!(!frozen.status.success());
    assert_eq!(copy.read(CATALOGUE), before);
}

#[test]
fn versions_that_supersede_each_other_or_nothing_are_caught() {
    let copy = Copy::new();
    let line = copy.edit(
        EN,
        "---",
        "supersedes: before-2025-05-09",
        "supersedes: 2024-01-01",
    );
    copy.refused(EN, line, "it supersedes `2024-01-01`, but");

    let copy = Copy::new();
    let before = "notices/weixin/before-2025-05-09/zh.md";
    copy.edit(
        before,
        "---",
        "provenance: reconstructed",
        "provenance: reconstructed\nsupersedes: 2025-05-09",
    );
    copy.refused(
        ZH,
        copy.line(ZH, "supersedes:"),
        "which leads back to this version",
    );
}
