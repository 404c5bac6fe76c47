//! The settings manifest: the screens and rows of the host app, as a tree.
//!
//! `settings.toml` goes in, [`Settings`] comes out. An id says where a row is: the screen
//! it is on is what is before the last dot. Entry point: [`Settings::read`].

use serde::{Deserialize, Serialize};

use crate::Language;
use crate::unreadable::Unreadable;

/// Every row, in the order in which a screen is to show them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row of a screen; where it opens a screen, that screen too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Its identity and its place: `me.settings.general`.
    pub id: String,
    /// What it is.
    pub kind: RowKind,
    /// Its Chinese label, as the app writes it as far as is known; see `unconfirmed`.
    pub zh: String,
    /// Its English label, as the app writes it as far as is known.
    pub en: String,
    /// What else it is called, by platform or version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Also>,
    /// Which icon it is, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<Icon>,
    /// Where on the screen it is.
    #[serde(default)]
    pub at: At,
    /// What one does with it.
    #[serde(default)]
    pub gesture: Gesture,
    /// What the screen that it opens looks like.
    #[serde(default)]
    pub opens: Looks,
    /// Whether the app writes no label there, so that the names are only ours.
    #[serde(default)]
    pub unlabelled: bool,
    /// Whether no source at hand shows how the app writes the Chinese label: it is translated back from
    /// English, or was seen in an older text alone.
    #[serde(default)]
    pub unconfirmed: bool,
}

/// Another label of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Also {
    /// The Chinese label.
    pub zh: String,
    /// The English label.
    pub en: String,
    /// Where it is called so, such as `some-versions`.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowKind {
    /// It opens a screen.
    Screen,
    /// It is a switch.
    Switch,
    /// It offers several values.
    Choice,
    /// It does something at once.
    Action,
}

/// The icons that rows have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Icon {
    /// A person.
    Profile,
    /// A gear.
    Gear,
    /// Three dots.
    More,
    /// A camera.
    Camera,
    /// An arrow back.
    Back,
    /// A magnifying glass.
    Search,
}

/// Where on the screen a row is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum At {
    /// In the list.
    #[default]
    List,
    /// In the upper right corner.
    TopRight,
    /// At the bottom.
    Bottom,
}

/// What one does with a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gesture {
    /// Tap.
    #[default]
    Tap,
    /// Tap and hold.
    Hold,
}

/// What a screen looks like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Looks {
    /// Rows below each other.
    #[default]
    List,
    /// Messages of two people.
    Chat,
    /// A small menu over what was held.
    Menu,
    /// A few rows that come up from below, over the screen before.
    Sheet,
}

impl Settings {
    /// Reads `settings.toml`.
    ///
    /// # Errors
    /// Says the line and what is wrong there when the text is not a settings manifest.
    pub fn read(text: &str) -> Result<Settings, Unreadable> {
        toml::from_str(text).map_err(|error| Unreadable::new("settings.toml", text, &error))
    }

    /// The row with this id.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// The row whose screen this row is on; `None` at the top.
    pub fn parent(&self, id: &str) -> Option<&Row> {
        self.row(parent_id(id)?)
    }

    /// The rows on the screen that this row opens; `""` gives the rows at the top.
    pub fn children<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Row> {
        self.rows
            .iter()
            .filter(move |row| parent_id(&row.id).unwrap_or_default() == id)
    }

    /// The rows from the top down to this one, with it.
    pub fn chain(&self, id: &str) -> Vec<&Row> {
        let mut chain = self.ancestors(id);
        chain.extend(self.row(id));
        chain
    }

    /// The rows above this one, from the top down, without it.
    pub fn ancestors(&self, id: &str) -> Vec<&Row> {
        let ends = id.match_indices('.').map(|(end, _)| &id[..end]);
        ends.filter_map(|ancestor| self.row(ancestor)).collect()
    }
}

impl Row {
    /// The label in one language.
    pub fn label(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }

    /// Every label in one language, the usual one first.
    pub fn labels(&self, language: Language) -> impl Iterator<Item = &str> {
        let others = self.also.iter().map(move |also| match language {
            Language::Zh => also.zh.as_str(),
            Language::En => also.en.as_str(),
        });
        std::iter::once(self.label(language)).chain(others)
    }

    /// Whether the row is called so in that language, here or elsewhere.
    ///
    /// Three dots typed one by one are the same character as `…`.
    pub fn is_called(&self, label: &str, language: Language) -> bool {
        let wanted = plain(label);
        self.labels(language).any(|own| plain(own) == wanted)
    }
}

/// The id of the screen that a row is on; `None` at the top.
pub fn parent_id(id: &str) -> Option<&str> {
    id.rsplit_once('.').map(|(parent, _)| parent)
}

/// A label as it is compared: dots as one character, apostrophes straight, no space around.
fn plain(label: &str) -> String {
    label
        .trim()
        .replace("...", "…")
        .replace("……", "…")
        .replace('’', "'")
}
