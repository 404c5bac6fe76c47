//! `mingbai check` catches an editor's mistakes: each is made in a copy of the real notices
//! and must be reported in the right file, at the right line.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of a test stop it as an assertion does"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

const ZH: &str = "notices/weixin/2025-05-09/zh.md";
const EN: &str = "notices/weixin/2025-05-09/en.md";
const CATALOGUE: &str = "notices/weixin/2025-05-09/catalogue.toml";
const SETTINGS: &str = "notices/weixin/settings.toml";
const TERMS: &str = "notices/weixin/terms.toml";

/// A copy of the notices and interface strings, to make mistakes in.
struct Copy {
    folder: TempDir,
}

impl Copy {
    fn new() -> Copy {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let folder = TempDir::new().unwrap();
        copy(&root.join("public/notices"), &folder.path().join("notices"));
        copy(&root.join("locales"), &folder.path().join("locales"));
        let copy = Copy { folder };
        copy.thaw();
        copy
    }

    /// Takes the hashes of published files out: each test makes its mistake in a draft.
    fn thaw(&self) {
        for release in fs::read_dir(self.path("notices/weixin")).unwrap() {
            let catalogue = release.unwrap().path().join("catalogue.toml");
            if let Ok(text) = fs::read_to_string(&catalogue) {
                let draft = text.split("\n[files]").next().unwrap();
                fs::write(catalogue, format!("{draft}\n")).unwrap();
            }
        }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    /// Replaces the first `old` that stands after `anchor`; gives the line of the change.
    fn edit(&self, file: &str, anchor: &str, old: &str, new: &str) -> usize {
        let text = self.read(file);
        let from = text
            .find(anchor)
            .unwrap_or_else(|| panic!("{file} has no `{anchor}`"));
        let at = from
            + text[from..]
                .find(old)
                .unwrap_or_else(|| panic!("{file} has no `{old}`"));
        let edited = format!("{}{new}{}", &text[..at], &text[at + old.len()..]);
        fs::write(self.path(file), edited).unwrap();
        text[..at].matches('\n').count() + 1
    }

    fn line(&self, file: &str, words: &str) -> usize {
        let text = self.read(file);
        let at = text
            .find(words)
            .unwrap_or_else(|| panic!("{file} has no `{words}`"));
        text[..at].matches('\n').count() + 1
    }

    fn check(&self) -> (bool, String) {
        let glossary = Path::new(env!("CARGO_MANIFEST_DIR")).join("../GLOSSARY.md");
        let output = Command::new(env!("CARGO_BIN_EXE_mingbai"))
            .arg("check")
            .args(["--notices".into(), self.path("notices")])
            .args(["--locales".into(), self.path("locales")])
            .args(["--source".into(), self.path("source")])
            .args(["--glossary".into(), glossary])
            .output()
            .unwrap();
        (
            output.status.success(),
            String::from_utf8(output.stdout).unwrap(),
        )
    }

    /// The check fails and says these words at this line of this file.
    fn refused(&self, file: &str, line: usize, words: &str) {
        let (passed, said) = self.check();
        assert!(!passed, "the check passed");
        let place = format!("{}:{line}: ", self.path(file).display());
        let found = said
            .lines()
            .any(|own| own.starts_with(&place) && own.contains(words));
        assert!(found, "nothing says `{words}` at {place}\n{said}");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}

#[test]
fn the_notices_as_they_are_pass() {
    let (passed, said) = Copy::new().check();
    assert!(passed, "{said}");
}

#[test]
fn a_dropped_step_is_caught() {
    let copy = Copy::new();
    copy.edit(EN, "{#disable-werun .guide}", "7. Tap **Clear**.\n", "");
    let line = copy.line(EN, "{#disable-werun .guide}");
    copy.refused(EN, line, "the steps are 6 here and 7 in zh.md");
    copy.refused(EN, line, "the guide has 6 steps here and 7 in");
}

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
fn a_declared_number_word_is_held_to_its_digits() {
    let copy = Copy::new();
    let line = copy.edit(EN, "{#security}", "Level 3", "Level 2");
    copy.refused(EN, line, "`2` does not stand in this clause of zh.md");
}

#[test]
fn a_renamed_row_is_caught_where_it_is_named() {
    let copy = Copy::new();
    let row = "id = \"me.settings.general.listen.personalized-recommendations\"";
    copy.edit(SETTINGS, row, "en = \"", "en = \"Renamed ");
    let line = copy.line(EN, "(path:listen-recommendations)");
    copy.refused(
        EN,
        line,
        "the path `listen-recommendations` reads `Me > Settings >",
    );

    let copy = Copy::new();
    copy.edit(
        SETTINGS,
        "id = \"me.settings.about.report\"",
        "zh = \"投诉\"",
        "zh = \"举报\"",
    );
    let line = copy.edit(ZH, "{#complain .guide}", "4. 点击", "4. 点击");
    copy.refused(
        ZH,
        line,
        "step 4: **投诉** is no label of `me.settings.about.report`",
    );
}

#[test]
fn a_row_on_no_screen_or_without_a_label_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(SETTINGS, "id = \"discover\"", "discover", "discovery");
    copy.refused(
        SETTINGS,
        line + 8,
        "it stands on the screen `discover`, which there is not",
    );

    let copy = Copy::new();
    let line = copy.edit(
        SETTINGS,
        "id = \"discover\"",
        "en = \"Discover\"",
        "en = \"\"",
    );
    copy.refused(SETTINGS, line, "row `discover`: `en` is blank");
}

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

#[test]
fn a_way_that_does_not_say_what_it_does_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(
        CATALOGUE,
        "id = \"personalized-ads\"",
        "title = { zh = \"关掉个性化广告\", en = \"Switch off personalised ads\" }\n",
        "",
    );
    copy.refused(CATALOGUE, line - 1, "a verb and a thing");
}

