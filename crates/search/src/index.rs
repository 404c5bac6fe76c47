//! The index of a release: its entries, and the words of all their texts by number.
//!
//! [`Index::read`] takes the file that [`crate::publish::file`] wrote. Line by line: the characters that
//! fold, in pairs; how many entries there are; a line for each entry, what it is, the clause it belongs to
//! and where it leads, with tabs between; then four lines for each entry in Chinese, and as many in English:
//! title, names, unseen words and text.

use notice::Language;

use crate::spelling::Folds;
use crate::vocabulary::{Vocabulary, WordId};
use crate::words;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A clause of the notice.
    Clause,
    /// A guide: steps in the host app.
    Guide,
    /// A settings path.
    Path,
    /// A control on the page of choices.
    Control,
    /// A topic of personal information, with all uses of it.
    Topic,
    /// One use of personal information.
    Use,
    /// A word that the notice defines.
    Definition,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 7] = [
        Kind::Clause,
        Kind::Guide,
        Kind::Path,
        Kind::Control,
        Kind::Topic,
        Kind::Use,
        Kind::Definition,
    ];

    /// The letter for it in the file.
    pub(crate) fn letter(self) -> &'static str {
        match self {
            Kind::Clause => "c",
            Kind::Guide => "g",
            Kind::Path => "p",
            Kind::Control => "o",
            Kind::Topic => "t",
            Kind::Use => "u",
            Kind::Definition => "d",
        }
    }
}

/// One of the four texts of an entry in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// What it is called.
    Title,
    /// What else it is called: the labels that lead there, the heading of a guide.
    Names,
    /// What people say for it; never shown.
    Unseen,
    /// What it says.
    Text,
}

impl Field {
    pub(crate) const ALL: [Field; 4] = [Field::Title, Field::Names, Field::Unseen, Field::Text];
}

/// An entry, by what is the same in both languages.
#[derive(Debug)]
pub(crate) struct Entry {
    pub kind: Kind,
    pub clause: String,
    pub address: String,
}

/// A release that can be searched.
#[derive(Debug)]
pub struct Index {
    pub(crate) folds: Folds,
    pub(crate) entries: Vec<Entry>,
    /// The texts of all entries, by [`Index::section`].
    texts: Vec<String>,
    pub(crate) vocabulary: Vocabulary,
    /// The words of all texts, one text behind the other.
    words: Vec<WordId>,
    /// Where the words of each text end.
    ends: Vec<usize>,
}

impl Index {
    /// Reads the file; `None` where it is none.
    pub fn read(file: &str) -> Option<Index> {
        let mut lines = file.split('\n');
        let folds = Folds::read(lines.next()?);
        // As wide as a step in an address is, which is read as text anyway.
        let count = usize::from(lines.next()?.parse::<u16>().ok()?);
        let mut entries = Vec::new();
        for _ in 0..count {
            let mut parts = lines.next()?.split('\t');
            let letter = parts.next()?;
            entries.push(Entry {
                kind: Kind::ALL.into_iter().find(|kind| kind.letter() == letter)?,
                clause: parts.next()?.to_string(),
                address: parts.next()?.to_string(),
            });
        }
        let mut index = Index {
            folds,
            entries,
            texts: Vec::new(),
            vocabulary: Vocabulary::for_text(file.len()),
            words: Vec::new(),
            ends: Vec::new(),
        };
        for _ in 0..count * Field::ALL.len() * Language::ALL.len() {
            index.add(lines.next()?);
        }
        Some(index)
    }

    fn add(&mut self, text: &str) {
        let (vocabulary, list) = (&mut self.vocabulary, &mut self.words);
        words::each(text, &self.folds, &mut |word| {
            list.push(vocabulary.add(word.letters));
        });
        self.ends.push(self.words.len());
        self.texts.push(text.to_string());
    }

    /// Which of all texts is a field of an entry in a language.
    fn section(&self, entry: usize, lang: Language, field: Field) -> usize {
        let of_lang = match lang {
            Language::Zh => entry,
            Language::En => self.entries.len() + entry,
        };
        of_lang * Field::ALL.len() + field as usize
    }

    /// A text of an entry.
    pub(crate) fn text(&self, entry: usize, lang: Language, field: Field) -> &str {
        &self.texts[self.section(entry, lang, field)]
    }

    /// Its words.
    pub(crate) fn words(&self, entry: usize, lang: Language, field: Field) -> &[WordId] {
        let section = self.section(entry, lang, field);
        let from = section.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.words.get(from..self.ends[section]).unwrap_or_default()
    }
}
