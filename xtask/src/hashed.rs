//! Files that browsers keep for good: another content has another address. Entry point: [`write_hashed`].

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Writes a file under a name that changes with its content, and gives its address.
///
/// # Errors
/// When it cannot be written.
pub fn write_hashed(out: &Path, stem: &str, ending: &str, content: &[u8]) -> Result<String> {
    let hash: String = Sha256::digest(content)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = format!("{stem}-{hash}{ending}");
    fs::write(out.join(&name), content).with_context(|| format!("`{name}` cannot be written"))?;
    Ok(format!("/{name}"))
}
