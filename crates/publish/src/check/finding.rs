//! One thing that stops a release: where it is, what is wrong, what would satisfy the check.
//!
//! Every check gives a list of these; `check.rs` sorts them. Entry point: [`Finding`].

use std::path::{Path, PathBuf};
use std::{env, fmt};

use serde::{Serialize, Serializer};

/// One reason why a release cannot be published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// The file to edit.
    #[serde(serialize_with = "as_shown")]
    pub file: PathBuf,
    /// The line in it, from 1.
    pub line: usize,
    /// What it is about, such as ``clause `ads` ``; empty where the whole file is meant.
    pub about: String,
    /// What is wrong, and after a semicolon what would put it right.
    pub what: String,
}

impl Finding {
    /// A finding about one entry of a file.
    pub fn new(
        file: &Path,
        line: usize,
        about: impl Into<String>,
        what: impl Into<String>,
    ) -> Self {
        Finding {
            file: file.to_owned(),
            line,
            about: about.into(),
            what: what.into(),
        }
    }

    /// A finding about a file as a whole.
    pub fn of_file(file: &Path, line: usize, what: impl Into<String>) -> Self {
        Finding::new(file, line, "", what)
    }

    /// Where it is, as `path:line`, which terminals and editors open.
    pub fn place(&self) -> String {
        format!("{}:{}", shown(&self.file), self.line)
    }

    /// What is wrong, after what it is about.
    pub fn sentence(&self) -> String {
        match self.about.as_str() {
            "" => self.what.clone(),
            about => format!("{about}: {}", self.what),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.sentence())
    }
}

fn as_shown<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&shown(path))
}

/// A path as an editor knows it: from the folder that they work in, where it lies in that.
pub fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    let short = path.strip_prefix(here).unwrap_or(path);
    short.display().to_string()
}

/// The name of a file without its folder, for the second half of a message.
pub fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
