//! What a reader is told where something is not certain: an older text that was worked out, labels that
//! nobody has looked up in the app, and data that only this site takes for sensitive.

use interface::Language;
use notice::{Catalogue, Edition, Release, Settings};
use views::{Compared, Page, Site, Template};

const EDITION: &str = "[official]
zh = \"官方文本在店里。\"
en = \"The official text is in the shop.\"

[labels]
zh = \"没有在店里核对过。\"
en = \"None was checked in the shop.\"
";

const OLD: &str = "---
version: one
edition: test
language: en
provenance: reconstructed
---
# Notice

This text was worked out.

## 1. Data {#data}

We keep your orders.
";

const NEW: &str = "---
version: two
edition: test
language: en
provenance: restated
supersedes: one
---
# Notice

## 1. Data {#data}

We keep your orders. To look at them go to [Me > Orders](path:orders).

## 2. Ads {#ads}

We show ads.
";

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
way = "path:orders"
names = { zh = "订单推荐", en = "Suggestions from orders" }
sensitive = true
disclosures = ["orders"]

[[controls]]
id = "face"
kind = "consent"
clause = "data"
way = "path:orders"
names = { zh = "人脸", en = "Face" }
sensitive = true
disclosures = ["face"]

[[disclosures]]
id = "orders"
clause = "data"
feature = { zh = "订单", en = "Orders" }
purpose = { zh = "发货", en = "Delivery" }
data = ["goods", "places"]
sensitive = "inferred"

[[disclosures]]
id = "face"
clause = "data"
feature = { zh = "人脸", en = "Face" }
purpose = { zh = "发货", en = "Delivery" }
data = ["goods"]
sensitive = "stated"

[[data]]
id = "goods"
names = { zh = "货物", en = "Goods" }

[[data]]
id = "places"
names = { zh = "地点", en = "Places" }

[[paths]]
id = "orders"
title = { zh = "管理订单", en = "Manage orders" }
clause = "data"
row = "me.orders"
ends = ["manage"]
"#;

const SETTINGS: &str = r#"
[[rows]]
id = "me"
kind = "screen"
zh = "我"
en = "Me"

[[rows]]
id = "me.orders"
kind = "screen"
zh = "订单"
en = "Orders"
unconfirmed = true
"#;

/// The page at an address of a site with both releases.
fn page(path: &str) -> String {
    let found = pages().into_iter().find(|page| page.path == path);
    found.expect("there is such a page").html
}

/// All pages of that site.
fn pages() -> Vec<Page> {
    let release = |name: &str, text: &str, catalogue: &str| {
        let catalogue = Catalogue::read(catalogue).expect("the catalogue can be read");
        Release::new(name, &[(Language::En, text)], catalogue)
    };
    let old = release("one", OLD, OLD_CATALOGUE);
    let new = release("two", NEW, NEW_CATALOGUE);
    let text = |release: &Release| release.notice(Language::En).cloned().expect("English");
    let compared = Compared {
        language: Language::En,
        comparison: compare::notices(&text(&old), &text(&new)),
        meaning: compare::meaning(&old.catalogue, &new.catalogue),
    };
    let site = Site {
        edition: Edition::read(EDITION).expect("an edition"),
        comparisons: vec![compared],
        releases: vec![new, old],
        settings: Settings::read(SETTINGS).expect("the manifest can be read"),
    };
    views::render(&site, &Template::default())
}

#[track_caller]
fn has(html: &str, part: &str) {
    assert!(html.contains(part), "`{part}` is not in {html}");
}

/// The cards of a comparison.
fn cards(html: &str) -> impl Iterator<Item = &str> {
    let cards = html.split("data-change-section").skip(1);
    cards.map(|card| card.split("</section>").next().unwrap_or(card))
}

#[test]
fn a_comparison_with_a_text_that_was_worked_out_says_so_on_the_page_and_on_each_card() {
    let html = page("/en/changes/one..two/");
    has(&html, "Older text reconstructed from the provider’s list<");
    has(&html, "href=\"/en/notice/one/\"");
    assert_eq!(cards(&html).count(), 2);
    for card in cards(&html) {
        has(
            card,
            "Older text reconstructed from the provider’s own list of updates",
        );
    }
}

