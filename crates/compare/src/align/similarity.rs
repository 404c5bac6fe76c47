//! How much two blocks say the same, whatever their order of words and their numbers.
//!
//! The Sørensen-Dice coefficient (1945, 1948) of two bags of terms: what both have, twice, over
//! what each has. A term is a word in letters or a bigram of Chinese characters, so that no
//! dictionary is needed and the answer does not depend on where one would cut. What differs from
//! the textbook: terms are counted and not only seen, stop words count half, and digits do not
//! count at all, or two amounts would be alike for being amounts.
//! Entry points: [`Bag`], and [`BagIndex`] for one against many.

use std::hash::Hasher;

use notice::text::han;
use rustc_hash::{FxHashMap, FxHasher};

use crate::text::fold;

/// The terms of a text with their weights (the bag-of-words model of text retrieval).
#[derive(Debug, Clone, Default)]
pub(crate) struct Bag {
    /// Hashes of the terms in order, each once, with how much it counts in this text.
    counts: Vec<(u64, u32)>,
    /// The sum of the counts.
    pub total: u32,
}

impl Bag {
    /// The terms of a text.
    pub(crate) fn of(text: &str) -> Bag {
        let mut terms = Vec::with_capacity(text.len() / 4);
        collect(text, &mut terms);
        terms.sort_unstable();
        let mut bag = Bag::default();
        for (term, count) in terms {
            match bag.counts.last_mut() {
                Some(last) if last.0 == term => last.1 += count,
                _ => bag.counts.push((term, count)),
            }
            bag.total += count;
        }
        bag
    }

    /// The terms of both.
    pub(crate) fn and(&self, other: &Bag) -> Bag {
        let mut terms = [self.counts.as_slice(), &other.counts].concat();
        terms.sort_unstable();
        let mut counts: Vec<(u64, u32)> = Vec::with_capacity(terms.len());
        for (term, count) in terms {
            match counts.last_mut() {
                Some(last) if last.0 == term => last.1 += count,
                _ => counts.push((term, count)),
            }
        }
        Bag {
            counts,
            total: self.total + other.total,
        }
    }

    /// What the two have in common.
    pub(crate) fn common(&self, other: &Bag) -> u32 {
        let (mut common, mut at) = (0, 0);
        for &(term, count) in &self.counts {
            while other.counts.get(at).is_some_and(|other| other.0 < term) {
                at += 1;
            }
            match other.counts.get(at) {
                Some(&(same, many)) if same == term => common += count.min(many),
                _ => {}
            }
        }
        common
    }

    /// The Sørensen-Dice coefficient of the two.
    pub(crate) fn similarity(&self, other: &Bag) -> f32 {
        dice(self.common(other), self.total + other.total)
    }

    /// How much of this is in the other: Broder's containment (1997).
    pub(crate) fn containment(&self, other: &Bag) -> f32 {
        contained(self.common(other), self.total)
    }
}

fn dice(common: u32, both: u32) -> f32 {
    // Texts without terms, such as two dates, are as similar as can be.
    if both == 0 {
        1.0
    } else {
        2.0 * common as f32 / both as f32
    }
}

fn contained(common: u32, total: u32) -> f32 {
    if total == 0 {
        0.0
    } else {
        common as f32 / total as f32
    }
}

/// An inverted index of several bags: for each term the bags that have it, so that another bag is
/// measured against all of them without looking at those it shares nothing with.
pub(crate) struct BagIndex<'a> {
    bags: Vec<&'a Bag>,
    /// For each term the indices of the bags that have it, and how much it counts there.
    postings: FxHashMap<u64, Vec<(u32, u32)>>,
}

