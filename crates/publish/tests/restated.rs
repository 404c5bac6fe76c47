//! The restated English is in the project's own words: it shares no long run of words with the
//! official text. Runs only where the official text lies beside the project.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of a test stop it as an assertion does"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use notice::{Block, Catalogue, Inline, Language, LinkTarget, Settings, text};

/// A run this long is a copied sentence, no longer a common phrase.
const TOO_LONG: usize = 12;

#[test]
fn the_restated_english_shares_no_run_of_twelve_words_with_the_source() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let source = root.join("../shared/source/weixin-guidelines-2025-05-09.en.txt");
    let Ok(source) = fs::read_to_string(source) else {
        println!("skipped: the official text does not lie beside the project");
        return;
    };
    let edition = root.join("public/notices/weixin");
    for version in ["2025-05-09", "before-2025-05-09"] {
        let names = names(&edition, version);
        let restated = fs::read_to_string(edition.join(version).join("en.md")).unwrap();
        let runs = shared_runs(&words(&source, &names), &words(&plain(&restated), &names));
        assert!(
            runs.is_empty(),
            "{version}: say these in other words:\n{}",
            runs.join("\n")
        );
    }
}

/// Labels, addresses, and names of products, documents and the company: facts, not wording.
fn names(edition: &Path, version: &str) -> Vec<Vec<String>> {
    let read = |file: &str| fs::read_to_string(edition.join(file)).unwrap();
    let settings = Settings::read(&read("settings.toml")).unwrap();
    let catalogue = Catalogue::read(&read(&format!("{version}/catalogue.toml"))).unwrap();
    let terms: toml::Table = read("terms.toml").parse().unwrap();
    let labels = settings
        .rows
        .iter()
        .flat_map(|row| row.labels(Language::En));
    let documents = catalogue
        .documents
        .iter()
        .map(|document| document.names.en.as_str());
    let addresses = catalogue
        .contacts
        .iter()
        .map(|contact| contact.value.en.as_str());
    let provider = [
        catalogue.provider.names.en.as_str(),
        &catalogue.provider.address.en,
    ];
    // Terms with a capital are product names; the others are common words.
    let terms = terms["terms"].as_array().unwrap().iter();
    let products = terms.filter_map(|term| term["en"].as_str());
    let products = products.filter(|term| term.starts_with(|sign: char| sign.is_uppercase()));
    let names = labels
        .chain(documents)
        .chain(addresses)
        .chain(provider)
        .chain(products);
    // A single word is too common to be set aside.
    let names: BTreeSet<Vec<String>> = names.map(split).filter(|words| words.len() > 1).collect();
    let mut names: Vec<Vec<String>> = names.into_iter().collect();
    names.sort_by_key(|words| std::cmp::Reverse(words.len()));
    names
}

/// The notice without its settings paths, which are labels alone.
fn plain(markdown: &str) -> String {
    let (mut notice, _) = notice::parse(markdown);
    let mut lines = vec![text::blocks(&notice.lead)];
    for clause in &mut notice.clauses {
        clause.blocks.iter_mut().for_each(without_paths);
        lines.push(text::clause(clause));
    }
    lines.join("\n")
}

fn without_paths(block: &mut Block) {
    let is_path = |word: &Inline| {
        matches!(
            word,
            Inline::Link {
                to: LinkTarget::Path(_),
                ..
            }
        )
    };
    match block {
        Block::Paragraph(words) => words.retain(|word| !is_path(word)),
        Block::List { items, .. } => items.iter_mut().flatten().for_each(without_paths),
        _ => {}
    }
}

/// Lower-case words without punctuation.
fn split(text: &str) -> Vec<String> {
    let text = text.replace('’', "'").to_lowercase();
    let words = text.split(|sign: char| !sign.is_alphanumeric() && sign != '\'');
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The words of a text with every name left out.
fn words(text: &str, names: &[Vec<String>]) -> Vec<String> {
    let all = split(text);
    let mut kept = Vec::new();
    let mut rest = all.as_slice();
    while let Some(first) = rest.first() {
        match names.iter().find(|name| rest.starts_with(name)) {
            Some(name) => rest = &rest[name.len()..],
            None => {
                kept.push(first.clone());
                rest = &rest[1..];
            }
        }
    }
    kept
}

fn shared_runs(source: &[String], restated: &[String]) -> Vec<String> {
    let known: BTreeSet<&[String]> = source.windows(TOO_LONG).collect();
    let runs = restated.windows(TOO_LONG).filter(|run| known.contains(run));
    runs.map(|run| run.join(" ")).collect()
}
