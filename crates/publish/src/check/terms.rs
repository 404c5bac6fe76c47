//! Terms: where the English of a clause has one, its Chinese twin has the agreed word.
//!
//! The pairs are those of the edition. Where GLOSSARY.md has the same English term, both must give the
//! same Chinese. Entry points: [`findings`] and [`against_glossary`].

use std::path::{Path, PathBuf};

use anyhow::Result;
use notice::release::Text;
use notice::{Clause, text};

use super::edition::{Draft, Edition};
use super::finding::{Finding, name, shown};
use super::terms_file::{Term, Terms};
use super::twins;
use crate::release_files;

/// Clauses whose two languages do not use a pair, or that use a wrong variant.
pub fn findings(draft: &Draft, edition: &Edition) -> Vec<Finding> {
    let Some([zh, en]) = draft.twins() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (clause, twin) in twins::pairs(zh, en) {
        let (zh_words, en_words) = (text::clause(clause), text::clause(twin));
        for term in &edition.terms.terms {
            if has_term(&en_words, &term.en) && !zh_words.contains(&term.zh) {
                let line = draft.line_of(en, twin, &term.en);
                let what = format!(
                    "{}:{line} says `{}`, so this clause must say `{}`; use that word",
                    name(&draft.file(en.language)),
                    term.en,
                    term.zh
                );
                findings.push(draft.in_clause(zh, clause, clause.line, what));
            }
            findings.extend(wrong(draft, (zh, clause), &zh_words, term, &term.zh));
            findings.extend(wrong(draft, (en, twin), &en_words, term, &term.en));
        }
    }
    findings
}

fn wrong(
    draft: &Draft,
    at: (&Text, &Clause),
    words: &str,
    term: &Term,
    right: &str,
) -> Option<Finding> {
    let variant = term.not.iter().find(|variant| has_term(words, variant))?;
    let line = draft.line_of(at.0, at.1, variant);
    let what = format!("`{variant}` is not the word for this; write `{right}`");
    Some(draft.in_clause(at.0, at.1, line, what))
}

/// Whether a term stands in a text as a word of its own; an English plural counts.
fn has_term(text: &str, term: &str) -> bool {
    let is_part = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
    text.match_indices(term).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = &text[start + term.len()..];
        let after = after
            .strip_prefix('s')
            .filter(|_| term.is_ascii())
            .unwrap_or(after);
        let joined_before = term.starts_with(|sign: char| sign.is_ascii()) && is_part(before);
        let joined_after =
            term.ends_with(|sign: char| sign.is_ascii()) && is_part(after.chars().next());
        !joined_before && !joined_after
    })
}

/// Terms whose Chinese differs from the glossary's.
pub fn against_glossary(terms: &Terms, glossary: &Path) -> Result<Vec<Finding>> {
    let Some(text) = release_files::text_of(glossary)? else {
        return Ok(Vec::new());
    };
    let pairs: Vec<(&str, &str)> = text.lines().filter_map(pair).collect();
    let mut findings = Vec::new();
    for (index, term) in terms.terms.iter().enumerate() {
        let agreed = pairs
            .iter()
            .find(|(en, _)| en.eq_ignore_ascii_case(&term.en));
        if let Some((_, zh)) = agreed.filter(|(_, zh)| *zh != term.zh) {
            let what = format!(
                "{} gives `{zh}`, not `{}`; write the same in both",
                shown(&PathBuf::from(glossary)),
                term.zh
            );
            let line = terms.file.line(&format!("terms[{index}].zh"));
            findings.push(Finding::new(
                &terms.file.path,
                line,
                format!("term `{}`", term.en),
                what,
            ));
        }
    }
    Ok(findings)
}

/// English and Chinese of a table row: `| notice | 隐私指引 | ...`.
fn pair(line: &str) -> Option<(&str, &str)> {
    let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
    let (en, zh) = (cells.next()?, cells.next()?);
    let is_row = !en.is_empty() && !en.starts_with("--") && en != "English";
    is_row.then_some((en, zh))
}
