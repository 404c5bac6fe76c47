//! The rows of the two lists, in the words of one language: what their pages and their files both have.
//!
//! A release comes in, a row for each kind of data or recipient and each of its uses goes out, in the
//! same order in both languages. Entry point: [`of`].

use interface::words;
use notice::catalogue::{DataItem, Disclosure, Recipient};
use notice::{Language, Release};

use crate::pages::links;
use crate::pages::lists::List;
use crate::pages::site::notice_in;
use crate::pages::stated::{
    basis_words, data_names, names, recipient_names, retention_rule, sensitive_words,
};

/// A row: what it is about, and its cells.
#[derive(Debug)]
pub struct ListRow {
    /// The id of the kind of data, or of the recipient.
    pub subject: String,
    /// The id of the use.
    pub use_of_data: String,
    /// The clause that says so.
    pub clause: String,
    /// The cells, in the order of the columns; the first is the name of the subject.
    pub cells: Vec<Cell>,
}

/// One cell of a row.
#[derive(Debug)]
pub struct Cell {
    /// Its column, the same in every language.
    pub key: &'static str,
    /// The heading of its column.
    pub head: &'static str,
    /// What the notice says; `None` where it says nothing.
    pub words: Option<String>,
}

/// The rows of a list; none for a list that is no table.
pub fn of(list: List, release: &Release, lang: Language) -> Vec<ListRow> {
    match list {
        List::Collected => collected(release, lang),
        List::Shared => shared(release, lang),
        List::Rights | List::Recommendations => Vec::new(),
    }
}

fn collected(release: &Release, lang: Language) -> Vec<ListRow> {
    let items = release.catalogue.data.iter();
    let rows = items.flat_map(|item| {
        let uses = release.catalogue.disclosures.iter();
        let uses = uses.filter(|entry| entry.data.contains(&item.id));
        uses.map(|entry| collected_row(item, &UseCells::new(release, entry, lang)))
    });
    rows.collect()
}

fn collected_row(item: &DataItem, of: &UseCells) -> ListRow {
    let lang = of.lang;
    // A use may be sensitive for another kind of data that it names.
    let sensitive = item.sensitive.then(|| {
        let words = sensitive_words(of.entry.sensitive, lang);
        words.unwrap_or(words::data_sensitive_inferred(lang))
    });
    let named = Cell::of("information", words::data_items(lang), item.names.get(lang));
    let cells = vec![
        named,
        of.sensitive(sensitive),
        of.feature(),
        of.purpose(),
        of.basis(),
        of.refusal(),
        of.recipients(),
        of.retention(),
        of.clause(),
    ];
    of.row(&item.id, cells)
}

fn shared(release: &Release, lang: Language) -> Vec<ListRow> {
    let recipients = release.catalogue.recipients.iter();
    let rows = recipients.flat_map(|recipient| {
        let uses = release.catalogue.disclosures.iter();
        let uses = uses.filter(|entry| entry.recipients.contains(&recipient.id));
        uses.map(|entry| shared_row(recipient, &UseCells::new(release, entry, lang)))
    });
    rows.collect()
}

fn shared_row(recipient: &Recipient, of: &UseCells) -> ListRow {
    let (lang, name) = (of.lang, recipient.names.get(of.lang));
    let cells = vec![
        Cell::of("recipient", words::data_recipients(lang), name),
        of.information(),
        of.sensitive(sensitive_words(of.entry.sensitive, lang)),
        of.feature(),
        of.purpose(),
        of.basis(),
        of.retention(),
        of.clause(),
    ];
    of.row(&recipient.id, cells)
}

/// One use, and what its cells say in a language: each column once, for both lists.
struct UseCells<'a> {
    release: &'a Release,
    entry: &'a Disclosure,
    lang: Language,
}

impl<'a> UseCells<'a> {
    fn new(release: &'a Release, entry: &'a Disclosure, lang: Language) -> Self {
        UseCells {
            release,
            entry,
            lang,
        }
    }

    fn row(&self, subject: &str, cells: Vec<Cell>) -> ListRow {
        ListRow {
            subject: subject.into(),
            use_of_data: self.entry.id.clone(),
            clause: self.entry.clause.to_string(),
            cells,
        }
    }

    fn information(&self) -> Cell {
        let data = data_names(&self.release.catalogue, &self.entry.data, self.lang);
        let data = names(data, self.lang);
        Cell::stated("information", words::data_items(self.lang), data.as_deref())
    }

    fn sensitive(&self, words: Option<&str>) -> Cell {
        Cell::stated("sensitive", words::list_sensitive(self.lang), words)
    }

    fn feature(&self) -> Cell {
        let words = self.entry.feature.get(self.lang);
        Cell::of("feature", words::data_feature(self.lang), words)
    }

    fn purpose(&self) -> Cell {
        let words = self.entry.purpose.get(self.lang);
        Cell::of("purpose", words::data_purpose(self.lang), words)
    }

    fn basis(&self) -> Cell {
        let words = basis_words(self.entry.basis, self.lang);
        Cell::stated("basis", words::data_basis(self.lang), words)
    }

    fn refusal(&self) -> Cell {
        let words = self.entry.refusal.get(self.lang);
        Cell::stated("refusal", words::data_refusal(self.lang), words)
    }

    fn recipients(&self) -> Cell {
        let of_use = &self.entry.recipients;
        let recipients = recipient_names(&self.release.catalogue, of_use, self.lang);
        let recipients = names(recipients, self.lang);
        let head = words::data_recipients(self.lang);
        Cell::stated("recipients", head, recipients.as_deref())
    }

    fn retention(&self) -> Cell {
        let rule = retention_rule(&self.release.catalogue, &self.entry.retention, self.lang);
        Cell::stated("retention", words::data_retention(self.lang), rule)
    }

    fn clause(&self) -> Cell {
        let notice = notice_in(self.release, self.lang);
        let name = links::clause_name(notice, self.entry.clause.as_str());
        Cell::of("clause", words::data_clause(self.lang), &name)
    }
}

impl Cell {
    fn of(key: &'static str, head: &'static str, words: &str) -> Self {
        Cell::stated(key, head, Some(words))
    }

    fn stated(key: &'static str, head: &'static str, words: Option<&str>) -> Self {
        Cell {
            key,
            head,
            words: words.map(str::to_string),
        }
    }
}
