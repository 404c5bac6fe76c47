//! The official text and its inventory, where they lie beside the project.

mod common;

use std::collections::BTreeMap;

use common::official::{OFFICIAL, list, number, steps, string};
use common::{imported, squeezed, words};
use notice::inventory::Inventory;
use notice::{Catalogue, Language, LinkTarget, text};

#[test]
fn the_counts_are_those_of_the_inventory() {
    let Some(official) = &*OFFICIAL else { return };
    let inventory = Inventory::of(&official.notice, &Catalogue::default());
    let counts: Vec<usize> = inventory.counts().iter().map(|(_, count)| *count).collect();
    assert_eq!(counts, [10, 59, 38, 40, 39, 174, 21, 0, 0, 0]);
}

#[test]
fn no_sentence_is_lost() {
    let Some(official) = &*OFFICIAL else { return };
    assert_eq!(
        words(&official.imported.markdown),
        squeezed(&official.source)
    );
}

#[test]
fn no_sentence_is_lost_on_the_way_into_the_model() {
    let Some(official) = &*OFFICIAL else { return };
    let notice = &official.notice;
    let clauses: Vec<String> = notice.clauses.iter().map(text::clause).collect();
    let model = format!(
        "{}{}{}",
        notice.title,
        text::blocks(&notice.lead),
        clauses.concat()
    );
    // The model keeps the value of a number, not the punctuation around it.
    let letters = |text: &str| {
        text.chars()
            .filter(|character| character.is_alphabetic())
            .collect::<String>()
    };
    assert_eq!(letters(&model), letters(&official.source));
}

#[test]
fn each_numbered_clause_is_found_where_it_stands() {
    let Some(official) = &*OFFICIAL else { return };
    for clause in list(&official.inventory["clauses"]) {
        let (id, line, kind) = (
            string(&clause["id"]),
            number(&clause["line"]),
            string(&clause["kind"]),
        );
        if !matches!(
            kind,
            "clause" | "section" | "clause_group" | "guide_heading" | "roman_point"
        ) {
            continue;
        }
        let found = official.clause(id);
        let heading = text::heading(found);
        let first_words = format!(
            "{heading}{}",
            found.blocks.first().map(text::block).unwrap_or_default()
        );
        let expected: String = squeezed(official.line(line))
            .chars()
            .filter(|character| character.is_alphanumeric())
            .take(40)
            .collect();
        let letters: String = squeezed(&first_words)
            .chars()
            .filter(|character| character.is_alphanumeric())
            .collect();
        assert!(letters.starts_with(&expected), "{id}: {first_words}");
    }
}

#[test]
fn each_path_is_found_with_all_its_labels() {
    let Some(official) = &*OFFICIAL else { return };
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (clause, to, words) in official.links() {
        if matches!(to, LinkTarget::Path(_)) {
            found.entry(clause).or_default().push(words);
        }
    }
    for path in list(&official.inventory["prose_paths"]) {
        let clause = official.clause(string(&path["clause"])).id.to_string();
        let chains = found.get(&clause).cloned().unwrap_or_default();
        let labels = list(&path["nodes"])
            .iter()
            .filter(|node| string(&node["type"]) == "label")
            .map(|node| string(&node["text"]));
        let labels: Vec<&str> = labels.collect();
        let has_all = |chain: &String| labels.iter().all(|label| chain.contains(label));
        assert!(
            chains.iter().any(has_all),
            "{} {labels:?} {chains:?}",
            path["id"]
        );
    }
    let per_clause = |clause: &str| {
        list(&official.inventory["prose_paths"])
            .iter()
            .filter(|path| string(&path["clause"]) == clause)
            .count()
    };
    assert_eq!(found["c1-4"].len(), per_clause("1.4"));
    assert_eq!(found["c1-5"].len(), per_clause("1.5"));
}

#[test]
fn each_guide_has_its_steps_labels_and_alternatives() {
    let Some(official) = &*OFFICIAL else { return };
    for guide in list(&official.inventory["rights_guides"]) {
        let clause = official.clause(string(&guide["number"]));
        assert!(clause.is_guide, "{}", guide["id"]);
        assert_eq!(
            clause.heading.trim_end_matches(':'),
            string(&guide["title"]),
            "{}",
            guide["id"]
        );
        let steps = steps(clause);
        assert_eq!(
            steps.len(),
            number(&guide["steps_count"]),
            "{}",
            guide["id"]
        );
        for (step, expected) in steps.iter().zip(list(&guide["steps"])) {
            let labels: Vec<&str> = list(&expected["labels"]).iter().map(string).collect();
            let main = |label: &&&str| Some(**label) != expected["alternative_label"].as_str();
            let main: Vec<&str> = labels.iter().filter(main).copied().collect();
            let found: Vec<&str> = step
                .labels
                .iter()
                .map(|label| label.text.as_str())
                .collect();
            assert_eq!(found, main, "{} {}", guide["id"], expected["n"]);
        }
        for alternative in list(&guide["alternatives"]) {
            let step = steps[number(&alternative[0]) - 1];
            assert_eq!(step.labels[0].alternatives, [string(&alternative[1])]);
        }
    }
}

#[test]
fn each_note_and_reference_is_found() {
    let Some(official) = &*OFFICIAL else { return };
    for guide in list(&official.inventory["rights_guides"]) {
        let clause = official.clause(string(&guide["number"]));
        let words = text::blocks(&clause.blocks);
        for key in ["note", "trailing_paragraph"] {
            if let Some(line) = guide[key]["line"].as_u64() {
                let line = official.line(usize::try_from(line).unwrap());
                assert!(words.lines().any(|found| found == line), "{}", guide["id"]);
            }
        }
        if let Some(other) = guide["refers_to_guide"].as_str() {
            let is_there = official.links().iter().any(|(from, to, words)| {
                *from == clause.id.to_string()
                    && words == other
                    && *to == LinkTarget::Clause(official.clause(other).id.clone())
            });
            assert!(is_there, "{}", guide["id"]);
        }
    }
    let references: Vec<String> = official
        .links()
        .into_iter()
        .filter_map(|(from, to, words)| match to {
            LinkTarget::Clause(id) => Some(format!("{from}: {words} -> {id}")),
            _ => None,
        })
        .collect();
    assert_eq!(
        references,
        [
            "updates: Section 1 -> c1",
            "updates: Section 5 -> c5",
            "c5: Section 9 -> c9",
            "c5-2-6: 5.1.7 -> c5-1-7",
            "c5-3-3: 5.1.7 -> c5-1-7",
            "c7: Section 9 -> c9",
            "c10: Article 10 -> c10",
        ]
    );
}

#[test]
fn each_linked_document_is_listed_for_review() {
    let Some(official) = &*OFFICIAL else { return };
    for line in [34, 35, 36, 44, 72, 94] {
        assert!(
            official.says(line, "is named without an address"),
            "line {line}"
        );
    }
}

#[test]
fn the_same_text_gives_the_same_notice() {
    let Some(official) = &*OFFICIAL else { return };
    let again = imported(&official.source, Language::En).0;
    assert_eq!(again, official.imported);
}
