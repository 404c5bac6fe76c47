//! Ids: a page has each once, and a clause's address leads to the clause whatever it is called.

mod common;

use std::collections::BTreeSet;

use interface::{Address, View};
use notice::{Catalogue, Language, Release};
use views::{Site, Template};

/// Clauses called like parts of a page, as earlier pages named them and as this one does.
const CLAUSES: [&str; 16] = [
    "main",
    "status",
    "search",
    "filter",
    "filter-hint",
    "history",
    "text",
    "meaning",
    "ads",
    "ads-heading",
    "change-ads",
    "change-ads-heading",
    "choice-ads",
    "page:status",
    "ads:heading",
    "change:ads",
];

/// A notice that says `words` in each of those clauses; without front matter, as another company's.
fn notice(front: &str, words: &str) -> String {
    let clauses = CLAUSES.map(|id| format!("## {id} {{#{id}}}\n\n{words}\n"));
    format!("{front}# Notice\n\n{}", clauses.concat())
}

fn pages(of: fn(&str) -> String) -> (Site, Vec<views::Page>) {
    let release = |version: &str, words: &str| {
        let text = notice(&of(version), words);
        Release::new(version, &[(Language::En, &text)], Catalogue::default())
    };
    let old = release("one", "We keep your orders for one year.");
    let new = release("two", "We keep your orders for two years.");
    let site = common::site_of(old, new);
    let pages = views::render(&site, &Template::default());
    (site, pages)
}

fn ids(html: &str) -> Vec<&str> {
    let parts = html.split(" id=\"").skip(1);
    parts.filter_map(|rest| rest.split('"').next()).collect()
}

#[track_caller]
fn check(of: fn(&str) -> String) {
    let (site, pages) = pages(of);
    let notice = site.current().notice(Language::En).expect("English");
    let clauses: BTreeSet<&str> = notice
        .clauses
        .iter()
        .map(|clause| clause.id.as_str())
        .collect();
    assert_eq!(clauses.len(), CLAUSES.len());
    for page in &pages {
        let ids = ids(&page.html);
        let once: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(
            ids.len(),
            once.len(),
            "{} has an id twice: {ids:?}",
            page.path
        );
        let address = Address::parse(&page.path).map(|address| address.view);
        let is_notice = matches!(address, Some(View::Notice { .. }));
        for id in once.iter().filter(|id| !id.contains(':')) {
            assert!(
                is_notice && clauses.contains(id),
                "{}: `{id}` could be a clause's",
                page.path
            );
        }
        let is_here = |clause: &&str| page.html.contains(&format!("<section id=\"{clause}\""));
        assert!(!is_notice || clauses.iter().all(is_here), "{}", page.path);
    }
}

#[test]
fn no_part_of_a_page_can_be_called_like_a_clause() {
    check(|version| format!("---\nversion: {version}\nedition: test\nlanguage: en\n---\n"));
}

#[test]
fn nor_like_a_clause_of_another_companys_notice() {
    check(|_| String::new());
}
