//! Tables, notes and terms on the pages: a row of a comparison is one change that names itself, and numbers
//! are where the notice has them.

mod common;

use notice::{Catalogue, Language, Release};
use views::{Page, Template};

const OLD: &str = "# Notice

## 1 Cookies {#cookies}

| Name | Kept for | Set by |
| --- | --- | --- |
| lang | 12 months | Us |
| ab | 30 days | Us |

1. Ask us.
2. Write to us.

We keep logs six months[^1].

[^1]: From the last use.

Controller
: Who decides.
";

fn pages(old: &str, new: &str) -> Vec<Page> {
    let release = |name: &str, text: &str, more: &str| {
        let front = format!("---\nversion: {name}\nedition: test\nlanguage: en\n{more}---\n");
        let catalogue = Catalogue::read("").expect("nothing is a catalogue");
        Release::new(
            name,
            &[(Language::En, &format!("{front}{text}"))],
            catalogue,
        )
    };
    let (old, new) = (
        release("one", old, ""),
        release("two", new, "supersedes: one\n"),
    );
    let site = common::site_of(old, new);
    views::render(&site, &Template::default())
}

fn page(pages: &[Page], path: &str) -> String {
    let page = pages.iter().find(|page| page.path == path);
    page.expect("the page is there").html.clone()
}

/// A page without its tags.
fn plain(html: &str) -> String {
    let parts = html
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, words)| words));
    let words = parts.collect::<Vec<_>>().join("");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn has(html: &str, part: &str) {
    assert!(html.contains(part), "`{part}` is not in {html}");
}

#[test]
fn a_row_is_one_change_that_names_its_row_and_column() {
    let new = OLD
        .replace("12 months", "24 months")
        .replace("| ab | 30 days | Us |", "| ads | 13 months | Them |");
    let html = page(&pages(OLD, &new), "/en/changes/one..two/");
    has(&html, "3 changes in 1 clause");
    let plain = plain(&html);
    has(&plain, "lang · Kept for: ");
    has(&plain, "ads · Kept for: 13 months · Set by: Them");
    has(&plain, "ab · Kept for: 30 days · Set by: Us");
}

#[test]
fn the_number_of_an_item_and_of_a_note_is_shown_where_it_changed() {
    let new = OLD
        .replace("Write to us.", "Write to our team.")
        .replace("last use", "last visit");
    let html = page(&pages(OLD, &new), "/en/changes/one..two/");
    has(&html, "change__number\">2.</span>");
    has(&html, "change__number\">1</span>");
}

#[test]
fn a_note_stands_on_the_page_and_its_mark_leads_there() {
    let html = page(&pages(OLD, OLD), "/en/notice/two/");
    has(&html, "href=\"#note:1\" role=\"doc-noteref\">1</a>");
    has(&html, "id=\"note:1\"");
    has(&html, "From the last use.");
    has(&html, "<dt>Controller</dt><dd>Who decides.</dd>");
}

#[test]
fn emphasis_that_is_gone_is_said() {
    let new = OLD.replace("Ask us.", "Ask **us**.");
    let html = page(&pages(OLD, &new), "/en/changes/one..two/");
    has(&html, "emphasis only");
    has(&html, "“us” now stands out.");
}

#[test]
fn versions_without_dates_are_called_by_their_names() {
    let html = page(
        &pages(OLD, &OLD.replace("Ask", "Call")),
        "/en/changes/one..two/",
    );
    has(&html, "From one to two");
    assert!(!html.contains("the version before to"), "{html}");
}
