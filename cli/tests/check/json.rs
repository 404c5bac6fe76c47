//! A machine reads the same as a person: where it is, what is wrong, what was looked at.

use crate::copy::{Copy, EN};

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn a_release_without_problems_has_no_findings() {
    let (passed, said) = Copy::new().check_with(&["--json"]);
    assert!(passed, "{said}");
    let report = json(&said);
    assert_eq!(report["findings"], json("[]"));
    assert_eq!(report["checked"].as_array().map(Vec::len), Some(2));
    assert_eq!(report["compared_with_source"], json("null"));
}

#[test]
fn a_problem_has_its_file_line_and_clause() {
    let copy = Copy::new();
    let line = copy.edit(EN, "{#contact}", "15 calendar days", "30 calendar days");
    let (passed, said) = copy.check_with(&["--json"]);
    assert!(!passed, "a program sees it by the exit code alone");
    let report = json(&said);
    let findings = report["findings"].as_array().expect("a list");
    let at_the_change = |finding: &&serde_json::Value| finding["line"] == line;
    let finding = findings.iter().find(at_the_change).expect("the change");
    assert_eq!(finding["file"], copy.path(EN).display().to_string());
    assert_eq!(finding["about"], "clause `contact`");
    let what = finding["what"].as_str().expect("a sentence");
    assert!(
        what.contains("`30` does not stand in this clause"),
        "{what}"
    );
}
