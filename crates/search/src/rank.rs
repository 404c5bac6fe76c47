//! Which entries fit what is typed, the best first.
//!
//! A term counts by how rare it is (the inverse document frequency of Spärck Jones, 1972) and by the field
//! where it is found: a title over other names over text. What has all words comes before what has some,
//! and a title that is typed as a whole before one that only has a word of it.
//! The numbers were set by the sixty queries in `tests/queries.json` and by nothing finer. Entry point:
//! [`Index::find`].

use notice::Language;

use crate::excerpt::{self, Part};
use crate::index::{Field, Index, Kind};
use crate::query::Query;
use crate::vocabulary::WordId;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every kind of entry.
    Everything,
    /// Clauses alone, guides among them: what is on the page of a notice.
    Clauses,
}

/// An entry that was found, in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// The id of the clause that it belongs to.
    pub clause: String,
    /// Where it leads, behind the language: `settings/delete-chat/`.
    pub address: String,
    /// Its title.
    pub title: Vec<Part>,
    /// The words around the first place where most of what is looked for is found.
    pub excerpt: Vec<Part>,
}

/// What a word weighs in a field.
fn weight(field: Field) -> f32 {
    match field {
        Field::Title => 8.0,
        Field::Names => 5.0,
        Field::Unseen => 4.0,
        Field::Text => 2.0,
    }
}

/// Where both fit as well, what can be done comes before what can be read; and the other way round for who
/// asks whether something is so.
fn favour(kind: Kind, asks_whether: bool) -> f32 {
    match (kind, asks_whether) {
        (Kind::Guide, false) | (Kind::Clause, true) => 1.15,
        (Kind::Control | Kind::Path, false) => 1.1,
        (Kind::Use, _) => 0.5,
        _ => 1.0,
    }
}

/// What one entry has of a query.
struct Found {
    /// For each term the most that a field with it weighs.
    best: Vec<f32>,
    /// How much of a title is in the query, from nothing to 1; of the language that has more.
    title: f32,
    /// Terms that follow each other as they were typed, by what their field weighs.
    phrase: f32,
}

impl Index {
    /// The best entries for what is typed, `most` of them at most.
    pub fn find(&self, typed: &str, lang: Language, scope: Scope, most: usize) -> Vec<Hit> {
        let query = Query::read(typed, self);
        let ranked = self.ranked(&query, scope);
        let mut hits = Vec::new();
        for (entry, _) in ranked.into_iter().take(most) {
            let own = &self.entries[entry];
            hits.push(Hit {
                kind: own.kind,
                clause: own.clause.clone(),
                address: own.address.clone(),
                title: excerpt::marked(self, &query, self.text(entry, lang, Field::Title)),
                excerpt: excerpt::of(self, &query, entry, lang),
            });
        }
        hits
    }

    /// Entries with their scores, the highest first; what is equal in the order of the notice.
    fn ranked(&self, query: &Query, scope: Scope) -> Vec<(usize, f32)> {
        let mut found = Vec::new();
        let mut frequency = vec![0; query.terms.len()];
        for (place, entry) in self.entries.iter().enumerate() {
            let is_clause = matches!(entry.kind, Kind::Clause | Kind::Guide);
            if scope == Scope::Clauses && !is_clause {
                continue;
            }
            let own = self.found(place, query);
            for (count, best) in frequency.iter_mut().zip(&own.best) {
                *count += usize::from(*best > 0.0);
            }
            found.push((place, own));
        }
        let mut ranked: Vec<(usize, f32)> = Vec::new();
        for (place, own) in &found {
            let score = score(query, own, &frequency, found.len());
            if score > 0.0 {
                insert(
                    &mut ranked,
                    (
                        *place,
                        score * favour(self.entries[*place].kind, query.asks_whether),
                    ),
                );
            }
        }
        ranked
    }

    fn found(&self, entry: usize, query: &Query) -> Found {
        let mut found = Found {
            best: vec![0.0; query.terms.len()],
            title: 0.0,
            phrase: 0.0,
        };
        for lang in Language::ALL {
            for field in Field::ALL {
                self.look(entry, lang, field, query, &mut found);
            }
        }
        found
    }

    fn look(&self, entry: usize, lang: Language, field: Field, query: &Query, found: &mut Found) {
        let words = self.words(entry, lang, field);
        let mut before = None;
        let mut counts = vec![0.0; query.terms.len()];
        let mut covered = 0.0;
        for (place, id) in words.iter().enumerate() {
            let own = query.matches[*id as usize];
            if own.quality == 0.0 {
                continue;
            }
            let term = usize::from(own.term);
            covered += own.quality;
            counts[term] += 1.0;
            // Said often in a text, a word says what the text is about; four times is often.
            let often = match field {
                Field::Text => f32::min(counts[term], 4.0) * 0.25,
                _ => 0.0,
            };
            let best = own.quality * (weight(field) + often);
            found.best[term] = f32::max(found.best[term], best);
            // Between two pairs of Chinese characters there is one character.
            let follows = before.is_some_and(|(term_before, place_before): (usize, usize)| {
                term_before + 1 == term && place - place_before <= 2
            });
            if follows {
                found.phrase = f32::max(found.phrase, weight(field));
            }
            before = Some((term, place));
        }
        if field == Field::Title {
            // Nobody types the number of a clause with its name.
            let is_number = |id: &WordId| self.vocabulary.word(*id as usize).as_bytes()[0] < b'a';
            let numbers = words.iter().filter(|id| is_number(id)).count();
            let length = (words.len() - numbers).max(1) as f32;
            found.title = f32::max(found.title, f32::min(covered / length, 1.0));
        }
    }
}

fn score(query: &Query, found: &Found, frequency: &[usize], of: usize) -> f32 {
    let (mut sum, mut whole, mut needed) = (0.0, 0.0, 0.0);
    for (place, term) in query.terms.iter().enumerate() {
        let rarity = (4 * of / frequency[place].max(1)).ilog2() as f32 * term.weight;
        sum += rarity * found.best[place];
        // A word of every third entry, as the name of the app, tells none from the others.
        if term.is_needed && frequency[place] * 3 < of {
            whole += rarity;
            needed += rarity * f32::from(u8::from(found.best[place] > 0.0));
        }
    }
    let share = if whole > 0.0 { needed / whole } else { 1.0 };
    (sum + found.phrase) * share * share * (1.0 + found.title)
}

/// Insertion by score: a list of some hundred, and no sort to load.
fn insert(ranked: &mut Vec<(usize, f32)>, entry: (usize, f32)) {
    let mut place = ranked.len();
    ranked.push(entry);
    while place > 0 && ranked[place - 1].1 < entry.1 {
        ranked.swap(place - 1, place);
        place -= 1;
    }
}
