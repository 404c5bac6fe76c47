//! The review list: everything that the text leaves open or writes in two ways, for a person to decide.
//!
//! The blocks, the draft and the finished Markdown go in; sentences with a line of the source
//! come out. Entry point: [`list`].

mod outline;
mod guides;
mod paths;
mod consistency;

use std::fmt;

use crate::draft::Draft;
use crate::source_blocks::SourceText;
use crate::text::dates::Dates;
use crate::write::FoundPath;

/// One item of the review list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewItem {
    /// Line in the source, from 1.
    pub line: usize,
    /// What is open and what to do, as a sentence.
    pub what: String,
}

impl ReviewItem {
    fn at(line: usize, what: impl Into<String>) -> ReviewItem {
        ReviewItem {
            line,
            what: what.into(),
        }
    }
}

impl fmt::Display for ReviewItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.what)
    }
}

/// Nobody reviews more at a time; a text that leaves more open is no notice.
const MOST: usize = 1000;

/// Everything to review, in the order of the source.
pub(crate) fn list(
    source: &SourceText,
    draft: &Draft,
    dates: &Dates,
    paths: &[FoundPath],
    markdown: &str,
) -> Vec<ReviewItem> {
    let mut list = facts(draft, dates);
    list.extend(
        source
            .removals
            .iter()
            .map(|removal| ReviewItem::at(removal.line, removal.what.clone())),
    );
    list.extend(outline::list(draft));
    list.extend(guides::list(draft));
    list.extend(paths::list(draft, paths));
    list.extend(consistency::list(source));
    list.extend(problems(markdown));
    list.sort_by_key(|item| item.line);
    list.dedup();
    let more = list.len().saturating_sub(MOST);
    if more > 0 {
        list.truncate(MOST);
        let line = list.last().map_or(1, |last| last.line);
        list.push(ReviewItem::at(
            line,
            format!("{more} more items are left out; review these first"),
        ));
    }
    list
}

fn facts(draft: &Draft, dates: &Dates) -> Vec<ReviewItem> {
    let mut list = Vec::new();
    if draft.title.is_none() {
        list.push(ReviewItem::at(
            1,
            "the text has no title; add a line `# Title`",
        ));
    }
    if dates.updated.is_none() {
        list.push(ReviewItem::at(1, "no date of last update was found; `updated` is not-stated, write the date if you know it"));
    }
    if dates.effective.is_none() {
        list.push(ReviewItem::at(1, "no date was found from which the text applies; `effective` is not-stated, write it if you know it"));
    }
    list.push(ReviewItem::at(1, "which version this one replaces is not in the text; add `supersedes: VERSION`, unless it is the first"));
    list
}

/// What the reader of the format still finds wrong. The lines are those of the output.
fn problems(markdown: &str) -> Vec<ReviewItem> {
    let (_, problems) = notice::parse(markdown);
    let say = |problem: notice::Problem| {
        ReviewItem::at(
            1,
            format!(
                "line {} of the imported notice: {}",
                problem.line, problem.what
            ),
        )
    };
    problems.into_iter().map(say).collect()
}
