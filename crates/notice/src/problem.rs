//! What is wrong in a text, where, and what would put it right.

use std::fmt;

use crate::ClauseId;

/// One thing that an editor must put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line in the file, from 1.
    pub line: usize,
    /// The clause it is in; `None` before the first.
    pub clause: Option<ClauseId>,
    /// What is wrong and what to do, as a sentence.
    pub what: String,
}

impl Problem {
    /// A problem outside every clause.
    pub fn at(line: usize, what: impl Into<String>) -> Problem {
        Problem {
            line,
            clause: None,
            what: what.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.clause {
            Some(clause) => write!(f, "{}: clause `{clause}`: {}", self.line, self.what),
            None => write!(f, "{}: {}", self.line, self.what),
        }
    }
}

/// The problems found so far. A hostile file has millions: past a limit they are only counted.
#[derive(Default)]
pub(crate) struct Problems {
    list: Vec<Problem>,
    more: usize,
}

impl Problems {
    const MOST: usize = 1000;

    pub(crate) fn push(&mut self, problem: Problem) {
        if self.list.len() < Self::MOST {
            self.list.push(problem);
        } else {
            self.more += 1;
        }
    }

    pub(crate) fn into_list(mut self) -> Vec<Problem> {
        self.list.sort_by_key(|problem| problem.line);
        if self.more > 0 {
            let line = self.list.last().map_or(1, |last| last.line);
            let what = format!(
                "there are {} problems more; put these right first",
                self.more
            );
            self.list.push(Problem::at(line, what));
        }
        self.list
    }
}
