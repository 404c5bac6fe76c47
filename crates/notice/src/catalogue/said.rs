//! Words in both languages, and words that the source may not give.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::Language;

/// A name or a sentence in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// In simplified Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Names {
    /// Whether neither language has words.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }

    /// The words in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// Words that the source gives, or the word `not-stated`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Said {
    /// The source does not say; a page shows just that.
    #[default]
    NotStated,
    /// The source says it.
    Said(Names),
}

impl Said {
    /// The words in one language; `None` where the source does not say.
    pub fn get(&self, language: Language) -> Option<&str> {
        match self {
            Said::NotStated => None,
            Said::Said(names) => Some(names.get(language)),
        }
    }
}

/// How TOML and JSON write it.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Word(String),
    Names(Names),
}

impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Said::NotStated => serializer.serialize_str(NOT_STATED),
            Said::Said(names) => names.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wanted = "write not-stated, or { zh = \"...\", en = \"...\" }";
        match Written::deserialize(deserializer) {
            Ok(Written::Word(word)) if word == NOT_STATED => Ok(Said::NotStated),
            Ok(Written::Names(names)) => Ok(Said::Said(names)),
            Ok(Written::Word(word)) => Err(de::Error::custom(format!(
                "`{word}` is not known; {wanted}"
            ))),
            Err(_) => Err(de::Error::custom(wanted)),
        }
    }
}

/// The word for what the source leaves open.
pub(super) const NOT_STATED: &str = "not-stated";
