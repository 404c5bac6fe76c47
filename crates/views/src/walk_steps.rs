//! Walks: every guide and every settings path as steps that a person can follow.
//!
//! A guide's steps come from its list, a path's from the labels of its link. Each step knows
//! the rows it touches, so that the page can draw the screen. Entry points: [`walks`], [`walk`];
//! [`StepWordsView`] is what a step says.

use interface::words;
use leptos::prelude::*;
use notice::catalogue::{End, Flow, Follows, Outcome, Want};
use notice::settings::{At, Gesture, Row};
use notice::{Block, Clause, Inline, Language, LinkTarget, Step};

use crate::blocks;
use crate::site::Context;

/// One guide or path, ready to be walked.
pub struct Walk<'a> {
    /// Its id, as in the address.
    pub id: &'a str,
    /// What it is for.
    pub title: String,
    /// The clause that it comes from.
    pub clause: &'a Clause,
    /// Whether it is a guide of its own; otherwise a path named in a clause.
    pub is_guide: bool,
    /// The steps.
    pub steps: Vec<WalkStep<'a>>,
    /// Other words that stand with the guide.
    pub notes: Vec<&'a Block>,
    /// What a person wants who looks for it.
    pub wants: Want,
    /// Whether something is lost at its end.
    pub is_destructive: bool,
    /// Whether a step switches on what a later one switches off.
    pub enables_first: bool,
    /// Several ways numbered as one list.
    pub flows: &'a [Flow],
    /// A step that stands for steps of another guide.
    pub follows: Option<&'a Follows>,
    /// What happens at the end, in a sentence.
    pub result: Option<&'static str>,
}

/// One step.
pub struct WalkStep<'a> {
    /// What to do, in words.
    pub words: StepWords<'a>,
    /// The rows it touches, in order; empty where it touches none that is known.
    pub rows: Vec<&'a Row>,
}

/// What to do in one step, in words.
pub enum StepWords<'a> {
    /// A guide has them.
    Written(&'a Step),
    /// They are said of a row.
    OfRow {
        /// The row.
        row: &'a Row,
        /// What comes before its label.
        before: String,
        /// What comes after its label.
        after: String,
    },
}

/// What to do in one step; the label of a row is left as it is in the host app.
#[component]
pub fn StepWordsView<'a>(
    /// The page.
    context: &'a Context<'a>,
    /// What the step says.
    words: &'a StepWords<'a>,
) -> AnyView {
    match words {
        StepWords::Written(step) => {
            let address = context.to_notice();
            blocks::step(step, blocks::on_page(context.lang, &address))
        }
        StepWords::OfRow { row, before, after } => {
            let label = blocks::text(row.label(context.lang));
            let label = if row.unlabelled {
                label.into_any()
            } else {
                view! { <strong translate="no">{label}</strong> }.into_any()
            };
            view! { {blocks::text(before)} {label} {blocks::text(after)} }.into_any()
        }
    }
}

/// Every walk of the release in force: the guides in order, then the paths.
pub fn walks<'a>(context: &Context<'a>) -> Vec<Walk<'a>> {
    let catalogue = &context.site.current().catalogue;
    let guides = context
        .notice()
        .clauses
        .iter()
        .filter(|clause| clause.is_guide);
    let mut walks: Vec<Walk> = guides.map(|clause| guide(context, clause)).collect();
    walks.extend(
        catalogue
            .paths
            .iter()
            .filter_map(|entry| path(context, &entry.id)),
    );
    walks
}

/// The walk with this id.
pub fn walk<'a>(context: &Context<'a>, id: &str) -> Option<Walk<'a>> {
    let clause = context.notice().clause(id);
    match clause.filter(|clause| clause.is_guide) {
        Some(clause) => Some(guide(context, clause)),
        None => path(context, id),
    }
}

fn guide<'a>(context: &Context<'a>, clause: &'a Clause) -> Walk<'a> {
    let site = context.site;
    let entry = site.current().catalogue.guide(clause.id.as_str());
    let written = clause.blocks.iter().filter_map(|block| match block {
        Block::Steps(steps) => Some(steps),
        _ => None,
    });
    let steps = written
        .flatten()
        .enumerate()
        .map(|(place, step)| {
            let rows = entry
                .and_then(|entry| entry.steps.get(place))
                .map(String::as_str);
            WalkStep {
                words: StepWords::Written(step),
                rows: rows
                    .unwrap_or_default()
                    .split('|')
                    .filter_map(|id| site.settings.row(id))
                    .collect(),
            }
        })
        .collect();
    Walk {
        id: clause.id.as_str(),
        title: clause.heading.clone(),
        clause,
        is_guide: true,
        steps,
        notes: clause
            .blocks
            .iter()
            .filter(|block| !matches!(block, Block::Steps(_)))
            .collect(),
        wants: entry.map_or(Want::See, |entry| entry.wants),
        is_destructive: entry.is_some_and(|entry| entry.destructive),
        enables_first: entry.is_some_and(|entry| entry.enables_first),
        flows: entry.map_or(&[], |entry| entry.flows.as_slice()),
        follows: entry.and_then(|entry| entry.follows.as_ref()),
        result: entry
            .and_then(|entry| entry.outcome.last())
            .map(|outcome| outcome_words(*outcome, context.lang)),
    }
}

