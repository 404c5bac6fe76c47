//! The review list: everything that the text leaves open or writes in two ways, for a person to decide.
//!
//! The blocks, the draft and the finished Markdown go in; sentences with a line of the source
//! come out, most harmful first ([`ReviewKind`]). Entry points: [`list`], and [`grouped`] for the
//! list as a person reads it, one line for each kind.

mod grouped;
mod outline;
mod guides;
mod language_mismatch;
mod paths;
mod inconsistent_wording;
mod placeholders;

use std::fmt;

pub use grouped::{ReviewGroup, grouped};

use crate::Metadata;
use crate::draft::Draft;
use crate::outline::carried_ids::Carried;
use crate::review_kind::ReviewKind;
use crate::source_blocks::{Removal, SourceText};
use crate::text::dates::Dates;
use crate::write::Body;

/// One item of the review list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewItem {
    /// What kind of thing it is.
    pub kind: ReviewKind,
    /// Line in the source, from 1.
    pub line: usize,
    /// What is open and what to do, as a sentence.
    pub what: String,
    /// The thing itself in a few words, for a list of several; may be empty.
    pub thing: String,
}

impl ReviewItem {
    /// An item whose sentence is all that there is to say.
    fn at(kind: ReviewKind, line: usize, what: impl Into<String>) -> ReviewItem {
        let what = what.into();
        ReviewItem {
            kind,
            line,
            thing: what.clone(),
            what,
        }
    }

    /// An item that is one of many: the title of its kind is the sentence.
    fn of_kind(kind: ReviewKind, line: usize, thing: impl Into<String>) -> ReviewItem {
        let thing = thing.into();
        let what = match thing.as_str() {
            "" => kind.title().to_owned(),
            thing => format!("{thing}: {}", kind.title()),
        };
        ReviewItem {
            kind,
            line,
            what,
            thing,
        }
    }

