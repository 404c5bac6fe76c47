//! Chinese word segmentation: where a run of Chinese characters may be cut.
//!
//! A run goes in, the ends of its words come out: the most likely words by a unigram model, found
//! by dynamic programming over the run (Viterbi's algorithm, 1967, as ICU's `CjkBreakEngine` does
//! it). The dictionary with its word frequencies is ICU's, as the crate `icu_segmenter` carries it.
//! That crate itself takes the longest word that fits, which cuts 将|使用 as 将使|用; what is done
//! here is what ICU does and browsers show. Entry point: [`word_ends`].

use std::sync::LazyLock;

use icu_provider::prelude::*;
use icu_segmenter::provider::{Baked, DictionaryBreakData, SegmenterDictionaryAutoV2};

/// What a character costs that is no word of the dictionary: more than the rarest word, whose cost
/// (a scaled negative logarithm of its frequency) is a byte. ICU has 255 as well. No case
/// depends on it.
const UNKNOWN: u32 = 255;

/// No word is longer; ICU looks no further either. Ten does for every case.
const LONGEST: usize = 20;

static DICTIONARY: LazyLock<&DictionaryBreakData<'_>> = LazyLock::new(|| {
    let id = DataIdentifierBorrowed::for_marker_attributes(
        DataMarkerAttributes::from_str_or_panic("cjdict"),
    );
    let request = DataRequest {
        id,
        ..DataRequest::default()
    };
    DataProvider::<SegmenterDictionaryAutoV2>::load(&Baked, request)
        .ok()
        .and_then(|dictionary| dictionary.payload.get_static())
        .expect("the Chinese dictionary is compiled in")
});

/// The ends of the words of a run of Chinese characters, as byte offsets into it.
pub(crate) fn word_ends(run: &str) -> Vec<usize> {
    // The other form of the data is for scripts that this dictionary is not about.
    let DictionaryBreakData::Char16Trie(trie) = *DICTIONARY else {
        return run
            .char_indices()
            .map(|(at, character)| at + character.len_utf8())
            .collect();
    };
    let characters: Vec<char> = run.chars().collect();
    let mut best = vec![u32::MAX; characters.len() + 1];
    let mut start = vec![0; characters.len() + 1];
    best[0] = 0;
    for from in 0..characters.len() {
        // Costs are negative logarithms, so the cheapest chain is the most likely one.
        let mut reach = |to: usize, cost: u32| {
            if best[from] + cost < best[to] {
                best[to] = best[from] + cost;
                start[to] = from;
            }
        };
        let mut word = trie.cursor();
        let mut is_word = false;
        for (to, &character) in characters.iter().enumerate().skip(from).take(LONGEST) {
            word.step(character);
            if let Some(cost) = word.value() {
                is_word |= to == from;
                reach(to + 1, cost.unsigned_abs());
            }
            if word.is_empty() {
                break;
            }
        }
        // Every character can be passed, or a rare one would end the search.
        if !is_word {
            reach(from + 1, UNKNOWN);
        }
    }
    trace_back(&characters, &start)
}

fn trace_back(characters: &[char], start: &[usize]) -> Vec<usize> {
    let mut is_end = vec![false; characters.len() + 1];
    let mut at = characters.len();
    while at > 0 {
        is_end[at] = true;
        at = start[at];
    }
    let mut offset = 0;
    let mut ends = Vec::new();
    for (index, character) in characters.iter().enumerate() {
        offset += character.len_utf8();
        if is_end[index + 1] {
            ends.push(offset);
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(run: &str, expected: &str) {
        let mut from = 0;
        let mut words = Vec::new();
        for end in word_ends(run) {
            words.push(&run[from..end]);
            from = end;
        }
        assert_eq!(words.join("|"), expected);
    }

    #[test]
    fn the_most_likely_words_win_over_the_longest() {
        check("这些数据将使用", "这些|数据|将|使用");
        check("您可随时", "您|可|随时");
        check("日生效", "日|生效");
    }

    #[test]
    fn a_character_outside_the_dictionary_is_word() {
        check("𰻞的", "𰻞|的");
    }

    #[test]
    fn an_empty_run_has_no_words() {
        check("", "");
    }
}
