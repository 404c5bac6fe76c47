//! Compare: two versions, what it means, what the provider says, and the text clause by clause.
//!
//! Comes from the comparison that was computed when the release was published; the page holds
//! it whole and in one order, so that it reads without scripts and prints.

use interface::marks::{self, Arrangement, Change, Word};
use interface::{ids, words};
use leptos::prelude::*;
use notice::change::{BlockChange, BlockKind, Comparison, Status, Weight};
use notice::{Language, Release};

use crate::changes_block::Pair;
use crate::changes_meaning::MeaningSection;
use crate::changes_provider::ProviderSection;
use crate::changes_text::ComparedText;
use crate::fields::{ChangesSteps, ChangesTools};
use crate::shell::Body;
use crate::site::{Compared, Context};

/// The page of one pair in one language.
pub fn page(context: &Context, compared: &Compared, old: &Release, new: &Release) -> Body {
    let lang = context.lang;
    let groups = groups(&compared.comparison);
    let counts = Counts::of(&compared.comparison);
    let pair = Pair { context, old, new };
    let main = view! {
        <article class="changes">
            <header class="page-head">
                <h1 tabindex="-1">{words::title_changes(lang)}</h1>
                <p class="lead">{from_to(old, new, lang)}</p>
                <Summary counts=counts lang=lang/>
            </header>
            <MeaningSection context=context compared=compared old=old new=new/>
            <ProviderSection context=context groups=&groups new=new/>
            <section>
                <h2 id=ids::section("text")>{words::changes_text(lang)}</h2>
                <KindFilter counts=counts lang=lang/>
                <ChangesTools lang=lang/>
                <ChangesSteps lang=lang/>
                {(counts.clauses == 0).then(|| view! { <p>{words::changes_none(lang)}</p> })}
                <div class="changes__text" data-changes=marks::CHANGES.says(Arrangement::Inline)>
                    <ComparedText pair=pair compared=compared groups=&groups/>
                </div>
            </section>
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

/// A version as a reader knows it: by its date, or by its name where no date is known.
pub fn version(release: &Release, lang: Language) -> String {
    use crate::site::Facts;
    match release.updated() {
        Some(date) => interface::date::in_words(date, lang),
        None => words::version_before(lang).to_string(),
    }
}

/// “From the version before to 9 May 2025.”
fn from_to(old: &Release, new: &Release, lang: Language) -> String {
    words::changes_lead(lang, &version(new, lang), &version(old, lang))
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

/// A kind of change, how often it is there, and how it is said.
type Count = (Kind, usize, fn(Language, &str) -> String);

impl Counts {
    fn by_kind(&self) -> Vec<Count> {
        let all: [Count; 4] = [
            (Kind::Added, self.added, words::changes_count_added),
            (Kind::Edited, self.edited, words::changes_count_edited),
            (Kind::Moved, self.moved, words::changes_count_moved),
            (Kind::Removed, self.removed, words::changes_count_removed),
        ];
        all.into_iter().filter(|(_, count, _)| *count > 0).collect()
    }
}

/// How much changed, by kind.
#[component]
fn Summary(counts: Counts, lang: Language) -> AnyView {
    let tags = counts.by_kind().into_iter().map(|(kind, count, say)| {
        view! {
            <li>
                <span class="tag" data-change=marks::CHANGE.says(kind.mark())>
                    {say(lang, &count.to_string())}
                </span>
            </li>
        }
    });
    view! { <ul class="changes__summary">{tags.collect_view()}</ul> }.into_any()
}

/// Which kinds are shown: a choice that the style sheet follows, so that it works without scripts.
#[component]
fn KindFilter(counts: Counts, lang: Language) -> AnyView {
    let kinds = counts.by_kind();
    let is_choice = kinds.len() > 1;
    let options = kinds.into_iter().map(|(kind, count, say)| {
        view! {
            <label>
                <input type="radio" name="changes-kind" value=kind.mark().word()/>
                <span>{say(lang, &count.to_string())}</span>
            </label>
        }
    });
    is_choice
        .then(|| {
            view! {
                <fieldset class="changes__filter no-print">
                    <legend>{words::changes_filter(lang)}</legend>
                    <label>
                        <input type="radio" name="changes-kind" checked=true/>
                        <span>{words::changes_filter_all(lang)}</span>
                    </label>
                    {options.collect_view()}
                </fieldset>
            }
        })
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

    /// Whether the clause is new or gone as a whole, which its heading says.
    pub fn is_whole(&self) -> bool {
        let all = |status: Status| self.blocks.iter().all(|block| block.status == status);
        all(Status::Added) || all(Status::Removed)
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
