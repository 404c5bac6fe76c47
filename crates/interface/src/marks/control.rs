//! What a page says of the control that a person answers at a place.

use notice::catalogue::ControlKind;

use super::{GUARDIAN, KIND, NAME, PURPOSE, STATEMENT_HASH, STEPS, WAY, WORDS_HASH};

/// A control as a page names it, in the page's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// The control.
    pub purpose: String,
    /// Its kind.
    pub kind: ControlKind,
    /// Its name.
    pub name: String,
    /// Hash of the words beside it.
    pub words_hash: String,
    /// Hash of the statement that a guardian makes before deciding; only a consent has one.
    pub statement_hash: Option<String>,
    /// Whether a guardian gives it, whoever reads.
    pub guardian: bool,
    /// The address of the way to it in the host app, where the notice names one.
    pub way: Option<String>,
    /// How many steps that way has, in words.
    pub steps: Option<String>,
}

impl Control {
    /// Reads the attributes of a place; `None` for a kind that this build does not know, since nobody
    /// can say what its answers mean, and where something is missing that a decision has to name.
    pub fn read(attribute: impl Fn(&str) -> Option<String>) -> Option<Control> {
        Some(Control {
            purpose: PURPOSE.read(&attribute)?,
            kind: KIND.read(&attribute)?,
            name: NAME.read(&attribute)?,
            words_hash: WORDS_HASH.read(&attribute)?,
            statement_hash: STATEMENT_HASH.read(&attribute),
            guardian: GUARDIAN.read(&attribute).is_some(),
            way: WAY.read(&attribute),
            steps: STEPS.read(&attribute),
        })
    }
}
