//! Headings: the number in front, the id in braces, the marks behind a dot.
//!
//! A heading's words and attributes go in, a clause without its blocks comes out.
//! Entry point: [`Ids::open`].

use std::collections::HashMap;

use super::{Problem, Problems, address};
use crate::front::short;
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
    /// Whether a section with a number was seen: then a single number is a section's.
    has_numbered_section: bool,
}

impl Ids {
    pub(super) fn new(must_be_given: bool) -> Ids {
        Ids {
            taken: HashMap::new(),
            must_be_given,
            has_numbered_section: false,
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
        clause.id = self.identity(&heading, &clause, &mut said);
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
    /// Where sections are counted otherwise (一、 or not at all), `1` may be below them.
    fn wrong_level(&mut self, heading: &Heading, clause: &Clause) -> Option<String> {
        let number = clause.number.as_ref()?;
        let right = number.parts() + 1;
        self.has_numbered_section |= right == 2 && heading.level == 2;
        let is_free = right == 2 && !self.has_numbered_section;
        let is_elsewhere = (2..=4).contains(&right) && right != usize::from(clause.level);
        let is_wrong = heading.level == 1 || (is_elsewhere && !is_free);
        is_wrong.then(|| {
            let hashes = "#".repeat(right.max(2));
            format!("a heading numbered `{number}` has the wrong level; write it with `{hashes}`")
        })
    }

    fn identity(&mut self, heading: &Heading, clause: &Clause, said: &mut Vec<String>) -> ClauseId {
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

fn mark(clause: &mut Clause, classes: &[String], said: &mut Vec<String>) {
    for class in classes {
        match class.as_str() {
            "guide" => clause.is_guide = true,
            "updates" => clause.is_updates = true,
            "only" => clause.is_only_here = true,
            _ => said.push(format!(
                "`.{}` is no mark of a heading; use .guide, .updates or .only",
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
