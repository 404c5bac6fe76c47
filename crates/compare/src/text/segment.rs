//! Chinese words: where a run of Chinese characters may be cut.
//!
//! A run goes in, the ends of its words come out. The dictionary is the one of ICU, as the
//! crate `icu_segmenter` carries it. That crate itself always takes the longest word, which
//! cuts 将|使用 as 将使|用; the dictionary also holds how common each word is, and the cut
//! that makes the whole run most likely is the one that ICU makes and browsers show.
//! Entry point: [`ends`].

use std::sync::LazyLock;

use icu_provider::prelude::*;
use icu_segmenter::provider::{Baked, DictionaryBreakData, SegmenterDictionaryAutoV2};

/// What a character costs that is no word of the dictionary: more than the rarest word.
const UNKNOWN: u32 = 255;

/// No word of the dictionary is longer.
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
pub(crate) fn ends(run: &str) -> Vec<usize> {
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
        let mut reach = |to: usize, cost: u32| {
            if best[from] + cost < best[to] {
                best[to] = best[from] + cost;
                start[to] = from;
            }
        };
        let mut word = trie.cursor();
        let mut stands_alone = false;
        for (to, &character) in characters.iter().enumerate().skip(from).take(LONGEST) {
            word.step(character);
            if let Some(cost) = word.value() {
                stands_alone |= to == from;
                reach(to + 1, cost.unsigned_abs());
            }
            if word.is_empty() {
                break;
            }
        }
        if !stands_alone {
            reach(from + 1, UNKNOWN);
        }
    }
    word_ends(&characters, &start)
}

fn word_ends(characters: &[char], start: &[usize]) -> Vec<usize> {
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
        for end in ends(run) {
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
    fn a_sign_outside_the_dictionary_stands_alone() {
        check("𰻞的", "𰻞|的");
    }

    #[test]
    fn an_empty_run_has_no_words() {
        check("", "");
    }
}
