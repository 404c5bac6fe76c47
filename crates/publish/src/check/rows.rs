//! The settings manifest: each row has a plain id, a label and a screen to stand on.
//!
//! Entry point: [`findings`].

use notice::settings::{Row, parent_id};

use super::edition::Edition;
use super::entries;
use super::finding::Finding;

/// Rows that cannot be walked to.
pub fn findings(edition: &Edition) -> Vec<Finding> {
    let mut findings = entries::findings(&edition.settings_file);
    for (index, row) in edition.settings.rows.iter().enumerate() {
        let place = format!("rows[{index}].id");
        findings.extend(problem(edition, row).map(|what| {
            let file = &edition.settings_file;
            Finding::new(
                &file.path,
                file.line(&place),
                format!("row `{}`", row.id),
                what,
            )
        }));
    }
    findings
}

fn problem(edition: &Edition, row: &Row) -> Option<String> {
    if !row.id.split('.').all(is_word) {
        return Some("its id is not lower-case words joined by `-` and `.`; rename it".to_owned());
    }
    let parent = parent_id(&row.id)?;
    edition.settings.row(parent).is_none().then(|| {
        format!("it stands on the screen `{parent}`, which there is not; add that row, or rename this one")
    })
}

fn is_word(word: &str) -> bool {
    let is_plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    !word.is_empty() && word.chars().all(is_plain)
}
