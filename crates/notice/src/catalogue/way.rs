//! Ways through the host app: settings paths and guides.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Names;
use crate::ClauseId;

/// Where a control is in the host app: `path:ID` or `guide:ID`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Way {
    /// A settings path, by its id.
    Path(String),
    /// A guide, by its clause.
    Guide(ClauseId),
}

/// A chain of labels that a clause names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Path {
    /// Its identity, as in `path:ID`.
    pub id: String,
    /// What it does, as a verb and a thing; empty in a draft.
    #[serde(default)]
    pub title: Names,
    /// The entry of the source's inventory, such as `P16`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The clause that names it.
    pub clause: ClauseId,
    /// The row of the settings manifest where it ends.
    pub row: String,
    /// What a person can do at its end.
    #[serde(default)]
    pub ends: Vec<End>,
}

/// What a person can do at the end of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// Look.
    View,
    /// Look and change.
    Manage,
    /// Pick one of several.
    Choice,
    /// Switch on or off.
    Toggle,
    /// Delete.
    Delete,
    /// Ask somebody to delete.
    DeleteRequest,
    /// Take a copy along.
    Export,
}

/// What the release says of a guide besides its steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// The clause of the guide.
    pub id: ClauseId,
    /// What it does, as a verb and a thing; empty in a draft.
    #[serde(default)]
    pub title: Names,
    /// What it leads to.
    #[serde(default)]
    pub outcome: Vec<Outcome>,
    /// Which wish it answers.
    pub wants: Want,
    /// Whether something is lost at its end.
    #[serde(default)]
    pub destructive: bool,
    /// For each step the row it touches: `""` for none, several joined by `|`.
    #[serde(default)]
    pub steps: Vec<String>,
    /// Several ways numbered as one list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flows: Vec<Flow>,
    /// A step that repeats the steps of another guide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<Follows>,
    /// Whether a step switches on what a later one switches off.
    #[serde(default)]
    pub enables_first: bool,
}

/// One of several ways in a guide: its steps `from` to `to`, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// Its identity, which is its address: no guide and no path has the same.
    pub id: String,
    /// What it does, in simplified Chinese.
    pub zh: String,
    /// What it does, in English.
    pub en: String,
    /// Its first step.
    pub from: usize,
    /// Its last step.
    pub to: usize,
}

impl Flow {
    /// What it does, in both languages.
    pub fn names(&self) -> Names {
        Names {
            zh: self.zh.clone(),
            en: self.en.clone(),
        }
    }
}

/// Step `step` repeats the steps 1 to `upto` of `guide`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Follows {
    /// The step, from 1.
    pub step: usize,
    /// The other guide.
    pub guide: ClauseId,
    /// The last step taken from it.
    pub upto: usize,
}

/// What a guide leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "the words of docs/notice-format.md, which say what they mean"
)]
pub enum Outcome {
    View,
    Choice,
    Export,
    Delete,
    Rectify,
    Toggle,
    Disable,
    WithdrawAuthorisation,
    Manage,
    DeleteAccount,
    CancelService,
    Report,
    Contact,
}

/// What a person wants who looks for a guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Want {
    /// See what is there.
    See,
    /// Take a copy.
    Copy,
    /// Correct it.
    Correct,
    /// Delete it.
    Delete,
    /// Switch something off.
    SwitchOff,
    /// Limit who sees or gets something.
    Limit,
    /// Close the account.
    Close,
    /// Complain.
    Complain,
    /// Get in touch about something else.
    Contact,
}

impl Way {
    /// Reads `path:ID` or `guide:ID`; `None` for anything else.
    pub fn from_word(word: &str) -> Option<Way> {
        let (kind, id) = word.split_once(':').filter(|(_, id)| !id.is_empty())?;
        match kind {
            "path" => Some(Way::Path(id.to_owned())),
            "guide" => Some(Way::Guide(ClauseId(id.to_owned()))),
            _ => None,
        }
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Way::Path(id) => write!(f, "path:{id}"),
            Way::Guide(id) => write!(f, "guide:{id}"),
        }
    }
}

impl Serialize for Way {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Way {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Way::from_word(&word)
            .ok_or_else(|| de::Error::custom(format!("way `{word}` is not path:ID or guide:ID")))
    }
}
