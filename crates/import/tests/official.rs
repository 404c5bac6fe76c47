//! The official text and its inventory, where they lie beside the project.

#![expect(clippy::too_many_lines, reason = "the oddities are one list")]

mod common;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use common::{imported, shared, squeezed, words};
use import::Imported;
use notice::inventory::Inventory;
use notice::{Block, Catalogue, Clause, Inline, Language, LinkTarget, Notice, Step, text};
use serde_json::Value;

struct Official {
    source: String,
    inventory: Value,
    imported: Imported,
    notice: Notice,
}

static OFFICIAL: LazyLock<Option<Official>> = LazyLock::new(|| {
    let source = shared("source/weixin-guidelines-2025-05-09.en.txt")?;
    let inventory =
        serde_json::from_str(&shared("source/inventory.json")?).expect("the inventory is JSON");
    let (imported, notice) = imported(&source, Language::En);
    Some(Official {
        source,
        inventory,
        imported,
        notice,
    })
});

impl Official {
    /// The clause with an inventory's number: `5.1.10`, `intro.vi`.
    fn clause(&self, number: &str) -> &Clause {
        let id = match number.strip_prefix("intro") {
            Some(rest) => format!("intro{}", rest.replace('.', "-")),
            None => format!("c{}", number.replace('.', "-")),
        };
        self.notice
            .clause(&id)
            .unwrap_or_else(|| panic!("no clause {number}"))
    }

    fn line(&self, line: usize) -> &str {
        self.source
            .lines()
            .nth(line - 1)
            .expect("the line is in the source")
    }

    /// Whether something is said about a line to the person who imports.
    fn says(&self, line: usize, what: &str) -> bool {
        self.imported
            .to_settle
            .iter()
            .any(|settle| settle.line == line && settle.what.contains(what))
    }

    fn links(&self) -> Vec<(String, LinkTarget, String)> {
        let mut links = Vec::new();
        for clause in &self.notice.clauses {
            for block in &clause.blocks {
                block.each_inline(&mut |word| {
                    if let Inline::Link { to, words, .. } = word {
                        links.push((clause.id.to_string(), to.clone(), text::line(words)));
                    }
                });
            }
        }
        links
    }
}

