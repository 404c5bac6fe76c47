//! What is collected, of each edition: every disclosure is found by every way of looking, the numbers are
//! those of the catalogue, and the lists and files have the same rows as the pages.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use notice::Catalogue;
use notice::catalogue::{Basis, Disclosure, RefOrNot, Sensitive};
use publish::{release_files, site};
use serde_json::Value;
use views::Template;

const EDITIONS: [(&str, &str); 2] = [
    ("public/notices/weixin", "2025-05-09"),
    ("examples/lantern", "2026-09-01"),
];

/// An edition that is published.
struct Published {
    out: tempfile::TempDir,
    catalogue: Catalogue,
    version: &'static str,
}

impl Published {
    fn each() -> impl Iterator<Item = Published> {
        EDITIONS.into_iter().map(|(folder, version)| {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
            let folder: PathBuf = root.join(folder);
            let out = tempfile::tempdir().expect("a folder");
            site::write_pages(out.path(), &Template::default(), &folder).expect("it is published");
            let release = release_files::release(&folder.join(version)).expect("it reads");
            Published {
                out,
                catalogue: release.expect("a release").catalogue,
                version,
            }
        })
    }

    fn page(&self, address: &str) -> String {
        self.text(&format!("{address}index.html"))
    }

    fn text(&self, file: &str) -> String {
        let path = self.out.path().join(file.trim_start_matches('/'));
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

/// What an attribute says, wherever it is in a text.
fn said(html: &str, attribute: &str) -> Vec<String> {
    let start = format!(" {attribute}=\"");
    let parts = html.split(&start).skip(1);
    let values = parts.filter_map(|rest| rest.split('"').next());
    values.map(str::to_string).collect()
}

/// The part of a page from a text to the end of the section that it opens.
fn section<'p>(html: &'p str, start: &str) -> &'p str {
    let (_, rest) = html
        .split_once(start)
        .unwrap_or_else(|| panic!("no `{start}`"));
    rest.split("</section>").next().unwrap_or_default()
}

/// The uses that a fold of an index leads to.
fn uses_in(index: &str, id: &str) -> BTreeSet<String> {
    let (_, rest) = index
        .split_once(&format!("id=\"{id}\""))
        .unwrap_or_else(|| panic!("no `{id}`"));
    let fold = rest.split("</details>").next().unwrap_or_default();
    said(fold, "data-same").into_iter().collect()
}

fn expected(catalogue: &Catalogue, is_in: impl Fn(&Disclosure) -> bool) -> BTreeSet<String> {
    let uses = catalogue.disclosures.iter().filter(|entry| is_in(entry));
    uses.map(|entry| format!("use:{}", entry.id)).collect()
}

#[test]
fn every_disclosure_is_reached_by_every_facet() {
    for published in Published::each() {
        let catalogue = &published.catalogue;
        let all = expected(catalogue, |_| true);
        for lang in ["zh", "en"] {
            let page = published.page(&format!("/{lang}/data/"));
            let table: BTreeSet<String> = said(section(&page, "<table class=\"uses\">"), "id")
                .into_iter()
                .filter(|id| id.starts_with("use:"))
                .collect();
            assert_eq!(table, all);
            for by in ["data", "purpose", "basis", "recipient"] {
                let index = section(&page, &format!("data__index--{by}"));
                let reached: BTreeSet<String> = said(index, "data-same").into_iter().collect();
                assert_eq!(reached, all, "{lang}, by {by}");
            }
            let index = section(&page, "data__index--data");
            for item in &catalogue.data {
                let found = uses_in(index, &format!("by:data:{}", item.id));
                assert_eq!(
                    found,
                    expected(catalogue, |one| one.data.contains(&item.id))
                );
            }
            let index = section(&page, "data__index--recipient");
            let none = expected(catalogue, |one| one.recipients.is_empty());
            assert_eq!(uses_in(index, "by:recipient:not-stated"), none);
            let received = |id: &String| expected(catalogue, |one| one.recipients.contains(id));
            for recipient in &catalogue.recipients {
                let (id, uses) = (&recipient.id, received(&recipient.id));
                if !uses.is_empty() {
                    assert_eq!(uses_in(index, &format!("by:recipient:{id}")), uses);
                }
            }
            let index = section(&page, "data__index--basis");
            for basis in Basis::ALL {
                let uses = expected(catalogue, |one| one.basis == basis);
                if !uses.is_empty() {
                    assert_eq!(uses_in(index, &format!("by:basis:{}", basis.word())), uses);
                }
            }
        }
    }
}

