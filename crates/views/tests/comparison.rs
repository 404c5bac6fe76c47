//! A comparison of two small notices: what the page says of moves, links, folds and the provider's list.

mod common;

use notice::{Catalogue, Language, Release};
use views::Template;

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

/// The page of the comparison of two releases that declare nothing.
fn page() -> String {
    page_of("", "")
}

/// The page of the comparison of two releases with these catalogues.
fn page_of(old: &str, new: &str) -> String {
    let release = |name: &str, text: &str, catalogue: &str| {
        let catalogue = Catalogue::read(catalogue).expect("the catalogue can be read");
        Release::new(name, &[(Language::En, text)], catalogue)
    };
    let (old, new) = (release("one", OLD, old), release("two", NEW, new));
    let site = common::site_of(old, new);
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
    has(&html, "it led to “https://example.com/old”");
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

const OLD_CATALOGUE: &str = r#"
[[disclosures]]
id = "orders"
clause = "data"
feature = { zh = "订单", en = "Orders" }
purpose = { zh = "发货", en = "Delivery" }
data = ["records"]

[[data]]
id = "records"
names = { zh = "记录", en = "Records" }
"#;

const NEW_CATALOGUE: &str = r#"
[[controls]]
id = "orders"
kind = "opt-out"
clause = "data"
names = { zh = "订单推荐", en = "Suggestions from orders" }
disclosures = ["orders"]

[[disclosures]]
id = "orders"
clause = "data"
feature = { zh = "订单", en = "Orders" }
purpose = { zh = "发货", en = "Delivery" }
data = ["goods", "fingerprint"]

[[data]]
id = "goods"
names = { zh = "货物", en = "Goods" }

[[data]]
id = "fingerprint"
names = { zh = "指纹", en = "Fingerprint" }
sensitive = true
"#;

/// The card of clause 1.
fn card(html: &str) -> &str {
    let start = html.find("id=\"change:data\"").expect("it changed");
    html[start..].split("</section>").next().expect("it ends")
}

#[test]
fn a_card_carries_its_own_data_and_its_own_switch() {
    let html = page_of(OLD_CATALOGUE, NEW_CATALOGUE);
    let card = card(&html);
    has(card, "Data in more detail: 1 became 2");
    has(card, "tag--sensitive\">Fingerprint");
    has(card, "data-purpose=\"orders\"");
    has(card, "in more detail</span> Goods");
    has(card, "in general words before</span> Records");
}

#[test]
fn data_that_a_clause_named_in_fewer_words_before_are_not_said_to_be_new() {
    let html = page_of(OLD_CATALOGUE, NEW_CATALOGUE);
    assert!(!html.contains("new</span> Goods"), "{html}");
    has(&html, "in more detail</span> Fingerprint");
}

#[test]
fn what_became_of_a_clause_is_one_tag_with_the_number_of_places() {
    let html = page();
    has(card(&html), "class=\"tag\">");
    has(&html, "2 changes in 2 clauses");
}

/// The filter counted changes and showed clauses, both as bare numbers.
#[test]
fn a_number_of_the_filter_is_that_of_the_clauses_it_shows_and_one_of_a_card_names_changes() {
    let html = page();
    for (kind, said) in [
        ("edited", "reworded: 1 clause<"),
        ("moved", "moved: 1 clause<"),
    ] {
        let shown = html.split("data-kinds=\"").skip(1);
        let shown = shown.filter(|card| card.split('"').next().is_some_and(|it| it.contains(kind)));
        assert_eq!(shown.count(), 1, "{kind}");
        has(&html, said);
    }
    has(card(&html), "class=\"tag\">reworded: 1 change<");
}

#[test]
fn what_became_of_a_block_is_said_once_before_its_marks() {
    let html = page();
    has(&html, ": words deleted 1, inserted 2.");
}