fn path<'a>(context: &Context<'a>, id: &str) -> Option<Walk<'a>> {
    let site = context.site;
    let entry = site.current().catalogue.path(id)?;
    let clause = context.notice().clause(entry.clause.as_str())?;
    let named = chain_in(&clause.blocks, id)?;
    let chain = site.settings.chain(&entry.row);
    let length = named.split(" > ").count().min(chain.len());
    let rows = &chain[chain.len() - length..];
    let title = match rows.last() {
        Some(row) if !row.unlabelled => {
            let colon = match context.lang {
                Language::Zh => "：",
                Language::En => ": ",
            };
            format!("{}{colon}{}", clause.heading, row.label(context.lang))
        }
        _ => clause.heading.clone(),
    };
    Some(Walk {
        id: &entry.id,
        title,
        clause,
        is_guide: false,
        steps: rows.iter().map(|row| row_step(row, context.lang)).collect(),
        notes: Vec::new(),
        wants: if entry.ends.contains(&End::Toggle) {
            Want::SwitchOff
        } else {
            wants_of(&entry.ends)
        },
        is_destructive: false,
        enables_first: false,
        flows: &[],
        follows: None,
        result: entry.ends.last().map(|end| end_words(*end, context.lang)),
    })
}

/// The words of the link to a path, wherever it stands in the blocks.
fn chain_in(blocks: &[Block], id: &str) -> Option<String> {
    fn in_words(words: &[Inline], id: &str) -> Option<String> {
        words.iter().find_map(|word| match word {
            Inline::Link {
                to: LinkTarget::Path(path),
                words,
                ..
            } if path == id => Some(notice::text::line(words)),
            Inline::Strong(inner) | Inline::Emphasis(inner) => in_words(inner, id),
            _ => None,
        })
    }
    blocks.iter().find_map(|block| match block {
        Block::Paragraph(words) => in_words(words, id),
        Block::List { items, .. } => items.iter().find_map(|item| chain_in(item, id)),
        Block::Quote(inner) => chain_in(inner, id),
        _ => None,
    })
}

/// Holds the place of a label in a sentence: a character that no sentence has of its own.
const LABEL: &str = "\u{0}";

/// “Tap **General**.”, said for the place and the gesture of the row.
fn row_step<'a>(row: &'a Row, lang: Language) -> WalkStep<'a> {
    let sentence = match (row.gesture, row.at, row.unlabelled) {
        (Gesture::Hold, _, _) => words::step_hold(lang, LABEL),
        (_, At::TopRight, _) => words::step_tap_top_right(lang, LABEL),
        (_, At::Bottom, _) => words::step_tap_bottom(lang, LABEL),
        (_, At::List, true) => words::step_go(lang, LABEL),
        (_, At::List, false) => words::step_tap(lang, LABEL),
    };
    let (before, after) = sentence.split_once(LABEL).unwrap_or((&sentence, ""));
    WalkStep {
        words: StepWords::OfRow {
            row,
            before: before.to_string(),
            after: after.to_string(),
        },
        rows: vec![row],
    }
}

fn wants_of(ends: &[End]) -> Want {
    match ends.last() {
        Some(End::Delete | End::DeleteRequest) => Want::Delete,
        Some(End::Export) => Want::Copy,
        Some(End::Choice | End::Manage) => Want::Limit,
        Some(End::Toggle) => Want::SwitchOff,
        Some(End::View) | None => Want::See,
    }
}

fn end_words(end: End, lang: Language) -> &'static str {
    match end {
        End::View => words::walk_result_view(lang),
        End::Manage => words::walk_result_manage(lang),
        End::Choice => words::walk_result_choice(lang),
        End::Toggle => words::walk_result_toggle(lang),
        End::Delete => words::walk_result_delete(lang),
        End::DeleteRequest => words::walk_result_delete_request(lang),
        End::Export => words::walk_result_export(lang),
    }
}

fn outcome_words(outcome: Outcome, lang: Language) -> &'static str {
    match outcome {
        Outcome::View => words::walk_result_view(lang),
        Outcome::Choice => words::walk_result_choice(lang),
        Outcome::Export => words::walk_result_export(lang),
        Outcome::Delete => words::walk_result_delete(lang),
        Outcome::Rectify => words::walk_result_rectify(lang),
        Outcome::Toggle => words::walk_result_toggle(lang),
        Outcome::Disable => words::walk_result_disable(lang),
        Outcome::WithdrawAuthorisation => words::walk_result_withdraw_authorisation(lang),
        Outcome::Manage => words::walk_result_manage(lang),
        Outcome::DeleteAccount => words::walk_result_delete_account(lang),
        Outcome::CancelService => words::walk_result_cancel_service(lang),
        Outcome::Report => words::walk_result_report(lang),
        Outcome::Contact => words::walk_result_contact(lang),
    }
}
