//! Facts stand where the catalogue says, word for word, and so do addresses and document names.
//!
//! A draft goes in, a finding for each text that lacks the words comes out.
//! Entry point: [`findings`].

use notice::catalogue::ContactKind;
use notice::release::Text;
use notice::{ClauseId, text};

use super::edition::Draft;
use super::finding::Finding;
use super::front_matter;

/// Words of the catalogue that do not stand in their clause.
pub fn findings(draft: &Draft) -> Vec<Finding> {
    let mut findings = Vec::new();
    for words in wanted(draft) {
        for text in &draft.release.texts {
            findings.extend(words.missing_in(draft, text));
        }
    }
    findings
}

/// Words that must stand in a clause.
struct Wanted<'a> {
    about: String,
    place: String,
    clause: &'a ClauseId,
    zh: &'a str,
    en: &'a str,
}

fn wanted(draft: &Draft) -> Vec<Wanted<'_>> {
    let catalogue = &draft.release.catalogue;
    let facts = catalogue
        .facts
        .iter()
        .enumerate()
        .map(|(index, fact)| Wanted {
            about: format!("fact `{}`", fact.id),
            place: format!("facts[{index}]"),
            clause: &fact.clause,
            zh: &fact.zh,
            en: &fact.en,
        });
    // The other contacts describe a place or a service in words of their own.
    let is_exact = |kind| {
        matches!(
            kind,
            ContactKind::Web | ContactKind::Email | ContactKind::Post
        )
    };
    let contacts = catalogue.contacts.iter().enumerate();
    let contacts = contacts.filter(|(_, contact)| is_exact(contact.kind));
    let contacts = contacts.map(|(index, contact)| Wanted {
        about: format!("contact `{}`", contact.id),
        place: format!("contacts[{index}].value"),
        clause: &contact.clause,
        zh: &contact.value.zh,
        en: &contact.value.en,
    });
    let documents = catalogue.documents.iter().enumerate();
    let documents = documents.flat_map(|(index, document)| {
        document.clauses.iter().map(move |clause| Wanted {
            about: format!("document `{}`", document.id),
            place: format!("documents[{index}]"),
            clause,
            zh: &document.names.zh,
            en: &document.names.en,
        })
    });
    let definitions = catalogue.definitions.iter().enumerate();
    let definitions = definitions.map(|(index, definition)| Wanted {
        about: format!("definition `{}`", definition.id),
        place: format!("definitions[{index}].names"),
        clause: &definition.clause,
        zh: &definition.names.zh,
        en: &definition.names.en,
    });
    let named = contacts.chain(documents);
    facts.chain(named).chain(definitions).collect()
}

impl Wanted<'_> {
    fn missing_in(&self, draft: &Draft, notice: &Text) -> Option<Finding> {
        let words = match notice.language {
            notice::Language::Zh => self.zh,
            notice::Language::En => self.en,
        };
        let said = |place: &str| {
            let entry = draft.in_catalogue(&self.place, String::new(), String::new());
            format!(
                "the {} of catalogue.toml:{} does not stand {place}; \
                 write `{words}` exactly so, or correct the entry",
                self.about, entry.line
            )
        };
        if self.clause.as_str().is_empty() {
            let is_there = front_matter::text_of(draft, notice).contains(words);
            return (!is_there).then(|| {
                Finding::of_file(&draft.file(notice.language), 1, said("in the front matter"))
            });
        }
        // A clause that there is not is said once, beside the other names that lead nowhere.
        let clause = notice.notice.clause(self.clause.as_str())?;
        let is_there = text::clause(clause).contains(words);
        (!is_there).then(|| draft.in_clause(notice, clause, clause.line, said("here")))
    }
}
