//! The dates of a notice: when it was updated, from when it applies.
//!
//! Sentences at the head of the text, else at its end, come in; dates that are certain come out,
//! and a doubt for each that is not. Three things must be so before a date counts: the sentence is
//! about this notice ([`of_this_notice`]), a verb takes the date ([`verbs`]), and no other sentence gives
//! another. Nothing is guessed: a wrong date has legal consequences, a missing one is asked for.
//! Entry point: [`find`].

mod of_this_notice;
mod in_tables;
mod unclear;
mod verbs;

use std::collections::BTreeMap;
use std::ops::Range;

use notice::text::dates::{self, WrittenDate};

use crate::source_blocks::{FrontLine, SourceBlock, SourceKind, SourceText};
use of_this_notice::About;
use verbs::Verb;

/// The dates that a text states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dates {
    pub updated: Option<FoundDate>,
    pub effective: Option<FoundDate>,
    /// Dates that may be meant and are not taken.
    pub doubts: Vec<Note>,
    /// What was taken from a sentence with more than one date.
    pub taken: Vec<Note>,
}

/// A date and its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundDate {
    pub iso: String,
    pub line: usize,
}

/// Something to say about a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    pub line: usize,
    pub what: String,
}

/// How many blocks at the start of a text may be its head: title, dateline, summary of changes.
/// Halved and doubled, no test fails.
const HEAD: usize = 30;

/// How many at its end may be a dateline or a signature.
/// Halved and doubled, no test fails.
const TAIL: usize = 5;

/// A sentence with more characters than this tells of some other date.
/// Halved and doubled, no test fails.
const LONGEST_DATELINE: usize = 200;

/// A sentence with more characters that does not name the notice is about something else.
/// Halved, `a_new_text_that_is_announced_may_be_another_one` fails; doubled, no test does.
const LONGEST_UNSURE: usize = 160;

/// Finds the dates of a text.
pub(crate) fn find(source: &SourceText) -> Dates {
    let mut reader = Reader::default();
    for line in &source.front {
        reader.front(line);
    }
    let mut headings = 0;
    let mut lists = Reader::default();
    for block in source.blocks.iter().take(HEAD) {
        headings += usize::from(matches!(block.kind, SourceKind::Heading { .. }));
        match block.kind {
            SourceKind::Item { .. } if headings > 1 => lists.block(block),
            _ => reader.block(block),
        }
    }
    // A list below a section may be one of the earlier versions, if anything else has a date.
    if reader.found.is_empty() {
        reader.fill_from(lists);
    }
    // A table often lists earlier versions: it counts where the text around it says nothing.
    let mut tables = Reader::default();
    for block in source.blocks.iter().take(HEAD) {
        tables.table(block);
    }
    reader.fill_from(tables);
    // What the head states is not looked for at the end, where earlier versions are listed.
    let mut tail = Reader::default();
    let from = source.blocks.len().saturating_sub(TAIL).max(HEAD);
    for block in source.blocks.iter().skip(from) {
        if !matches!(block.kind, SourceKind::Item { .. }) {
            tail.block(block);
        }
    }
    reader.fill_from(tail);
    reader.finish()
}

/// A date that a verb takes.
struct Candidate {
    verb: Verb,
    date: FoundDate,
    /// Whether the sentence has another date.
    has_others: bool,
}

#[derive(Default)]
struct Reader {
    found: Vec<Candidate>,
    dates: Dates,
}

impl Reader {
    fn block(&mut self, block: &SourceBlock) {
        if block.kind == SourceKind::Verbatim {
            return self.quoted(block);
        }
        self.words(block.line, &block.text);
    }

    fn words(&mut self, line: usize, text: &str) {
        let text = of_this_notice::plain(text);
        for sentence in of_this_notice::sentences(&text) {
            if sentence.chars().count() <= LONGEST_DATELINE {
                self.sentence(line, sentence);
            }
        }
    }

