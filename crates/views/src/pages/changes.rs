//! Compare: how much changed, then clause by clause what it means and what it says.
//!
//! Comes from the comparison that was computed when the release was published; the page holds
//! it whole and in one order, so that it reads without scripts and prints. What is long is folded.

mod block;
mod cards;
mod index;
mod joined_marks;
mod lists;
mod meaning;
mod provider;
mod steps;

use interface::marks::{self, Arrangement, Change, Place, Word};
use interface::{View, ids, words};
use leptos::prelude::*;
use notice::change::{BlockChange, BlockKind, Comparison, Status, Weight};
use notice::{Language, Provenance, Release};

use crate::pages::changes::block::Pair;
use crate::pages::changes::cards::{Cards, UnchangedFold};
use crate::pages::changes::index::Index;
use crate::pages::changes::lists::DeclaredFold;
use crate::pages::changes::meaning::{Kind as MeaningKind, Meant, Outcome};
use crate::pages::changes::provider::ProviderFold;
use crate::pages::changes::steps::Steps;
use crate::pages::rows::{Number, NumberStrip};
use crate::pages::shell::{Body, provenance_word};
use crate::pages::site::{Compared, Context, Facts};

/// The page of one pair in one language.
pub fn page(context: &Context, compared: &Compared, old: &Release, new: &Release) -> Body {
    let lang = context.lang;
    let groups = groups(&compared.comparison);
    let counts = Counts::of(&compared.comparison);
    let pair = Pair { context, old, new };
    let meant = Meant {
        pair,
        meaning: &compared.meaning,
    };
    let sensitive = groups.iter().filter(|group| group.is_changed());
    let sensitive = sensitive.filter(|group| meant.sensitive(group.clause).1);
    let sensitive = sensitive.count();
    let main = view! {
        <article class="changes">
            <header class="page-head">
                <h1 tabindex="-1">{words::title_changes(lang)}</h1>
                <Byline pair=pair/>
                <WorkedOut pair=pair/>
            </header>
            <Numbers meant=meant/>
            <section>
                <h2 class="changes__size" id=ids::section("text")>{size(counts, lang)}</h2>
                <KindFilter pair=pair counts=counts sensitive=sensitive/>
                <div class="changes__columns">
                    <div class="changes__side">
                        <Steps count=counts.all() lang=lang/>
                        <Index meant=meant groups=&groups/>
                    </div>
                    <div class="changes__text" data-changes=marks::CHANGES.says(Arrangement::Inline)>
                        <Cards meant=meant compared=compared groups=&groups/>
                        <UnchangedFold pair=pair groups=&groups/>
                    </div>
                </div>
            </section>
            <ProviderFold context=context groups=&groups new=new/>
            <DeclaredFold meant=meant/>
            // The answers, once a reader has come this far.
            <div data-w=marks::PLACE.says(Place::Since)></div>
        </article>
    }
    .into_any();
    Body {
        title: format!(
            "{}: {}",
            words::title_changes(lang),
            from_to(old, new, lang)
        ),
        description: from_to(old, new, lang),
        main,
    }
}

/// Which two versions these are, and where all of them are.
#[component]
fn Byline<'a>(pair: Pair<'a>) -> AnyView {
    let Pair { context, old, new } = pair;
    let lang = context.lang;
    view! {
        <p class="byline">
            {from_to(old, new, lang)} " · "
            <a href=context.to(View::Archive)>{words::changes_other_versions(lang)}</a>
        </p>
    }
    .into_any()
}

/// That the older side is no official text, leading to where it says how it was worked out. One line: the
/// first change is to be seen without scrolling.
#[component]
fn WorkedOut<'a>(pair: Pair<'a>) -> AnyView {
    let Pair { context, old, .. } = pair;
    let lang = context.lang;
    let version = old.version.clone();
    pair.is_worked_out()
        .then(|| {
            view! {
                <p class="hint">
                    <a href=context.to(View::Notice { version })>{words::changes_worked_out(lang)}</a>
                </p>
            }
        })
        .into_any()
}

