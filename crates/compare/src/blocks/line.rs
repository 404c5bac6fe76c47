//! A line of a block or of a cell, as a page shows it.
//!
//! A text goes in, the line that a reader sees comes out. Entry point: [`collapse_spaces`].

use crate::text::fold;

/// The line as a page shows it: without invisible characters, white space collapsed as HTML does,
/// except that a line break stays one.
pub(super) fn collapse_spaces(line: &str) -> String {
    let is_odd =
        |character: char| matches!(character, '\n' | '\t' | '\r') || fold::is_invisible(character);
    // Nearly every line is clean already, and this is called for each.
    if line.trim() == line && !line.contains("  ") && !line.contains(is_odd) {
        return line.to_owned();
    }
    let mut collapsed = String::with_capacity(line.len());
    let mut space = "";
    for character in line.chars() {
        match character {
            '\n' => space = "\n",
            ' ' | '\t' | '\r' => space = if space == "\n" { space } else { " " },
            _ if fold::is_invisible(character) => {}
            _ => {
                if !collapsed.is_empty() {
                    collapsed.push_str(space);
                }
                space = "";
                collapsed.push(character);
            }
        }
    }
    // Other Unicode spaces are text, but not at the ends.
    collapsed.truncate(collapsed.trim_end().len());
    let start = collapsed.len() - collapsed.trim_start().len();
    collapsed.split_off(start)
}
