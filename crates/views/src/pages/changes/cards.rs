//! The clauses of a comparison: one card for each that changed, and one fold for all others.
//!
//! A card says number, title and what became of the clause, then what that means and the switch itself,
//! then the text. On a phone it shows the first lines; the rest opens without scripts. Groups of blocks
//! come from [`crate::pages::changes::groups`]; entry points: [`Cards`] and [`UnchangedFold`].

use interface::marks::{self, Change};
use interface::{View, ids, words};
use leptos::prelude::*;
use notice::change::{BlockChange, BlockKind, Status, Weight};
use notice::{Language, Release};

use crate::pages::changes::groups::{Group, Kind, Part};
use crate::pages::changes::lists::Items;
use crate::pages::changes::meaning::Meant;
use crate::pages::changes::meaning::items::parts;
use crate::pages::changes::pair::Pair;
use crate::pages::changes::part::ChangedPart;
use crate::pages::choice::ToldChoicePlace;
use crate::pages::clause::title as title_of;
use crate::pages::site::{Compared, notice_in};

/// The clauses that changed, in the notice's order.
#[component]
pub fn Cards<'a>(
    /// What the change means.
    meant: Meant<'a>,
    /// The comparison.
    compared: &'a Compared,
    /// Its clauses.
    groups: &'a [Group<'a>],
) -> AnyView {
    let changed = groups.iter().filter(|group| group.is_changed());
    let cards = changed.map(|group| view! { <Card meant=meant compared=compared group=group/> });
    cards.collect_view().into_any()
}

/// All that reads as before, folded with its size.
#[component]
pub fn UnchangedFold<'a>(
    /// The two releases.
    pair: Pair<'a>,
    /// The clauses of their comparison.
    groups: &'a [Group<'a>],
) -> AnyView {
    let lang = pair.context.lang;
    let groups: Vec<&Group> = groups.iter().filter(|group| !group.is_changed()).collect();
    let parts: Vec<Part> = groups.iter().flat_map(|group| group.parts()).collect();
    let clauses = groups.iter().map(|group| {
        let texts = group
            .parts()
            .filter(|part| part[0].kind != BlockKind::Heading);
        let texts = texts.map(|part| view! { <ChangedPart pair=pair part=part is_said=false/> });
        view! {
            <div class="change change--same">
                <Heading pair=pair group=group/>
                {texts.collect_view()}
            </div>
        }
    });
    let clauses = clauses.collect_view();
    let count = groups.len();
    (count > 0)
        .then(|| {
            view! {
                <details class="fold changes__same">
                    <summary>
                        <span class="row__label">{words::changes_same_clauses(lang, &count.to_string())}</span>
                        " "
                        <span class="row__second">{size(&parts, lang)}</span>
                    </summary>
                    <div class="changes__rest">{clauses}</div>
                </details>
            }
        })
        .into_any()
}

/// How many blocks and rows read as before, and in how many of them something small differs.
fn size(parts: &[Part], lang: Language) -> String {
    let count = parts.len().to_string();
    let is_small = |block: &&BlockChange| block.weight != Weight::Words;
    let small = parts.iter().filter(|part| part.iter().any(is_small));
    match small.count() {
        0 => words::changes_unchanged(lang, &count),
        small => words::changes_unchanged_small(lang, &count, &small.to_string()),
    }
}

/// A clause that changed.
#[component]
fn Card<'a>(meant: Meant<'a>, compared: &'a Compared, group: &'a Group<'a>) -> AnyView {
    let pair = meant.pair;
    let lang = pair.context.lang;
    let id = ids::change(group.clause);
    let kinds: Vec<Change> = group.kinds().into_iter().map(Kind::mark).collect();
    let items = meant.of_clause(group.clause);
    let (sensitive, is_sensitive) = meant.sensitive(group.clause);
    let sensitive_word = match meant.is_stated_sensitive(group.clause) {
        true => words::data_sensitive_stated(lang),
        false => words::data_sensitive_inferred(lang),
    };
    let meaning = parts(&items, pair);
    let choices = meant.controls(group.clause).into_iter().map(|control| {
        view! {
            <div class="change__choice">
                <p class="change__choice-name">{control.names.get(lang).to_string()}</p>
                <ToldChoicePlace context=pair.context control=control/>
            </div>
        }
    });
    let class = match is_sensitive {
        true => "change change--sensitive",
        false => "change",
    };
    view! {
        <section
            class=class
            id=id.clone()
            data-change-section=""
            data-kinds=marks::KINDS.says(&kinds)
            tabindex="-1"
            aria-labelledby=ids::heading(&id)
        >
            <Heading pair=pair group=group/>
            {pair.is_worked_out().then(|| view! { <p class="hint">{words::changes_older_worked_out(lang)}</p> })}
            {is_sensitive.then(|| view! { <SensitiveData names=sensitive word=sensitive_word/> })}
            {(!meaning.is_empty()).then(|| view! { <Meaning parts=meaning/> })}
            {choices.collect_view()}
            <div class="change__body">
                <Blocks pair=pair group=group/>
                {(!items.is_empty()).then(|| view! {
                    <ul class="change__items"><Items meant=meant items=items/></ul>
                })}
            </div>
            <Foot pair=pair compared=compared group=group/>
        </section>
    }
    .into_any()
}

/// Which sensitive data a clause names now.
#[component]
fn SensitiveData<'a>(names: Vec<&'a str>, word: &'static str) -> AnyView {
    let names = names
        .into_iter()
        .map(|name| view! { " " <span class="tag tag--sensitive">{name.to_string()}</span> });
    view! {
        <p class="change__sensitive">
            <span class="change__sensitive-word">{word}</span>
            {names.collect_view()}
        </p>
    }
    .into_any()
}