#[test]
fn what_differs_from_a_text_that_was_worked_out_is_newly_described_and_never_new() {
    let html = page("/en/changes/one..two/");
    has(
        &html,
        "<span data-change=\"added\" class=\"tag\">newly described</span>",
    );
    has(&html, "choices newly described");
    for new in [">new<", " new<", "new choices", "new uses"] {
        assert!(!html.contains(new), "`{new}` is in {html}");
    }
}

#[test]
fn a_general_name_that_is_replaced_by_its_parts_is_not_removed() {
    let html = page("/en/changes/one..two/");
    has(&html, "in general words before</span> Records");
    assert!(!html.contains("removed</span> Records"), "{html}");
}

#[test]
fn the_start_page_says_what_the_older_text_is() {
    let html = page("/en/");
    has(&html, "older text reconstructed");
    has(&html, "choices newly described: 2");
}

#[test]
fn a_walk_names_the_labels_that_nobody_has_looked_up() {
    let html = page("/en/settings/orders/");
    let named = "No current source was found for the Chinese names of “Orders”";
    has(&html, named);
    let first = page("/en/settings/orders/1/");
    assert!(!first.contains("No current source"), "{first}");
    has(&page("/en/settings/orders/2/"), named);
}

/// To name the labels without a source alone said of all others that they were checked in the app.
#[test]
fn a_walk_says_what_all_labels_rest_on() {
    has(
        &page("/en/settings/orders/"),
        "None was checked in the shop.",
    );
}

/// Who listened heard “inserted” of what who looks sees as newly described.
#[test]
fn who_listens_is_told_that_a_run_of_text_is_newly_described() {
    let html = page("/en/changes/one..two/");
    has(
        &html,
        "<span class=\"visually-hidden\">newly described: </span>",
    );
    assert!(!html.contains("inserted: "), "{html}");
}

/// A choice on the page of its own way led to that page.
#[test]
fn no_part_of_a_page_is_a_link_to_that_page() {
    for Page { path, html } in pages() {
        let main = html.split("<main").nth(1).expect("a page has a main part");
        let main = main.split("</main>").next().expect("its end");
        let links = main.split("<a ").skip(1);
        let links = links.map(|link| link.split('>').next().expect("a tag ends"));
        let here = format!("href=\"{path}\"");
        let to_itself: Vec<&str> = links.filter(|link| link.contains(&here)).collect();
        assert!(to_itself.is_empty(), "{path}: {to_itself:?}");
    }
    let way = "href=\"/en/settings/orders/\"";
    has(&page("/en/choices/"), way);
}

/// Who pressed it was told afterwards.
#[test]
fn what_cannot_be_brought_back_is_said_before_all_is_switched_off() {
    let html = page("/en/choices/");
    let before = html
        .split("data-all-off")
        .next()
        .expect("what comes before");
    has(
        before,
        "Once off, what was not set cannot be “not set” again.",
    );
}

#[test]
fn a_section_is_called_a_section() {
    has(&page("/en/settings/"), "From section 1");
    has(&page("/en/settings/orders/"), "Section 1: Data");
    has(&page("/en/notice/two/"), "Link to section 1");
}

#[test]
fn a_path_to_what_a_person_objects_to_is_among_what_can_be_switched_off() {
    let html = page("/en/settings/");
    let group = html
        .split("Switch off or manage")
        .nth(1)
        .expect("the group");
    let group = group.split("</section>").next().expect("its end");
    has(group, "Manage orders");
}

#[test]
fn a_choice_tells_what_the_notice_calls_sensitive_from_what_this_site_takes_for_it() {
    let html = page("/en/choices/");
    has(
        &html,
        "Suggestions from orders <span class=\"tag\">Possibly sensitive</span>",
    );
    // Whose reading that is stands once above the rows of a group that has one.
    has(
        &html,
        "“Possibly sensitive” is this site’s reading, not the notice’s.",
    );
    has(&html, "Face <span class=\"tag\">Sensitive</span>");
}

#[test]
fn only_the_text_in_force_is_said_to_be_in_the_app() {
    has(&page("/en/notice/two/"), "The official text is in the shop");
    assert!(!page("/en/notice/one/").contains("The official text is in the shop"));
}