/// What changed for a person, in four numbers; nothing where neither release declares anything.
#[component]
fn Numbers<'a>(meant: Meant<'a>) -> AnyView {
    let lang = meant.pair.context.lang;
    let count = |kind: MeaningKind, outcomes: &[Outcome]| {
        let items = meant.of_kind(kind);
        let items = items.iter().filter(|item| outcomes.contains(&item.outcome));
        items.count()
    };
    let new = [Outcome::Added, Outcome::Named, Outcome::Detailed];
    let (new_controls, new_uses) = match meant.pair.is_worked_out() {
        true => (
            words::changes_named_controls(lang),
            words::changes_named_uses(lang),
        ),
        false => (
            words::changes_new_controls(lang),
            words::changes_new_uses(lang),
        ),
    };
    let counted = [
        (count(MeaningKind::Control, &new), new_controls),
        (count(MeaningKind::Use, &new), new_uses),
        (
            count(MeaningKind::Data, &new),
            words::changes_new_data(lang),
        ),
        (
            count(MeaningKind::Data, &[Outcome::Removed]),
            words::changes_gone_data(lang),
        ),
    ];
    let items = counted.into_iter().map(|(number, words)| Number {
        number: number.to_string(),
        words: words.to_string(),
        href: None,
    });
    let items = items.collect::<Vec<_>>();
    meant
        .is_declared()
        .then(|| view! { <NumberStrip items=items/> })
        .into_any()
}

/// How many changes there are, in how many clauses.
fn size(counts: Counts, lang: Language) -> String {
    match counts.clauses {
        0 => words::changes_none(lang).to_string(),
        clauses => words::changes_of_clauses(lang, &counts.all().to_string(), &clauses.to_string()),
    }
}

/// A version as a reader knows it: by its date, or by its name where no date is known.
pub fn version(release: &Release, lang: Language) -> String {
    use crate::pages::site::Facts;
    match release.updated() {
        Some(date) => interface::date::in_words(date, lang),
        None => words::version_before(lang).to_string(),
    }
}

/// “The version before (reconstructed) → 9 May 2025”.
fn from_to(old: &Release, new: &Release, lang: Language) -> String {
    let name = |release: &Release| match release.provenance() {
        provenance @ Provenance::Reconstructed => words::changes_version_of(
            lang,
            provenance_word(lang, provenance),
            &version(release, lang),
        ),
        _ => version(release, lang),
    };
    words::changes_lead(lang, &name(new), &name(old))
}

/// How many blocks and clauses changed, by kind.
#[derive(Debug, Default, Clone, Copy)]
pub struct Counts {
    /// Blocks that are new.
    pub added: usize,
    /// Blocks that are gone.
    pub removed: usize,
    /// Blocks whose words changed.
    pub edited: usize,
    /// Blocks that stand elsewhere.
    pub moved: usize,
    /// Clauses with at least one change of words.
    pub clauses: usize,
}

impl Counts {
    /// Counts a comparison. What only changed its number, or its quotes, does not count.
    pub fn of(comparison: &Comparison) -> Counts {
        let mut counts = Counts::default();
        for group in groups(comparison) {
            for block in group.blocks {
                match Kind::of(block) {
                    Some(Kind::Added) => counts.added += 1,
                    Some(Kind::Removed) => counts.removed += 1,
                    Some(Kind::Edited) => counts.edited += 1,
                    Some(Kind::Moved) => counts.moved += 1,
                    None => {}
                }
            }
        }
        counts.clauses = groups(comparison)
            .iter()
            .filter(|group| group.is_changed())
            .count();
        counts
    }
}

impl Counts {
    /// All changes.
    pub fn all(&self) -> usize {
        self.added + self.removed + self.edited + self.moved
    }

    fn by_kind(&self) -> Vec<(Kind, usize)> {
        let all = [
            (Kind::Added, self.added),
            (Kind::Edited, self.edited),
            (Kind::Moved, self.moved),
            (Kind::Removed, self.removed),
        ];
        all.into_iter().filter(|(_, count)| *count > 0).collect()
    }
}

/// Which clauses are shown: a choice that the style sheet follows, so that it works without scripts.
#[component]
fn KindFilter<'a>(pair: Pair<'a>, counts: Counts, sensitive: usize) -> AnyView {
    let lang = pair.context.lang;
    let kinds = counts.by_kind();
    let is_choice = kinds.len() > 1 || sensitive > 0;
    let options = kinds.into_iter().map(|(kind, count)| {
        view! { <Shown value=kind.mark().word() words=kind.counted(pair, count)/> }
    });
    let sensitive = (sensitive > 0).then(|| {
        let words = words::changes_filter_sensitive(lang, &sensitive.to_string());
        view! { <Shown value=SENSITIVE words=words/> }
    });
    is_choice
        .then(|| {
            view! {
                <fieldset class="changes__filter no-print">
                    <legend class="visually-hidden">{words::changes_filter(lang)}</legend>
                    <label>
                        <input type="radio" name="changes-kind" checked=true/>
                        <span>{words::changes_filter_all(lang)}</span>
                    </label>
                    {sensitive}
                    {options.collect_view()}
                </fieldset>
            }
        })
        .into_any()
}

/// What the filter calls the clauses that name sensitive data.
const SENSITIVE: &str = "sensitive";

