//! Walks: every guide and every settings path as steps that a person can follow.
//!
//! A guide's steps come from its list, a path's from the rows above the one where it ends. Each
//! step knows the rows it touches, so that the page can draw the screen. A guide that numbers
//! several ways as one list is asked apart: each way is a walk of its own. Entry point: [`walks`];
//! [`StepWordsView`] is what a step says.

use interface::words;
use leptos::prelude::*;
use notice::catalogue::{Control, ControlKind, End, Guide, Outcome, Want, Way};
use notice::settings::{At, Gesture, Row};
use notice::{Block, Clause, Language, Step};

use crate::pages::blocks;
use crate::pages::site::Context;

/// One guide or path, ready to be walked.
pub struct Walk<'a> {
    /// Its id, as in the address.
    pub id: &'a str,
    /// What it does.
    pub title: String,
    /// The clause that it comes from.
    pub clause: &'a Clause,
    /// Whether it is a guide of its own; otherwise a path named in a clause.
    pub is_guide: bool,
    /// The steps; none where there are several ways.
    pub steps: Vec<WalkStep<'a>>,
    /// Several ways, of which a person takes one.
    pub ways: Vec<Walk<'a>>,
    /// Other words that stand with the guide.
    pub notes: Vec<&'a Block>,
    /// What a person wants who looks for it.
    pub wants: Want,
    /// Whether something is lost at its end.
    pub is_destructive: bool,
    /// Whether a step switches on what a later one switches off.
    pub enables_first: bool,
    /// What happens at the end, in a sentence.
    pub result: Option<&'static str>,
}

/// One step.
#[derive(Clone)]
pub struct WalkStep<'a> {
    /// What to do, in words.
    pub words: StepWords<'a>,
    /// The rows it touches, in order; empty where it touches none that is known.
    pub rows: Vec<&'a Row>,
    /// The number of the other guide that it is taken from.
    pub taken_from: Option<String>,
}

/// What to do in one step, in words.
#[derive(Clone)]
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

impl<'a> Walk<'a> {
    /// This walk, or each of its ways where it has several: what has steps.
    pub fn each_way(&self) -> impl Iterator<Item = &Walk<'a>> {
        let alone = self.ways.is_empty().then_some(self);
        alone.into_iter().chain(&self.ways)
    }

    /// Whether it leads to where the control is in the host app.
    pub fn is_way_of(&self, control: &Control) -> bool {
        match &control.way {
            Some(Way::Path(id)) => !self.is_guide && id == self.id,
            Some(Way::Guide(id)) => self.is_guide && id.as_str() == self.id,
            None => false,
        }
    }
}

impl StepWords<'_> {
    /// How long it is, in Latin letters; a Han character counts as two.
    pub fn length(&self, lang: Language) -> usize {
        let words = self.text(lang);
        words
            .chars()
            .map(|letter| 1 + usize::from(letter > '\u{2e7f}'))
            .sum()
    }

    /// What it says, as plain text.
    pub fn text(&self, lang: Language) -> String {
        match self {
            StepWords::Written(step) => notice::text::line(&step.words),
            StepWords::OfRow { row, before, after } => {
                format!("{before}{}{after}", row.label(lang))
            }
        }
    }
}

/// Every walk of the release in force: the guides in order, then the paths.
pub fn walks<'a>(context: &Context<'a>) -> Vec<Walk<'a>> {
    let catalogue = &context.site.current().catalogue;
    let clauses = context.notice().clauses.iter();
    let guides = clauses.filter(|clause| clause.is_guide);
    let guides = guides.map(|clause| guide(context, clause));
    let paths = catalogue.paths.iter();
    guides
        .chain(paths.filter_map(|entry| path(context, entry)))
        .collect()
}

/// The walk with this id, of a guide or of a path.
pub fn walk<'a>(context: &Context<'a>, id: &str) -> Option<Walk<'a>> {
    let clause = context.notice().clause(id);
    match clause.filter(|clause| clause.is_guide) {
        Some(clause) => Some(guide(context, clause)),
        None => path(context, context.site.current().catalogue.path(id)?),
    }
}