    /// Some put the dateline into a quotation or a box, for the look of it.
    fn quoted(&mut self, block: &SourceBlock) {
        let is_box = block.text.starts_with(['>', '`', '\t']) || block.text.starts_with("    ");
        for (index, line) in block.text.lines().enumerate().filter(|_| is_box) {
            let words = line.trim_start_matches(['>', ' ', '\t']);
            if of_this_notice::is_dateline(&of_this_notice::plain(words)) {
                self.words(block.line + index, words);
            }
        }
    }

    /// The dates in the cells of a table, or behind a term.
    fn table(&mut self, block: &SourceBlock) {
        if block.kind != SourceKind::Verbatim {
            return;
        }
        for (line, sentence) in &in_tables::sentences(&block.text) {
            let sentence = of_this_notice::plain(sentence);
            if sentence.chars().count() <= LONGEST_DATELINE {
                self.sentence(block.line + line, &sentence);
            }
        }
    }

    /// Takes over what another part of the text says of dates that are not stated so far.
    fn fill_from(&mut self, mut other: Reader) {
        let (is_updated, is_effective) = (
            !self.candidates(Verb::Update).is_empty(),
            !self.candidates(Verb::Effect).is_empty(),
        );
        other.found.retain(|found| match found.verb {
            Verb::Effect => !is_effective,
            Verb::Update | Verb::Publication => !is_updated,
        });
        self.found.append(&mut other.found);
        self.dates.doubts.append(&mut other.dates.doubts);
    }

    fn sentence(&mut self, line: usize, sentence: &str) {
        let sentence = of_this_notice::own_part(sentence);
        let about = of_this_notice::about(sentence);
        if about == About::Other {
            return;
        }
        let (whole, partial): (Vec<_>, Vec<_>) = dates::find(sentence)
            .into_iter()
            .partition(|(_, date)| is_whole(date));
        let places: Vec<_> = whole.iter().map(|(at, _)| at.clone()).collect();
        if about == About::Unsure {
            return self.unsure(line, sentence, &whole, &places);
        }
        for written in unclear::find(sentence, &partial) {
            if verbs::has_any(sentence) {
                self.doubt(line, format!("`{written}` is no date to the day, or can be read in two ways; write the date if you know it"));
            }
        }
        for (index, (at, date)) in whole.iter().enumerate() {
            let verbs = verbs::of(sentence, &places, index);
            if !verbs::has_any(sentence) && of_this_notice::is_dateline(sentence) {
                let what = format!(
                    "{} stands alone; write it as `updated` or `effective` if it is that",
                    date.iso()
                );
                self.doubt(line, what);
            }
            if verbs.is_empty() && verbs::has_any(sentence) {
                self.doubt(
                    line,
                    format!(
                        "{} in `{}`: no verb says what it is the date of",
                        date.iso(),
                        of_this_notice::readable(sentence)
                    ),
                );
            }
            for verb in verbs {
                self.found.push(Candidate {
                    verb,
                    date: FoundDate {
                        iso: date.iso(),
                        line,
                    },
                    has_others: whole.len() > 1,
                });
            }
            debug_assert!(at.end <= sentence.len());
        }
    }

    /// Dates that a verb takes in a short sentence that may be about another text.
    fn unsure(
        &mut self,
        line: usize,
        sentence: &str,
        dates: &[(Range<usize>, WrittenDate)],
        places: &[Range<usize>],
    ) {
        for (index, (_, date)) in dates.iter().enumerate() {
            let is_taken = !verbs::of(sentence, places, index).is_empty();
            if is_taken && sentence.chars().count() <= LONGEST_UNSURE {
                let what = format!(
                    "{} in `{}` may be the date of another text; write it if it is of this one",
                    date.iso(),
                    of_this_notice::readable(sentence)
                );
                self.doubt(line, what);
            }
        }
    }

