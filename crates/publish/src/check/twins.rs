//! The two languages say the same clauses: ids, order, numbers, levels, marks, counts.
//!
//! A draft goes in, a finding for each difference comes out. Entry point: [`findings`].

use std::collections::BTreeSet;

use notice::release::Text;
use notice::{Clause, Number};

use super::edition::Draft;
use super::finding::{Finding, name};
use super::walk;

/// Where the languages differ in their clauses.
pub fn findings(draft: &Draft) -> Vec<Finding> {
    let Some([zh, en]) = draft.twins() else {
        return Vec::new();
    };
    let mut findings = alone(draft, zh, en);
    findings.extend(alone(draft, en, zh));
    findings.extend(out_of_order(draft, zh, en));
    for (clause, twin) in pairs(zh, en) {
        let twin_at = format!("{}:{}", name(&draft.file(zh.language)), clause.line);
        let differences = differences(clause, twin, &twin_at);
        findings.extend(
            differences
                .into_iter()
                .map(|what| draft.in_clause(en, twin, twin.line, what)),
        );
    }
    findings
}

/// Clauses that both languages have: the Chinese one, then the English one.
pub fn pairs<'a>(zh: &'a Text, en: &'a Text) -> impl Iterator<Item = (&'a Clause, &'a Clause)> {
    let clauses = zh.notice.clauses.iter();
    clauses.filter_map(|clause| Some((clause, en.notice.clause(clause.id.as_str())?)))
}

fn alone(draft: &Draft, text: &Text, other: &Text) -> Vec<Finding> {
    let file = name(&draft.file(other.language));
    let say = |clause: &Clause| {
        let has_twin = other.notice.clause(clause.id.as_str()).is_some();
        let what = match (has_twin, clause.is_only_here) {
            (false, false) => format!(
                "it has no partner in {file}; add the clause `{}` there, or mark this heading .only",
                clause.id
            ),
            (true, true) => format!("it is marked .only but stands in {file} too; remove the mark"),
            _ => return None,
        };
        Some(draft.in_clause(text, clause, clause.line, what))
    };
    text.notice.clauses.iter().filter_map(say).collect()
}

/// The first clause that stands at another place in English. One exchange puts every clause
/// after it out of step, so the first is the one to look at.
fn out_of_order(draft: &Draft, zh: &Text, en: &Text) -> Option<Finding> {
    let shared: BTreeSet<_> = pairs(zh, en).map(|(clause, _)| &clause.id).collect();
    let in_both = |clause: &&Clause| shared.contains(&clause.id);
    let zh_order = zh.notice.clauses.iter().filter(in_both);
    let en_order = en.notice.clauses.iter().filter(in_both);
    let (wanted, found) = zh_order.zip(en_order).find(|(zh, en)| zh.id != en.id)?;
    let what = format!(
        "the order differs: {}:{} has `{}` here; bring the clauses, or their ids, into the same order",
        name(&draft.file(zh.language)),
        wanted.line,
        wanted.id
    );
    Some(draft.in_clause(en, found, found.line, what))
}

fn differences(zh: &Clause, en: &Clause, twin_at: &str) -> Vec<String> {
    let mut said = Vec::new();
    let mut compare = |what: &str, en: String, zh: String, fix: &str| {
        if zh != en {
            said.push(format!("{what} {en} here and {zh} in {twin_at}; {fix}"));
        }
    };
    compare(
        "the number is",
        number(en),
        number(zh),
        "give both headings the same number",
    );
    compare(
        "the level is",
        signs(en),
        signs(zh),
        "give both headings the same level",
    );
    compare(
        "the mark .guide is",
        given(en.is_guide),
        given(zh.is_guide),
        "mark both headings or neither",
    );
    compare(
        "the mark .updates is",
        given(en.is_updates),
        given(zh.is_updates),
        "mark both headings or neither",
    );
    let steps = |clause: &Clause| walk::steps(&clause.blocks).len();
    compare(
        "the steps are",
        steps(en).to_string(),
        steps(zh).to_string(),
        "write the same steps in both",
    );
    let points = |clause: &Clause| walk::points(&clause.blocks).to_string();
    compare(
        "the points are",
        points(en),
        points(zh),
        "write the same points in both",
    );
    said
}

fn number(clause: &Clause) -> String {
    clause
        .number
        .as_ref()
        .map_or_else(|| "missing".to_owned(), Number::to_string)
}

fn signs(clause: &Clause) -> String {
    format!("`{}`", "#".repeat(clause.level.into()))
}

fn given(is_given: bool) -> String {
    if is_given { "given" } else { "missing" }.to_owned()
}
