//! An id that the import made from a number is no identity: a clause put in before others moves the
//! numbers, and no title becomes the next one's.

use notice::change::Status;

fn notice(version: &str, clauses: &[(&str, &str, &str)]) -> notice::Notice {
    let front = format!(
        "---\nversion: {version}\nedition: test\nlanguage: en\nupdated: not-stated\n\
         effective: not-stated\nprovenance: official\n---\n# Notice\n"
    );
    let clauses = clauses
        .iter()
        .enumerate()
        .map(|(place, (id, title, text))| {
            format!("\n## {}. {title} {{{id}}}\n\n{text}\n", place + 1)
        });
    notice::parse(&(front + &clauses.collect::<String>())).0
}

const COOKIES: &str =
    "We set a cookie so that your basket is kept until you come back to the shop.";
const SALE: &str = "We sell no data about you to anybody, and never have done so since we opened.";

#[test]
fn a_clause_put_in_before_others_renames_none_of_them() {
    let old = notice(
        "1",
        &[
            ("#c1 .made", "Cookies", COOKIES),
            ("#c2 .made", "No sale", SALE),
        ],
    );
    let new = notice(
        "2",
        &[
            (
                "#c1 .made",
                "Children",
                "A parent decides for a child below fourteen years of age.",
            ),
            ("#c2 .made", "Cookies", COOKIES),
            ("#c3 .made", "No sale", SALE),
        ],
    );
    let comparison = compare::notices(&old, &new);
    let statuses: Vec<Status> = comparison.blocks.iter().map(|block| block.status).collect();
    assert!(!statuses.contains(&Status::Edited), "{statuses:?}");
    assert_eq!(
        statuses
            .iter()
            .filter(|status| **status == Status::Added)
            .count(),
        2,
        "{statuses:?}"
    );
}

#[test]
fn an_id_that_an_editor_took_over_counts_on_the_newer_side() {
    let old = notice("1", &[("#c1 .made", "Cookies", COOKIES)]);
    let new = notice("2", &[("#c1", "What your browser keeps", SALE)]);
    let comparison = compare::notices(&old, &new);
    let is_reworded = comparison
        .blocks
        .iter()
        .any(|block| block.status == Status::Edited);
    assert!(is_reworded, "{:?}", comparison.blocks);
}

/// A site's front matter has a version too, and its headings have numbers alone.
#[test]
fn an_id_that_nobody_wrote_is_none() {
    let read = |version: &str, body: &str| {
        let text = format!("---\ntitle: Sample\nversion: {version}\n---\n\n## 2. All\n\n{body}");
        notice::parse(&text).0
    };
    let old = read(
        "1",
        &format!("### 2.1 Cookies\n\n{COOKIES}\n\n### 2.2 No sale\n\n{SALE}\n"),
    );
    let new = read(
        "2",
        &format!(
            "### 2.1 Children\n\nA parent decides for a child.\n\n### 2.2 Cookies\n\n{COOKIES}\n\n### 2.3 No sale\n\n{SALE}\n"
        ),
    );
    let comparison = compare::notices(&old, &new);
    let statuses: Vec<Status> = comparison.blocks.iter().map(|block| block.status).collect();
    assert!(!statuses.contains(&Status::Edited), "{statuses:?}");
}
