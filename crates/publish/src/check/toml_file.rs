//! A TOML file with the line of everything in it.
//!
//! The readers of `crates/notice` give values; a message needs the line as well. The text goes
//! in, the line of a place such as `guides[2].steps[4]` comes out. Entry point: [`TomlFile`].

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Every entry of a TOML file, in the order of its keys.
#[derive(Debug, Default)]
pub struct TomlFile {
    /// Where the file is.
    pub path: PathBuf,
    entries: Vec<Entry>,
}

/// One value of the file.
#[derive(Debug)]
pub struct Entry {
    /// Its place: keys joined by dots, positions in brackets, as in `controls[0].names.zh`.
    pub place: String,
    /// Its line, from 1.
    pub line: usize,
    /// The value where it is a string.
    pub text: Option<String>,
}

impl TomlFile {
    /// Reads the lines of `text`; a text that is not TOML has none, which its own reader says.
    pub fn read(path: &Path, text: &str) -> TomlFile {
        let starts = text.match_indices('\n').map(|(end, _)| end + 1).collect();
        let mut reader = Reader {
            starts,
            entries: Vec::new(),
        };
        if let Ok(root) = DeTable::parse(text) {
            reader.table("", root.get_ref());
        }
        TomlFile {
            path: path.to_owned(),
            entries: reader.entries,
        }
    }

    /// The line of a place, or of the nearest place around it; 1 where there is none.
    pub fn line(&self, place: &str) -> usize {
        let mut place = place;
        loop {
            if let Some(entry) = self.entries.iter().find(|entry| entry.place == place) {
                return entry.line;
            }
            match place.rfind(['.', '[']) {
                Some(end) => place = &place[..end],
                None => return 1,
            }
        }
    }

    /// The entry that a place belongs to, as messages name it: ``control `ads` ``.
    pub fn owner(&self, place: &str) -> String {
        let entry = place.split_inclusive(']').next().unwrap_or(place);
        let id_place = format!("{entry}.id");
        let id = self
            .strings()
            .find(|(entry, _)| entry.place == id_place)
            .map(|(_, id)| id);
        let table = entry.split('[').next().unwrap_or(entry);
        let word = table.strip_suffix('s').unwrap_or(table);
        id.map_or_else(|| word.to_owned(), |id| format!("{word} `{id}`"))
    }

    /// Every string of the file.
    pub fn strings(&self) -> impl Iterator<Item = (&Entry, &str)> {
        self.entries
            .iter()
            .filter_map(|entry| Some((entry, entry.text.as_deref()?)))
    }
}

struct Reader {
    /// Where each line but the first begins.
    starts: Vec<usize>,
    entries: Vec<Entry>,
}

impl Reader {
    fn table(&mut self, place: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let joint = if place.is_empty() { "" } else { "." };
            self.value(&format!("{place}{joint}{}", key.get_ref()), value);
        }
    }

    fn value(&mut self, place: &str, value: &Spanned<DeValue<'_>>) {
        let begins = value.span().start;
        let line = self.starts.partition_point(|start| *start <= begins) + 1;
        let text = value.get_ref().as_str().map(str::to_owned);
        self.entries.push(Entry {
            place: place.to_owned(),
            line,
            text,
        });
        match value.get_ref() {
            DeValue::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(&format!("{place}[{index}]"), item);
                }
            }
            DeValue::Table(table) => self.table(place, table),
            _ => {}
        }
    }
}
