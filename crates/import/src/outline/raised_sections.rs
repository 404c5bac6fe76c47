//! Sections that lie below their own clauses, raised above them.
//!
//! A number of several parts says its level itself: 1.1 is one below the sections. Where a page
//! sets its sections small, below its name or a heading for the whole text, `#### 1 Data` would be
//! below `### 1.1 Kinds`. Entry point: [`raise`].

use notice::Number;

use crate::draft::{DraftClause, IdSource};
use crate::text::label::{Label, Style};

/// Raises each such section to the level of sections, with all that is beside and below it.
pub(super) fn raise(clauses: &mut [DraftClause]) {
    let mut from = 0;
    while let Some(found) = (from..clauses.len()).find(|&index| is_too_deep(clauses, index)) {
        let level = clauses[found].level;
        let is_above = |clause: &DraftClause| parts(clause) < 2 && clause.level < level;
        let before = clauses[..found].iter().rposition(is_above);
        let behind = clauses[found..].iter().position(is_above);
        let start = before.map_or(0, |before| before + 1);
        let end = behind.map_or(clauses.len(), |behind| found + behind);
        for clause in clauses[start..end]
            .iter_mut()
            .filter(|clause| parts(clause) < 2)
        {
            clause.level -= level - 2;
            let number = single(clause).filter(|_| clause.level == 2);
            if let (Some(number), IdSource::Point(_)) = (number, &clause.id_source) {
                clause.id_source = IdSource::Number(format!("c{number}"));
            }
        }
        from = end;
    }
}

/// Whether a section is not above the clauses that its number is in.
fn is_too_deep(clauses: &[DraftClause], index: usize) -> bool {
    let section = &clauses[index];
    let Some(number) = single(section).filter(|_| section.level > 2) else {
        return false;
    };
    let is_next = |clause: &&DraftClause| parts(clause) > 1 || clause.level <= section.level;
    let next = clauses[index + 1..].iter().find(is_next);
    next.is_some_and(|next| first(next) == Some(number) && parts(next) > 1)
}

/// The number of a section: `1.`, `1 Data`, 一、.
fn single(clause: &DraftClause) -> Option<u32> {
    let text = clause.line_text();
    let label = Label::read(&text).or_else(|| Label::read_bare(&text))?;
    let is_section = matches!(
        label.style,
        Style::Number | Style::HanComma | Style::UpperRoman
    );
    is_section.then(|| label.last())
}

fn parts(clause: &DraftClause) -> usize {
    let number = Number::split(&clause.line_text()).0;
    number.map_or(0, |number| number.parts())
}

fn first(clause: &DraftClause) -> Option<u32> {
    match Number::split(&clause.line_text()).0? {
        Number::Decimal(parts) => parts.first().copied(),
        Number::Roman(_) => None,
    }
}
