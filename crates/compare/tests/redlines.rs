//! Redlines that a lay reader would call right: our cases, and the shared ones where present.
//!
//! `cases/en.json` and `cases/zh.json` hold lines, `cases/blocks.json` small notices, in the
//! form that `../shared/corpus/redline-cases/README.md` describes.

use std::path::Path;

use notice::change::{Op, Span, Status};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    id: String,
    old: String,
    new: String,
    /// Every redline that is right, as `[-struck-]{+added+}`.
    accept: Vec<String>,
    /// The rule that the case stands for.
    why: String,
}

#[derive(Deserialize)]
struct Blocks {
    id: String,
    old: String,
    new: String,
    status: Vec<Status>,
    removed: usize,
    why: String,
}

const SHARED: &str = "../../../shared/corpus/redline-cases";

#[test]
fn english_lines_read_as_they_should() {
    check_lines(&cases("tests/cases/en.json"));
}

#[test]
fn chinese_lines_read_as_they_should() {
    check_lines(&cases("tests/cases/zh.json"));
}

#[test]
fn blocks_become_what_they_should() {
    check_blocks(&cases("tests/cases/blocks.json"));
}

/// Lines by somebody who had not seen the engine that it reads differently, each argued in
/// `docs/decisions/comparison.md`. One that comes right has to leave the list.
const LINES_READ_DIFFERENTLY: [&str; 5] = [
    "n-en-date-range",
    "n-en-possessive",
    "n-zh-aspect",
    "n-zh-period-unit",
    "n-zh-pronoun-twice",
];
/// The same for blocks: every part of a split or merged paragraph is `edited` here.
const BLOCKS_READ_DIFFERENTLY: [&str; 4] = [
    "n-blk-merge-en",
    "n-blk-merge-zh",
    "n-blk-split-en",
    "n-blk-split-zh",
];

#[test]
fn a_second_readers_lines_read_as_they_should() {
    let lines: Vec<Line> = cases("tests/cases/second-reader-inline.json");
    let (different, rest): (Vec<Line>, Vec<Line>) = lines
        .into_iter()
        .partition(|case| LINES_READ_DIFFERENTLY.contains(&case.id.as_str()));
    check_lines(&rest);
    for case in different {
        let got = marked(&compare::inline(&case.old, &case.new));
        assert!(!case.accept.contains(&got), "{} is right now", case.id);
    }
}

#[test]
fn a_second_readers_blocks_become_what_they_should() {
    let blocks: Vec<Blocks> = cases("tests/cases/second-reader-blocks.json");
    let rest: Vec<Blocks> = blocks
        .into_iter()
        .filter(|case| !BLOCKS_READ_DIFFERENTLY.contains(&case.id.as_str()))
        .collect();
    check_blocks(&rest);
}

#[test]
fn shared_cases_read_as_they_should() {
    if !Path::new(SHARED).is_dir() {
        return println!("skipped: there are no shared redline cases here");
    }
    check_lines(&cases(&format!("{SHARED}/inline.json")));
    check_blocks(&cases(&format!("{SHARED}/blocks.json")));
}

fn cases<T: for<'a> Deserialize<'a>>(path: &str) -> Vec<T> {
    let text = std::fs::read_to_string(path).expect("the cases are there");
    serde_json::from_str(&text).expect("the cases are JSON")
}

fn check_lines(cases: &[Line]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let got = marked(&compare::inline(&case.old, &case.new));
            let is_right = case.accept.contains(&got);
            (!is_right).then(|| {
                format!(
                    "{}: {got}\n  {} ({})",
                    case.id,
                    case.accept.join("\n  "),
                    case.why
                )
            })
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

fn check_blocks(cases: &[Blocks]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let (old, new) = (notice::parse(&case.old).0, notice::parse(&case.new).0);
            let all = compare::notices(&old, &new).blocks;
            let all: Vec<Status> = all.iter().map(|block| block.status).collect();
            let is_removed = |status: &&Status| **status == Status::Removed;
            let removed = all.iter().filter(is_removed).count();
            let kept: Vec<Status> = all
                .into_iter()
                .filter(|status| !is_removed(&status))
                .collect();
            let is_right = kept == case.status && removed == case.removed;
            (!is_right).then(|| {
                format!(
                    "{}: {kept:?}, {removed} removed\n  {:?}, {} ({})",
                    case.id, case.status, case.removed, case.why
                )
            })
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

fn marked(spans: &[Span]) -> String {
    spans
        .iter()
        .map(|Span(op, text)| match op {
            Op::Equal => text.clone(),
            Op::Delete => format!("[-{text}-]"),
            Op::Insert => format!("{{+{text}+}}"),
        })
        .collect()
}