#[test]
fn two_walks_at_one_address_are_caught() {
    let copy = Copy::new();
    let line = copy.edit(
        CATALOGUE,
        "id = \"delete-messages\"",
        "id = \"delete-one-message\"",
        "id = \"delete-chat\"",
    );
    copy.refused(CATALOGUE, line, "is `delete-chat` already");
}

#[test]
fn an_unknown_path_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(EN, "{#ask}", "(path:ask-recommendations)", "(path:asking)");
    copy.refused(EN, line, "the catalogue has no path `asking`");
    let entry = copy.line(CATALOGUE, "id = \"ask-recommendations\"");
    copy.refused(
        CATALOGUE,
        entry + 3,
        "path `ask-recommendations`: no clause of",
    );
}

#[test]
fn a_link_to_no_clause_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(ZH, "{#minors}", "(#contact)", "(#contacts)");
    copy.refused(ZH, line, "the link `#contacts` leads to no clause");
}

#[test]
fn a_control_without_its_clause_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(
        CATALOGUE,
        "id = \"ads\"",
        "clause = \"cross-feature-use\"",
        "clause = \"ads\"",
    );
    copy.refused(
        CATALOGUE,
        line,
        "control `ads`: no notice has the clause `ads`",
    );
}

#[test]
fn global_privacy_control_on_anything_but_an_opt_out_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(
        CATALOGUE,
        "kind = \"consent\"",
        "guardian = false",
        "gpc = true",
    );
    copy.refused(
        CATALOGUE,
        line,
        "`gpc` is for an opt-out, and this is of kind `consent`",
    );
}

#[test]
fn entries_that_name_nothing_are_caught() {
    let copy = Copy::new();
    let way = copy.edit(
        CATALOGUE,
        "id = \"ads\"",
        "path:personalized-ads",
        "path:advertising",
    );
    copy.refused(CATALOGUE, way, "the way `path:advertising` leads nowhere");

    let copy = Copy::new();
    let data = copy.edit(
        CATALOGUE,
        "source = \"D41\"",
        "data = [\"",
        "data = [\"steps-taken\", \"",
    );
    copy.refused(CATALOGUE, data, "[[data]] has no `steps-taken`");

    let copy = Copy::new();
    let unused = copy.edit(CATALOGUE, "[[data]]", "id = \"", "id = \"spare-");
    copy.refused(CATALOGUE, unused, "no disclosure names it");
}

#[test]
fn an_id_of_the_page_itself_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(EN, "{#status", "{#status", "{#page:status");
    copy.refused(
        EN,
        line,
        "the id `page:status` is not made of lower-case words joined by `-`; write {#page-status}",
    );
}

#[test]
fn an_id_that_stands_twice_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(
        CATALOGUE,
        "id = \"top-stories\"",
        "id = \"top-stories\"",
        "id = \"ads\"",
    );
    copy.refused(
        CATALOGUE,
        copy.line(CATALOGUE, "\"path:personalized-ads\"") - 3,
        "control `ads`",
    );
    copy.refused(
        CATALOGUE,
        copy.line(CATALOGUE, "\"path:personalized-ads\"") - 3,
        &format!("catalogue.toml:{line}"),
    );
}

#[test]
fn a_missing_interface_string_is_caught() {
    let copy = Copy::new();
    let line = copy.edit("locales/en.toml", "nav-home", "nav-home", "nav-house");
    copy.refused(
        "locales/en.toml",
        line,
        "string `nav-house`: zh.toml lacks it",
    );
    let line = copy.line("locales/zh.toml", "nav-home");
    copy.refused(
        "locales/zh.toml",
        line,
        "string `nav-home`: en.toml lacks it",
    );

    let copy = Copy::new();
    let line = copy.edit("locales/en.toml", "glance-shared", "{count}", "{number}");
    copy.refused(
        "locales/en.toml",
        line,
        "it takes `{number}` here and `{count}` in zh.toml",
    );
}

#[test]
fn a_wrong_fact_is_caught() {
    let copy = Copy::new();
    let words = "independent body made up mainly of external members";
    copy.edit(
        EN,
        "{#security}",
        words,
        "body made up mainly of external members",
    );
    let line = copy.line(EN, "{#security}");
    copy.refused(EN, line, "the fact `supervisory-body` of catalogue.toml:");
}

#[test]
fn a_wrong_term_is_caught() {
    let copy = Copy::new();
    copy.edit(ZH, "{#webeans}", "微信豆", "微豆");
    copy.edit(ZH, "{#webeans}", "微信豆", "微豆");
    copy.edit(ZH, "{#webeans}", "微信豆", "微豆");
    while copy
        .read(ZH)
        .split("{#weixin-pay}")
        .next()
        .unwrap()
        .contains("微信豆")
    {
        copy.edit(ZH, "1.11", "微信豆", "微豆");
    }
    let line = copy.line(ZH, "{#webeans}");
    copy.refused(ZH, line, "says `WeBeans`, so this clause must say `微信豆`");

    let copy = Copy::new();
    let line = copy.edit(ZH, "{#official-accounts}", "公众号", "公众帐号");
    copy.refused(
        ZH,
        line,
        "`公众帐号` is not the word for this; write `公众号`",
    );
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

#[test]
fn a_term_that_the_glossary_translates_otherwise_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(
        TERMS,
        "en = \"Mini Program\"",
        "en = \"Mini Program\"",
        "en = \"receipt\"",
    );
    copy.refused(TERMS, line + 1, "GLOSSARY.md gives");
}
