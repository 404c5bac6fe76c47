//! “Including”, “such as”, “may” and “we” of the official text stay in both languages of its
//! restatement: a list that was open is open, what was possible is no more than possible, and who
//! acts is named.
//!
//! Clauses are paired by number. Each language is held against the other in every release; against
//! the official text only where it lies beside the project, and the test says so where it does not.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of a test stop it as an assertion does"
)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use notice::text;

/// Words that a restatement must not lose, and what may say the same in each language.
struct Hedge {
    name: &'static str,
    /// In the official English.
    source: &'static [&'static str],
    /// The same words of the source where they are no hedge.
    not: &'static [&'static str],
    en: &'static [&'static str],
    zh: &'static [&'static str],
    /// Chinese words that say it and nothing else, for the look from Chinese to English.
    only_zh: &'static [&'static str],
}

const HEDGES: [Hedge; 3] = [
    Hedge {
        name: "including",
        source: &["including", "includes"],
        not: &[],
        en: &[
            "including",
            "include",
            "includes",
            "included",
            "among them",
            "among other things",
        ],
        zh: &["包括", "包含", "含", "在内", "等"],
        only_zh: &["包括", "包含"],
    },
    Hedge {
        name: "such as",
        source: &["such as", "e g", "for example", "etc"],
        not: &[],
        en: &[
            "such as",
            "such personal information as",
            "for example",
            "for instance",
            "and similar data",
            "among other things",
        ],
        zh: &["例如", "如", "等"],
        only_zh: &["例如"],
    },
    Hedge {
        name: "may",
        source: &["may"],
        // A choice that the reader has is no possibility.
        not: &["you may choose", "you may also choose", "relatives may"],
        en: &["may", "might", "possible", "permit"],
        zh: &["可能", "可以", "可"],
        only_zh: &["可能"],
    },
];

/// What the clauses on recommendations say in one sentence: who analyses, and that the result may suit.
/// In the official English, in English and in Chinese.
const STATEMENTS: [[&str; 3]; 2] = [
    [
        "automatically analyze",
        "we use computer programs to analyse",
        "我们会通过计算机程序自动分析",
    ],
    [
        "that may better align with your interests",
        "that may suit your interests better",
        "可能更符合你兴趣的",
    ],
];

const VERSIONS: [&str; 2] = ["2025-05-09", "before-2025-05-09"];

#[test]
fn a_restatement_keeps_what_the_source_leaves_open() {
    let path = root().join("../shared/source/weixin-guidelines-2025-05-09.en.txt");
    let Ok(source) = fs::read_to_string(path) else {
        println!("skipped: the official text does not lie beside the project");
        return;
    };
    let source = by_number(&source);
    let (zh, en) = (clauses(VERSIONS[0], "zh"), clauses(VERSIONS[0], "en"));
    let mut lost = String::new();
    for (number, official) in &source {
        let (Some(zh), Some(en)) = (zh.get(number), en.get(number)) else {
            continue;
        };
        let (official, en) = (&words(official), &words(en));
        for hedge in &HEDGES {
            let wanted = count(official, hedge.source) - count(official, hedge.not);
            let found = [count(en, hedge.en), count_han(zh, hedge.zh)];
            for (language, found) in ["en", "zh"].iter().zip(found) {
                if found < wanted {
                    let name = hedge.name;
                    writeln!(
                        lost,
                        "{number}: “{name}” {wanted} times, {language} {found}"
                    )
                    .unwrap();
                }
            }
        }
        let we = [count(official, &["we"]), count(en, &["we", "us", "our"])];
        let is_named = zh.contains("我们") || we[0] == 0;
        if we[1] < we[0] || !is_named {
            writeln!(lost, "{number}: “we” {} times, en {}", we[0], we[1]).unwrap();
        }
        for statement in STATEMENTS {
            let wanted = count(official, &statement[..1]);
            if count(en, &statement[1..2]) != wanted || count_han(zh, &statement[2..]) != wanted {
                writeln!(lost, "{number}: “{}”", statement[0]).unwrap();
            }
        }
    }
    assert!(source.len() > 80, "{} clauses", source.len());
    assert!(lost.is_empty(), "say these again:\n{lost}");
}

#[test]
fn what_one_language_leaves_open_the_other_leaves_open_too() {
    let mut lost = String::new();
    for version in VERSIONS {
        let (zh, en) = (clauses(version, "zh"), clauses(version, "en"));
        for (number, zh) in &zh {
            let en = &words(&en[number]);
            for hedge in &HEDGES {
                let is_in_zh = count_han(zh, hedge.zh) > 0;
                if count(en, hedge.en) > 0 && !is_in_zh {
                    writeln!(
                        lost,
                        "{version} {number}: “{}” in English alone",
                        hedge.name
                    )
                    .unwrap();
                }
                if count_han(zh, hedge.only_zh) > 0 && count(en, hedge.en) == 0 {
                    writeln!(
                        lost,
                        "{version} {number}: “{}” in Chinese alone",
                        hedge.name
                    )
                    .unwrap();
                }
            }
        }
    }
    assert!(lost.is_empty(), "say these in both languages:\n{lost}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The numbered clauses of one language of a release, without their headings.
fn clauses(version: &str, language: &str) -> BTreeMap<String, String> {
    let file = format!("public/notices/weixin/{version}/{language}.md");
    let (notice, _) = notice::parse(&fs::read_to_string(root().join(file)).unwrap());
    let clauses = notice.clauses.iter().filter_map(|clause| {
        let number = clause.number.as_ref()?.to_string();
        Some((number, text::blocks(&clause.blocks)))
    });
    clauses.collect()
}

/// The clauses of the official text: a line opens one with `1.24`, `5.7.10` or `iv.`.
///
/// Headings of sections have no words of their own, and lines of guides count with their guide.
fn by_number(source: &str) -> BTreeMap<String, String> {
    let mut clauses: BTreeMap<String, String> = BTreeMap::new();
    let mut current = String::new();
    for line in source.lines() {
        let first = line.split([' ', '\u{a0}']).next().unwrap_or_default();
        let number = first.trim_end_matches('.');
        let is_clause = number.contains('.')
            && number
                .split('.')
                .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        let is_point =
            first.ends_with('.') && ["i", "ii", "iii", "iv", "v", "vi"].contains(&number);
        let is_section = first.ends_with('.') && number.bytes().all(|byte| byte.is_ascii_digit());
        if is_clause || is_point {
            current = number.to_owned();
        } else if is_section {
            current.clear();
        }
        if !current.is_empty() {
            let words = line.strip_prefix(first).unwrap_or(line);
            let clause = clauses.entry(current.clone()).or_default();
            clause.push('\n');
            clause.push_str(words);
        }
    }
    clauses
}

/// Lower-case words with one blank before and after each.
fn words(text: &str) -> String {
    let text = text.to_lowercase();
    let words = text.split(|sign: char| !sign.is_alphanumeric() && sign != '\'');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join("  "))
}

fn count(words: &str, phrases: &[&str]) -> usize {
    let found = phrases.iter().map(|phrase| {
        let phrase = format!(" {} ", phrase.replace(' ', "  "));
        words.matches(&phrase).count()
    });
    found.sum()
}

fn count_han(text: &str, phrases: &[&str]) -> usize {
    phrases
        .iter()
        .map(|phrase| text.matches(phrase).count())
        .sum()
}
