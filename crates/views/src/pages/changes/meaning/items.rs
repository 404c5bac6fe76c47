//! An entry of a catalogue and what became of it, and many of them in a few words.

use interface::marks::Change;
use interface::words;
use notice::Language;

use crate::pages::changes::pair::Pair;

/// What an id is the id of, in the order in which a card says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A kind of data.
    Data,
    /// A use of data.
    Use,
    /// Somebody who receives data.
    Recipient,
    /// How long something is kept.
    Retention,
    /// A switch or a consent.
    Control,
    /// A way through the host app.
    Way,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 6] = [
        Kind::Data,
        Kind::Use,
        Kind::Recipient,
        Kind::Retention,
        Kind::Control,
        Kind::Way,
    ];

    /// What several of it are called.
    pub fn title(self, lang: Language) -> &'static str {
        match self {
            Kind::Data => words::meaning_data(lang),
            Kind::Use => words::meaning_uses(lang),
            Kind::Recipient => words::meaning_recipients(lang),
            Kind::Retention => words::meaning_retention(lang),
            Kind::Control => words::meaning_controls(lang),
            Kind::Way => words::meaning_ways(lang),
        }
    }
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is new.
    Added,
    /// Data that the text names now.
    Named,
    /// Data that the text names now where it named fewer before.
    Detailed,
    /// Data that the text named in general words, and names one by one now.
    General,
    /// It means something else.
    Edited,
    /// It is gone.
    Removed,
}

impl Outcome {
    /// In a word.
    pub fn word(self, pair: Pair<'_>) -> &'static str {
        let lang = pair.context.lang;
        match self {
            Outcome::Added => pair.added(),
            Outcome::Named => words::meaning_named(lang),
            Outcome::Detailed => words::meaning_detailed(lang),
            Outcome::General => words::meaning_general(lang),
            Outcome::Edited => words::changes_edited(lang),
            Outcome::Removed => words::changes_removed(lang),
        }
    }

    /// What the style sheet knows it by.
    pub fn mark(self) -> Change {
        match self {
            Outcome::Added | Outcome::Named => Change::Added,
            Outcome::Detailed | Outcome::General | Outcome::Edited => Change::Edited,
            Outcome::Removed => Change::Removed,
        }
    }
}

/// One entry of a catalogue and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// What became of it.
    pub outcome: Outcome,
    /// Its id.
    pub id: String,
}

/// What changed at a clause, in a few words for each kind, with its units; nothing where nothing did.
pub fn parts(items: &[Item], pair: Pair<'_>) -> Vec<String> {
    let lang = pair.context.lang;
    let count = |kind: Kind, outcome: Outcome| {
        let matching = items
            .iter()
            .filter(|item| item.kind == kind && item.outcome == outcome);
        matching.count()
    };
    let mut parts = Vec::new();
    for kind in Kind::ALL {
        let detailed = count(kind, Outcome::Detailed);
        if detailed > 0 {
            let before = count(kind, Outcome::General);
            parts.push(words::meaning_detail(
                lang,
                &detailed.to_string(),
                &before.to_string(),
            ));
            continue;
        }
        let outcomes = [
            Outcome::Added,
            Outcome::Named,
            Outcome::Edited,
            Outcome::Removed,
        ];
        for outcome in outcomes {
            let count = count(kind, outcome);
            if count > 0 {
                let count = count.to_string();
                let (change, what) = (outcome.word(pair), kind.title(lang));
                parts.push(words::meaning_count(lang, change, &count, what));
            }
        }
    }
    parts
}
