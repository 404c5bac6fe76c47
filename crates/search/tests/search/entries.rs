//! What a release is searched for: all of it, in either language, and what a result shows.

use crate::editions::{self, Searched};
use notice::Language;
use search::{Hit, Kind, Part, Scope};

/// As many results as a phone shows at once.
const AT_ONCE: usize = 6;

/// What both languages of a release may weigh, Brotli 11.
const LIMIT: usize = 40_000;

fn find(searched: &Searched, typed: &str, lang: Language) -> Vec<Hit> {
    searched.index.find(typed, lang, Scope::Everything, 20)
}

fn plain(parts: &[Part]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect()
}

fn marked(parts: &[Part]) -> Vec<&str> {
    let marked = parts.iter().filter(|part| part.is_marked);
    marked.map(|part| part.text.as_str()).collect()
}

#[test]
fn both_languages_of_a_release_weigh_at_most_forty_kilobytes() {
    for searched in [editions::own(), editions::shop()] {
        let mut small = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: 11,
            ..Default::default()
        };
        let mut file = searched.file.as_bytes();
        brotli::BrotliCompress(&mut file, &mut small, &parameters).expect("memory");
        let version = &searched.release.version;
        println!("{version}: {} bytes, {}", searched.file.len(), small.len());
        assert!(small.len() <= LIMIT, "{version}: {} bytes", small.len());
    }
}

#[test]
fn everything_is_found_by_its_own_name_in_either_language() {
    for searched in [editions::own(), editions::shop()] {
        let catalogue = &searched.release.catalogue;
        let mut names = Vec::new();
        for control in &catalogue.controls {
            names.push((format!("choices/#choice:{}", control.id), &control.names));
        }
        for path in &catalogue.paths {
            names.push((format!("settings/{}/", path.id), &path.title));
        }
        for guide in &catalogue.guides {
            names.push((format!("settings/{}/", guide.id), &guide.title));
        }
        for topic in &catalogue.topics {
            names.push((format!("data/{}/", topic.id), &topic.names));
        }
        for (address, names) in names {
            for lang in Language::ALL {
                // The words of one language, on the page of the other.
                let hits = find(&searched, names.get(lang), lang.other());
                let place = hits.iter().position(|hit| hit.address == address);
                let name = names.get(lang);
                assert!(
                    place.is_some_and(|place| place < AT_ONCE),
                    "{name}: {place:?}"
                );
            }
        }
        for text in &searched.release.texts {
            for clause in &text.notice.clauses {
                let hits = find(&searched, &clause.heading, text.language);
                let place = hits.iter().position(|hit| hit.clause == clause.id.as_str());
                assert!(
                    place.is_some_and(|place| place < AT_ONCE),
                    "{}: {place:?}",
                    clause.heading
                );
            }
        }
    }
}

#[test]
fn a_result_is_in_the_language_of_the_page_and_says_why_it_was_found() {
    let own = editions::own();
    let hits = find(&own, "wi-fi 基站", Language::En);
    let is_meant = |hit: &&Hit| hit.kind == Kind::Clause && hit.clause == "moments";
    let hit = hits.iter().find(is_meant);
    let hit = hit.expect("the clause that says what location is");
    assert!(marked(&hit.excerpt).contains(&"Wi-Fi"), "{:?}", hit.excerpt);
    let hits = find(&own, "delete history", Language::Zh);
    assert!(plain(&hits[0].title).contains("删除"), "{:?}", hits[0]);
}

#[test]
fn what_was_typed_is_marked_however_it_is_written() {
    let own = editions::own();
    let marks = |typed: &str, lang| {
        let hit = find(&own, typed, lang).remove(0);
        marked(&hit.title).join("|")
    };
    assert_eq!(marks("個性化廣告", Language::Zh), "个性化广告");
    assert_eq!(marks("personalized ad", Language::En), "Personalised|ads");
    assert_eq!(marks("ＷｅＲｕｎ", Language::En), "WeRun");
    assert_eq!(marks("acelerometer", Language::En), "Accelerometer");
}

#[test]
fn a_notice_is_searched_for_its_clauses_alone() {
    let own = editions::own();
    for hit in own.index.find("广告", Language::Zh, Scope::Clauses, 20) {
        assert!(matches!(hit.kind, Kind::Clause | Kind::Guide), "{hit:?}");
        assert!(own.release.texts[0].notice.clause(&hit.clause).is_some());
    }
}

#[test]
fn what_nobody_wrote_is_not_found() {
    let own = editions::own();
    for typed in ["xyzzy", "。，", "   ", "-", "&", "龘", "''"] {
        assert_eq!(find(&own, typed, Language::En), [], "{typed}");
    }
}

#[test]
fn no_text_is_too_odd_to_be_looked_for() {
    let own = editions::own();
    let long = "删除聊天记录 account ".repeat(400);
    for typed in [
        long.as_str(),
        "é",
        "e-",
        "-e",
        "a&b&c",
        "1.",
        ".1",
        "1.2.3",
        "’s",
        "İ",
        "\u{1f600}",
        "ﬁ",
    ] {
        find(&own, typed, Language::Zh);
    }
}

#[test]
fn a_file_that_is_cut_short_is_no_index() {
    let file = editions::shop().file;
    let half = &file[..file.floor_char_boundary(file.len() / 2)];
    assert!(search::Index::read(half).is_none());
    assert!(search::Index::read("").is_none());
    assert!(search::Index::read("<!doctype html>\n<html>").is_none());
}
