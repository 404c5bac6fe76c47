//! Headings: the number in front, the id in braces, the marks behind a dot.
//!
//! A heading's words and attributes go in, a clause without its blocks comes out.
//! Entry point: [`Ids::open`].

use std::collections::HashMap;

use super::address;
use crate::front::short;
use crate::problem::{Problem, Problems};
use crate::{Clause, ClauseId, Number};

/// A heading as Markdown gives it.
pub(super) struct Heading {
    pub level: u8,
    pub text: String,
    pub id: Option<String>,
    pub classes: Vec<String>,
    pub line: usize,
}

/// The ids given so far. In a file with front matter each heading must have its own.
pub(super) struct Ids {
    /// How often each id was asked for, so that the next free one is found at once.
    taken: HashMap<String, usize>,
    must_be_given: bool,
    /// The number of the last section that has one: then a single number is a section's.
    last_section: Option<u32>,
    /// The last single number on each level below the sections, up to the next section.
    last_below: [u32; 7],
    has_section: bool,
}

impl Ids {
    pub(super) fn new(must_be_given: bool) -> Ids {
        Ids {
            taken: HashMap::new(),
            must_be_given,
            last_section: None,
            last_below: [0; 7],
            has_section: false,
        }
    }

    /// The clause that a heading opens.
    pub(super) fn open(&mut self, heading: Heading, problems: &mut Problems) -> Clause {
        let (number, words) = Number::split(&heading.text);
        let mut clause = Clause {
            number,
            heading: words.to_owned(),
            level: heading.level.max(2),
            line: heading.line,
            ..Clause::default()
        };
        let mut said = Vec::new();
        clause.id = self.identity(&heading, &mut clause, &mut said);
        mark(&mut clause, &heading.classes, &mut said);
        if self.must_be_given {
            said.extend(self.wrong_level(&heading, &clause));
        }
        for what in said {
            problems.push(Problem {
                line: heading.line,
                clause: Some(clause.id.clone()),
                what,
            });
        }
        clause
    }

    /// `1` is a section, `1.1` is one level below, `1.1.1` two.
    ///
    /// A single number is below the sections where these are counted otherwise (一、 or not at
    /// all), and where it starts again in each of them: 1 and 2 below section 2.
    fn wrong_level(&mut self, heading: &Heading, clause: &Clause) -> Option<String> {
        let is_below_nothing = !self.has_section && heading.level > 2;
        // 1.1 says its level itself.
        let has_parts = clause
            .number
            .as_ref()
            .is_some_and(|number| number.parts() > 1);
        self.has_section |= heading.level <= 2 || has_parts;
        let Some(number) = clause.number.as_ref() else {
            self.pass(heading.level, 0);
            return is_below_nothing.then(|| {
                let hashes = "#".repeat(usize::from(heading.level));
                format!(
                    "`{hashes}` stands before the first `##`, below nothing; write it with `##`"
                )
            });
        };
        let right = number.parts() + 1;
        let single = match number {
            Number::Decimal(parts) if parts.len() == 1 => parts[0],
            _ => 0,
        };
        let is_in_turn = single > 0 && single == self.last_below[level(heading.level)] + 1;
        self.pass(heading.level, single);
        if single > 0 && heading.level == 2 {
            self.last_section = Some(single);
        }
        let is_free = right == 2 && (self.last_section.is_none() || is_in_turn);
        let is_elsewhere = (2..=4).contains(&right) && right != usize::from(clause.level);
        let is_wrong = heading.level == 1 || (is_elsewhere && !is_free);
        is_wrong.then(|| {
            let hashes = "#".repeat(right.max(2));
            format!("a heading numbered `{number}` has the wrong level; write it with `{hashes}`")
        })
    }

    /// A heading ends the counts of every level below its own.
    fn pass(&mut self, at: u8, single: u32) {
        if at <= 2 && single == 0 {
            // Below 第一章 or an annex, numbers are none of the sections'.
            self.last_section = None;
        }
        let at = level(at);
        self.last_below[at + 1..].fill(0);
        if single > 0 {
            self.last_below[at] = single;
        }
    }

    fn identity(
        &mut self,
        heading: &Heading,
        clause: &mut Clause,
        said: &mut Vec<String>,
    ) -> ClauseId {
        let preferred = match &heading.id {
            Some(id) if address::is_id(id) => id.clone(),
            Some(id) if !self.must_be_given && address::is_anchor(id) => id.clone(),
            Some(id) => {
                let better = slug(id).unwrap_or_else(|| derived(clause));
                said.push(format!(
                    "the id `{}` is not made of lower-case words joined by `-`; write {{#{better}}}",
                    short(id)
                ));
                better
            }
            None => {
                let derived = derived(clause);
                // Only an id that is written says which clause this was in another version.
                clause.is_id_made = true;
                if self.must_be_given {
                    said.push(format!(
                        "the heading has no id; add one, such as {{#{derived}}}"
                    ));
                }
                derived
            }
        };
        let id = self.unique(&preferred);
        if id != preferred && (self.must_be_given || heading.id.is_some()) {
            said.push(format!(
                "the id `{preferred}` is taken by an earlier clause; choose another"
            ));
        }
        ClauseId(id)
    }

    /// The preferred id, or the first of `id-2`, `id-3` ... that is not taken.
    fn unique(&mut self, preferred: &str) -> String {
        let mut id = preferred.to_owned();
        let mut next = self.taken.get(preferred).copied().unwrap_or(0);
        while self.taken.contains_key(&id) {
            next += 1;
            id = format!("{preferred}-{}", next + 1);
        }
        self.taken.insert(preferred.to_owned(), next);
        self.taken.entry(id.clone()).or_insert(0);
        id
    }
}

/// The level of a heading as an index; the format has four, Markdown six.
fn level(level: u8) -> usize {
    usize::from(level.min(5))
}

fn mark(clause: &mut Clause, classes: &[String], said: &mut Vec<String>) {
    for class in classes {
        match class.as_str() {
            "guide" => clause.is_guide = true,
            "updates" => clause.is_updates = true,
            "only" => clause.is_only_here = true,
            "made" => clause.is_id_made = true,
            _ => said.push(format!(
                "`.{}` is no mark of a heading; use .guide, .updates, .only or .made",
                short(class)
            )),
        }
    }
}

/// An id from the number, else from the heading.
fn derived(clause: &Clause) -> String {
    match &clause.number {
        Some(number) => format!("c{}", number.to_string().replace('.', "-")),
        None => slug(&clause.heading).unwrap_or_else(|| "clause".to_owned()),
    }
}

/// Words as an id: letters and digits of any script in lower case, the rest as `-`.
pub(super) fn slug(words: &str) -> Option<String> {
    const LONGEST: usize = 60;
    let mut id = String::new();
    for character in words.chars().take(4 * LONGEST).flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            id.push(character);
        } else if !id.ends_with('-') && !id.is_empty() && !"'’".contains(character) {
            id.push('-');
        }
        if id.chars().count() >= LONGEST {
            break;
        }
    }
    let id = id.trim_end_matches('-');
    (!id.is_empty()).then(|| id.to_owned())
}
