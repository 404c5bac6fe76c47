//! A text cut into words.
//!
//! Words with spaces around are one each, and compounds their parts and all of it: `Wi-Fi` is found by
//! `wifi`, `Q&A` by `qa`. A run of Chinese is every character and every two that follow each other
//! (overlapping bigrams, as Lucene's CJKBigramFilter has them). The dictionary that the comparison cuts by
//! weighs 1.6 MB and never reaches a browser, and people search for parts of its words.
//! Entry point: [`each`].

use notice::text::han;

use crate::spelling::{Folds, canonical, is_letter};

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Letters or digits.
    Letters,
    /// A compound without what joins it.
    Compound,
    /// One Chinese character.
    Character,
    /// Two Chinese characters that follow each other.
    Pair,
}

/// One word of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word<'a> {
    /// Its letters, as they fold.
    pub letters: &'a str,
    /// What it is.
    pub form: Form,
    /// Where it begins in the text, in bytes.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
}

/// A part of a text by its bytes; nothing where that cuts a character. The standard library's own way to
/// cut says which one in its panic, which weighs 4 KB in the app.
pub(crate) fn part(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

/// Shows every word of a text to `see`, in order.
pub(crate) fn each(text: &str, folds: &Folds, see: &mut dyn FnMut(Word)) {
    let mut cut = Cut {
        see,
        word: String::new(),
        from: 0,
        compound: String::new(),
        compound_from: 0,
        apostrophe: None,
    };
    let mut before: Option<(usize, char)> = None;
    for (at, raw) in text.char_indices() {
        let character = folds.fold(raw);
        if is_letter(character) {
            cut.letter(at, character);
            before = None;
            continue;
        }
        let next = || {
            let next = part(text, at + raw.len_utf8(), text.len()).chars().next();
            next.map_or(' ', |next| folds.fold(next))
        };
        match character {
            '\'' if !cut.word.is_empty() => {
                cut.apostrophe = Some(cut.word.len());
                continue;
            }
            '-' | '&' if !cut.word.is_empty() && is_letter(next()) => {
                cut.part(at);
                continue;
            }
            '.' if cut.ends_in_digit() && next().is_ascii_digit() => {
                cut.word.push('.');
                continue;
            }
            _ => cut.end(at),
        }
        if !han::is_han(character) {
            before = None;
            continue;
        }
        let to = at + raw.len_utf8();
        let mut letters = String::new();
        letters.push(character);
        (cut.see)(Word {
            letters: &letters,
            form: Form::Character,
            from: at,
            to,
        });
        if let Some((from, first)) = before {
            letters.clear();
            letters.push(first);
            letters.push(character);
            (cut.see)(Word {
                letters: &letters,
                form: Form::Pair,
                from,
                to,
            });
        }
        before = Some((at, character));
    }
    cut.end(text.len());
}

/// The word, and the compound, that a text is being cut at.
struct Cut<'a> {
    see: &'a mut dyn FnMut(Word),
    word: String,
    from: usize,
    /// The parts so far; empty where the word is no compound.
    compound: String,
    compound_from: usize,
    /// Where in the word an apostrophe was.
    apostrophe: Option<usize>,
}

impl Cut<'_> {
    fn letter(&mut self, at: usize, letter: char) {
        if self.word.is_empty() {
            self.from = at;
        }
        self.word.push(letter);
    }

    fn ends_in_digit(&self) -> bool {
        self.word.as_bytes().last().is_some_and(u8::is_ascii_digit)
    }

    /// The end of a part of a compound.
    fn part(&mut self, at: usize) {
        if self.compound.is_empty() {
            self.compound_from = self.from;
        }
        self.compound += &self.word;
        self.give(at);
    }

    /// The end of a word.
    fn end(&mut self, at: usize) {
        if self.word.is_empty() {
            return;
        }
        if !self.compound.is_empty() {
            self.compound += &self.word;
        }
        self.give(at);
        if !self.compound.is_empty() {
            let letters = canonical(&self.compound);
            let from = self.compound_from;
            (self.see)(Word {
                letters: &letters,
                form: Form::Compound,
                from,
                to: at,
            });
            self.compound.clear();
        }
    }

    fn give(&mut self, to: usize) {
        // `children's` is found by `children`, and `don't` by `dont`.
        if self
            .apostrophe
            .take()
            .is_some_and(|place| part(&self.word, place, self.word.len()) == "s")
        {
            self.word.pop();
        }
        let letters = canonical(&self.word);
        (self.see)(Word {
            letters: &letters,
            form: Form::Letters,
            from: self.from,
            to,
        });
        self.word.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut found = Vec::new();
        each(text, &Folds::default(), &mut |word| {
            assert!(text.get(word.from..word.to).is_some(), "{word:?}");
            found.push(word.letters.to_string());
        });
        assert_eq!(found.join("|"), expected);
    }

    #[test]
    fn compounds_are_their_parts_and_all_of_it() {
        check("Wi-Fi, Q&A", "wi|fi|wifi|q|a|qa");
        check(
            "Cards & Offers",
            "cardz|oferz".replace("oferz", "offerz").as_str(),
        );
        check("auto-start -", "auto|ztart|autoztart");
    }

    #[test]
    fn apostrophes_are_no_letters() {
        check("children’s", "children");
        check("don't users'", "dont|uzerz");
    }

    #[test]
    fn chinese_is_each_character_and_each_two() {
        check("聊天记录", "聊|天|聊天|记|天记|录|记录");
        check("未满 14 周岁", "未|满|未满|14|周|岁|周岁");
        check("QQ号", "qq|号");
    }

    #[test]
    fn a_clause_is_found_by_its_number() {
        check("1.24 Listen.", "1.24|lizten");
    }
}
