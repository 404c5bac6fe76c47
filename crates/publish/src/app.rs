//! The built app: files that stand beside the pages, and by which addresses the pages load them.
//!
//! A build leaves it in a folder of its own, before any notice is known; whoever publishes puts it into
//! the site. Entry point: [`App`].

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use views::Template;

/// The file of the folder that says which file is which.
pub const TEMPLATE: &str = "template.json";

/// What a build of the app left.
pub struct App {
    /// The addresses that every page carries.
    pub template: Template,
    files: Vec<(String, Cow<'static, [u8]>)>,
}

impl App {
    /// Puts it together from files by name, [`TEMPLATE`] among them.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be read.
    pub fn from_files(
        files: impl IntoIterator<Item = (String, Cow<'static, [u8]>)>,
    ) -> Result<Self> {
        let (templates, files): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|(name, _)| name == TEMPLATE);
        let (_, template) = templates
            .first()
            .with_context(|| format!("a built app has a `{TEMPLATE}`; this one has none"))?;
        Ok(Self {
            template: serde_json::from_slice(template)
                .with_context(|| format!("`{TEMPLATE}` of the built app cannot be read"))?,
            files,
        })
    }

    /// Reads the folder that a build left.
    ///
    /// # Errors
    /// When a file in it cannot be read, or it is no such folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let entries = fs::read_dir(folder)
            .with_context(|| format!("there is no built app in {}", folder.display()))?;
        let mut files = Vec::new();
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let content =
                fs::read(&path).with_context(|| format!("`{}` cannot be read", path.display()))?;
            files.push((name.into_owned(), Cow::Owned(content)));
        }
        Self::from_files(files)
    }

    /// The same, for a site that is reached at an origin as `https://privacy.example`.
    #[must_use]
    pub fn reached_at(mut self, origin: &str) -> Self {
        origin
            .trim_end_matches('/')
            .clone_into(&mut self.template.origin);
        self
    }

    /// Writes the files that are served.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn write(&self, out: &Path) -> Result<()> {
        for (name, content) in &self.files {
            crate::output::write_file(&out.join(name), content)?;
        }
        Ok(())
    }
}
