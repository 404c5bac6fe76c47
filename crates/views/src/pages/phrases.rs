//! What several pages say the same way: clauses, versions and dates in words, and what stands between words.

use interface::{date, words};
use notice::{Clause, Language, Number, Provenance, Release};

use crate::pages::site::{Context, Facts};

/// What stands between the names of a list.
pub fn separator(lang: Language) -> &'static str {
    match lang {
        Language::Zh => "、",
        Language::En => ", ",
    }
}

/// A blank between two sentences or after a label, where the language has one.
pub fn space(lang: Language) -> Option<&'static str> {
    (lang == Language::En).then_some(" ")
}

/// “Clause 1.24: Listen”, “Section 3: Information security”.
pub fn clause(clause: &Clause, lang: Language) -> String {
    match number(clause) {
        Some(number) if is_section(clause) => {
            words::control_section(lang, &number, &clause.heading)
        }
        Some(number) => words::control_clause(lang, &number, &clause.heading),
        None => clause.heading.clone(),
    }
}

/// The number by which a clause is named outside its own list, where `iv` says nothing.
pub fn number(clause: &Clause) -> Option<String> {
    match &clause.number {
        Some(number @ Number::Decimal(_)) => Some(number.to_string()),
        Some(Number::Roman(_)) | None => None,
    }
}

/// A number of clauses, with its unit.
pub fn clauses(lang: Language, count: usize) -> String {
    match count {
        1 => words::clause_one(lang).to_string(),
        count => words::clauses_count(lang, &count.to_string()),
    }
}

/// A number of changes, with its unit.
pub fn changes(lang: Language, count: usize) -> String {
    match count {
        1 => words::change_one(lang).to_string(),
        count => words::changes_count(lang, &count.to_string()),
    }
}

/// Whether a clause is a section, which is called so and not a clause.
pub fn is_section(clause: &Clause) -> bool {
    clause.level == 2
}

/// Since when a release applies, or else when it was updated, as far as that is known.
pub fn since(release: &Release, lang: Language) -> Option<String> {
    let in_words = |iso| date::in_words(iso, lang);
    let in_force = release.effective().map(in_words);
    let in_force = in_force.map(|day| words::in_force_from(lang, &day));
    let updated = || Some(words::updated_on(lang, &in_words(release.updated()?)));
    in_force.or_else(updated)
}

/// A version as a reader knows it: by its date, or else by its name. One that was worked out has a name
/// that nobody knows, and is the one before.
pub fn version(context: &Context, release: &Release) -> String {
    let lang = context.lang;
    let dated = |release: &Release| {
        let day = release.updated().or(release.effective());
        day.map(str::to_owned)
    };
    let day = dated(release);
    let releases = context.site.releases.iter();
    let same_day = releases.filter(|other| dated(other) == day).count();
    let before = context.site.before(context.site.current());
    let is_before = before.is_some_and(|before| before.version == release.version);
    match day {
        Some(iso) if same_day < 2 => date::in_words(&iso, lang),
        None if is_before && release.provenance() == Provenance::Reconstructed => {
            words::version_before(lang).to_string()
        }
        _ => release.version.clone(),
    }
}

/// One word for whose text this is.
pub fn provenance(lang: Language, provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Official => words::provenance_official(lang),
        Provenance::Restated => words::provenance_restated(lang),
        Provenance::Reconstructed => words::provenance_reconstructed(lang),
    }
}

/// Whose text it is, in a sentence.
pub fn provenance_sentence(lang: Language, provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Official => words::provenance_official_long(lang),
        Provenance::Restated => words::provenance_restated_long(lang),
        Provenance::Reconstructed => words::provenance_reconstructed_long(lang),
    }
}
