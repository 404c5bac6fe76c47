//! What people come for: tasks that the start page names, and topics of personal information.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Names, Way};

/// Something that many people come for, in their own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// What a person wants to do or know.
    pub names: Names,
    /// Where that is done or said.
    pub to: Target,
}

/// Where a task leads: `path:ID`, `guide:ID`, `topic:ID` or `control:ID`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// A way through the host app.
    Way(Way),
    /// The uses of a topic.
    Topic(String),
    /// A control on the page of all choices.
    Control(String),
}

/// Kinds of data that a person thinks of as one, such as all that tells where they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its identity.
    pub id: String,
    /// Its name.
    pub names: Names,
    /// What a person asks about it, as a whole question; empty where nobody wrote one.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub question: Names,
    /// Ids of the data.
    pub data: Vec<String>,
}

impl Target {
    /// Reads `path:ID`, `guide:ID`, `topic:ID` or `control:ID`; `None` for anything else.
    pub fn from_word(word: &str) -> Option<Target> {
        let (kind, id) = word.split_once(':').filter(|(_, id)| !id.is_empty())?;
        match kind {
            "topic" => Some(Target::Topic(id.to_owned())),
            "control" => Some(Target::Control(id.to_owned())),
            _ => Way::from_word(word).map(Target::Way),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Way(way) => way.fmt(f),
            Target::Topic(id) => write!(f, "topic:{id}"),
            Target::Control(id) => write!(f, "control:{id}"),
        }
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Target::from_word(&word).ok_or_else(|| {
            de::Error::custom(format!(
                "`{word}` is not path:ID, guide:ID, topic:ID or control:ID"
            ))
        })
    }
}
