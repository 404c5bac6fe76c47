//! What is typed, as terms: which words of the index each of them means, and how well.
//!
//! Words that only make a question of it do not count, unless there are no others. A word means the words of
//! its stem and those that it begins; where there are none, those that are one slip away (Damerau, 1964).
//! Entry point: [`Query::read`].

use crate::asking::{asks_whether, is_asking, without_chinese};
use crate::index::Index;
use crate::spelling::{is_one_off, stem_length};
use crate::words::{self, Form, part};

/// No query is read further: some twenty Chinese characters, or forty words.
const MOST_WORDS: usize = 40;

/// From how many letters on a word may have a slip in it: in a shorter one it makes another word.
const LONG: usize = 5;

/// A word that has to be there to fit, or that only helps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Term {
    /// Whether an entry without it fits less well.
    pub is_needed: bool,
    /// What it weighs against the others.
    pub weight: f32,
}

/// Which term a word of the index stands for, and how well.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Match {
    /// The term.
    pub term: u8,
    /// From nothing to 1; nothing where it stands for none.
    pub quality: f32,
}

/// What is typed.
#[derive(Debug)]
pub(crate) struct Query {
    /// Whether it asks whether something is so, and not how something is done.
    pub asks_whether: bool,
    pub terms: Vec<Term>,
    /// For each word of the index.
    pub matches: Vec<Match>,
}

/// A word as it was typed.
struct Typed {
    letters: String,
    form: Form,
    from: usize,
    to: usize,
}

impl Query {
    /// Reads what is typed.
    pub(crate) fn read(typed: &str, index: &Index) -> Query {
        let mut query = Query {
            asks_whether: false,
            terms: Vec::new(),
            matches: vec![Match::default(); index.vocabulary.len()],
        };
        let mut folded = String::new();
        for character in typed.chars() {
            folded.push(index.folds.fold(character));
        }
        query.asks_whether = asks_whether(&folded);
        let asked = without_chinese(&folded);
        let mut words = words_of(&asked, index);
        words.retain(|word| !is_asking(part(&asked, word.from, word.to)));
        if words.is_empty() {
            // A question without anything else is looked for as it is.
            words = words_of(&folded, index);
        }
        query.add_letters(&words, index);
        query.add_chinese(&words, index);
        query
    }

    fn add_letters(&mut self, words: &[Typed], index: &Index) {
        let mut before: Option<&str> = None;
        for word in words.iter().filter(|word| word.form == Form::Letters) {
            // `wi fi` is found where the index has it as one word.
            let joined = [before.unwrap_or_default(), word.letters.as_str()].concat();
            let is_one = before.is_some() && index.vocabulary.get(&joined).is_some();
            self.add_word(if is_one { &joined } else { &word.letters }, index);
            before = Some(&word.letters);
        }
    }

    /// A word in letters: the words of its stem, what begins with it, and else what is one slip away.
    fn add_word(&mut self, word: &str, index: &Index) {
        let vocabulary = &index.vocabulary;
        let stem = part(word, 0, stem_length(word));
        // `off` is a word, and no beginning of `official`.
        let beginning = match vocabulary.get(word) {
            None => 0.6,
            Some(_) if word.len() < LONG => 0.0,
            Some(_) => 0.3,
        };
        let begins = |id: usize| {
            let own = vocabulary.word(id);
            if own.starts_with(stem) && stem_length(own) == stem.len() {
                1.0
            } else if word.len() > 1 && own.starts_with(word) {
                beginning
            } else {
                0.0
            }
        };
        let slips = |id: usize| {
            let own = vocabulary.word(id);
            let is_near = own.len().abs_diff(word.len()) < 2;
            if is_near && is_one_off(own.as_bytes(), word.as_bytes()) {
                0.5
            } else {
                0.0
            }
        };
        let is_found = self.add(Term::NEEDED, &begins);
        if !is_found && word.len() >= LONG {
            self.add(Term::NEEDED, &slips);
        }
    }

    /// Runs of Chinese: each pair of characters that the index has. A character that is in no such pair helps
    /// and does not have to be there, unless it was typed alone.
    fn add_chinese(&mut self, words: &[Typed], index: &Index) {
        let mut add = |word: &Typed, term: Term| {
            let id = index.vocabulary.get(&word.letters);
            let is_new = id.is_some_and(|id| self.put(id as usize, 1.0));
            if is_new {
                self.terms.push(term);
            }
            is_new
        };
        let mut covered: Vec<&Typed> = Vec::new();
        let pairs = words.iter().filter(|word| word.form == Form::Pair);
        let known = |from: &dyn Fn(&Typed) -> bool| {
            let mut known = pairs
                .clone()
                .filter(|pair| index.vocabulary.get(&pair.letters).is_some());
            known.any(from)
        };
        for pair in pairs.clone() {
            // Between two others it may be the end of a word and the beginning of the next.
            let is_between = known(&|before| before.from < pair.from && pair.from < before.to)
                && known(&|after| after.from > pair.from && after.from < pair.to);
            if add(
                pair,
                if is_between {
                    Term::BETWEEN
                } else {
                    Term::NEEDED
                },
            ) {
                covered.push(pair);
            }
        }
        for word in words.iter().filter(|word| word.form == Form::Character) {
            let is_in = |pair: &Typed| pair.from <= word.from && word.to <= pair.to;
            if covered.iter().any(|pair| is_in(pair)) {
                continue;
            }
            let is_alone = !pairs.clone().any(is_in);
            add(
                word,
                if is_alone {
                    Term::NEEDED
                } else {
                    Term::HELPFUL
                },
            );
        }
    }

    /// Adds a term for the words of the index that stand for it; nothing where there are none.
    fn add(&mut self, term: Term, quality: &dyn Fn(usize) -> f32) -> bool {
        let mut is_any = false;
        for id in 0..self.matches.len() {
            is_any |= self.put(id, quality(id));
        }
        if is_any {
            self.terms.push(term);
        }
        is_any
    }

    /// Lets a word of the index stand for the next term, unless it stands for an earlier one as well.
    fn put(&mut self, id: usize, quality: f32) -> bool {
        let is_better = quality > self.matches[id].quality;
        if is_better {
            // There are a few dozen at most.
            let term = u8::try_from(self.terms.len()).unwrap_or(u8::MAX);
            self.matches[id] = Match { term, quality };
        }
        is_better
    }
}

impl Term {
    /// A word, or a pair that begins or ends a run of Chinese.
    const NEEDED: Term = Term {
        is_needed: true,
        weight: 1.0,
    };
    /// A pair between two others.
    const BETWEEN: Term = Term {
        is_needed: false,
        weight: 0.7,
    };
    /// A character that is in no pair of the index.
    const HELPFUL: Term = Term {
        is_needed: false,
        weight: 0.3,
    };
}

/// The words of a query. A compound is one word where the index has it as one, and else its parts.
fn words_of(text: &str, index: &Index) -> Vec<Typed> {
    let mut list: Vec<Typed> = Vec::new();
    words::each(text, &index.folds, &mut |word| {
        let mut form = word.form;
        if form == Form::Compound {
            if index.vocabulary.get(word.letters).is_none() {
                return;
            }
            list.retain(|part| part.from < word.from);
            form = Form::Letters;
        }
        list.push(Typed {
            letters: word.letters.to_string(),
            form,
            from: word.from,
            to: word.to,
        });
    });
    list.truncate(MOST_WORDS);
    list
}
