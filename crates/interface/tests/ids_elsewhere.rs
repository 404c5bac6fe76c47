//! No part of the app has an id that a clause could have: each is one of `interface::ids`, with a colon.

mod common;

use common::sources;

/// What an id comes after, in Rust and in the markup of a view.
const BEFORE: [&str; 12] = [
    "id=\"",
    "id='",
    "for=\"",
    "labelledby=\"",
    "at(\"id\", \"",
    "at(\"for\", \"",
    "at(\"aria-labelledby\", \"",
    "at(\"aria-describedby\", \"",
    "at(\"aria-controls\", \"",
    "by_id(\"",
    "focus_soon(\"",
    "\"#",
];

/// Clauses that the app links to by their ids.
const CLAUSES: [&str; 1] = ["minors"];

/// The ids in a text that a clause could have, with their lines.
fn like_a_clause(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for before in BEFORE {
            for (start, _) in line.match_indices(before) {
                let rest = &line[start + before.len()..];
                let is_part = |letter: char| letter.is_alphanumeric() || "-_:".contains(letter);
                let id = &rest[..rest.find(|letter| !is_part(letter)).unwrap_or(rest.len())];
                if !id.is_empty() && !id.contains(':') && !CLAUSES.contains(&id) {
                    found.push((number + 1, id));
                }
            }
        }
    }
    found
}

#[test]
fn no_part_of_the_app_has_the_id_of_a_clause() {
    for (file, text) in sources("src", "rs") {
        let found = like_a_clause(&text);
        let hint = "a clause could have this id; take one of `interface::ids`";
        assert_eq!(found, [], "{}: {hint}", file.display());
    }
}

#[test]
fn an_id_is_found_wherever_one_is_written() {
    let text = r##"
        <Section labelledby="title"> <Heading id="title"/> <Button id="page:erase"/>
        at("aria-labelledby", "title")
        get_element_by_id("outcome"); first("#erase"); first("[id='erase']");
        href() + "#minors"; format!("#{}", clause.id)
    "##;
    let expected = [
        (2, "title"),
        (2, "title"),
        (3, "title"),
        (4, "erase"),
        (4, "outcome"),
        (4, "erase"),
    ];
    assert_eq!(like_a_clause(text), expected);
}
