//! References from clause to clause: `Section 9`, `Article 10`, `5.1.7`, 第三条.
//!
//! Only what this notice has is linked; a clause of a law is not. Entry point: [`find`].

use std::ops::Range;
use std::sync::LazyLock;

use notice::text::numerals;
use regex::{Captures, Regex};

use super::{Annotation, AnnotationKind, ClauseIndex};

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    let han = numerals::OF_CLAUSES;
    let forms = [
        r"(?P<word>\b(?i:sections?|articles?|clauses?|paragraphs?|chapters?|parts?)\s+)(?P<number>\d{1,3}(?:\.\d{1,3}){0,2})\b".to_owned(),
        format!(r"|第\s*(?P<han>[{han}\d]{{1,6}}|\d{{1,3}}(?:\.\d{{1,3}}){{1,2}})\s*(?P<unit>[条章节款部]分?)"),
        r"|(?:\b(?i:in|see|under|to|of|with|and)\s+|[见照据及至按]\s*)(?P<bare>\d{1,3}(?:\.\d{1,3}){1,2})".to_owned(),
    ];
    Regex::new(&forms.concat()).expect("the pattern is fixed")
});
/// What follows a reference to another text.
static OF_LAW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\([^)]{0,20}\))*\s+(?:of|in)\s+(?:the\s+)?(?:[A-Z“\x22]|GDPR|CCPA)")
        .expect("the pattern is fixed")
});

/// The references of a line to clauses that there are.
pub(super) fn find(text: &str, clauses: &ClauseIndex) -> Vec<Annotation> {
    let found = REFERENCE.captures_iter(text).filter_map(|found| {
        let at = place(&found)?;
        let id = target(&found, clauses)?;
        (!is_of_another_text(text, &at)).then(|| Annotation {
            at,
            kind: AnnotationKind::Clause(id.to_owned()),
        })
    });
    found.collect()
}

/// `Section 9` whole; of `in 5.1.7` the number alone.
fn place(found: &Captures<'_>) -> Option<Range<usize>> {
    found
        .name("bare")
        .or_else(|| found.get(0))
        .map(|part| part.range())
}

fn target<'a>(found: &Captures<'_>, clauses: &'a ClauseIndex) -> Option<&'a str> {
    let by_number = |number: &str| clauses.get(&format!("c{}", number.replace('.', "-")));
    if let Some(number) = found.name("number").or_else(|| found.name("bare")) {
        let word = found
            .name("word")
            .map(|word| word.as_str().trim().trim_end_matches('s').to_lowercase());
        let by_word = match word.as_deref() {
            Some("chapter" | "part") => clauses.get(&format!("chapter-{}", number.as_str())),
            _ => clauses.get(&format!("article-{}", number.as_str())),
        };
        return by_word.or_else(|| by_number(number.as_str()));
    }
    let (number, unit) = (found.name("han")?.as_str(), found.name("unit")?.as_str());
    let value = numerals::value(number).map(|value| value.to_string());
    let written = value.as_deref().unwrap_or(number);
    match unit {
        "章" => clauses
            .get(&format!("chapter-{written}"))
            .or_else(|| by_number(written)),
        "条" | "部分" => clauses
            .get(&format!("article-{written}"))
            .or_else(|| by_number(written)),
        _ => by_number(written),
    }
}

fn is_of_another_text(text: &str, at: &Range<usize>) -> bool {
    let before = text[..at.start].trim_end();
    let is_of_chinese_law = before.ends_with(['》', '法', '例']) && !before.ends_with("本法");
    is_of_chinese_law || OF_LAW.is_match(&text[at.end..])
}