    /// Front matter of a site says by its key what a date is.
    fn front(&mut self, front: &FrontLine) {
        let FrontLine { line, key, value } = front;
        let Some(date) = dates::read(value.trim_matches(['"', '\''])).filter(is_whole) else {
            return;
        };
        let verb = match key.to_lowercase().replace(['_', ' '], "-").as_str() {
            "updated" | "last-updated" | "lastupdated" | "revised" | "last-revised" => Verb::Update,
            "effective" | "effective-date" | "effectivedate" | "valid-from" => Verb::Effect,
            // The day on which a page was built or first put there is another one.
            "date" | "lastmod" | "last-modified" | "published" | "publishdate" | "modified" => {
                return self.doubt(*line, format!("the front matter says `{key}: {value}`; write it as `updated` if it is the date of the text"));
            }
            _ => return,
        };
        self.found.push(Candidate {
            verb,
            date: FoundDate {
                iso: date.iso(),
                line: *line,
            },
            has_others: false,
        });
    }

    fn doubt(&mut self, line: usize, what: String) {
        self.dates.doubts.push(Note { line, what });
    }

    /// The dates that a verb takes, each once, with its first line. A date of publication counts
    /// where no sentence speaks of an update.
    fn candidates(&self, verb: Verb) -> BTreeMap<String, &Candidate> {
        let of = |verb: Verb| {
            let mut dates = BTreeMap::new();
            for found in self.found.iter().filter(|found| found.verb == verb) {
                dates.entry(found.date.iso.clone()).or_insert(found);
            }
            dates
        };
        let dates = of(verb);
        match verb {
            Verb::Update if dates.is_empty() => of(Verb::Publication),
            _ => dates,
        }
    }

    fn finish(mut self) -> Dates {
        let updated = self.only(Verb::Update, "updated");
        let effective = self.only(Verb::Effect, "effective");
        // A date that was taken is in no doubt elsewhere, and none is where both are known.
        let taken: Vec<String> = [&updated, &effective]
            .into_iter()
            .flatten()
            .map(|date| date.iso.clone())
            .collect();
        self.dates
            .doubts
            .retain(|doubt| taken.len() < 2 && !taken.iter().any(|iso| doubt.what.contains(iso)));
        if let (Some(update), Some(effect)) = (&updated, &effective)
            && update.iso > effect.iso
        {
            let what = format!(
                "the text would be updated on {}, after it took effect on {}; write both dates if you know them",
                update.iso, effect.iso
            );
            self.doubt(update.line, what);
            return self.dates;
        }
        Dates {
            updated,
            effective,
            ..self.dates
        }
    }

    /// The only date that a verb takes; several are a doubt.
    fn only(&mut self, verb: Verb, key: &str) -> Option<FoundDate> {
        let candidates = self.candidates(verb);
        let first = candidates.values().next()?;
        let (date, has_others) = (first.date.clone(), first.has_others);
        if candidates.len() > 1 {
            let several: Vec<String> = candidates
                .values()
                .map(|found| format!("{} (line {})", found.date.iso, found.date.line))
                .collect();
            let what = format!(
                "`{key}` can be {}; write the right one",
                several.join(" or ")
            );
            self.doubt(date.line, what);
            return None;
        }
        if has_others {
            let what = format!("`{key}` is {}, from a sentence with more dates", date.iso);
            self.dates.taken.push(Note {
                line: date.line,
                what,
            });
        }
        Some(date)
    }
}

/// Whether a line gives a date.
pub(crate) fn has_date(text: &str) -> bool {
    dates::find(&of_this_notice::plain(text))
        .iter()
        .any(|(_, date)| is_whole(date))
}

/// Whether a date can be that of a notice: to the day, and from a time that had such notices.
fn is_whole(date: &WrittenDate) -> bool {
    const FIRST: u32 = 1980;
    date.day.is_some() && date.year.is_some_and(|year| year >= FIRST)
}