/// What it means, part by part.
#[component]
fn Meaning(parts: Vec<String>) -> AnyView {
    let parts = parts.into_iter().enumerate().map(|(place, part)| {
        view! {
            {(place > 0).then_some(" · ")}
            <span class="change__part">{part}</span>
        }
    });
    view! { <p class="change__meaning">{parts.collect_view()}</p> }.into_any()
}

/// What opens the rest of a card, and its links.
#[component]
fn Foot<'a>(pair: Pair<'a>, compared: &'a Compared, group: &'a Group<'a>) -> AnyView {
    let context = pair.context;
    let lang = context.lang;
    let id = ids::change(group.clause);
    let (old, new) = (&compared.comparison.old, &compared.comparison.new);
    let twin = context.site.compared(old, new, lang.other()).map(|twin| {
        let mut blocks = twin.comparison.blocks.iter();
        let is_in_twin = blocks
            .any(|block| block.clause.as_str() == group.clause && Kind::of_block(block).is_some());
        let words = match is_in_twin {
            true => words::changes_twin_both(lang),
            false => words::changes_twin_only(lang),
        };
        let href = format!("{}#{id}", context.address.twin().href());
        view! { <a href=href hreflang=lang.other().tag()>{words}</a> }
    });
    view! {
        <div class="change__foot no-print">
            <details class="change__more">
                <summary>
                    <span class="change__open">{words::changes_open(lang)}</span>
                    <span class="change__close">{words::changes_close(lang)}</span>
                </summary>
            </details>
            {twin}
            <a href=format!("#{id}") data-copy-link="">{words::changes_link_here(lang)}</a>
        </div>
    }
    .into_any()
}

/// The blocks of a changed clause: the changed ones open, runs of others folded.
#[component]
fn Blocks<'a>(pair: Pair<'a>, group: &'a Group<'a>) -> AnyView {
    let is_drawn =
        |block: &BlockChange| block.kind != BlockKind::Heading || block.status == Status::Edited;
    let parts: Vec<Part> = group.parts().filter(|part| is_drawn(part[0])).collect();
    let runs = parts.chunk_by(|one, next| Kind::of(one).is_some() == Kind::of(next).is_some());
    let is_said = group.kinds().len() == 1;
    let parts = runs.enumerate().map(|(place, run)| {
        let texts = run
            .iter()
            .copied()
            .map(|part| view! { <ChangedPart pair=pair part=part is_said=is_said/> })
            .collect_view()
            .into_any();
        match Kind::of(run[0]) {
            Some(_) => texts,
            None => {
                // The words that stand next to the change.
                let next = if place == 0 { run.last() } else { run.first() };
                let lang = pair.context.lang;
                view! { <Fold parts=run next=next.copied() body=texts lang=lang/> }.into_any()
            }
        }
    });
    parts.collect_view().into_any()
}

/// What reads as before in a changed clause, closed: its size, and one line of it.
#[component]
fn Fold<'a>(
    parts: &'a [Part<'a, 'a>],
    next: Option<Part<'a, 'a>>,
    body: AnyView,
    lang: Language,
) -> AnyView {
    let start: String = next
        .into_iter()
        .flatten()
        .flat_map(|block| &block.spans)
        .flat_map(|span| span.1.chars())
        .take(ONE_LINE)
        .collect();
    view! {
        <details class="changes__same">
            <summary>
                <span>{size(parts, lang)}</span>
                <span class="changes__context" aria-hidden="true">{start}</span>
            </summary>
            {body}
        </details>
    }
    .into_any()
}

/// More characters than stand in a line.
const ONE_LINE: usize = 80;

/// The clause's number and heading, what it was before, and what became of it.
#[component]
fn Heading<'a>(pair: Pair<'a>, group: &'a Group<'a>) -> AnyView {
    let lang = pair.context.lang;
    let (old_number, new_number) = group.number();
    let was = old_number
        .zip(new_number)
        .filter(|(old_number, new_number)| old_number != new_number)
        .map(|(old_number, _)| {
            view! {
                " "
                <span class="tag">{words::changes_was(lang, old_number)}</span>
            }
        });
    let place = group.has_heading_place().then_some("");
    view! {
        <h3 class="change__heading" id=ids::heading(ids::change(group.clause))
            data-change-place=place tabindex=place.map(|_| "-1")>
            {title(pair, group)}
            {was}
            <Tag pair=pair group=group/>
        </h3>
    }
    .into_any()
}

/// What became of a clause in one tag: as a whole, or in how many places.
#[component]
fn Tag<'a>(pair: Pair<'a>, group: &'a Group<'a>) -> AnyView {
    let said = group.said(pair);
    let mark = group.kinds().first().map(|kind| kind.mark());
    let said = said.zip(mark).map(|(said, mark)| {
        view! {
            " "
            <span class="tag" data-change=marks::CHANGE.says(mark)>{said}</span>
        }
    });
    said.into_any()
}

/// The clause's number and its heading, leading to the clause in the newer text that has it.
fn title<'a>(pair: Pair<'a>, group: &'a Group<'a>) -> AnyView {
    let Pair { context, old, new } = pair;
    let lang = context.lang;
    let find = |release: &'a Release| notice_in(release, lang).clause(group.clause);
    let found = find(new).map(|clause| (clause, &new.version));
    let found = found.or_else(|| find(old).map(|clause| (clause, &old.version)));
    let title = found.map(|(clause, version)| {
        let notice = context.to(View::Notice {
            version: version.clone(),
        });
        let number = clause.number.as_ref().map(|number| {
            view! {
                <span class="clause__number">{number.to_string()}</span>
                " "
            }
        });
        view! {
            {number}
            <a href=format!("{notice}#{}", clause.id)>{title_of(clause, lang).to_string()}</a>
        }
    });
    title.into_any()
}
