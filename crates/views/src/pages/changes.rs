//! Compare: how much changed, then clause by clause what it means and what it says.
//!
//! Comes from the comparison that was computed when the release was published; the page holds
//! it whole and in one order, so that it reads without scripts and prints. What is long is folded.

mod block;
mod cards;
mod filter;
pub mod groups;
mod index;
mod joined_marks;
mod lists;
mod meaning;
mod pair;
mod part;
mod provider;
mod row;
mod steps;

use interface::marks::{self, Arrangement, Place};
use interface::{View, ids, words};
use leptos::prelude::*;
use notice::{Language, Provenance, Release};

use crate::pages::changes::cards::{Cards, UnchangedFold};
use crate::pages::changes::filter::KindFilter;
use crate::pages::changes::groups::{Counts, groups};
use crate::pages::changes::index::Index;
use crate::pages::changes::lists::DeclaredFold;
use crate::pages::changes::meaning::Meant;
use crate::pages::changes::meaning::items::{Kind, Outcome};
use crate::pages::changes::pair::Pair;
use crate::pages::changes::provider::ProviderFold;
use crate::pages::changes::steps::Steps;
use crate::pages::phrases;
use crate::pages::rows::{Number, NumberStrip};
use crate::pages::shell::Body;
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
                // Shown by the app to the few who are asked: for them the page moves down once, before it is
                // read; room that is kept would push the first change down for everybody.
                <p class="changes__asked no-print" data-asked="" hidden=true>
                    {words::since_asked(lang)} {phrases::space(lang)}
                    <a href=format!("#{}", ids::SINCE)>{words::since_answer(lang)}</a>
                </p>
            </header>
            <Numbers meant=meant/>
            <section>
                <h2 class="changes__size" id=ids::section("text")>{size(counts, lang)}</h2>
                <KindFilter pair=pair groups=&groups sensitive=sensitive/>
                <div class="changes__columns">
                    <div class="changes__side">
                        <Steps count=counts.changes lang=lang/>
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
            <div id=ids::SINCE data-w=marks::PLACE.says(Place::Since)></div>
        </article>
    }
    .into_any();
    Body {
        title: format!("{}: {}", words::title_changes(lang), from_to(pair)),
        description: from_to(pair),
        main,
    }
}

/// Which two versions these are, and where all of them are.
#[component]
fn Byline<'a>(pair: Pair<'a>) -> AnyView {
    let context = pair.context;
    let lang = context.lang;
    view! {
        <p class="byline">
            {from_to(pair)} " · "
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
    let count = |kind: Kind, outcomes: &[Outcome]| {
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
        (count(Kind::Control, &new), new_controls),
        (count(Kind::Use, &new), new_uses),
        (count(Kind::Data, &new), words::changes_new_data(lang)),
        (
            count(Kind::Data, &[Outcome::Removed]),
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
        clauses => words::changes_of_clauses(
            lang,
            &phrases::changes(lang, counts.changes),
            &phrases::clauses(lang, clauses),
        ),
    }
}

/// “The version before (reconstructed) → 9 May 2025”.
fn from_to(pair: Pair) -> String {
    let lang = pair.context.lang;
    let name = |release: &Release| {
        let version = phrases::version(pair.context, release);
        match release.provenance() {
            whose @ Provenance::Reconstructed => {
                words::changes_version_of(lang, phrases::provenance(lang, whose), &version)
            }
            _ => version,
        }
    };
    words::changes_lead(lang, &name(pair.new), &name(pair.old))
}
