//! Uses that a reader may want to see alone, each with their number. Entry points: [`Set`] and [`Sets`].

use interface::words;
use leptos::prelude::*;
use notice::Language;
use notice::catalogue::{Basis, Catalogue, Disclosure, RefOrNot, Sensitive};

use crate::pages::site::Context;

/// Uses that a reader may want to see alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Set {
    Sensitive,
    Consent,
    Automated,
    Shared,
    NoBasis,
    NoTime,
}

impl Set {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Set; 6] = [
        Set::Sensitive,
        Set::Consent,
        Set::Shared,
        Set::Automated,
        Set::NoTime,
        Set::NoBasis,
    ];

    /// Its word in the page and in the style sheet.
    pub fn word(self) -> &'static str {
        match self {
            Set::Consent => "consent",
            Set::Sensitive => "sensitive",
            Set::Automated => "automated",
            Set::Shared => "shared",
            Set::NoBasis => "no-basis",
            Set::NoTime => "no-time",
        }
    }

    fn name(self, lang: Language) -> &'static str {
        match self {
            Set::Consent => words::data_consent(lang),
            Set::Sensitive => words::data_sensitive(lang),
            Set::Automated => words::automated(lang),
            Set::Shared => words::data_shared(lang),
            Set::NoBasis => words::data_no_basis(lang),
            Set::NoTime => words::data_no_time(lang),
        }
    }

    /// Whether a use is one of them.
    pub fn has(self, entry: &Disclosure) -> bool {
        match self {
            Set::Consent => entry.basis.is_consent(),
            Set::Sensitive => entry.sensitive != Sensitive::No,
            Set::Automated => entry.automated,
            Set::Shared => !entry.recipients.is_empty(),
            Set::NoBasis => entry.basis == Basis::NotStated,
            Set::NoTime => entry.retention == RefOrNot::NotStated,
        }
    }

    /// How many uses of a release are.
    pub fn count(self, catalogue: &Catalogue) -> usize {
        let uses = catalogue.disclosures.iter();
        uses.filter(|entry| self.has(entry)).count()
    }
}

/// The words of all sets that a use is in.
pub fn words_of(entry: &Disclosure) -> String {
    words_of_any(&[entry])
}

/// The words of all sets that one of these uses is in.
pub fn words_of_any(uses: &[&Disclosure]) -> String {
    let is_any = |set: &Set| uses.iter().any(|entry| set.has(entry));
    let sets = Set::ALL.into_iter().filter(is_any);
    let sets: Vec<&str> = sets.map(Set::word).collect();
    sets.join(" ")
}

/// Numbers that filter, several at once: the marked boxes decide, without scripts.
#[component]
pub fn Sets<'a>(
    /// The page.
    context: &'a Context<'a>,
) -> AnyView {
    let (lang, catalogue) = (context.lang, &context.site.current().catalogue);
    let sets = Set::ALL.into_iter().filter_map(|set| {
        let count = set.count(catalogue);
        (count > 0).then(|| {
            view! {
                <label>
                    <input class="visually-hidden" type="checkbox" name="only" value=set.word()
                        autocomplete="off"/>
                    {set.name(lang)} " " <b>{count.to_string()}</b>
                </label>
            }
        })
    });
    view! {
        <fieldset class="data__sets">
            <legend>{words::data_only(lang)}</legend>
            {sets.collect_view()}
        </fieldset>
    }
    .into_any()
}
