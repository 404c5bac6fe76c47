//! Likeness: how much two blocks say the same, whatever their order and numbers.
//!
//! Blocks go in; a share between 0 and 1 comes out: the words they have in common, twice,
//! over the words of both. Chinese counts by pairs of characters, so no dictionary is needed and
//! the answer is the same everywhere. Digits do not count, words of every sentence count
//! half. Entry points: [`Bags`], [`Bag`].

use std::hash::Hasher;

use notice::text::han;
use rustc_hash::{FxHashMap, FxHasher};

use crate::text::fold;

/// The words of a text and how often each counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bag {
    /// Words by number, in order, each once.
    counts: Vec<(u64, u32)>,
    /// The sum of the counts.
    pub total: u32,
}

impl Bag {
    /// The words of a text.
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

    /// The words of both.
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

    /// How alike the two are.
    pub(crate) fn likeness(&self, other: &Bag) -> f32 {
        share(self.common(other), self.total + other.total)
    }

    /// How much of this stands in the other.
    pub(crate) fn inside(&self, other: &Bag) -> f32 {
        part(self.common(other), self.total)
    }
}

/// Texts without words, such as two dates, are alike.
fn share(common: u32, both: u32) -> f32 {
    if both == 0 {
        1.0
    } else {
        2.0 * common as f32 / both as f32
    }
}

fn part(common: u32, total: u32) -> f32 {
    if total == 0 {
        0.0
    } else {
        common as f32 / total as f32
    }
}

/// Several bags, ready to be measured against another all at once.
pub(crate) struct Bags<'a> {
    bags: Vec<&'a Bag>,
    places: FxHashMap<u64, Vec<(u32, u32)>>,
}

impl<'a> Bags<'a> {
    /// Makes an index of the words of all.
    pub(crate) fn new(bags: Vec<&'a Bag>) -> Bags<'a> {
        let mut places: FxHashMap<u64, Vec<(u32, u32)>> = FxHashMap::default();
        for (index, bag) in (0..).zip(&bags) {
            for &(term, count) in &bag.counts {
                places.entry(term).or_default().push((index, count));
            }
        }
        Bags { bags, places }
    }

    /// How alike each of them is to `bag`.
    pub(crate) fn likeness(&self, bag: &Bag) -> Vec<f32> {
        let all = self.common(bag).into_iter().zip(&self.bags);
        all.map(|(common, other)| share(common, other.total + bag.total))
            .collect()
    }

    /// How much of each of them stands in `bag`.
    pub(crate) fn inside(&self, bag: &Bag) -> Vec<f32> {
        let all = self.common(bag).into_iter().zip(&self.bags);
        all.map(|(common, other)| part(common, other.total))
            .collect()
    }

    fn common(&self, bag: &Bag) -> Vec<u32> {
        let mut common = vec![0; self.bags.len()];
        for (term, count) in &bag.counts {
            for (index, many) in self.places.get(term).into_iter().flatten() {
                common[*index as usize] += count.min(many);
            }
        }
        common
    }
}

const PLAIN: u32 = 2;
const EVERYDAY: u32 = 1;

fn collect(text: &str, terms: &mut Vec<(u64, u32)>) {
    let mut word = String::new();
    let mut last_han = None;
    let mut is_lone = false;
    for character in text.chars().chain([' ']) {
        let character = fold::character(character);
        if !han::is_han(character) {
            if let Some(lone) = last_han.take().filter(|_| is_lone) {
                terms.push((number(&[lone]), EVERYDAY));
            }
            let is_inside = character == '\'' && !word.is_empty();
            if character.is_alphabetic() || is_inside {
                word.extend(character.to_lowercase());
                continue;
            }
        }
        if !word.is_empty() {
            terms.push((
                number_of(&word),
                if is_everyday(&word) { EVERYDAY } else { PLAIN },
            ));
            word.clear();
        }
        if han::is_han(character) {
            is_lone = last_han.is_none();
            if let Some(before) = last_han.replace(character) {
                let pair = [before, character];
                let count = if is_everyday_pair(pair) {
                    EVERYDAY
                } else {
                    PLAIN
                };
                terms.push((number(&pair), count));
            }
        }
    }
}

fn number(characters: &[char]) -> u64 {
    let mut hasher = FxHasher::default();
    for &character in characters {
        hasher.write_u32(character as u32);
    }
    hasher.finish()
}

fn number_of(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

fn is_everyday(word: &str) -> bool {
    const WORDS: [&str; 48] = [
        "a", "about", "all", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can",
        "do", "for", "from", "has", "have", "how", "if", "in", "is", "it", "its", "may", "not",
        "of", "on", "or", "other", "our", "so", "such", "that", "the", "their", "these", "they",
        "this", "to", "us", "we", "when", "which", "will", "with", "you", "your",
    ];
    word.len() <= 5 && WORDS.binary_search(&word).is_ok()
}

fn is_everyday_pair(pair: [char; 2]) -> bool {
    const CHARACTERS: [char; 17] = [
        '的', '了', '和', '与', '或', '在', '是', '会', '将', '您', '们', '我', '以', '及', '其',
        '等', '为',
    ];
    pair.iter().any(|character| CHARACTERS.contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(old: &str, new: &str) -> f32 {
        Bag::of(old).likeness(&Bag::of(new))
    }

    #[test]
    fn numbers_and_capitals_do_not_count() {
        assert_eq!(likeness("Keep it 30 Days", "keep it 60 days"), 1.0);
        assert_eq!(likeness("2025年6月", "2026年7月"), 1.0);
    }

    #[test]
    fn sentences_that_share_everyday_words_alone_are_not_alike() {
        let one = "We may share your location with the partners of our service.";
        let other = "You can ask us for a copy of the records and how we use it.";
        assert!(likeness(one, other) < 0.3, "{}", likeness(one, other));
    }

    #[test]
    fn all_at_once_is_the_same_as_one_by_one() {
        let texts = ["我们收集您的手机号码", "we collect your number", ""];
        let bags: Vec<Bag> = texts.iter().map(|text| Bag::of(text)).collect();
        let bag = Bag::of("我们会收集手机号码 number");
        let one_by_one: Vec<f32> = bags.iter().map(|other| bag.likeness(other)).collect();
        assert_eq!(Bags::new(bags.iter().collect()).likeness(&bag), one_by_one);
    }
}
