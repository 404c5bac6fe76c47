//! What the commands print: JSON where a machine reads, colours only on a terminal.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of a test stop it as an assertion does"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const OLD: &str =
    "Demo Privacy\nUpdated: 1 May 2025\n1. Data\nWe may keep your name.\n2. Rights\nAsk us.\n";
const ESCAPE: char = '\u{1b}';

/// Runs `mingbai` as a program that another one reads; colours where they are `forced`.
fn mingbai(arguments: &[&str], forced: bool) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingbai"));
    command.args(arguments).env_remove("CLICOLOR_FORCE");
    if forced {
        command.env("CLICOLOR_FORCE", "1");
    }
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn json(output: &Output) -> Value {
    let said = text(&output.stdout);
    serde_json::from_str(said).unwrap_or_else(|error| panic!("{error}: {said}"))
}

/// A file in the folder, by its path.
fn file(folder: &Path, name: &str, content: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path.display().to_string()
}

#[test]
fn an_import_names_what_it_wrote_and_what_to_review() {
    let folder = TempDir::new().unwrap();
    let source = file(folder.path(), "source.txt", OLD);
    let out = folder.path().join("release").display().to_string();
    let output = mingbai(
        &[
            "import",
            &source,
            "--language",
            "en",
            "--edition",
            "demo",
            "--out",
            &out,
            "--json",
        ],
        false,
    );
    assert!(output.status.success());
    assert_eq!(text(&output.stderr), "", "nothing else is said");
    let answer = json(&output);
    assert_eq!(answer["version"], "2025-05-01");
    for written in ["notice", "review_list"] {
        let path = answer[written].as_str().unwrap();
        assert!(Path::new(path).is_file(), "{path}");
    }
    let items = answer["review_items"].as_array().unwrap();
    let list = fs::read_to_string(answer["review_list"].as_str().unwrap()).unwrap();
    assert!(!items.is_empty());
    for item in items {
        assert!(item["kind"].is_string() && item["what"].is_string());
        let place = item["line"].to_string();
        assert!(
            list.contains(&place),
            "the list lacks line {place}:\n{list}"
        );
    }
}

/// Two notices that differ in a word.
fn two_notices(folder: &Path) -> [String; 2] {
    ["may", "do"].map(|word| {
        let text = format!("## 1. Data\n\nWe {word} keep your name.\n");
        file(folder, &format!("{word}.md"), &text)
    })
}

#[test]
fn a_comparison_has_every_block() {
    let folder = TempDir::new().unwrap();
    let [old, new] = two_notices(folder.path());
    let answer = json(&mingbai(&["compare", &old, &new, "--json"], false));
    let blocks = answer["blocks"].as_array().unwrap();
    let has = |status: &str| blocks.iter().any(|block| block["status"] == status);
    assert!(has("same") && has("edited"), "{answer}");
}

#[test]
fn colours_are_for_a_terminal_and_the_words_are_the_same_without_them() {
    let folder = TempDir::new().unwrap();
    let [old, new] = two_notices(folder.path());
    let changed = [false, true].map(|forced| mingbai(&["compare", &old, &new], forced));
    let [plain, coloured] = changed.map(|output| text(&output.stdout).to_owned());
    assert!(
        plain.contains("[-may-]") && !plain.contains(ESCAPE),
        "{plain}"
    );
    assert!(
        coloured.contains("\u{1b}[31m[-may-]\u{1b}[0m"),
        "{coloured}"
    );

    let missing = folder.path().join("none.md").display().to_string();
    let failed = [false, true].map(|forced| mingbai(&["compare", &old, &missing], forced));
    let [plain, coloured] = failed.map(|output| text(&output.stderr).to_owned());
    assert!(plain.starts_with("error: cannot read"), "{plain}");
    assert!(coloured.starts_with(ESCAPE), "{coloured}");
}
