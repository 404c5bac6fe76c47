//! The two languages agree in their front matter, and it names the edition of the folder.
//!
//! Entry points: [`findings`] and, for the other checks, [`line_of`] and [`text_of`].

use notice::release::Text;
use notice::{Meta, Stated};

use super::edition::Draft;
use super::finding::{Finding, name};

/// Where the front matter differs between the languages, or from the folder's name.
pub fn findings(draft: &Draft) -> Vec<Finding> {
    let mut findings: Vec<_> = draft
        .release
        .texts
        .iter()
        .filter_map(|text| wrong_edition(draft, text))
        .collect();
    let Some([zh, en]) = draft.twins() else {
        return findings;
    };
    let both = values(&zh.notice.meta)
        .into_iter()
        .zip(values(&en.notice.meta));
    for ((key, there), (_, here)) in both.filter(|((_, there), (_, here))| there != here) {
        let twin = name(&draft.file(zh.language));
        let twin_line = line_of(draft, zh, key);
        let what = format!(
            "`{key}` is {here} here and {there} in {twin}:{twin_line}; write the same in both"
        );
        let line = line_of(draft, en, key);
        findings.push(Finding::of_file(&draft.file(en.language), line, what));
    }
    findings
}

/// The line of a key in the front matter; 1 where it is not given.
pub fn line_of(draft: &Draft, text: &Text, key: &str) -> usize {
    let mut lines = text_of(draft, text).lines();
    let is_key = |line: &str| {
        line.split_once(':')
            .is_some_and(|(own, _)| own.trim() == key)
    };
    lines.position(is_key).map_or(1, |index| index + 1)
}

/// The front matter as it is written.
pub fn text_of<'a>(draft: &'a Draft, text: &Text) -> &'a str {
    let source = draft.source(text.language);
    let end = source
        .get(3..)
        .and_then(|rest| rest.find("\n---"))
        .map_or(0, |end| end + 3);
    &source[..end]
}

fn values(meta: &Meta) -> [(&'static str, String); 5] {
    let date = |date: &Stated<String>| match date {
        Stated::Known(date) => date.clone(),
        Stated::NotStated => "not-stated".to_owned(),
    };
    [
        ("edition", meta.edition.clone()),
        ("updated", date(&meta.updated)),
        ("effective", date(&meta.effective)),
        ("provenance", meta.provenance.word().to_owned()),
        (
            "supersedes",
            meta.supersedes
                .clone()
                .unwrap_or_else(|| "missing".to_owned()),
        ),
    ]
}

fn wrong_edition(draft: &Draft, text: &Text) -> Option<Finding> {
    let folder = draft.folder.parent()?.file_name()?.to_string_lossy();
    let edition = &text.notice.meta.edition;
    (*edition != folder).then(|| {
        let what = format!(
            "the file says edition `{edition}` but lies in the folder `{folder}`; make them the same"
        );
        Finding::of_file(&draft.file(text.language), line_of(draft, text, "edition"), what)
    })
}
