//! Addresses: what a reader could share stands in them, and nothing private does.
//!
//! [`Address::parse`] reads a path, [`Address::href`] writes it; both are the one list of views.

use notice::Language;

/// What an address calls the words that are searched for.
pub const QUERY: &str = "q";

/// The file with the index of a release, which the app fetches when a person searches.
pub fn search_index(version: &str) -> String {
    ["/content/", version, "/search.txt"].concat()
}

/// A view in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The language of the page.
    pub lang: Language,
    /// What the page shows.
    pub view: View,
}

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum View {
    /// Where am I: current version, what changed, choices.
    Home,
    /// All versions.
    Archive,
    /// One version, clause by clause.
    Notice {
        /// The version's name.
        version: String,
    },
    /// Two versions compared.
    Changes {
        /// The older version's name.
        old: String,
        /// The newer version's name.
        new: String,
    },
    /// The settings map.
    Settings,
    /// One guide or path, at a step from 1; without a step, the whole list.
    Walk {
        /// The guide's or path's id.
        guide: String,
        /// The step, from 1.
        step: Option<u16>,
    },
    /// All personalisation controls, one after the other.
    CheckUp,
    /// Every control with its true state.
    Choices,
    /// Disclosures as a table.
    Data,
    /// What uses one kind of data.
    Topic {
        /// The topic's id.
        topic: String,
    },
    /// A list that is worked out from the catalogue, such as everything that is collected.
    List {
        /// The list's name.
        list: String,
    },
    /// Search over everything that is published.
    Search,
}

impl Address {
    /// Reads a path such as `/zh/notice/2025-05-09/`; the slash at the end may be missing.
    pub fn parse(path: &str) -> Option<Address> {
        let path = path.split(['?', '#']).next()?;
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let lang = Language::from_code(parts.next()?)?;
        let rest: Vec<&str> = parts.collect();
        let view = match rest.as_slice() {
            [] => View::Home,
            ["notice"] => View::Archive,
            ["notice", version] => View::Notice {
                version: version.to_string(),
            },
            ["changes", pair] => {
                // Not `split_once`: a search for text weighs 3 KB in the browser.
                let dots = pair.as_bytes().windows(2).position(|two| two == b"..")?;
                let (old, new) = (pair.get(..dots)?, pair.get(dots + 2..)?);
                View::Changes {
                    old: old.into(),
                    new: new.into(),
                }
            }
            ["settings"] => View::Settings,
            ["settings", guide] => View::Walk {
                guide: guide.to_string(),
                step: None,
            },
            ["settings", guide, step] => View::Walk {
                guide: guide.to_string(),
                step: Some(step.parse().ok()?),
            },
            ["check-up"] => View::CheckUp,
            ["choices"] => View::Choices,
            ["data"] => View::Data,
            ["data", topic] => View::Topic {
                topic: topic.to_string(),
            },
            ["data", "lists", list] => View::List {
                list: list.to_string(),
            },
            ["search"] => View::Search,
            _ => return None,
        };
        Some(Address { lang, view })
    }

    /// The path of this address, with a slash at both ends.
    pub fn href(&self) -> String {
        let (pair, number);
        let parts: &[&str] = match &self.view {
            View::Home => &[],
            View::Archive => &["notice"],
            View::Notice { version } => &["notice", version],
            View::Changes { old, new } => {
                pair = [old, "..", new].concat();
                &["changes", &pair]
            }
            View::Settings => &["settings"],
            View::Walk { guide, step: None } => &["settings", guide],
            View::Walk {
                guide,
                step: Some(step),
            } => {
                number = usize::from(*step).to_string();
                &["settings", guide, &number]
            }
            View::CheckUp => &["check-up"],
            View::Choices => &["choices"],
            View::Data => &["data"],
            View::Topic { topic } => &["data", topic],
            View::List { list } => &["data", "lists", list],
            View::Search => &["search"],
        };
        let mut path = ["/", self.lang.code(), "/"].concat();
        for part in parts {
            path += part;
            path += "/";
        }
        path
    }

    /// The same view in the other language.
    pub fn twin(&self) -> Address {
        Address {
            lang: self.lang.other(),
            view: self.view.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_reads_back_as_it_was_written() {
        for path in [
            "/zh/",
            "/en/notice/",
            "/zh/notice/2025-05-09/",
            "/en/changes/before-2025-05-09..2025-05-09/",
            "/zh/settings/",
            "/en/settings/disable-werun/",
            "/en/settings/disable-werun/3/",
            "/zh/check-up/",
            "/en/choices/",
            "/zh/data/",
            "/en/data/location/",
            "/zh/data/lists/shared/",
            "/en/search/",
        ] {
            let address = Address::parse(path).expect(path);
            assert_eq!(address.href(), path);
            assert_eq!(address.twin().twin(), address);
        }
    }

    #[test]
    fn an_unknown_address_is_not_a_view() {
        for path in [
            "/",
            "/fr/",
            "/zh/nowhere/",
            "/zh/changes/one/",
            "/en/settings/a/b/",
            "/en/data/a/b/",
        ] {
            assert_eq!(Address::parse(path), None, "{path}");
        }
    }
}
