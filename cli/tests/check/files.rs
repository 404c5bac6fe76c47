//! Files that are not there or cannot be read, and an official text of which something is missing.

use std::fs;

use crate::copy::{CATALOGUE, Copy, EN, ZH};

#[test]
fn a_file_that_cannot_be_read_is_one_problem() {
    let copy = Copy::new();
    let line = copy.edit(
        CATALOGUE,
        "id = \"ads\"",
        "kind = \"opt-out\"",
        "kind = \"switch\"",
    );
    copy.refused(CATALOGUE, line, "docs/notice-format.md");
    assert_eq!(copy.check().1.lines().count(), 2, "{}", copy.check().1);

    let copy = Copy::new();
    fs::remove_file(copy.path(EN)).unwrap();
    copy.refused(EN, 1, "the release lacks this language");
}

/// What a folder holds is told by itself: nobody has to say which kind it is.
#[test]
fn a_release_an_edition_or_all_editions_are_checked() {
    let copy = Copy::new();
    let checked = |folder: &str| {
        let (passed, said) = copy.check_in(folder, &[]);
        assert!(passed, "{said}");
        said.lines().last().unwrap().to_owned()
    };
    let one = checked("notices/weixin/2025-05-09");
    assert!(!one.contains("before-2025-05-09"), "{one}");
    for folder in ["notices/weixin", "notices"] {
        let all = checked(folder);
        assert!(all.contains("before-2025-05-09"), "{all}");
    }
    fs::create_dir(copy.path("empty")).unwrap();
    assert!(!copy.check_in("empty", &[]).0);
}

#[test]
fn a_clause_step_or_control_of_the_source_that_is_missing_is_caught() {
    let copy = Copy::new();
    fs::create_dir_all(copy.path("source")).unwrap();
    let inventory = r#"{
        "source": {"file": "weixin-guidelines-2025-05-09.en.txt"},
        "clauses": [
            {"id": "1", "kind": "section"},
            {"id": "1.43", "kind": "clause", "parent": "1"},
            {"id": "1.36.f", "kind": "letter_item", "parent": "1.36"}
        ],
        "rights_guides": [{"number": "5.6", "steps_count": 5}],
        "prose_paths": [{"id": "P22", "clause": "1.1"}, {"id": "P16", "clause": "1.25"}],
        "consent_api_candidates": [
            {"ref": "D90", "kind": "consent", "purpose": "Anything", "clause": "1.1"},
            {"ref": "D04", "kind": "consent", "purpose": "Voiceprint", "clause": "1.1"}
        ],
        "data_processing": [{"id": "D90", "clause": "1.1"}],
        "facts": [{"id": "F90"}]
    }"#;
    fs::write(copy.path("source/inventory.json"), inventory).unwrap();
    copy.refused(
        ZH,
        copy.line(ZH, "## 1. "),
        "the official text has 1.43, which is missing",
    );
    copy.refused(
        EN,
        copy.line(EN, "{#complain .guide}"),
        "the official text has 5 steps here, this has 4",
    );
    copy.refused(
        CATALOGUE,
        copy.line(CATALOGUE, "id = \"listen-recommendations\"") + 3,
        "the official text has it in `ask`",
    );
    let (_, said) = copy.check();
    for missing in [
        "[[paths]] has no entry with source = \"P22\"",
        "source = \"D90\"",
        "source = \"F90\"",
        "no consent for \"Anything\"",
    ] {
        assert!(said.contains(missing), "{missing}\n{said}");
    }
    assert!(!said.contains("Voiceprint"), "{said}");
}
