//! Compressed siblings: `page.html` gets `page.html.br` and `page.html.gz`.
//!
//! A folder comes in; the siblings stand in it afterwards. The best Brotli is slow, so results
//! are kept by content, and a build that changes one page compresses one page.
//! Entry points: [`folder`] and [`brotli`].

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

/// Kinds of file that shrink.
const TEXT: [&str; 15] = [
    "css",
    "csv",
    "html",
    "js",
    "json",
    "jsonld",
    "map",
    "md",
    "mjs",
    "svg",
    "toml",
    "txt",
    "wasm",
    "webmanifest",
    "xml",
];
/// Below this, a response is one packet with or without compression.
const WORTH_IT: u64 = 512;

/// What a run did, as a sentence's end.
pub struct Written {
    files: usize,
    bytes: u64,
    fresh: usize,
}

impl fmt::Display for Written {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            files,
            bytes,
            fresh,
        } = self;
        write!(
            out,
            "{files} files compressed to {} KB, {fresh} of them anew",
            bytes / 1000
        )
    }
}

/// Writes the siblings of every file in `dist` that shrinks; what was compressed is kept in `cache`
/// for the next time.
///
/// # Errors
/// When a file cannot be read or written.
pub fn folder(dist: &Path, cache: &Path) -> Result<Written> {
    fs::create_dir_all(cache).with_context(|| format!("could not create {}", cache.display()))?;
    let done = text_files(dist)?
        .par_iter()
        .map(|path| {
            siblings(path, cache).with_context(|| format!("could not compress {}", path.display()))
        })
        .collect::<Result<Vec<_>>>()?;
    forget_others(cache, &done)?;
    Ok(Written {
        files: done.len(),
        bytes: done.iter().map(|sibling| sibling.bytes).sum(),
        fresh: done.iter().filter(|sibling| sibling.is_fresh).count(),
    })
}

/// Brotli at its best, as a deployment serves it.
pub fn brotli(content: &[u8]) -> Vec<u8> {
    let parameters = ::brotli::enc::BrotliEncoderParams {
        size_hint: content.len(),
        ..Default::default()
    };
    let mut small = Vec::new();
    ::brotli::BrotliCompress(&mut &*content, &mut small, &parameters)
        .expect("memory neither fails to be read nor to be written");
    small
}

fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

struct Sibling {
    hash: String,
    bytes: u64,
    is_fresh: bool,
}

fn siblings(path: &Path, cache: &Path) -> Result<Sibling> {
    let content = fs::read(path)?;
    let hash = hex(&Sha256::digest(&content));
    let kept = |ending: &str| cache.join(format!("{hash}.{ending}"));
    let is_fresh = !kept("gz").exists();
    if is_fresh {
        write_whole(&kept("br"), &brotli(&content))?;
        write_whole(&kept("gz"), &gzip(&content)?)?;
    }
    // Written anew and not copied: what is kept is for one user, the site is for whoever serves it.
    let bytes = put(&kept("br"), &with_ending(path, "br"))?;
    put(&kept("gz"), &with_ending(path, "gz"))?;
    Ok(Sibling {
        hash,
        bytes,
        is_fresh,
    })
}

fn put(from: &Path, to: &Path) -> Result<u64> {
    let content = fs::read(from)?;
    if to.exists() {
        fs::remove_file(to)?;
    }
    fs::write(to, &content)?;
    Ok(content.len() as u64)
}

/// A run that is cut off leaves no half file behind for the next one to trust.
fn write_whole(path: &Path, content: &[u8]) -> Result<()> {
    let folder = path.parent().expect("a kept file stands in the cache");
    let mut half = tempfile::NamedTempFile::new_in(folder)?;
    half.write_all(content)?;
    half.persist(path)?;
    Ok(())
}

fn text_files(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in walkdir::WalkDir::new(dist) {
        let entry = entry.with_context(|| format!("could not list {}", dist.display()))?;
        let is_text = entry.path().extension().and_then(OsStr::to_str);
        let is_text = is_text.is_some_and(|ending| TEXT.contains(&ending));
        if is_text && entry.file_type().is_file() && entry.metadata()?.len() > WORTH_IT {
            paths.push(entry.into_path());
        }
    }
    Ok(paths)
}

/// Drops what the latest build no longer has, so that the cache stays as large as one build.
fn forget_others(cache: &Path, done: &[Sibling]) -> Result<()> {
    let hashes: HashSet<&str> = done.iter().map(|sibling| sibling.hash.as_str()).collect();
    for entry in fs::read_dir(cache)? {
        let path = entry?.path();
        let hash = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
        if !hashes.contains(hash) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_over_the_bar_gets_both_siblings_and_a_picture_none() {
        let dist = tempfile::tempdir().expect("a temporary folder");
        let text = "一样的话说三遍。".repeat(100);
        fs::write(dist.path().join("page.html"), &text).expect("write");
        fs::write(dist.path().join("short.html"), "short").expect("write");
        fs::write(dist.path().join("icon.png"), &text).expect("write");

        let paths = text_files(dist.path()).expect("list");

        assert_eq!(paths, [dist.path().join("page.html")]);
        let cache = tempfile::tempdir().expect("a temporary folder");
        assert!(
            siblings(&paths[0], cache.path())
                .expect("compress")
                .is_fresh
        );
        assert!(
            !siblings(&paths[0], cache.path())
                .expect("compress")
                .is_fresh
        );
        let mut back = Vec::new();
        let mut small = &*fs::read(dist.path().join("page.html.br")).expect("the sibling");
        ::brotli::BrotliDecompress(&mut small, &mut back).expect("Brotli");
        assert_eq!(back, text.as_bytes());
        assert!(dist.path().join("page.html.gz").exists());
    }
}