#[component]
fn Shown(value: &'static str, words: String) -> AnyView {
    view! {
        <label>
            <input type="radio" name="changes-kind" value=value/>
            <span>{words}</span>
        </label>
    }
    .into_any()
}

/// The id of the provider's own list of updates.
const UPDATES: &str = "updates";

/// The blocks of one clause.
pub struct Group<'a> {
    /// The clause's id.
    pub clause: &'a str,
    /// Its blocks, in order.
    pub blocks: Vec<&'a BlockChange>,
}

impl Group<'_> {
    /// Whether its words changed.
    pub fn is_changed(&self) -> bool {
        !self.kinds().is_empty()
    }

    /// The kinds of change in it, each once.
    pub fn kinds(&self) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = self
            .blocks
            .iter()
            .filter_map(|block| Kind::of(block))
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// Whether the clause is new or gone as a whole.
    pub fn is_whole(&self) -> bool {
        let all = |status: Status| self.blocks.iter().all(|block| block.status == status);
        all(Status::Added) || all(Status::Removed)
    }

    /// Whether its heading is a change that is not drawn as a block of its own.
    pub fn has_heading_place(&self) -> bool {
        self.blocks.iter().any(|block| {
            let is_heading = block.kind == BlockKind::Heading && block.status != Status::Edited;
            is_heading && Kind::of(block).is_some()
        })
    }

    /// What became of it: in a word as a whole, or kind by kind with the number of places.
    pub fn said(&self, pair: Pair<'_>) -> Option<String> {
        let kinds = self.kinds();
        let first = *kinds.first()?;
        if self.is_whole() {
            return Some(first.word(pair).to_string());
        }
        let counts = kinds.into_iter().map(|kind| {
            let blocks = self.blocks.iter();
            let count = blocks.filter(|block| Kind::of(block) == Some(kind)).count();
            kind.counted(pair, count)
        });
        Some(counts.collect::<Vec<_>>().join(" · "))
    }

    /// Its number in the old text and in the new.
    pub fn number(&self) -> (Option<&str>, Option<&str>) {
        let heading = self
            .blocks
            .iter()
            .find(|block| block.kind == BlockKind::Heading);
        heading.map_or((None, None), |block| {
            (block.old_number.as_deref(), block.new_number.as_deref())
        })
    }
}

/// What became of a block, as a reader sorts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is new.
    Added,
    /// Its words changed.
    Edited,
    /// It stands elsewhere.
    Moved,
    /// It is gone.
    Removed,
}

impl Kind {
    /// The kind of a block whose words or place changed; `None` for one that reads as before.
    pub fn of(block: &BlockChange) -> Option<Kind> {
        match block.status {
            Status::Added => Some(Kind::Added),
            Status::Removed => Some(Kind::Removed),
            Status::Edited => (block.weight == Weight::Words).then_some(Kind::Edited),
            Status::Moved | Status::MovedEdited => Some(Kind::Moved),
            Status::Same | Status::Relabelled => None,
        }
    }

    /// In a word.
    pub fn word(self, pair: Pair<'_>) -> &'static str {
        let lang = pair.context.lang;
        match self {
            Kind::Added => pair.added(),
            Kind::Edited => words::changes_edited(lang),
            Kind::Moved => words::changes_moved(lang),
            Kind::Removed => words::changes_removed(lang),
        }
    }

    /// With a number of places.
    pub fn counted(self, pair: Pair<'_>, count: usize) -> String {
        let (lang, count) = (pair.context.lang, count.to_string());
        match self {
            Kind::Added if pair.is_worked_out() => words::changes_count_named(lang, &count),
            Kind::Added => words::changes_count_added(lang, &count),
            Kind::Edited => words::changes_count_edited(lang, &count),
            Kind::Moved => words::changes_count_moved(lang, &count),
            Kind::Removed => words::changes_count_removed(lang, &count),
        }
    }

    /// What the style sheet knows it by.
    pub fn mark(self) -> Change {
        match self {
            Kind::Added => Change::Added,
            Kind::Edited => Change::Edited,
            Kind::Moved => Change::Moved,
            Kind::Removed => Change::Removed,
        }
    }
}

/// The clauses in order. The opening is this site's word about the version, and the provider's
/// list of updates stands apart: neither is compared.
fn groups(comparison: &Comparison) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    for block in &comparison.blocks {
        let clause = block.clause.as_str();
        if clause.is_empty() || clause == UPDATES {
            continue;
        }
        match groups.last_mut().filter(|group| group.clause == clause) {
            Some(group) => group.blocks.push(block),
            None => groups.push(Group {
                clause,
                blocks: vec![block],
            }),
        }
    }
    groups
}
