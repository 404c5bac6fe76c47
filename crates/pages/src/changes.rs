//! Compare: two versions, what it means, what the provider says, and the text clause by clause.
//!
//! Comes from the comparison that was computed when the release was published; the page holds
//! it whole and in one order, so that it reads without scripts and prints.

use ::site::words;
use maud::{Markup, html};
use notice::change::{BlockChange, BlockKind, Comparison, Status, Weight};
use notice::{Language, Release};

use crate::shell::Body;
use crate::site::{Compared, Context, notice_in};
use crate::{blocks, changes_meaning, changes_text};

/// The page of one pair in one language.
pub fn page(context: &Context, compared: &Compared, old: &Release, new: &Release) -> Body {
    let lang = context.lang;
    let groups = groups(&compared.comparison);
    let counts = Counts::of(&compared.comparison);
    let main = html! {
        article class="changes" {
            header class="page-head" {
                h1 tabindex="-1" { (words::title_changes(lang)) }
                p class="lead" { (from_to(old, new, lang)) }
                (summary(&counts, lang))
            }
            (changes_meaning::section(context, compared, old, new))
            (provider_list(context, new))
            section {
                h2 id="text" { (words::changes_text(lang)) }
                (crate::fields::changes_tools(lang))
                @if counts.clauses == 0 { p { (words::changes_none(lang)) } }
                div class="changes__text" data-changes {
                    (changes_text::text(context, compared, &groups, old, new))
                }
            }
        }
    };
    Body {
        title: format!(
            "{}: {}",
            words::title_changes(lang),
            from_to(old, new, lang)
        ),
        description: from_to(old, new, lang),
        view: "changes",
        main,
    }
}

/// A version as a reader knows it: by its date, or by its name where no date is known.
pub fn version(release: &Release, lang: Language) -> String {
    use crate::site::Facts;
    match release.updated() {
        Some(date) => ::site::date::in_words(date, lang),
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
        let blocks = groups(comparison)
            .into_iter()
            .flat_map(|group| group.blocks);
        for block in blocks.filter(|block| block.weight == Weight::Words) {
            match block.status {
                Status::Added => counts.added += 1,
                Status::Removed => counts.removed += 1,
                Status::Edited => counts.edited += 1,
                Status::Moved | Status::MovedEdited => counts.moved += 1,
                Status::Same | Status::Relabelled => {}
            }
        }
        counts.clauses = groups(comparison)
            .iter()
            .filter(|group| group.is_changed())
            .count();
        counts
    }
}

fn summary(counts: &Counts, lang: Language) -> Markup {
    let parts = [
        (
            "added",
            counts.added,
            words::changes_count_added as fn(Language, &str) -> String,
        ),
        ("edited", counts.edited, words::changes_count_edited),
        ("moved", counts.moved, words::changes_count_moved),
        ("removed", counts.removed, words::changes_count_removed),
    ];
    html! {
        ul class="changes__summary" {
            @for (kind, count, say) in parts {
                @if count > 0 { li { span class="tag" data-change=(kind) { (say(lang, &count.to_string())) } } }
            }
        }
    }
}

/// The provider's own words about the update, apart from what was computed.
fn provider_list(context: &Context, new: &Release) -> Markup {
    let notice = notice_in(new, context.lang);
    let Some(updates) = notice.clauses.iter().find(|clause| clause.is_updates) else {
        return html! {};
    };
    html! {
        section class="changes__provider" {
            h2 id="provider-list" { (words::changes_provider(context.lang)) }
            div class="prose note" { (blocks::blocks(&updates.blocks, context.lang)) }
        }
    }
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
        self.blocks.iter().any(|block| is_change(block))
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

/// Whether a block changed in its words.
pub fn is_change(block: &BlockChange) -> bool {
    !matches!(block.status, Status::Same | Status::Relabelled) && block.weight == Weight::Words
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