fn guide<'a>(context: &Context<'a>, clause: &'a Clause) -> Walk<'a> {
    let catalogue = &context.site.current().catalogue;
    let entry = catalogue.guide(clause.id.as_str());
    let written = written_steps(context, clause);
    let steps_between = |from: usize, to: usize| -> Vec<WalkStep<'a>> {
        let within = written.iter().enumerate();
        let within = within.filter(|(place, _)| (from..=to).contains(&(place + 1)));
        within
            .flat_map(|(place, step)| followed(context, entry, place + 1, step))
            .collect()
    };
    let walk = |id: &'a str, title: String, steps: Vec<WalkStep<'a>>| Walk {
        id,
        title,
        clause,
        is_guide: true,
        steps,
        ways: Vec::new(),
        notes: Vec::new(),
        wants: entry.map_or(Want::See, |entry| entry.wants),
        is_destructive: entry.is_some_and(|entry| entry.destructive),
        enables_first: entry.is_some_and(|entry| entry.enables_first),
        result: entry
            .and_then(|entry| entry.outcome.last())
            .map(|outcome| outcome_words(*outcome, context.lang)),
    };
    let flows = entry.map_or(&[][..], |entry| entry.flows.as_slice());
    let ways = flows.iter().map(|flow| {
        let title = flow.names().get(context.lang).to_string();
        walk(&flow.id, title, steps_between(flow.from, flow.to))
    });
    let ways: Vec<Walk> = ways.collect();
    let steps = if ways.is_empty() {
        steps_between(1, written.len())
    } else {
        Vec::new()
    };
    let title = entry.map_or("", |entry| entry.title.get(context.lang));
    let is_note = |block: &&Block| !matches!(block, Block::Steps(_));
    Walk {
        ways,
        notes: clause.blocks.iter().filter(is_note).collect(),
        ..walk(clause.id.as_str(), title_or_heading(title, clause), steps)
    }
}

/// The steps as the guide lists them.
fn written_steps<'a>(context: &Context<'a>, clause: &'a Clause) -> Vec<WalkStep<'a>> {
    let site = context.site;
    let entry = site.current().catalogue.guide(clause.id.as_str());
    let lists = clause.blocks.iter().filter_map(|block| match block {
        Block::Steps(steps) => Some(steps),
        _ => None,
    });
    let steps = lists.flatten().enumerate().map(|(place, step)| {
        let rows = entry.and_then(|entry| entry.steps.get(place));
        let rows = rows.map_or("", String::as_str).split('|');
        WalkStep {
            words: StepWords::Written(step),
            rows: rows.filter_map(|id| site.settings.row(id)).collect(),
            taken_from: None,
        }
    });
    steps.collect()
}

/// The step, or the steps of another guide that it stands for, so that nobody has to look there.
fn followed<'a>(
    context: &Context<'a>,
    entry: Option<&Guide>,
    place: usize,
    step: &WalkStep<'a>,
) -> Vec<WalkStep<'a>> {
    let follows = entry.and_then(|entry| entry.follows.as_ref());
    let follows = follows.filter(|follows| follows.step == place);
    let other = follows.and_then(|follows| context.notice().clause(follows.guide.as_str()));
    let (Some(follows), Some(other)) = (follows, other) else {
        return vec![step.clone()];
    };
    let number = other.number.as_ref().map(ToString::to_string);
    let steps = written_steps(context, other).into_iter().take(follows.upto);
    let steps = steps.map(|step| WalkStep {
        taken_from: number.clone(),
        ..step
    });
    steps.collect()
}

fn path<'a>(context: &Context<'a>, entry: &'a notice::catalogue::Path) -> Option<Walk<'a>> {
    let clause = context.notice().clause(entry.clause.as_str())?;
    // A clause may name the last rows alone; who follows them begins at the top.
    let rows = context.site.settings.chain(&entry.row);
    Some(Walk {
        id: &entry.id,
        title: title_or_heading(entry.title.get(context.lang), clause),
        clause,
        is_guide: false,
        steps: rows
            .into_iter()
            .map(|row| row_step(row, context.lang))
            .collect(),
        ways: Vec::new(),
        notes: Vec::new(),
        wants: match leads_to_opt_out(context, &entry.id) || entry.ends.contains(&End::Toggle) {
            true => Want::SwitchOff,
            false => wants_of(&entry.ends),
        },
        is_destructive: false,
        enables_first: false,
        result: entry.ends.last().map(|end| end_words(*end, context.lang)),
    })
}

/// Whether a person objects to something at the end of a path, whatever the notice calls it.
fn leads_to_opt_out(context: &Context, path: &str) -> bool {
    let mut controls = context.site.current().catalogue.controls.iter();
    controls.any(|control| {
        control.kind == ControlKind::OptOut
            && matches!(&control.way, Some(Way::Path(id)) if id == path)
    })
}

/// The title, or the heading of the clause where a draft has none yet.
fn title_or_heading(title: &str, clause: &Clause) -> String {
    match title {
        "" => clause.heading.clone(),
        title => title.to_string(),
    }
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
        taken_from: None,
    }
}

fn wants_of(ends: &[End]) -> Want {
    match ends.last() {
        // Removing is part of managing, and not what somebody comes for who looks for “delete”.
        _ if ends.contains(&End::Manage) => Want::Limit,
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