impl<'a> BagIndex<'a> {
    /// Indexes the terms of all.
    pub(crate) fn new(bags: Vec<&'a Bag>) -> BagIndex<'a> {
        let mut postings: FxHashMap<u64, Vec<(u32, u32)>> = FxHashMap::default();
        for (index, bag) in (0..).zip(&bags) {
            for &(term, count) in &bag.counts {
                postings.entry(term).or_default().push((index, count));
            }
        }
        BagIndex { bags, postings }
    }

    /// The Sørensen-Dice coefficient of each with `bag`.
    pub(crate) fn similarities(&self, bag: &Bag) -> Vec<f32> {
        let all = self.common(bag).into_iter().zip(&self.bags);
        all.map(|(common, other)| dice(common, other.total + bag.total))
            .collect()
    }

    /// How much of each is in `bag`.
    pub(crate) fn containments(&self, bag: &Bag) -> Vec<f32> {
        let all = self.common(bag).into_iter().zip(&self.bags);
        all.map(|(common, other)| contained(common, other.total))
            .collect()
    }

    fn common(&self, bag: &Bag) -> Vec<u32> {
        let mut common = vec![0; self.bags.len()];
        for (term, count) in &bag.counts {
            for (index, many) in self.postings.get(term).into_iter().flatten() {
                common[*index as usize] += count.min(many);
            }
        }
        common
    }
}

/// What a term counts. Only the ratio to [`STOP_WORD`] matters.
const TERM: u32 = 2;

/// What a stop word counts: something, because it is part of the phrase that was kept. No gate holds
/// it; at nothing English edits grow (p90 1.07 and not 1.04), counted in full the Chinese ones do.
const STOP_WORD: u32 = 1;

fn collect(text: &str, terms: &mut Vec<(u64, u32)>) {
    let mut word = String::new();
    let mut last_han = None;
    let mut is_lone = false;
    // The space at the end closes what is open.
    for character in text.chars().chain([' ']) {
        let character = fold::fold(character);
        if !han::is_han(character) {
            // A Chinese character without a neighbour has no bigram, and is a term by itself.
            if let Some(lone) = last_han.take().filter(|_| is_lone) {
                terms.push((hash_of_characters(&[lone]), STOP_WORD));
            }
            let is_inside = character == '\'' && !word.is_empty();
            if character.is_alphabetic() || is_inside {
                word.extend(character.to_lowercase());
                continue;
            }
        }
        if !word.is_empty() {
            let weight = if is_stop_word(&word) { STOP_WORD } else { TERM };
            terms.push((hash_of_word(&word), weight));
            word.clear();
        }
        if han::is_han(character) {
            is_lone = last_han.is_none();
            if let Some(before) = last_han.replace(character) {
                let bigram = [before, character];
                let is_stop = has_stop_character(bigram);
                let weight = if is_stop { STOP_WORD } else { TERM };
                terms.push((hash_of_characters(&bigram), weight));
            }
        }
    }
}

fn hash_of_characters(signs: &[char]) -> u64 {
    let mut hasher = FxHasher::default();
    for &sign in signs {
        hasher.write_u32(sign as u32);
    }
    hasher.finish()
}

fn hash_of_word(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

/// The words that every English sentence has.
fn is_stop_word(word: &str) -> bool {
    const WORDS: [&str; 48] = [
        "a", "about", "all", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can",
        "do", "for", "from", "has", "have", "how", "if", "in", "is", "it", "its", "may", "not",
        "of", "on", "or", "other", "our", "so", "such", "that", "the", "their", "these", "they",
        "this", "to", "us", "we", "when", "which", "will", "with", "you", "your",
    ];
    word.len() <= 5 && WORDS.binary_search(&word).is_ok()
}

/// The function words of Chinese that have one character: particles, pronouns, conjunctions.
fn has_stop_character(bigram: [char; 2]) -> bool {
    const SIGNS: [char; 17] = [
        '的', '了', '和', '与', '或', '在', '是', '会', '将', '您', '们', '我', '以', '及', '其',
        '等', '为',
    ];
    bigram.iter().any(|sign| SIGNS.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn similarity(old: &str, new: &str) -> f32 {
        Bag::of(old).similarity(&Bag::of(new))
    }

    #[test]
    fn numbers_and_capitals_do_not_count() {
        assert_eq!(similarity("Keep it 30 Days", "keep it 60 days"), 1.0);
        assert_eq!(similarity("2025年6月", "2026年7月"), 1.0);
    }

    #[test]
    fn sentences_that_share_stop_words_alone_are_not_similar() {
        let one = "We may share your location with the partners of our service.";
        let other = "You can ask us for a copy of the records and how we use it.";
        assert!(similarity(one, other) < 0.3, "{}", similarity(one, other));
    }

    #[test]
    fn all_at_once_is_the_same_as_one_by_one() {
        let texts = ["我们收集您的手机号码", "we collect your number", ""];
        let bags: Vec<Bag> = texts.iter().map(|text| Bag::of(text)).collect();
        let bag = Bag::of("我们会收集手机号码 number");
        let one_by_one: Vec<f32> = bags.iter().map(|other| bag.similarity(other)).collect();
        assert_eq!(
            BagIndex::new(bags.iter().collect()).similarities(&bag),
            one_by_one
        );
    }
}
