//! Disclosures: what is processed, why, on which basis, and what goes with them.

use serde::{Deserialize, Serialize};

use super::said::NOT_STATED;
use super::{Names, Said};
use crate::ClauseId;

/// One purpose for which a feature uses data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// Its identity.
    pub id: String,
    /// The entry of the source's inventory, such as `D41`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The clause that says it.
    pub clause: ClauseId,
    /// The feature.
    pub feature: Names,
    /// Why.
    pub purpose: Names,
    /// Ids of the data.
    #[serde(default)]
    pub data: Vec<String>,
    /// On which basis, as the source words it.
    #[serde(default)]
    pub basis: Basis,
    /// What refusing does.
    #[serde(default)]
    pub refusal: Said,
    /// Whether it is sensitive personal information, and who says so.
    #[serde(default)]
    pub sensitive: Sensitive,
    /// Whether a program analyses it on its own.
    #[serde(default)]
    pub automated: bool,
    /// Ids of those who receive it.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// How long it is kept.
    #[serde(default)]
    pub retention: RefOrNot,
}

/// The basis that the source gives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "the words of docs/notice-format.md, which say what they mean"
)]
pub enum Basis {
    Consent,
    ExplicitConsent,
    VoluntaryConsent,
    UserProvided,
    UserChoice,
    LegalObligation,
    Necessary,
    PermissionRequest,
    #[default]
    NotStated,
}

impl Basis {
    /// All of them; what the source leaves open comes last.
    pub const ALL: [Basis; 9] = [
        Basis::Consent,
        Basis::ExplicitConsent,
        Basis::VoluntaryConsent,
        Basis::UserProvided,
        Basis::UserChoice,
        Basis::LegalObligation,
        Basis::Necessary,
        Basis::PermissionRequest,
        Basis::NotStated,
    ];

    /// The word used in the catalogue.
    pub fn word(self) -> &'static str {
        match self {
            Basis::Consent => "consent",
            Basis::ExplicitConsent => "explicit-consent",
            Basis::VoluntaryConsent => "voluntary-consent",
            Basis::UserProvided => "user-provided",
            Basis::UserChoice => "user-choice",
            Basis::LegalObligation => "legal-obligation",
            Basis::Necessary => "necessary",
            Basis::PermissionRequest => "permission-request",
            Basis::NotStated => NOT_STATED,
        }
    }

    /// Whether a person's consent is what it rests on, in whichever form.
    pub fn is_consent(self) -> bool {
        matches!(
            self,
            Basis::Consent | Basis::ExplicitConsent | Basis::VoluntaryConsent
        )
    }
}

/// Whether data is sensitive personal information, and who says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sensitive {
    /// The source says so.
    Stated,
    /// The law counts it as such; the source does not say.
    Inferred,
    /// It is not.
    #[default]
    No,
}

/// The id of an entry, or the word `not-stated`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum RefOrNot {
    /// The source does not say.
    #[default]
    NotStated,
    /// The entry with this id.
    Id(String),
}

/// A kind of data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataItem {
    /// Its identity.
    pub id: String,
    /// Its name.
    pub names: Names,
    /// Whether it is sensitive personal information by its kind (PIPL 28).
    #[serde(default)]
    pub sensitive: bool,
}

/// Somebody who receives data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Its identity.
    pub id: String,
    /// The clause that names it.
    pub clause: ClauseId,
    /// Its name.
    pub names: Names,
}

/// How long something is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Its identity.
    pub id: String,
    /// The clause that says it.
    pub clause: ClauseId,
    /// What is kept.
    pub names: Names,
    /// For how long.
    pub rule: Names,
}

/// A document or list that the notice points to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its identity.
    pub id: String,
    /// What it is.
    pub kind: DocumentKind,
    /// The clauses that name it.
    pub clauses: Vec<ClauseId>,
    /// Its name.
    pub names: Names,
}

/// What a linked document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DocumentKind {
    /// A text of its own.
    #[serde(rename = "document")]
    Document,
    /// A list inside the app.
    #[serde(rename = "in-app list")]
    InAppList,
}

/// A way to reach the provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Its identity.
    pub id: String,
    /// Which way it is.
    pub kind: ContactKind,
    /// The clause that names it.
    pub clause: ClauseId,
    /// What it is called.
    pub names: Names,
    /// The address or place itself.
    pub value: Names,
}

/// Which way a contact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContactKind {
    /// A web page.
    Web,
    /// An e-mail address.
    Email,
    /// A postal address.
    Post,
    /// A place in the app.
    InApp,
    /// A customer service.
    Service,
}

/// Which text prevails over which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precedence {
    /// Its identity.
    pub id: String,
    /// The clause that says it.
    pub clause: ClauseId,
    /// What prevails.
    pub winner: Names,
    /// Over what.
    pub loser: Names,
    /// In which matters.
    pub scope: Names,
}

/// Words that must be in a clause exactly, in each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Its identity.
    pub id: String,
    /// The entry of the source's inventory, such as `F16`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The clause they are in; empty for the front matter.
    pub clause: ClauseId,
    /// The Chinese words.
    pub zh: String,
    /// The English words.
    pub en: String,
}

impl From<String> for RefOrNot {
    fn from(word: String) -> RefOrNot {
        if word == NOT_STATED {
            RefOrNot::NotStated
        } else {
            RefOrNot::Id(word)
        }
    }
}

impl From<RefOrNot> for String {
    fn from(reference: RefOrNot) -> String {
        match reference {
            RefOrNot::NotStated => NOT_STATED.to_owned(),
            RefOrNot::Id(id) => id,
        }
    }
}