    fn with_thing(self, thing: impl Into<String>) -> ReviewItem {
        ReviewItem {
            thing: thing.into(),
            ..self
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

/// Everything to review, most harmful first.
pub(crate) fn list(
    source: &SourceText,
    draft: &Draft,
    dates: &Dates,
    body: &Body,
    markdown: &str,
    metadata: &Metadata,
) -> Vec<ReviewItem> {
    let mut list = facts(draft, dates);
    list.extend(source.removals.iter().map(removal));
    list.extend(front_matter(source));
    list.extend(language_mismatch::list(source, metadata.language));
    list.extend(placeholders::list(source));
    list.extend(outline::list(draft));
    list.extend(guides::list(draft));
    list.extend(paths::list(draft, &body.paths));
    list.extend(links(body));
    list.extend(inconsistent_wording::list(source));
    list.extend(problems(markdown));
    list.sort_by_key(|item| (item.kind, item.line));
    list.dedup();
    let more = list.len().saturating_sub(MOST);
    if more > 0 {
        list.truncate(MOST);
        let line = list.last().map_or(1, |last| last.line);
        list.push(ReviewItem::at(
            ReviewKind::Wording,
            line,
            format!("{more} more items are left out; review these first"),
        ));
    }
    list
}

/// Adds what is open about ids that were taken over.
pub(crate) fn add_carried(list: &mut Vec<ReviewItem>, carried: &[Carried], is_after: bool) {
    if is_after {
        list.retain(|item| item.kind != ReviewKind::Supersedes);
    }
    // The last one decides: the version before is looked at after the other language.
    let Some(carried) = carried.last() else {
        return;
    };
    for (line, id) in &carried.new {
        list.push(ReviewItem::of_kind(
            ReviewKind::Identity,
            *line,
            format!("`{id}`"),
        ));
    }
    if !carried.left.is_empty() {
        let what = format!(
            "{} ids were taken over; none took `{}`",
            carried.count,
            carried.left.join("`, `")
        );
        list.push(ReviewItem::at(ReviewKind::Identity, 1, what));
    }
    list.sort_by_key(|item| (item.kind, item.line));
}

fn facts(draft: &Draft, dates: &Dates) -> Vec<ReviewItem> {
    let mut list = Vec::new();
    let mut say = |kind, line, what: &str| list.push(ReviewItem::at(kind, line, what));
    if draft.is_all_in_one {
        say(
            ReviewKind::NoHeading,
            1,
            "no heading was found, so the text is one clause; mark the headings with `##` and an id",
        );
    }
    if draft.title.is_none() {
        say(
            ReviewKind::NoTitle,
            1,
            "the text has no title, so the edition's name stands for it; write it in the line that begins with `# `",
        );
    }
    if dates.updated.is_none() {
        say(
            ReviewKind::DateNotStated,
            1,
            "no date of last update was found; `updated` is not-stated, write the date if you know it",
        );
    }
    if dates.effective.is_none() {
        say(
            ReviewKind::DateNotStated,
            1,
            "no date was found from which the text applies; `effective` is not-stated, write it if you know it",
        );
    }
    say(
        ReviewKind::Supersedes,
        1,
        "which version this one replaces is not in the text; add `supersedes: VERSION`, unless it is the first",
    );
    if let Some(title) = &draft.other_title {
        let what =
            format!("the front matter calls the text `{title}`; the title is the one in the text");
        say(ReviewKind::OtherTitle, 1, &what);
    }
    let doubts = dates
        .doubts
        .iter()
        .map(|note| (ReviewKind::DateInDoubt, note));
    let taken = dates.taken.iter().map(|note| (ReviewKind::DateTaken, note));
    list.extend(
        doubts
            .chain(taken)
            .map(|(kind, note)| ReviewItem::at(kind, note.line, note.what.as_str())),
    );
    list
}

fn removal(removal: &Removal) -> ReviewItem {
    let Removal { line, kind, thing } = removal;
    let what = match kind {
        ReviewKind::Tag => format!(
            "the tag `{}` is left out",
            thing.lines().next().unwrap_or_default().trim()
        ),
        ReviewKind::Image => format!("the image `{thing}` is left out; its description stays"),
        ReviewKind::Address => {
            format!("the address `{thing}` is left out, its words stay; write it in full")
        }
        ReviewKind::PageHeader => {
            format!("`{thing}` looks like a page header; remove it if it is one")
        }
        ReviewKind::BrokenWord => {
            format!("`{thing}` was broken at the end of a line; check how it is joined")
        }
        _ => thing.clone(),
    };
    let first = thing.lines().next().unwrap_or_default().trim();
    ReviewItem::at(*kind, *line, what).with_thing(format!("`{first}`"))
}

/// What another tool knows of a text, and the format has no place for.
fn front_matter(source: &SourceText) -> impl Iterator<Item = ReviewItem> + '_ {
    let words = source.front.iter().filter(|line| {
        matches!(
            line.key.as_str(),
            "description" | "summary" | "subtitle" | "intro" | "excerpt"
        )
    });
    words.map(|line| {
        let thing = format!("`{}: {}`", line.key, line.value);
        ReviewItem::of_kind(ReviewKind::FrontMatter, line.line, thing)
    })
}

fn links(body: &Body) -> impl Iterator<Item = ReviewItem> + '_ {
    let of = |kind, places: &'_ [(usize, String)]| -> Vec<ReviewItem> {
        let items = places.iter();
        items
            .map(|(line, thing)| ReviewItem::of_kind(kind, *line, format!("`{thing}`")))
            .collect()
    };
    let mut list = of(ReviewKind::Reference, &body.doubtful_references);
    list.extend(of(ReviewKind::LostLink, &body.lost_links));
    list.into_iter()
}

/// What the reader of the format still finds wrong. The lines are those of the output.
fn problems(markdown: &str) -> Vec<ReviewItem> {
    let (_, problems) = notice::parse(markdown);
    let say = |problem: notice::Problem| {
        ReviewItem::at(
            ReviewKind::Refused,
            1,
            format!(
                "line {} of the imported notice: {}",
                problem.line, problem.what
            ),
        )
    };
    problems.into_iter().map(say).collect()
}
