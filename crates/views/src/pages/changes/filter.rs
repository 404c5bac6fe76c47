//! Which clauses are shown: a choice that the style sheet follows, so that it works without scripts.
//! Entry point: [`KindFilter`].

use interface::marks::Word;
use interface::words;
use leptos::prelude::*;

use crate::pages::changes::groups::{Group, clauses_by_kind};
use crate::pages::changes::pair::Pair;
use crate::pages::phrases;

/// A choice of kinds, each with the number of clauses that it leaves; nothing where all clauses are of one.
#[component]
pub fn KindFilter<'a>(
    /// The two releases.
    pair: Pair<'a>,
    /// The clauses of their comparison.
    groups: &'a [Group<'a>],
    /// How many clauses name sensitive data.
    sensitive: usize,
) -> AnyView {
    let lang = pair.context.lang;
    let counted =
        |what: &str, count| words::changes_counted(lang, &phrases::clauses(lang, count), what);
    let kinds = clauses_by_kind(groups);
    let is_choice = kinds.len() > 1 || sensitive > 0;
    let options = kinds.into_iter().map(|(kind, count)| {
        view! { <Shown value=kind.mark().word() words=counted(kind.word(pair), count)/> }
    });
    let sensitive = (sensitive > 0).then(|| {
        let words = counted(words::data_sensitive(lang), sensitive);
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
