//! What an edition says of the product it is for, for every release: names and places that no text of
//! the interface may take for granted.
//!
//! `edition.toml` goes in, [`Edition`] comes out. What a file leaves out is left out on the pages as
//! well. Entry point: [`Edition::read`].

use serde::{Deserialize, Serialize};

use crate::unreadable::Unreadable;
use crate::{Language, Names};

/// What holds in every release of an edition.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Edition {
    /// What people call the host app: the app or service that the notice is about.
    pub app: Option<Names>,
    /// One sentence: where the official text can be read, where it is not the one shown.
    pub official: Option<Names>,
    /// Which language governs.
    pub governs: Option<Governs>,
    /// One sentence: what the labels of the settings manifest rest on.
    pub labels: Option<Names>,
    /// What the notice says about children.
    pub minors: Option<Minors>,
    /// The tabs at the foot of the host app's start screen, in its order.
    pub tabs: Vec<Tab>,
    /// The other editions of the notice, each a site of its own.
    pub others: Vec<OtherEdition>,
}

/// The language whose text governs where the two differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Governs {
    /// The language.
    pub language: Language,
    /// One sentence that says so, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
}

impl Governs {
    /// The sentence in a language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// Another edition of the notice, such as the one for another platform.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherEdition {
    /// What it is called.
    pub names: Names,
    /// Where its site is: `https://` or `http://`, a host, and `/`. A site has its origin to itself, since
    /// a browser keeps choices, cookies and receipts by origin.
    pub address: String,
}

impl OtherEdition {
    /// The address of its start page in a language; `None` where `address` is none of a site.
    pub fn start(&self, language: Language) -> Option<String> {
        let rest = self.address.strip_prefix("https://");
        let rest = rest.or_else(|| self.address.strip_prefix("http://"))?;
        let host = rest.strip_suffix('/')?;
        let is_host = !host.is_empty()
            && host
                .chars()
                .all(|character| character.is_ascii_alphanumeric() || "-.:[]".contains(character));
        is_host.then(|| [&self.address, language.code(), "/"].concat())
    }
}

/// Where a parent or guardian reads about children.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minors {
    /// The clause about children.
    pub clause: String,
    /// One or two sentences before a guardian decides: which statement of the provider is not here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Names>,
}

/// One tab at the foot of the host app's start screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tab {
    /// The row of the settings manifest that the tab is.
    pub row: String,
    /// What it looks like.
    pub icon: TabIcon,
}

/// The icons that tabs have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TabIcon {
    /// A house.
    House,
    /// A speech bubble.
    Bubble,
    /// Two people.
    People,
    /// A compass.
    Compass,
    /// A magnifying glass.
    Search,
    /// A sheet of paper.
    Sheet,
    /// One person.
    Person,
}

impl Edition {
    /// Reads `edition.toml`.
    ///
    /// # Errors
    /// Says the line and what is wrong there when the text does not describe an edition.
    pub fn read(text: &str) -> Result<Edition, Unreadable> {
        toml::from_str(text).map_err(|error| Unreadable::new("edition.toml", text, &error))
    }

    /// The language for a reader of neither: the one that governs, or the first where the edition does not say.
    pub fn first_language(&self) -> Language {
        let governs = self.governs.as_ref();
        governs.map_or(Language::ALL[0], |governs| governs.language)
    }

    /// What people call the host app; `None` where the edition does not say.
    pub fn app_name(&self, language: Language) -> Option<&str> {
        Some(self.app.as_ref()?.get(language))
    }

    /// The icon of a tab; `None` where the row is none.
    pub fn tab(&self, row: &str) -> Option<TabIcon> {
        let tab = self.tabs.iter().find(|tab| tab.row == row)?;
        Some(tab.icon)
    }
}
