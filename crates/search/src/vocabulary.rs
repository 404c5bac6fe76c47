//! Every word of an index, once each: a number for a word, found by hashing.
//!
//! Open addressing over FNV-1a (Fowler, Noll, Vo). Words are only ever added.

use crate::words::part;

/// The number of a word.
pub(crate) type WordId = u32;

/// No word has this number.
const NONE: WordId = u32::MAX;

/// The words, in the order in which they came.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// All words, one behind the other.
    letters: String,
    /// Where each ends in it.
    ends: Vec<usize>,
    /// A number for each place that a hash can lead to; a power of two of them.
    places: Vec<WordId>,
}

impl Vocabulary {
    /// Room for a text of so many bytes: it has fewer words than places.
    pub(crate) fn for_text(bytes: usize) -> Vocabulary {
        Vocabulary {
            letters: String::new(),
            ends: Vec::new(),
            places: vec![NONE; bytes.max(16).next_power_of_two()],
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The letters of a word.
    pub(crate) fn word(&self, id: usize) -> &str {
        let from = id.checked_sub(1).map_or(0, |before| self.ends[before]);
        part(&self.letters, from, self.ends[id])
    }

    /// The number of a word that is there.
    pub(crate) fn get(&self, word: &str) -> Option<WordId> {
        let id = self.places[self.place(word)];
        (id != NONE).then_some(id)
    }

    /// The number of a word, which is there afterwards.
    pub(crate) fn add(&mut self, word: &str) -> WordId {
        let place = self.place(word);
        if self.places[place] == NONE {
            self.places[place] = u32::try_from(self.ends.len()).unwrap_or(NONE);
            self.letters += word;
            self.ends.push(self.letters.len());
        }
        self.places[place]
    }

    /// Where a word is, or would be.
    fn place(&self, word: &str) -> usize {
        let mut hash: u32 = 0x811c_9dc5;
        for byte in word.bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        let mut place = hash as usize;
        loop {
            place &= self.places.len() - 1;
            match self.places[place] {
                NONE => return place,
                id if self.word(id as usize) == word => return place,
                _ => place += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_number() {
        let mut words = Vocabulary::for_text(0);
        let all = ["ads", "广告", "a", "s", "ad"];
        let ids: Vec<WordId> = all.iter().map(|word| words.add(word)).collect();
        assert_eq!(ids, [0, 1, 2, 3, 4]);
        assert_eq!(words.add("广告"), 1);
        assert_eq!(words.get("广"), None);
        assert_eq!(words.word(1), "广告");
    }
}
