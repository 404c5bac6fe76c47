//! Histories that were kept: of servers that broke a promise before it was mended, each reduced to
//! what shows it. The checker has to go on finding it. docs/decisions/histories.md lists them.
//!
//! Every run keeps the whole history and its first finding of each rule in a folder of its own; one
//! that is worth keeping is moved from there. Entry points: [`keep`] and the test at the end.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::check::{Finding, Rule, check};
use crate::history::History;
use crate::reduce::reduce;

/// A history and what was found in it.
#[derive(Serialize, Deserialize)]
struct Recorded {
    /// What the server did, in words.
    about: String,
    rule: Rule,
    sentence: String,
    history: History,
}

/// Keeps the first finding of each rule in that folder, in files whose names begin like that.
pub fn keep(folder: &Path, name: &str, history: &History, findings: &[Finding]) {
    if findings.is_empty() {
        return;
    }
    fs::create_dir_all(folder).unwrap();
    let whole = folder.join(format!("{name}.json"));
    fs::write(&whole, serde_json::to_vec(history).unwrap()).unwrap();
    println!("kept as {}", whole.display());
    let mut rules: Vec<Rule> = Vec::new();
    for finding in findings {
        if rules.contains(&finding.rule) {
            continue;
        }
        rules.push(finding.rule);
        let recorded = Recorded {
            about: String::new(),
            rule: finding.rule,
            sentence: finding.sentence.clone(),
            history: reduce(history, finding),
        };
        let file = folder.join(format!("{name}-{:?}.json", finding.rule));
        fs::write(file, serde_json::to_vec_pretty(&recorded).unwrap()).unwrap();
    }
}

#[test]
fn what_servers_did_before_they_were_mended_is_still_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/histories/recorded");
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let recorded: Recorded = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        let Recorded {
            about, sentence, ..
        } = &recorded;
        let findings = check(&recorded.history);
        let is_it = |one: &Finding| one.rule == recorded.rule && one.sentence == *sentence;
        let name = file.display();
        assert!(findings.iter().any(is_it), "{name}, {about}: {findings:#?}");
    }
}

/// A case that is taken away would otherwise be missed by nobody.
#[test]
fn every_recorded_history_is_in_the_list_and_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/histories/recorded");
    let list = include_str!("../../../docs/decisions/histories.md");
    let listed = list.lines().filter_map(|line| line.strip_prefix("| `"));
    let listed = listed.filter_map(|line| line.split_once('`'));
    let mut listed: Vec<_> = listed.map(|(name, _)| format!("{name}.json")).collect();
    let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut files: Vec<_> = files
        .map(|file| file.file_name().into_string().unwrap())
        .collect();
    listed.sort();
    files.sort();
    assert_eq!(listed, files);
}