#[test]
fn the_number_beside_a_box_is_how_many_rows_it_leaves() {
    for published in Published::each() {
        let catalogue = &published.catalogue;
        let page = published.page("/en/data/");
        let count = |is_in: fn(&Disclosure) -> bool| expected(catalogue, is_in).len();
        for (set, count) in [
            ("sensitive", count(|one| one.sensitive != Sensitive::No)),
            ("consent", count(|one| one.basis.is_consent())),
            ("shared", count(|one| !one.recipients.is_empty())),
            ("automated", count(|one| one.automated)),
            ("no-time", count(|one| one.retention == RefOrNot::NotStated)),
            ("no-basis", count(|one| one.basis == Basis::NotStated)),
        ] {
            let table = section(&page, "<table class=\"uses\">");
            let rows = said(table, "data-sets");
            let left = rows
                .iter()
                .filter(|sets| sets.split(' ').any(|word| word == set));
            assert_eq!(left.count(), count, "{set}");
            let (_, label) = page.split_once(&format!("value=\"{set}\"")).expect("a box");
            let label = label.split("</label>").next().unwrap_or_default();
            assert!(label.contains(&format!("<b>{count}</b>")), "{set}: {label}");
        }
    }
}

#[test]
fn each_topic_has_a_page_that_answers_with_all_its_uses_and_no_others() {
    for published in Published::each() {
        let catalogue = &published.catalogue;
        assert!(!catalogue.topics.is_empty());
        for topic in &catalogue.topics {
            for lang in ["zh", "en"] {
                let page = published.page(&format!("/{lang}/data/{}/", topic.id));
                let uses: BTreeSet<String> = said(section_all(&page), "id")
                    .into_iter()
                    .filter(|id| id.starts_with("use:") && !id.ends_with(":heading"))
                    .collect();
                let named = |one: &Disclosure| one.data.iter().any(|id| topic.data.contains(id));
                assert_eq!(uses, expected(catalogue, named), "{}", topic.id);
                let other = match lang {
                    "zh" => "en",
                    _ => "zh",
                };
                assert!(page.contains(&format!("href=\"/{other}/data/{}/\"", topic.id)));
                assert!(page.contains("application/ld+json") && page.contains("FAQPage"));
                assert!(page.contains("property=\"og:title\""));
                let count = uses.len().to_string();
                let answer = &said(&page, "property=\"og:description\" content")[0];
                assert!(answer.contains(&count), "{answer}");
            }
        }
    }
}

fn section_all(page: &str) -> &str {
    page.split_once("<main").map_or("", |(_, rest)| rest)
}

/// A file as RFC 4180 has it, by rules of its own: fields of each record.
fn records(csv: &str) -> Vec<Vec<String>> {
    let text = csv.strip_prefix('\u{feff}').expect("the mark of UTF-8");
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut is_quoted, mut letters) = (false, text.chars().peekable());
    while let Some(letter) = letters.next() {
        match (letter, is_quoted) {
            ('"', true) if letters.peek() == Some(&'"') => field.extend(letters.next()),
            ('"', _) => is_quoted = !is_quoted,
            (',', false) => record.push(std::mem::take(&mut field)),
            ('\r', false) => {
                assert_eq!(letters.next(), Some('\n'));
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            _ => field.push(letter),
        }
    }
    assert!(
        record.is_empty() && field.is_empty(),
        "it ends with its last line"
    );
    records
}

