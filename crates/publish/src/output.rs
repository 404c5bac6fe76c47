//! Files of what is published. Entry point: [`write_file`].

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

/// Writes a file and the folders above it.
pub(crate) fn write_file(file: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("`{}` cannot be made", folder.display()))?;
    }
    fs::write(file, content).with_context(|| format!("`{}` cannot be written", file.display()))
}
