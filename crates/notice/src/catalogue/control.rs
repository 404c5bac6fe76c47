//! Controls: what a reader can switch.

use serde::{Deserialize, Serialize};

use super::{Names, Said, Way};
use crate::ClauseId;

/// A switch that the reader can set on the choices page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Its identity; the purpose that the consent API knows.
    pub id: String,
    /// Which of the three kinds it is.
    pub kind: ControlKind,
    /// The clause that grounds it.
    pub clause: ClauseId,
    /// Where it is in the host app; absent where the notice names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<Way>,
    /// Its name.
    pub names: Names,
    /// What it is about, where there are many of its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What refusing or switching off does.
    #[serde(default)]
    pub effect: Said,
    /// Its state before anybody chose.
    #[serde(default)]
    pub default: Said,
    /// Whether it is about sensitive personal information.
    #[serde(default)]
    pub sensitive: bool,
    /// Whether a guardian's act is needed.
    #[serde(default)]
    pub guardian: bool,
    /// Whether Global Privacy Control objects to it until the reader decides: an opt-out from
    /// advertising, from sale or from sharing, and nothing else.
    #[serde(default)]
    pub gpc: bool,
    /// The disclosures that it governs.
    #[serde(default)]
    pub disclosures: Vec<String>,
}

/// What several controls are about, such as location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its identity.
    pub id: String,
    /// Its name.
    pub names: Names,
}

/// The three kinds of control, never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ControlKind {
    /// Something that runs until the reader objects: recommendation, advertising.
    OptOut,
    /// Something that waits for the reader's consent: sensitive or optional processing.
    Consent,
    /// A setting that is neither.
    Preference,
}

impl ControlKind {
    /// All of them.
    pub const ALL: [ControlKind; 3] = [
        ControlKind::OptOut,
        ControlKind::Consent,
        ControlKind::Preference,
    ];

    /// The word used in the catalogue.
    pub fn word(self) -> &'static str {
        match self {
            ControlKind::OptOut => "opt-out",
            ControlKind::Consent => "consent",
            ControlKind::Preference => "preference",
        }
    }

    /// Reads the word used in the catalogue; `None` for any other.
    pub fn from_word(word: &str) -> Option<ControlKind> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
