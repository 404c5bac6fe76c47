//! What `mingbai compare` prints of tables, links, emphasis and texts that are no Markdown.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of a test stop it as an assertion does"
)]

use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// Compares two texts that are saved under these names.
fn compared(old: (&str, &[u8]), new: (&str, &[u8]), more: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    let [old, new] = [("old", old), ("new", new)].map(|(side, (name, bytes))| {
        let path = folder.path().join(format!("{side}-{name}"));
        fs::write(&path, bytes).unwrap();
        path
    });
    let output = Command::new(env!("CARGO_BIN_EXE_mingbai"))
        .arg("compare")
        .args([old, new])
        .args(more)
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{error}");
    String::from_utf8(output.stdout).unwrap()
}

fn markdown(old: &str, new: &str, more: &[&str]) -> String {
    compared(("a.md", old.as_bytes()), ("b.md", new.as_bytes()), more)
}

#[track_caller]
fn check(old: &str, new: &str, expected: &[&str]) {
    let printed = markdown(old, new, &[]);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines[..lines.len() - 1], *expected, "{printed}");
}

const TABLE: &str = "# Notice\n\n## 1. Cookies\n\n| Name | Kept for |\n| --- | --- |\n| lang | 12 months |\n| ab | 30 days |\n| geo | 7 days |\n";

#[test]
fn a_row_is_one_line_that_names_it() {
    let new = TABLE
        .replace("12 months", "24 months")
        .replace("| ab | 30 days |", "| ads | 13 months |");
    check(
        TABLE,
        &new,
        &[
            "edited row `lang`: Kept for: [-12-]{+24+} months",
            "removed row: [-ab-] | [-30 days-]",
            "added row: {+ads+} | {+13 months+}",
        ],
    );
}

#[test]
fn links_and_emphasis_are_told() {
    check(
        "# Notice\n\nSee [the list](https://example.com/a) of them.\n\nYou **may not** share it.\n",
        "# Notice\n\nSee [the list](https://example.com/b) of them.\n\nYou may not share it.\n",
        &[
            "link: See the list of them.; `the list` leads to https://example.com/b (was https://example.com/a)",
            "emphasis: You may not share it.; `may not` is no longer emphasised",
        ],
    );
}

#[test]
fn json_has_the_row_the_column_the_links_and_the_emphasis() {
    let old = format!("{TABLE}\nSee [us](https://example.com/a), **always**.\n");
    let new = format!("{TABLE}\nSee [us](https://example.com/b), always.\n").replace("12", "24");
    let answer: Value = serde_json::from_str(&markdown(&old, &new, &["--json"])).unwrap();
    let blocks = answer["blocks"].as_array().unwrap();
    let edited = blocks.iter().find(|block| block["status"] == "edited");
    let cell = &edited.unwrap()["cell"];
    assert_eq!(
        (&cell["row_name"], &cell["column"]),
        (&"lang".into(), &"Kept for".into())
    );
    let last = blocks.last().unwrap();
    assert_eq!(last["weight"], "emphasis");
    assert_eq!(last["links"][0]["new"], "https://example.com/b");
    assert_eq!(last["emphasis"][0]["words"], "always");
}

#[test]
fn a_number_that_is_new_says_that_there_was_none() {
    let printed = markdown(
        "# Notice\n\n## Introduction\n\nWe are a shop.\n",
        "# Notice\n\n## 1. Introduction\n\nWe are a shop.\n",
        &[],
    );
    assert!(
        printed.starts_with("relabelled 1 (was none): Introduction"),
        "{printed}"
    );
}

/// Its lines were glued to one paragraph.
#[test]
fn plain_text_is_read_as_the_import_reads_it() {
    let old = "示例协议\n1.1 账号\n账号是指您登录用的名字。\n1.2 反馈\n您可以写信。\n";
    let new = old.replace("名字", "名称");
    let printed = compared(
        ("a.txt", old.as_bytes()),
        ("b.txt", new.as_bytes()),
        &["--language", "zh"],
    );
    let first = printed.lines().next().unwrap();
    assert_eq!(
        first, "edited: 账号是指您登录用的[-名字-]{+名称+}。",
        "{printed}"
    );
    assert_eq!(printed.lines().count(), 2, "{printed}");
}

#[test]
fn line_ends_and_encodings_are_read_as_the_import_reads_them() {
    let old = "Demo\r1.1 Data\rWe keep your name.\r";
    let new = "Demo\r\n1.1 Data\r\nWe keep your names.\r\n";
    let printed = compared(("a.txt", old.as_bytes()), ("b.txt", new.as_bytes()), &[]);
    assert!(
        printed.starts_with("edited: We keep your [-name-]{+names+}."),
        "{printed}"
    );
    // 示例 and 例示, in GB18030.
    let (old, new) = (
        b"\xca\xbe\xc0\xfd\xb5\xc4\xce\xc4\xd7\xd6",
        b"\xc0\xfd\xca\xbe\xb5\xc4\xce\xc4\xd7\xd6",
    );
    let more = ["--language", "zh", "--encoding", "gb18030"];
    let printed = compared(("a.txt", old.as_slice()), ("b.txt", new.as_slice()), &more);
    assert!(
        printed.contains("示例") && printed.contains("例示"),
        "{printed}"
    );
}
