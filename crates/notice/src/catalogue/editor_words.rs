//! What an editor adds to a notice: sections in a sentence, and words explained.

use serde::{Deserialize, Serialize};

use super::Names;
use crate::ClauseId;

/// What a section says in a sentence, in the words of the editor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// The section.
    pub clause: ClauseId,
    /// The sentence: nothing that the section does not say.
    pub words: Names,
}

/// A word that the notice explains, in the words of the editor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Its identity.
    pub id: String,
    /// The clause that explains it.
    pub clause: ClauseId,
    /// The word, as that clause has it.
    pub names: Names,
    /// Other forms of it, in either language, such as a plural.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<String>,
    /// What it means there.
    pub words: Names,
}
