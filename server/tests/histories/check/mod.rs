//! The checker: holds a history against what was promised, and looks for the opposite.
//!
//! Takes a [`History`], answers [`Finding`]s, each with the operations that show it. Every rule is
//! a pure function in a file of its own. What is not known is never held against the servers: a
//! request without an answer may have been done or not, and one that ran beside an erasure may
//! belong to either side of it. Entry point: [`check`].

mod chains;
mod children;
mod confirmed;
mod erasure;
mod evidence;
mod keys;
mod recovery;
mod states;
mod webhook;

#[cfg(test)]
mod story;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::history::History;
use evidence::Evidence;

/// What was promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rule {
    /// Every confirmed decision is in the records once, with a receipt that names it; nothing
    /// refused is there.
    Confirmed,
    /// One key, one record, one answer.
    Keys,
    /// Each chain is whole, and its times never go back.
    Chains,
    /// The state shown is the one of the last record, and nothing unseen was overwritten.
    States,
    /// After an erasure nothing is found, and nothing is half gone.
    Erasure,
    /// The webhook saw the decisions in order, and nothing that it should not.
    Webhook,
    /// No protection of a child is undone without a guardian.
    Children,
    /// When a fault is over, decisions are taken again.
    Recovery,
}

/// One promise that was not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The promise.
    pub rule: Rule,
    /// What was found instead.
    pub sentence: String,
    /// The operations that show it.
    pub operations: Vec<usize>,
}

/// Everything that was found.
pub fn check(history: &History) -> Vec<Finding> {
    let evidence = Evidence::of(history);
    let rules = [
        confirmed::check,
        keys::check,
        chains::check,
        states::check,
        erasure::check,
        webhook::check,
        children::check,
        recovery::check,
    ];
    let mut findings: Vec<Finding> = Vec::new();
    for finding in rules.iter().flat_map(|rule| rule(&evidence)) {
        // The same thing is often seen from several sides.
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings
}

impl Finding {
    fn new(rule: Rule, sentence: String, operations: &[usize]) -> Self {
        let mut operations = operations.to_vec();
        operations.sort_unstable();
        operations.dedup();
        Self {
            rule,
            sentence,
            operations,
        }
    }

    /// The finding with the operations written out.
    pub fn explain(&self, history: &History) -> String {
        let mut text = self.to_string();
        for id in self.operations.iter().take(12) {
            let operation = history.operations.iter().find(|one| one.id == *id);
            if let Some(operation) = operation {
                text.push_str(&format!("\n    {operation}"));
            }
        }
        text
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}: {}", self.rule, self.sentence)
    }
}
