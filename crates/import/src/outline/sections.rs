//! Which lines open a section where sections are numbered `1.`, `2.` ...
//!
//! Providers number lists, changes and tables of contents the same way. A section is a line
//! that can be a heading and takes its turn in 1, 2, 3; a line that comes again further down
//! with only headings between is left of a table of contents. Entry point: [`roles`].

use std::collections::HashMap;

use crate::line::{Kind, Unit};
use crate::text::heading_heuristics;
use crate::text::label::{Label, Style};

/// What a line is by its place among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing is known yet.
    Open,
    /// It opens a section.
    Section,
    /// It is an entry of a table of contents.
    Contents,
}

/// The role of each unit.
pub(crate) fn roles(units: &[Unit]) -> Vec<Role> {
    let mut roles = contents(units);
    if units
        .iter()
        .filter(|unit| matches!(unit.kind, Kind::Heading { .. }))
        .count()
        > 1
    {
        return roles;
    }
    for index in sections(units, &roles) {
        roles[index] = Role::Section;
    }
    roles
}

fn sections(units: &[Unit], roles: &[Role]) -> Vec<usize> {
    let numbers = |unit: &'_ Unit| {
        Label::read(&unit.text)
            .filter(|label| label.style == Style::Number)
            .map(heading_of)
    };
    let mut found = in_turn(units, roles, numbers, heading_heuristics::is_heading);
    if found.len() < 2 {
        let bare = |unit: &'_ Unit| Label::read_bare(&unit.text).map(heading_of);
        let without_sign = in_turn(units, roles, bare, heading_heuristics::is_heading);
        // Some providers set the heading and the text of a section in one line.
        found = match without_sign.len() {
            3.. => without_sign,
            _ => in_turn(units, roles, numbers, |_| true),
        };
    }
    // Where 一、 or a chapter comes first, the numbers stand below it.
    let is_below = |first: &usize| units[..*first].iter().any(opens_higher);
    if found.first().is_some_and(is_below) {
        Vec::new()
    } else {
        found
    }
}

fn heading_of(label: Label<'_>) -> (u32, String) {
    (label.last(), label.rest.to_owned())
}

fn opens_higher(unit: &Unit) -> bool {
    let is_higher = |style| {
        matches!(
            style,
            Style::HanComma
                | Style::Chapter
                | Style::Article
                | Style::UpperRoman
                | Style::UpperLetter
        )
    };
    let label = Label::read(&unit.text).filter(|label| is_higher(label.style) && label.last() == 1);
    label.is_some_and(|label| heading_heuristics::is_heading(label.rest) || label.rest.is_empty())
}

fn contents(units: &[Unit]) -> Vec<Role> {
    let mut last: HashMap<String, usize> = HashMap::new();
    for (index, unit) in units.iter().enumerate() {
        last.insert(heading_heuristics::plain(&unit.text), index);
    }
    let is_line = |unit: &Unit| {
        let words = Label::read(&unit.text).map_or(unit.text.as_str(), |label| label.rest);
        unit.kind == Kind::Words && heading_heuristics::is_heading(words)
    };
    let is_entry = |(index, unit): (usize, &Unit)| {
        let comes_again = last
            .get(&heading_heuristics::plain(&unit.text))
            .is_some_and(|&again| again > index);
        comes_again && is_line(unit) && units.get(index + 1).is_some_and(is_line)
    };
    let role = |entry| {
        if is_entry(entry) {
            Role::Contents
        } else {
            Role::Open
        }
    };
    units.iter().enumerate().map(role).collect()
}

/// The lines whose numbers run 1, 2, 3 and whose words are such as `is_such` wants.
fn in_turn(
    units: &[Unit],
    roles: &[Role],
    read: impl Fn(&Unit) -> Option<(u32, String)>,
    is_such: impl Fn(&str) -> bool,
) -> Vec<usize> {
    let mut found = Vec::new();
    let mut in_list: Option<u32> = None;
    for (index, unit) in units.iter().enumerate() {
        let is_open = unit.kind == Kind::Words && roles[index] == Role::Open;
        let Some((number, words)) = read(unit).filter(|_| is_open) else {
            in_list = None;
            continue;
        };
        let wanted = u32::try_from(found.len() + 1).unwrap_or(u32::MAX);
        // A list inside a section starts at 1 again, or behind a colon; its lines follow closely.
        let goes_on = in_list.is_some_and(|last| number == last + 1);
        let starts = number == 1 && (wanted > 1 || is_led_in(units, index));
        if goes_on || starts {
            in_list = Some(number);
        } else if number == wanted && is_such(&words) {
            found.push(index);
            in_list = None;
        } else {
            in_list = None;
        }
    }
    found
}

/// Whether a line is the first of a list that the line above announces.
fn is_led_in(units: &[Unit], index: usize) -> bool {
    let above = index.checked_sub(1).map(|above| &units[above].text);
    let below = units
        .get(index + 1)
        .and_then(|below| Label::read(&below.text));
    above.is_some_and(|above| above.ends_with([':', '：']))
        && below.is_some_and(|label| label.style == Style::Number && label.last() == 2)
}
