//! The notices of other companies, where they lie beside the project.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use common::{shared_path, tokens, words};
use import::{Metadata, import};
use notice::inventory::Inventory;
use notice::{Catalogue, Language};

/// Every notice of the corpus, by name, with its language.
fn corpus() -> Vec<(String, Language, String)> {
    let root = shared_path("corpus");
    let Ok(companies) = fs::read_dir(&root) else {
        eprintln!("skipped: {} is not there", root.display());
        return Vec::new();
    };
    let mut texts = Vec::new();
    for company in companies.flatten() {
        for (folder, language) in [("en", Language::En), ("zh-CN", Language::Zh)] {
            let files = fs::read_dir(company.path().join(folder))
                .into_iter()
                .flatten()
                .flatten();
            let files: Vec<PathBuf> = files.map(|file| file.path()).collect();
            texts.extend(files.into_iter().filter_map(|file| {
                let name = file.strip_prefix(&root).ok()?.display().to_string();
                Some((name, language, fs::read_to_string(&file).ok()?))
            }));
        }
    }
    texts.sort();
    texts
}

#[test]
fn each_notice_gets_a_sensible_outline_and_no_problem() {
    for (name, language, source) in corpus() {
        let metadata = Metadata {
            language,
            edition: "demo".to_owned(),
            version: Some("1".to_owned()),
            ..Metadata::default()
        };
        let imported =
            import(source.as_bytes(), &metadata).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (notice, problems) = notice::parse(&imported.markdown);
        assert_eq!(problems, [], "{name}");
        assert!(!notice.title.is_empty(), "{name}");
        let inventory = Inventory::of(&notice, &Catalogue::default());
        let headings = source.lines().filter(|line| line.starts_with("##")).count();
        let clauses = notice.clauses.len();
        // Articles of a law are clauses though Markdown does not mark them.
        assert!(
            clauses >= headings / 2
                && clauses
                    <= headings
                        + 2
                        + source
                            .lines()
                            .filter(|line| line.trim_start().starts_with(['第', '（']))
                            .count(),
            "{name}: {clauses} of {headings}"
        );
        assert!(
            (1..=40).contains(&inventory.sections),
            "{name}: {}",
            inventory.sections
        );
        assert_eq!(inventory.guides, 0, "{name} has no guides");
        assert!(
            inventory.prose_paths <= 6,
            "{name}: {:?}",
            inventory.ids.prose_paths
        );
    }
}

#[test]
fn no_word_of_the_notices_is_lost() {
    for (name, language, source) in corpus() {
        let metadata = Metadata {
            language,
            edition: "demo".to_owned(),
            version: Some("1".to_owned()),
            ..Metadata::default()
        };
        let imported =
            import(source.as_bytes(), &metadata).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (found, expected) = (letters(&imported.markdown), letters(&untagged(&source)));
        let same = found
            .chars()
            .zip(expected.chars())
            .take_while(|(found, expected)| found == expected)
            .count();
        let near = |text: &str| {
            text.chars()
                .skip(same.saturating_sub(30))
                .take(80)
                .collect::<String>()
        };
        assert!(
            found == expected,
            "{name}: `{}` was `{}`",
            near(&found),
            near(&expected)
        );
    }
}

#[test]
fn both_languages_of_a_notice_come_to_the_same_sections() {
    let sections = |wanted: &str| {
        let found = corpus()
            .into_iter()
            .find(|(name, ..)| name.ends_with(wanted));
        found.map(|(_, language, source)| {
            let metadata = Metadata {
                language,
                edition: "demo".to_owned(),
                version: None,
                ..Metadata::default()
            };
            let imported =
                import(source.as_bytes(), &metadata).unwrap_or_else(|error| panic!("{error}"));
            let (notice, _) = notice::parse(&imported.markdown);
            (
                imported.version,
                Inventory::of(&notice, &Catalogue::default()).sections,
            )
        })
    };
    assert_eq!(
        sections("en/2025-12-17.md"),
        sections("zh-CN/2025-12-17.md")
    );
}

/// Prints a line for each text: headings, words lost and added with their borders, dates, and how
/// much there is to review.
#[test]
fn each_text_in_a_line() {
    for (name, language, source) in corpus() {
        let metadata = Metadata {
            language,
            edition: "demo".to_owned(),
            ..Metadata::default()
        };
        let imported =
            import(source.as_bytes(), &metadata).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (notice, _) = notice::parse(&imported.markdown);
        let (lost, added) = difference(&tokens(&untagged(&source)), &tokens(&imported.markdown));
        println!(
            "{name}: {} headings, {} lost {lost:?}, {} added {added:?}, updated {:?}, effective {:?}, {} things of {} kinds",
            notice.clauses.len(),
            lost.len(),
            added.len(),
            notice.meta.updated,
            notice.meta.effective,
            imported.review_items.len(),
            import::grouped(&imported.review_items).len(),
        );
        assert!(lost.is_empty() && added.is_empty(), "{name}");
    }
}

/// The words that only the first has, and those that only the second has.
fn difference(before: &[String], after: &[String]) -> (Vec<String>, Vec<String>) {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    before
        .iter()
        .for_each(|word| *counts.entry(word).or_default() += 1);
    after
        .iter()
        .for_each(|word| *counts.entry(word).or_default() -= 1);
    let of = |is_such: fn(i64) -> bool| {
        let words = counts.iter().filter(move |(_, count)| is_such(**count));
        words.map(|(word, _)| (*word).to_owned()).collect()
    };
    (of(|count| count > 0), of(|count| count < 0))
}

/// The letters and digits of a Markdown text.
fn letters(markdown: &str) -> String {
    words(markdown)
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect()
}

/// A text of another company without what the format has no room for: tags and attributes.
fn untagged(source: &str) -> String {
    let source = source.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (front, body) = match source
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
    {
        Some((front, body)) => (front.to_owned(), body.to_owned()),
        None => (String::new(), source.clone()),
    };
    let title = front
        .lines()
        .find_map(|line| line.strip_prefix("title:"))
        .unwrap_or_default();
    let mut text = format!("{}\n\n", title.trim().trim_matches(['\'', '"']));
    let mut rest = body.as_str();
    while let Some(start) = rest.find(['<', '{']) {
        let (before, from) = rest.split_at(start);
        text.push_str(before);
        let end = match () {
            () if from.starts_with("<!--") => from.find("-->").map(|end| end + 3),
            () if from.starts_with("{:") => from.find('}').map(|end| end + 1),
            () if from.starts_with("<http") || from.starts_with('{') => None,
            () => from.find('>').map(|end| end + 1),
        };
        match end {
            Some(end) => rest = &from[end..],
            None => {
                text.push_str(&from[..1]);
                rest = &from[1..];
            }
        }
    }
    text + rest
}
