//! What a run of histories says about itself: a line for each, findings with the operations that
//! show them, and the sums at the end.
//!
//! Entry points: [`Report::add`] and its `Display`.

use std::collections::BTreeMap;
use std::fmt;

use crate::check::Rule;
use crate::history::{Outcome, Request};
use crate::nemesis::Fault;
use crate::run::{Finished, Plan};
use crate::stores::Store;

/// Findings of one rule that are written out.
const WRITTEN_OUT: usize = 3;

/// The sums of a run.
#[derive(Default)]
pub struct Report {
    histories: usize,
    operations: usize,
    decisions: usize,
    posts: usize,
    faults: BTreeMap<Fault, usize>,
    findings: BTreeMap<Rule, usize>,
    /// Seeds with findings.
    seeds: Vec<String>,
}

impl Report {
    /// Counts a history; answers what to say about it.
    pub fn add(&mut self, store: &Store, plan: &Plan, finished: &Finished) -> String {
        let Finished {
            history,
            faults,
            findings,
        } = finished;
        let decisions = history.operations.iter().filter(|one| {
            matches!(one.request, Request::Decide(_))
                && matches!(one.outcome, Outcome::Confirmed(_))
        });
        let decisions = decisions.count();
        let (operations, posts) = (history.operations.len(), history.posts.len());
        let (name, servers, seed) = (store.name(), plan.servers, plan.seed);
        let mut text = format!(
            "history {name} servers {servers} seed {seed}: {operations} operations, {decisions} \
             decisions confirmed, {posts} posts, {} rows; {}; {} findings",
            history.rows.len(),
            list(faults),
            findings.len()
        );
        let mut written = BTreeMap::new();
        for finding in findings {
            *self.findings.entry(finding.rule).or_default() += 1;
            let count: &mut usize = written.entry(finding.rule).or_default();
            *count += 1;
            if *count <= WRITTEN_OUT {
                text.push_str(&format!("\n  {}", finding.explain(history)));
            }
        }
        self.histories += 1;
        self.operations += operations;
        self.decisions += decisions;
        self.posts += posts;
        for (fault, count) in faults {
            *self.faults.entry(*fault).or_default() += count;
        }
        if !findings.is_empty() {
            self.seeds
                .push(format!("{name} servers {servers} seed {seed}"));
        }
        text
    }

    /// How much was found.
    pub fn findings(&self) -> usize {
        self.findings.values().sum()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "faults: {}", list(&self.faults))?;
        for (rule, count) in &self.findings {
            writeln!(out, "{rule:?}: {count} findings")?;
        }
        for seed in &self.seeds {
            writeln!(out, "found in {seed}")?;
        }
        let Self {
            histories,
            operations,
            decisions,
            posts,
            ..
        } = self;
        write!(
            out,
            "{histories} histories, {operations} operations, {decisions} decisions confirmed, \
             {posts} posts, {} faults, {} findings",
            self.faults.values().sum::<usize>(),
            self.findings()
        )
    }
}

fn list(faults: &BTreeMap<Fault, usize>) -> String {
    let texts = faults
        .iter()
        .map(|(fault, count)| format!("{fault} {count}"));
    match texts.collect::<Vec<_>>() {
        texts if texts.is_empty() => "no faults".to_owned(),
        texts => texts.join(", "),
    }
}
