//! What is ours in a notice is marked as ours and says nothing that the clauses do not: sentences at the head
//! of sections, and words explained where they are used.

use std::path::Path;

use notice::{Language, Release, text};
use publish::{release_files, site};
use views::Template;

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn release(folder: &str) -> Release {
    let release = release_files::release(&root().join(folder)).expect("it reads");
    release.expect("a release")
}

/// The text of a section with everything under it.
fn section(release: &Release, lang: Language, id: &str) -> String {
    let clauses = &release.notice(lang).expect("a notice").clauses;
    let start = clauses
        .iter()
        .position(|one| one.id.as_str() == id)
        .expect(id);
    assert_eq!(clauses[start].level, 2, "{id} is a section");
    let under = clauses[start + 1..].iter().take_while(|one| one.level > 2);
    let all = std::iter::once(&clauses[start]).chain(under);
    all.map(text::clause).collect::<Vec<_>>().join("\n")
}

fn numbers(words: &str) -> impl Iterator<Item = &str> {
    let parts = words.split(|letter: char| !letter.is_ascii_digit());
    parts.filter(|part| !part.is_empty())
}

/// Words that say how sure something is: a summary has none that its section lacks.
const HEDGES: [&str; 4] = ["may ", "可能", "一般", "express"];

#[test]
fn a_sentence_at_the_head_of_a_section_has_no_number_and_no_doubt_of_its_own() {
    for folder in [
        "public/notices/weixin/2025-05-09",
        "examples/lantern/2026-09-01",
    ] {
        let release = release(folder);
        assert!(!release.catalogue.summaries.is_empty());
        for summary in &release.catalogue.summaries {
            for lang in Language::ALL {
                let says = section(&release, lang, summary.clause.as_str());
                let words = summary.words.get(lang);
                for number in numbers(words) {
                    assert!(says.contains(number), "{}: {number}", summary.clause);
                }
                for hedge in HEDGES.iter().filter(|hedge| words.contains(**hedge)) {
                    assert!(says.contains(hedge), "{}: {hedge}", summary.clause);
                }
                assert!(
                    words.chars().count() < says.chars().count(),
                    "{}",
                    summary.clause
                );
            }
        }
    }
}

/// A sentence that needs more says less; one that says more than a reader takes in is no summary.
#[test]
fn a_sentence_at_the_head_of_a_section_is_short_and_never_speaks_as_the_provider() {
    for folder in [
        "public/notices/weixin/2025-05-09",
        "examples/lantern/2026-09-01",
    ] {
        for summary in &release(folder).catalogue.summaries {
            let [zh, en] = [Language::Zh, Language::En].map(|lang| summary.words.get(lang));
            let han = zh.chars().filter(|one| text::han::is_han(*one)).count();
            assert!(han <= 60, "{}: {han} characters", summary.clause);
            let count = en.split_whitespace().count();
            assert!(count <= 25, "{}: {count} words", summary.clause);
            let mut words = en.split(|one: char| !one.is_alphanumeric());
            let is_providers = |word: &str| matches!(word, "we" | "us" | "our" | "We" | "Our");
            assert!(!words.any(is_providers), "{}: {en}", summary.clause);
            assert!(!zh.contains("我们"), "{}: {zh}", summary.clause);
        }
    }
}

#[test]
fn each_section_in_force_begins_with_one_that_is_marked_as_ours() {
    let release = release("public/notices/weixin/2025-05-09");
    let out = tempfile::tempdir().expect("a folder");
    let notices = root().join("public/notices/weixin");
    site::write_pages(out.path(), &Template::default(), &notices).expect("it is published");
    for (lang, mark) in [("zh", "本站概括"), ("en", "in this site’s words")] {
        let page = out
            .path()
            .join(format!("{lang}/notice/2025-05-09/index.html"));
        let page = std::fs::read_to_string(page).expect("a page");
        let marked = page.matches("class=\"clause__short\"").count();
        assert_eq!(marked, release.catalogue.summaries.len());
        assert_eq!(page.matches(mark).count(), marked);
        // Explained where it is used, and not again in the clause that explains it.
        let clause = |id: &str| {
            let (_, rest) = page.split_once(&format!(" id=\"{id}\"")).expect(id);
            rest.split("</section>")
                .next()
                .unwrap_or_default()
                .to_string()
        };
        assert!(
            clause("security").contains("#storage-duration"),
            "anonymise is explained"
        );
        assert!(!clause("storage-duration").contains("class=\"definitions\""));
    }
}
