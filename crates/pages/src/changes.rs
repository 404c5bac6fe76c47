//! Compare: two versions, what it means, what the provider says, and the text clause by clause.
//!
//! Comes from the comparison that was computed when the release was published; the page holds
//! it whole and in one order, so that it reads without scripts and prints.

use ::site::{View, words};
use maud::{Markup, html};
use notice::change::{BlockChange, BlockKind, Comparison, Op, Span, Status, Weight};
use notice::{Clause, Language, Release};

use crate::shell::Body;
use crate::site::{Compared, Context, notice_in};
use crate::{blocks, changes_meaning};

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
                    (text(context, compared, &groups, old, new))
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
struct Group<'a> {
    clause: &'a str,
    blocks: Vec<&'a BlockChange>,
}

impl Group<'_> {
    fn is_changed(&self) -> bool {
        self.blocks.iter().any(|block| is_change(block))
    }

    /// Whether the clause is new or gone as a whole, which its heading says.
    fn is_whole(&self) -> bool {
        let all = |status: Status| self.blocks.iter().all(|block| block.status == status);
        all(Status::Added) || all(Status::Removed)
    }

    fn number(&self) -> (Option<&str>, Option<&str>) {
        let heading = self
            .blocks
            .iter()
            .find(|block| block.kind == BlockKind::Heading);
        heading.map_or((None, None), |block| {
            (block.old_number.as_deref(), block.new_number.as_deref())
        })
    }
}

fn is_change(block: &BlockChange) -> bool {
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

/// Changed clauses in full; runs of unchanged ones folded with their number.
fn text(
    context: &Context,
    compared: &Compared,
    groups: &[Group],
    old: &Release,
    new: &Release,
) -> Markup {
    let mut parts = Vec::new();
    let mut place = 0;
    while place < groups.len() {
        if groups[place].is_changed() {
            parts.push(changed(context, compared, &groups[place], old, new));
            place += 1;
            continue;
        }
        let length = groups[place..]
            .iter()
            .take_while(|group| !group.is_changed())
            .count();
        parts.push(unchanged(context, &groups[place..place + length], old, new));
        place += length;
    }
    html! { @for part in parts { (part) } }
}

fn unchanged(context: &Context, groups: &[Group], old: &Release, new: &Release) -> Markup {
    let lang = context.lang;
    let count: usize = groups.iter().map(|group| group.blocks.len()).sum();
    html! {
        details class="changes__same" {
            summary { (words::changes_unchanged(lang, &count.to_string())) }
            @for group in groups {
                div class="change change--same" {
                    (heading(context, group, old, new))
                    @for block in &group.blocks { @if block.kind != BlockKind::Heading { (one(block, false, lang)) } }
                }
            }
        }
    }
}

fn changed(
    context: &Context,
    compared: &Compared,
    group: &Group,
    old: &Release,
    new: &Release,
) -> Markup {
    let lang = context.lang;
    let is_in_twin = context
        .site
        .compared(
            &compared.comparison.old,
            &compared.comparison.new,
            lang.other(),
        )
        .map(|twin| {
            twin.comparison
                .blocks
                .iter()
                .any(|block| block.clause.as_str() == group.clause && is_change(block))
        });
    let id = if group.clause.is_empty() {
        "lead"
    } else {
        group.clause
    };
    html! {
        section class="change" id={ "change-" (id) } data-change-section tabindex="-1" aria-labelledby={ "change-" (id) "-heading" } {
            (heading(context, group, old, new))
            @for block in &group.blocks {
                @if block.kind != BlockKind::Heading || block.status == Status::Edited { (one(block, group.is_whole(), lang)) }
            }
            @if let Some(is_in_twin) = is_in_twin {
                p class="hint no-print" {
                    a href={ (context.address.twin().href()) "#change-" (id) } hreflang=(lang.other().tag()) {
                        @if is_in_twin { (words::changes_twin_both(lang)) } @else { (words::changes_twin_only(lang)) }
                    }
                }
            }
        }
    }
}

/// The clause's number and heading, what it was before, and what became of it as a whole.
fn heading(context: &Context, group: &Group, old: &Release, new: &Release) -> Markup {
    let lang = context.lang;
    let find = |release: &'_ Release| -> Option<Clause> {
        notice_in(release, lang).clause(group.clause).cloned()
    };
    let (here, is_new) = match find(new) {
        Some(clause) => (Some(clause), true),
        None => (find(old), false),
    };
    let id = if group.clause.is_empty() {
        "lead"
    } else {
        group.clause
    };
    let (old_number, new_number) = group.number();
    let whole = |status: Status| group.blocks.iter().all(|block| block.status == status);
    let version = if is_new { &new.version } else { &old.version };
    html! {
        h3 class="change__heading" id={ "change-" (id) "-heading" } {
            @match here {
                Some(clause) => {
                    @if let Some(number) = &clause.number { span class="clause__number" { (number) } " " }
                    a href={ (context.to(View::Notice { version: version.clone() })) "#" (clause.id) } {
                        @if clause.heading.is_empty() { (words::control_clause(lang, "", "")) } @else { (clause.heading) }
                    }
                }
                None => { (words::changes_lead_text(lang)) }
            }
            @if let (Some(old_number), Some(new_number)) = (old_number, new_number) {
                @if old_number != new_number {
                    " " span class="tag" { (words::changes_was(lang, old_number)) }
                }
            }
            @if whole(Status::Added) { " " span class="tag" data-change="added" { (words::changes_added(lang)) } }
            @if whole(Status::Removed) { " " span class="tag" data-change="removed" { (words::changes_removed(lang)) } }
        }
    }
}

/// One block: its marks, and before it in a word what became of it.
fn one(block: &BlockChange, is_said: bool, lang: Language) -> Markup {
    let (word, kind) = match block.status {
        Status::Added => (Some(words::changes_added(lang)), "added"),
        Status::Removed => (Some(words::changes_removed(lang)), "removed"),
        Status::Edited if block.weight == Weight::Typography => {
            (Some(words::changes_typography(lang)), "typography")
        }
        Status::Edited => (Some(words::changes_edited(lang)), "edited"),
        Status::Moved => (Some(words::changes_moved(lang)), "moved"),
        Status::MovedEdited => (Some(words::changes_moved_edited(lang)), "moved"),
        Status::Same | Status::Relabelled => (None, "same"),
    };
    html! {
        div class="change__block" data-change=(kind) data-block=[kind_word(block.kind)] {
            @if let Some(word) = word.filter(|_| !is_said) { span class="change__word" { (word) } }
            p class="change__text" { (spans(&block.spans, lang)) }
        }
    }
}

fn kind_word(kind: BlockKind) -> Option<&'static str> {
    match kind {
        BlockKind::Item => Some("item"),
        BlockKind::Step => Some("step"),
        BlockKind::Cell => Some("cell"),
        _ => None,
    }
}

/// Runs of text with marks that a screen reader says too.
fn spans(spans: &[Span], lang: Language) -> Markup {
    html! {
        @for Span(op, text) in spans {
            @match op {
                Op::Equal => { (text) }
                Op::Insert => {
                    ins { span class="visually-hidden" { (words::inserted(lang)) } (text) span class="visually-hidden" { (words::end_of_change(lang)) } }
                }
                Op::Delete => {
                    del { span class="visually-hidden" { (words::deleted(lang)) } (text) span class="visually-hidden" { (words::end_of_change(lang)) } }
                }
            }
        }
    }
}
