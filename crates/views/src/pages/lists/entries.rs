//! The rows of the two lists, in the words of one language: what their pages and their files both have.
//!
//! A release comes in, a row for each kind of data or recipient and each of its uses goes out, in the
//! same order in both languages. Entry point: [`of`].

use interface::words;
use notice::catalogue::{Catalogue, DataItem, Disclosure};
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
    let catalogue = &release.catalogue;
    let items = catalogue.data.iter();
    let rows = items.flat_map(|item| {
        let uses = catalogue.disclosures.iter();
        let uses = uses.filter(|entry| entry.data.contains(&item.id));
        uses.map(|entry| collected_row(release, item, entry, lang))
    });
    rows.collect()
}

fn collected_row(
    release: &Release,
    item: &DataItem,
    entry: &Disclosure,
    lang: Language,
) -> ListRow {
    let catalogue = &release.catalogue;
    // A use may be sensitive for another kind of data that it names.
    let sensitive = item
        .sensitive
        .then(|| match sensitive_words(entry.sensitive, lang) {
            Some(words) => words,
            None => words::data_sensitive_inferred(lang),
        });
    let recipients = names(recipient_names(catalogue, &entry.recipients, lang), lang);
    let cells = vec![
        cell("information", words::data_items(lang), item.names.get(lang)),
        stated("sensitive", words::list_sensitive(lang), sensitive),
        cell(
            "feature",
            words::data_feature(lang),
            entry.feature.get(lang),
        ),
        cell(
            "purpose",
            words::data_purpose(lang),
            entry.purpose.get(lang),
        ),
        stated(
            "basis",
            words::data_basis(lang),
            basis_words(entry.basis, lang),
        ),
        stated(
            "refusal",
            words::data_refusal(lang),
            entry.refusal.get(lang),
        ),
        stated(
            "recipients",
            words::data_recipients(lang),
            recipients.as_deref(),
        ),
        kept_for(catalogue, entry, lang),
        clause_of(release, entry, lang),
    ];
    row(&item.id, entry, cells)
}

fn shared(release: &Release, lang: Language) -> Vec<ListRow> {
    let catalogue = &release.catalogue;
    let recipients = catalogue.recipients.iter();
    let rows = recipients.flat_map(|recipient| {
        let uses = catalogue.disclosures.iter();
        let uses = uses.filter(|entry| entry.recipients.contains(&recipient.id));
        uses.map(|entry| {
            let data = names(data_names(catalogue, &entry.data, lang), lang);
            let cells = vec![
                cell(
                    "recipient",
                    words::data_recipients(lang),
                    recipient.names.get(lang),
                ),
                stated("information", words::data_items(lang), data.as_deref()),
                stated(
                    "sensitive",
                    words::list_sensitive(lang),
                    sensitive_words(entry.sensitive, lang),
                ),
                cell(
                    "feature",
                    words::data_feature(lang),
                    entry.feature.get(lang),
                ),
                cell(
                    "purpose",
                    words::data_purpose(lang),
                    entry.purpose.get(lang),
                ),
                stated(
                    "basis",
                    words::data_basis(lang),
                    basis_words(entry.basis, lang),
                ),
                kept_for(catalogue, entry, lang),
                clause_of(release, entry, lang),
            ];
            row(&recipient.id, entry, cells)
        })
    });
    rows.collect()
}

fn row(subject: &str, entry: &Disclosure, cells: Vec<Cell>) -> ListRow {
    ListRow {
        subject: subject.into(),
        use_of_data: entry.id.clone(),
        clause: entry.clause.to_string(),
        cells,
    }
}

fn cell(key: &'static str, head: &'static str, words: &str) -> Cell {
    stated(key, head, Some(words))
}

fn stated(key: &'static str, head: &'static str, words: Option<&str>) -> Cell {
    Cell {
        key,
        head,
        words: words.map(str::to_string),
    }
}

fn kept_for(catalogue: &Catalogue, entry: &Disclosure, lang: Language) -> Cell {
    let rule = retention_rule(catalogue, &entry.retention, lang);
    stated("retention", words::data_retention(lang), rule)
}

fn clause_of(release: &Release, entry: &Disclosure, lang: Language) -> Cell {
    let name = links::clause_name(notice_in(release, lang), entry.clause.as_str());
    cell("clause", words::data_clause(lang), &name)
}