#[test]
fn the_files_of_a_list_have_every_use_and_are_read_as_rfc_4180_says() {
    for published in Published::each() {
        let catalogue = &published.catalogue;
        let collected: usize = catalogue.disclosures.iter().map(|one| one.data.len()).sum();
        let shared: usize = catalogue
            .disclosures
            .iter()
            .map(|one| one.recipients.len())
            .sum();
        for (list, count) in [("collected", collected), ("shared", shared)] {
            let folder = format!("/content/{}/lists", published.version);
            let json = published.text(&format!("{folder}/{list}.json"));
            let json: Value = serde_json::from_str(&json).expect("JSON");
            let rows = json["rows"].as_array().expect("rows");
            assert_eq!(rows.len(), count, "{list}");
            for lang in ["zh", "en"] {
                let csv = published.text(&format!("{folder}/{list}.{lang}.csv"));
                let records = records(&csv);
                assert_eq!(records.len(), count + 1, "{list}.{lang}");
                let columns = records[0].len();
                for (record, row) in records[1..].iter().zip(rows) {
                    assert_eq!(record.len(), columns);
                    assert!(!record[0].starts_with(['=', '+', '-', '@']));
                    let cells = row[lang].as_object().expect("cells");
                    let said = cells.values().filter(|cell| cell.is_string()).count();
                    assert_eq!(
                        record.iter().filter(|field| !field.is_empty()).count(),
                        said
                    );
                }
                let page = published.page(&format!("/{lang}/data/lists/{list}/"));
                assert_eq!(page.matches("<tr>").count(), count + 1, "{list}.{lang}");
                assert!(page.contains(&format!("href=\"{folder}/{list}.{lang}.csv\"")));
            }
        }
    }
}

#[test]
fn each_right_has_its_guides_or_the_word_that_no_path_is_stated() {
    for published in Published::each() {
        let page = published.page("/en/data/lists/rights/");
        let rows: Vec<&str> = page.split("<tbody").skip(1).collect();
        assert_eq!(rows.len(), notice::catalogue::Right::ALL.len());
        for row in rows {
            let has_guide = row.contains("/en/settings/");
            assert_ne!(has_guide, row.contains("No path stated"), "{row}");
        }
        for guide in &published.catalogue.guides {
            let address = format!("/en/settings/{}/", guide.id);
            let is_for_a_right = guide.wants != notice::catalogue::Want::Contact;
            assert!(!is_for_a_right || page.contains(&address), "{address}");
        }
    }
}

#[test]
fn each_recommendation_says_how_it_is_stopped_and_what_remains() {
    for published in Published::each() {
        let page = published.page("/en/data/lists/recommendations/");
        let controls = published.catalogue.controls.iter();
        let controls = controls.filter(|one| one.kind == notice::catalogue::ControlKind::OptOut);
        for control in controls {
            let told = section(&page, &format!("id=\"recommendation:{}\"", control.id));
            assert!(told.contains("Where to manage it") && told.contains("/en/choices/#choice:"));
            let remains = "What remains when it is off";
            let (facts, gaps) = told.split_once("</dl>").expect("facts");
            match control.effect.get(notice::Language::En) {
                Some(effect) => assert!(facts.contains(remains) && facts.contains(effect)),
                None => assert!(!facts.contains(remains) && gaps.contains(remains)),
            }
            let choices = published.page("/en/choices/");
            assert!(choices.contains(&format!("#recommendation:{}\"", control.id)));
        }
    }
}

#[test]
fn the_machine_readable_notice_names_everything_once_and_nothing_else() {
    for published in Published::each() {
        let text = published.text(&format!("/content/{}/dpv.jsonld", published.version));
        let document: Value = serde_json::from_str(&text).expect("JSON");
        let graph = document["@graph"].as_array().expect("a graph");
        let of = |kind: &str| {
            let nodes = graph.iter().filter(|node| node["@type"] == kind);
            nodes
                .map(|node| node["@id"].as_str().unwrap_or_default().to_string())
                .collect()
        };
        let processes: BTreeSet<String> = of("dpv:Process");
        let wanted = expected(&published.catalogue, |_| true);
        assert_eq!(
            processes,
            wanted.iter().map(|id| format!("#{id}")).collect()
        );
        assert_eq!(
            of("dpv:Recipient").len(),
            published.catalogue.recipients.len()
        );
        let ids: BTreeSet<&str> = graph
            .iter()
            .filter_map(|node| node["@id"].as_str())
            .collect();
        assert_eq!(ids.len(), graph.len(), "no id twice");
        let mut named = BTreeSet::new();
        references(&document["@graph"], &mut named);
        for id in named.iter().filter(|id| id.starts_with('#')) {
            assert!(ids.contains(id.as_str()), "{id} is named and not there");
        }
    }
}

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(members) => {
            found.extend(
                members
                    .get("@id")
                    .and_then(Value::as_str)
                    .map(str::to_string),
            );
            members
                .values()
                .for_each(|member| references(member, found));
        }
        _ => {}
    }
}
