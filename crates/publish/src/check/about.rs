//! What an edition says of its product: it names clauses, rows and addresses that there can be.
//!
//! Entry point: [`findings`].

use notice::Language;

use super::edition::Edition;
use super::entries;
use super::finding::Finding;

/// Names in `edition.toml` that lead nowhere.
pub fn findings(edition: &Edition) -> Vec<Finding> {
    let file = &edition.about_file;
    let at = |place: &str, about: String, what: &str| {
        Finding::new(&file.path, file.line(place), about, what)
    };
    let mut findings = entries::findings(file);
    for (index, tab) in edition.about.tabs.iter().enumerate() {
        if edition.settings.row(&tab.row).is_none() {
            let what = "the settings manifest has no such row; add it there, or name another";
            findings.push(at(
                &format!("tabs[{index}].row"),
                format!("tab `{}`", tab.row),
                what,
            ));
        }
    }
    for (index, other) in edition.about.others.iter().enumerate() {
        if other.start(Language::Zh).is_none() {
            let what = "an edition has its origin to itself; write `https://`, its host and `/`";
            findings.push(at(
                &format!("others[{index}].address"),
                format!("address `{}`", other.address),
                what,
            ));
        }
    }
    let minors = edition.about.minors.as_ref();
    let is_missing = |clause: &str| {
        let mut releases = edition.releases.iter();
        !releases.any(|draft| draft.has_clause(clause))
    };
    if let Some(minors) = minors.filter(|minors| is_missing(&minors.clause)) {
        let what = "no release has this clause; name the one about children, or remove `minors`";
        let about = format!("clause `{}`", minors.clause);
        findings.push(at("minors.clause", about, what));
    }
    findings
}
