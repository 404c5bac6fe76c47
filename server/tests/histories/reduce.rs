//! The smallest part of a history that still shows a finding: what a person reads, and what is
//! kept with the tests.
//!
//! Takes one thing away after the other and keeps it away when the same sentence is still found.
//! Entry point: [`reduce`].

use std::collections::HashSet;

use crate::check::{Finding, check};
use crate::history::{History, Operation, Post, StoredRow};

/// The smallest part of a history that shows the finding.
pub fn reduce(history: &History, finding: &Finding) -> History {
    let mut smallest = people_of(history, finding);
    if !shows(&smallest, finding) {
        smallest = history.clone();
    }
    smallest = without_parts(smallest, finding, |history| &mut history.posts);
    smallest = without_parts(smallest, finding, |history| &mut history.operations);
    smallest = without_parts(smallest, finding, |history| &mut history.rows);
    smallest = without_parts(smallest, finding, |history| &mut history.recoveries);
    smallest = without_parts(smallest, finding, |history| &mut history.pauses);
    without_parts(smallest, finding, |history| &mut history.keys)
}

fn shows(history: &History, finding: &Finding) -> bool {
    let same = |one: &Finding| one.rule == finding.rule && one.sentence == finding.sentence;
    check(history).iter().any(same)
}

/// The part that is about the people in the finding.
fn people_of(history: &History, finding: &Finding) -> History {
    let named = |operation: &&Operation| finding.operations.contains(&operation.id);
    let people = history.operations.iter().filter(named).map(|one| &one.who);
    let people: HashSet<_> = people.collect();
    let mut part = history.clone();
    part.operations
        .retain(|operation| people.contains(&operation.who));
    let markers = part.operations.iter().filter_map(Operation::marker);
    let markers: HashSet<_> = markers.map(str::to_owned).collect();
    let is_theirs = |row: &&StoredRow| {
        let marker = row.record.client_time.as_ref();
        marker.is_some_and(|marker| markers.contains(marker))
    };
    let rows = history.rows.iter().filter(is_theirs);
    let subjects: HashSet<_> = rows.map(|row| row.subject.clone()).collect();
    part.rows.retain(|row| subjects.contains(&row.subject));
    let of_theirs = |post: &Post| {
        let record = post.record.as_ref();
        let marker = record.and_then(|record| record.client_time.as_ref());
        marker.is_none_or(|marker| markers.contains(marker))
    };
    part.posts.retain(of_theirs);
    part
}

/// First halves, then smaller and smaller pieces, at last single things.
fn without_parts<T: Clone>(
    mut history: History,
    finding: &Finding,
    list: fn(&mut History) -> &mut Vec<T>,
) -> History {
    let mut size = list(&mut history).len();
    while size > 0 {
        let mut start = 0;
        while start < list(&mut history).len() {
            let mut smaller = history.clone();
            let parts = list(&mut smaller);
            let end = (start + size).min(parts.len());
            parts.drain(start..end);
            match shows(&smaller, finding) {
                true => history = smaller,
                false => start = end,
            }
        }
        size /= 2;
    }
    history
}
