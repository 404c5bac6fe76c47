//! A comparison of two small notices: what the page says of moves, links, folds and the provider's list.

use notice::{Catalogue, Language, Release};
use views::{Compared, Site, Template};

const OLD: &str = "---
version: one
edition: test
language: en
---
# Notice

## 1 Data {#data}

We keep your orders in our own country for as long as the law asks us to keep them.

Our team in Utrecht answers every question about this notice within five working days.

See [the list](https://example.com/old) of those who help us.

The first paragraph that stays as it is.

The second paragraph that stays as it is.

## 2 Rights {#rights}

You may ask for a copy of all that we hold about you.

## 3 Contact {#contact}

Write to us.
";

const NEW: &str = "---
version: two
edition: test
language: en
supersedes: one
---
# Notice

## What this version changes {#updates .updates}

- [Section 1](#data) says more.

## 1 Data {#data}

We keep your orders in our own country for as long as the tax office asks us to keep them.

See [the list](https://example.com/new) of those who help us.

The first paragraph that stays as it is.

The second paragraph that stays as it is.

## 2 Rights {#rights}

You may ask for a copy of all that we hold about you.

## 3 Contact {#contact}

Write to us.

Our team in Utrecht answers every question about this notice within five working days.
";

/// The page of the comparison, without the marks for screen readers.
fn page() -> String {
    let release =
        |name: &str, text: &str| Release::new(name, &[(Language::En, text)], Catalogue::default());
    let (old, new) = (release("one", OLD), release("two", NEW));
    let both = |release: &Release| {
        release
            .notice(Language::En)
            .cloned()
            .expect("it has English")
    };
    let comparison = compare::notices(&both(&old), &both(&new));
    let meaning = compare::meaning(&old.catalogue, &new.catalogue);
    let site = Site {
        comparisons: vec![Compared {
            language: Language::En,
            comparison,
            meaning,
        }],
        releases: vec![new, old],
        ..Site::default()
    };
    let pages = views::render(&site, &Template::default());
    let page = pages
        .into_iter()
        .find(|page| page.path == "/en/changes/one..two/");
    page.expect("neighbours are compared").html
}

#[track_caller]
fn has(html: &str, part: &str) {
    assert!(html.contains(part), "`{part}` is not in {html}");
}

#[test]
fn a_moved_paragraph_says_where_it_stood() {
    let html = page();
    has(&html, "data-kinds=\"moved\"");
    has(&html, "moved</span> <span class=\"hint\">from 1 Data");
}

#[test]
fn a_link_that_leads_elsewhere_is_folded_and_said() {
    let html = page();
    has(&html, "in 1 of them punctuation, layout or links differ");
    has(&html, "https://example.com/new");
    has(&html, "before to “https://example.com/old”");
}

#[test]
fn what_stays_is_folded_inside_a_changed_clause() {
    let html = page();
    has(&html, "Paragraphs unchanged in their words: 3;");
}

#[test]
fn the_providers_list_leads_to_what_it_covers_and_names_what_it_leaves_out() {
    let html = page();
    has(
        &html,
        "Changes in what this points to: <a href=\"#change:data\" class=\"tag\">1 Data</a>",
    );
    has(
        &html,
        "Changes that this list does not point to: <a href=\"#change:contact\" class=\"tag\">3 Contact</a>",
    );
    has(&html, "href=\"/en/notice/two/#data\"");
}
