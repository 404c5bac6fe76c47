//! Dates in a table: a row such as `| Last updated | 1 May 2025 |`, or a column of dates; and in a list
//! of terms.
//!
//! A table or such a list of Markdown goes in; what its cells say of dates comes out as sentences, each with its
//! line, for the rules that hold for all sentences. Entry point: [`sentences`].

use super::verbs;

/// What a table or a list of terms says of dates: the line in it, from 0, and a sentence.
pub(super) fn sentences(block: &str) -> Vec<(usize, String)> {
    match block.contains('|') {
        true => of_table(block),
        false => of_terms(block),
    }
}

/// `Last updated`, and `: 1 May 2025` in the next line.
fn of_terms(list: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = list.lines().collect();
    let pairs = lines.windows(2).enumerate();
    let pairs = pairs.filter_map(|(line, two)| {
        let meaning = two[1].trim_start().strip_prefix(": ")?;
        Some((line + 1, format!("{} {meaning}", two[0].trim())))
    });
    pairs.collect()
}

fn of_table(table: &str) -> Vec<(usize, String)> {
    let rows: Vec<Vec<&str>> = table.lines().map(cells).collect();
    let head = rows.first().cloned().unwrap_or_default();
    let mut sentences = Vec::new();
    for (line, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let before = column.checked_sub(1).map(|before| row[before]);
            let above = head.get(column).copied().filter(|_| line > 0);
            // The words next to a date say more than those above it.
            let verb = [Some(""), before, above].into_iter().flatten();
            let verb = verb
                .map(|words| format!("{words} {cell}"))
                .find(|sentence| verbs::has_any(sentence));
            sentences.extend(verb.map(|sentence| (line, sentence)));
        }
    }
    sentences
}

fn cells(row: &str) -> Vec<&str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    row.split('|').map(str::trim).collect()
}