fn steps(clause: &Clause) -> Vec<&Step> {
    let steps = clause.blocks.iter().filter_map(|block| match block {
        Block::Steps(steps) => Some(steps),
        _ => None,
    });
    steps.flatten().collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn number(value: &Value) -> usize {
    value
        .as_u64()
        .and_then(|value| usize::try_from(value).ok())
        .unwrap_or(0)
}

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
    // The model keeps the value of a number, not the signs around it.
    let letters = |text: &str| {
        text.chars()
            .filter(|sign| sign.is_alphabetic())
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
            .filter(|sign| sign.is_alphanumeric())
            .take(40)
            .collect();
        let letters: String = squeezed(&first_words)
            .chars()
            .filter(|sign| sign.is_alphanumeric())
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
fn each_linked_document_is_named_to_settle() {
    let Some(official) = &*OFFICIAL else { return };
    for line in [34, 35, 36, 44, 72, 94] {
        assert!(
            official.says(line, "is named without an address"),
            "line {line}"
        );
    }
}

/// Each of the 43 oddities of the inventory, in its order.
#[test]
fn the_oddities_are_survived() {
    let Some(official) = &*OFFICIAL else { return };
    assert_eq!(list(&official.inventory["parser_oddities"]).len(), 43);
    let notice = &official.notice;
    let blocks = |number: &str| text::blocks(&official.clause(number).blocks);
    let paragraphs = |number: &str| {
        official
            .clause(number)
            .blocks
            .iter()
            .filter(|block| matches!(block, Block::Paragraph(_)))
            .count()
    };
    let ids: Vec<&str> = notice
        .clauses
        .iter()
        .map(|clause| clause.id.as_str())
        .collect();
    let place = |id: &str| ids.iter().position(|known| *known == id).unwrap();
    let points = |clause: &Clause| {
        clause
            .blocks
            .iter()
            .map(|block| match block {
                Block::List { items, .. } => items.len(),
                _ => 0,
            })
            .sum::<usize>()
    };

    // O01: the left-over of a table of contents is a point, the section is one clause.
    assert!(
        blocks("intro.vi").ends_with("1. Information We Collect and Use")
            && official.says(17, "repeats a heading")
    );
    assert_eq!(ids.iter().filter(|id| **id == "c1").count(), 1);
    // O02: the numbered changes are no sections.
    let updates = &notice.clauses[0];
    assert!(updates.is_updates && points(updates) == 2);
    // O03, O04: numbers in odd forms.
    assert!(official.clause("1.42").blocks.len() == 2 && official.says(75, "written otherwise"));
    assert!(official.clause("10").heading == "Language" && official.says(340, "written otherwise"));
    // O05: an article among sections.
    assert!(official.says(341, "called Article here and Section elsewhere"));
    // O06, O07: a guide one level higher, a guide without steps.
    assert!(steps(official.clause("5.6")).len() == 4 && official.says(258, "one level higher"));
    assert!(official.clause("5.8").is_guide && official.says(323, "has no steps"));
    // O08: steps and contacts have the same form.
    assert!(!official.clause("9").is_guide && points(official.clause("9")) == 3);
    // O09, O10: roman points are clauses, letters are points.
    assert_eq!(
        notice
            .clauses
            .iter()
            .filter(|clause| matches!(clause.number, Some(notice::Number::Roman(_))))
            .count(),
        6
    );
    assert_eq!(points(official.clause("1.36")), 5);
    assert!(blocks("1.36").contains("d) Your personal") && blocks("1.36").contains("; and"));
    // O11: both forms of three dots are labels as they are written.
    assert_eq!(steps(official.clause("5.1.7"))[4].labels[0].text, "…");
    assert_eq!(steps(official.clause("5.2.7"))[3].labels[0].text, "...");
    assert!(official.says(26, "a button is called `…`"));
    // O12: apostrophes of two forms.
    assert!(blocks("7").contains("Children’s") && official.says(329, "apostrophe"));
    // O13, O14, O15: slips stay as they are.
    assert!(
        blocks("1.9").contains("\" Image Search\"")
            && official.says(32, "space inside its quotation marks")
    );
    assert!(
        blocks("1.1").contains("authentication .") && official.says(20, "a space stands before")
    );
    assert!(
        blocks("1.5").contains("addingor")
            && blocks("2.2").contains("Wexin account")
            && blocks("1.26").contains("WeiXin Stickers")
    );
    // O16: brackets in brackets are no link.
    assert!(blocks("1.3").contains("[CellID]"));
    // O17, O18: a colon in a heading, a heading without a number.
    assert!(
        official
            .clause("5.1.1")
            .heading
            .ends_with("region, What's Up, and address:")
    );
    assert_eq!(official.clause("intro").heading, "Introduction");
    // O19, O20, O21: paragraphs go on under their clause.
    for (clause, count) in [
        ("1.2", 3),
        ("1.4", 2),
        ("1.5", 2),
        ("1.15", 3),
        ("1.21", 2),
        ("1.22", 2),
        ("1.24", 2),
        ("1.42", 2),
        ("2.2", 4),
        ("4.4", 2),
    ] {
        assert_eq!(paragraphs(clause), count, "{clause}");
    }
    assert!(official.says(98, "move it if it is about the whole section"));
    assert!(
        ["3", "6", "7", "9", "10"]
            .iter()
            .all(|section| paragraphs(section) > 0)
    );
    // O22: lines that define a term are paragraphs.
    assert!(
        blocks("2.2").contains("\nMobile number: If you")
            && blocks("2.2").contains("\nMoments posts: When")
    );
    // O23: a note and a last paragraph belong to their guides.
    assert!(
        blocks("5.5.1").contains("\nNote: After")
            && blocks("5.7.10").contains("\nIn addition, you can also")
    );
    // O24 is `each_note_and_reference_is_found`, O25 `each_guide_has_its_steps_labels_and_alternatives`.
    assert!(official.says(195, "alternative without quotation marks"));
    // O26, O27, O28: two ways in one list, on before off, the same steps twice.
    assert!(official.says(166, "step 3 of `c5-2-3` starts anew"));
    assert_eq!(steps(official.clause("5.4.2"))[2].labels.len(), 2);
    assert!(official.says(160, "has the same steps as `c5-2-1`"));
    // O29: several labels in one step.
    assert!(
        [115, 121, 296, 304]
            .iter()
            .all(|line| official.says(*line, "names several labels"))
    );
    // O30, O31: guides that begin elsewhere, steps without a label.
    assert_eq!(
        steps(official.clause("5.7.9"))[0].labels[0].text,
        "Log in via Weixin"
    );
    assert!(official.says(105, "step 2, 3 of `c5-1-1` names no label"));
    // O32, O33: a chain without its root, chains mixed with prose.
    assert!(
        official.says(24, "does not begin where the guides begin")
            && official.says(31, "does not begin where")
    );
    let chain = |clause: &str| {
        official
            .links()
            .into_iter()
            .find(|(from, ..)| from == clause)
            .unwrap()
            .2
    };
    assert!(
        chain("c1-25").starts_with("\"Discover\"")
            && chain("c1-25").ends_with("\"Personalized Q&A\"")
    );
    assert!(chain("c1-5").ends_with("\"Personalized Mini Program Recommendations\" option"));
    assert!(
        chain("c1-26").ends_with("sticker management page")
            && chain("c1-18").ends_with("Location section")
    );
    // O34, O35: one label for several rows, labels that differ in case.
    assert!(official.says(51, "ends both"));
    assert!(chain("c1-27").contains("Personalized content recommendations"));
    // O36: signs inside labels.
    assert!(
        chain("c1-15").ends_with("\"Video/Live\"")
            && chain("c1-37").contains("My Information & Authorizations")
    );
    // O37: an address ends before the semicolon.
    let web: Vec<LinkTarget> = official
        .links()
        .into_iter()
        .map(|(_, to, _)| to)
        .filter(|to| matches!(to, LinkTarget::Web(_)))
        .collect();
    assert_eq!(
        web,
        [
            LinkTarget::Web("https://kf.qq.com/".to_owned()),
            LinkTarget::Web("mailto:Dataprivacy@tencent.com".to_owned())
        ]
    );
    // O38: the signs at the end of steps stay.
    assert!(text::line(&steps(official.clause("5.1.1"))[0].words).ends_with(';'));
    // O39 is `each_linked_document_is_named_to_settle`; O40 is about what the text does not say.
    // O41: a long line is one paragraph.
    assert!(paragraphs("1.25") == 1 && blocks("1.25").chars().count() > 700);
    // O42: the company's name at the end.
    assert!(
        blocks("10").ends_with("Shenzhen Tencent Computer Systems Company Limited")
            && official.says(342, "signature")
    );
    // O43: clauses stand by number, not by spelling.
    assert!(
        place("c1-9") + 1 == place("c1-10")
            && place("c5-1-2") < place("c5-1-10")
            && place("c5-7-10") + 1 == place("c5-8")
    );
}

#[test]
fn the_same_text_gives_the_same_notice() {
    let Some(official) = &*OFFICIAL else { return };
    let again = imported(&official.source, Language::En).0;
    assert_eq!(again, official.imported);
}
