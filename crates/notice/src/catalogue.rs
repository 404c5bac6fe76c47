//! The catalogue of a release: controls, disclosures, paths, guides, facts, hashes.
//!
//! `catalogue.toml` goes in, a [`Catalogue`] comes out; its shape is written in
//! `docs/notice-format.md`. Entry point: [`Catalogue::read`].

mod control;
mod disclosure;
mod editor_words;
mod right;
mod said;
mod task;
mod way;

pub use control::{Control, ControlKind, Group};
pub use disclosure::{
    Basis, Contact, ContactKind, DataItem, Disclosure, Document, DocumentKind, Fact, Precedence,
    Recipient, RefOrNot, Retention, Sensitive,
};
pub use editor_words::{Definition, Summary};
pub use right::{Right, RightEntry};
pub use said::{Names, Said};
pub use task::{Target, Task, Topic};
pub use way::{End, Flow, Follows, Guide, Outcome, Path, Want, Way};

use serde::{Deserialize, Serialize};

use crate::Language;
use crate::unreadable::Unreadable;

/// Everything that a release declares about its text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Catalogue {
    /// Who is responsible.
    pub provider: Provider,
    /// What consents are about, in the order in which they are shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// What the reader can switch.
    pub controls: Vec<Control>,
    /// What is processed, why, and on which basis.
    pub disclosures: Vec<Disclosure>,
    /// Kinds of data that disclosures name.
    pub data: Vec<DataItem>,
    /// Who receives data.
    pub recipients: Vec<Recipient>,
    /// How long data is kept.
    pub retention: Vec<Retention>,
    /// Documents and lists that the notice points to.
    pub documents: Vec<Document>,
    /// Ways to reach the provider.
    pub contacts: Vec<Contact>,
    /// Which text prevails over which.
    pub precedence: Vec<Precedence>,
    /// What is said of a person's rights.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rights: Vec<RightEntry>,
    /// What sections say, each in a sentence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub summaries: Vec<Summary>,
    /// Words that the notice explains.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub definitions: Vec<Definition>,
    /// Words that must be in a clause exactly.
    pub facts: Vec<Fact>,
    /// Settings paths.
    pub paths: Vec<Path>,
    /// Guides.
    pub guides: Vec<Guide>,
    /// What many people come for, in the order of the start page.
    pub tasks: Vec<Task>,
    /// Kinds of data that belong together for a reader.
    pub topics: Vec<Topic>,
    /// SHA-256 of each published file.
    pub files: Files,
}

/// The company behind the notice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Provider {
    /// Its registered name.
    pub names: Names,
    /// Its registered address.
    pub address: Names,
}

/// SHA-256 of each published file, in hex; absent in a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Files {
    /// The Chinese file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
    /// The English file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Files {
    /// The hash recorded for a language.
    pub fn of(&self, language: Language) -> Option<&str> {
        match language {
            Language::Zh => self.zh.as_deref(),
            Language::En => self.en.as_deref(),
        }
    }
}

impl Catalogue {
    /// Reads `catalogue.toml`.
    ///
    /// # Errors
    /// Says the line and what is wrong there when the text is not a catalogue.
    pub fn read(text: &str) -> Result<Catalogue, Unreadable> {
        toml::from_str(text).map_err(|error| Unreadable::new("catalogue.toml", text, &error))
    }

    /// The control with this id.
    pub fn control(&self, id: &str) -> Option<&Control> {
        self.controls.iter().find(|control| control.id == id)
    }

    /// The disclosure with this id.
    pub fn disclosure(&self, id: &str) -> Option<&Disclosure> {
        self.disclosures.iter().find(|entry| entry.id == id)
    }

    /// The kind of data with this id.
    pub fn datum(&self, id: &str) -> Option<&DataItem> {
        self.data.iter().find(|item| item.id == id)
    }

    /// The recipient with this id.
    pub fn recipient(&self, id: &str) -> Option<&Recipient> {
        self.recipients.iter().find(|recipient| recipient.id == id)
    }

    /// The rule with this id that says how long data is kept.
    pub fn retention_rule(&self, id: &str) -> Option<&Retention> {
        self.retention.iter().find(|rule| rule.id == id)
    }

    /// The topic with this id.
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }

    /// The settings path with this id.
    pub fn path(&self, id: &str) -> Option<&Path> {
        self.paths.iter().find(|path| path.id == id)
    }

    /// The guide under the clause with this id.
    pub fn guide(&self, id: &str) -> Option<&Guide> {
        self.guides.iter().find(|guide| guide.id.as_str() == id)
    }
}
