//! The two lists as files: what is collected and what is shared, as CSV in each language and as JSON.
//!
//! The rows are those of the pages (`views::lists`). CSV is RFC 4180 with the mark of UTF-8 in front,
//! without which Excel reads Chinese as something else. A cell that a spreadsheet would take for a formula
//! gets an apostrophe (OWASP, CSV injection): the words are an editor's, but the file is opened by anybody.
//! Entry point: [`write`].

use std::path::Path;

use notice::{Language, Release};
use serde_json::{Map, Value, json};
use views::lists::List;
use views::lists::entries::{self, ListRow};
use views::site::Facts;

use crate::output::write_file;

/// What a list that is a table is called in its address; the other lists are pages alone.
const TABLES: [List; 2] = [List::Collected, List::Shared];

/// Writes the files of a release below `content/`.
pub fn write(out: &Path, release: &Release) -> anyhow::Result<()> {
    let folder = out.join(format!("content/{}/lists", release.version));
    for list in TABLES {
        let [zh, en] = Language::ALL.map(|lang| entries::of(list, release, lang));
        for (lang, rows) in [(Language::Zh, &zh), (Language::En, &en)] {
            let file = folder.join(format!("{}.{}.csv", list.word(), lang.code()));
            write_file(&file, csv(rows).as_bytes())?;
        }
        let file = folder.join(format!("{}.json", list.word()));
        write_file(
            &file,
            &serde_json::to_vec(&as_json(list, release, &zh, &en))?,
        )?;
    }
    Ok(())
}

/// Tells a spreadsheet that a file is UTF-8.
const MARK: &str = "\u{feff}";

/// What a cell begins with that a spreadsheet takes for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn csv(rows: &[ListRow]) -> String {
    let mut text = String::from(MARK);
    if let Some(first) = rows.first() {
        line(&mut text, first.cells.iter().map(|cell| cell.head));
    }
    for row in rows {
        let cells = row.cells.iter();
        line(
            &mut text,
            cells.map(|cell| cell.words.as_deref().unwrap_or_default()),
        );
    }
    text
}

fn line<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            text.push(',');
        }
        text.push_str(&quoted(cell));
    }
    text.push_str("\r\n");
}

/// A cell as the file has it: in quotes where it has to be, and never a formula.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(FORMULA) { "'" } else { "" };
    match cell.contains([',', '"', '\r', '\n']) {
        true => format!("\"{guard}{}\"", cell.replace('"', "\"\"")),
        false => format!("{guard}{cell}"),
    }
}

fn as_json(list: List, release: &Release, zh: &[ListRow], en: &[ListRow]) -> Value {
    let rows: Vec<Value> = zh.iter().zip(en).map(|(zh, en)| both(zh, en)).collect();
    json!({
        "list": list.word(),
        "edition": release.edition(),
        "version": release.version,
        "updated": release.updated(),
        "effective": release.effective(),
        "provenance": release.provenance().word(),
        "names": { "zh": list.title(Language::Zh), "en": list.title(Language::En) },
        "rows": rows,
    })
}

/// One row in both languages; what the notice does not say is `null`.
fn both(zh: &ListRow, en: &ListRow) -> Value {
    let words = |row: &ListRow| -> Map<String, Value> {
        let cells = row.cells.iter();
        cells
            .map(|cell| (cell.key.to_string(), json!(cell.words)))
            .collect()
    };
    json!({
        "subject": zh.subject,
        "disclosure": zh.use_of_data,
        "clause": zh.clause,
        "zh": words(zh),
        "en": words(en),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_where_rfc_4180_asks_for_it_and_is_no_formula() {
        for (cell, expected) in [
            ("plain", "plain"),
            ("一、二", "一、二"),
            ("a, b", "\"a, b\""),
            ("say \"so\"", "\"say \"\"so\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "'=1+1"),
            ("@cmd, x", "\"'@cmd, x\""),
            ("-", "'-"),
            ("", ""),
        ] {
            assert_eq!(quoted(cell), expected);
        }
    }
}
