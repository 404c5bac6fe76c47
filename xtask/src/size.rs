//! The size gate: what a first visit has to load before it can be operated.
//!
//! The release build comes in; each file's Brotli size and their sum go out, and an error when
//! the sum is over the limit. Entry point: [`run`].

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use interface::marks::{BRIDGE_JS, DEPLOYMENT_JS, LATER};
use publish::compress;
use regex_lite::Regex;

use crate::profile::Profile;

/// What the wasm, scripts and style sheets of a first visit may weigh in bytes, Brotli 11.
/// A consent dialog in React, without reader or comparison, weighs 111 KB: a whole notice with
/// its settings, history, receipts and search is to stay near that (docs/decisions/bytes.md).
const LIMIT: usize = 125_000;

/// The page that a first visit opens.
const FIRST_PAGE: &str = "zh/index.html";

/// What `cargo xtask size` can be told.
#[derive(clap::Args)]
pub struct Options {
    /// The built site; `dist` by default.
    #[arg(long, value_name = "DIR")]
    dist: Option<PathBuf>,
}

/// Weighs what the first page loads and fails above the limit.
pub fn run(options: Options) -> Result<()> {
    let dist = options.dist.unwrap_or_else(|| Profile::Release.dist());
    let mut total = 0;
    for name in loaded_by(&dist, FIRST_PAGE)? {
        let content = read(&dist.join(&name))?;
        let size = compress::brotli(&content).len();
        println!("{size:>8}  {name}");
        total += size;
    }
    println!("{total:>8}  in all, of {LIMIT} at most (first visit, wasm + JS + CSS, Brotli 11)");
    if total > LIMIT {
        bail!(
            "a first visit is {} bytes over the limit; see what was linked in",
            total - LIMIT
        );
    }
    Ok(())
}

/// Every wasm, script and style sheet that a page names, and what those import at once.
fn loaded_by(dist: &Path, page: &str) -> Result<BTreeSet<String>> {
    let html = String::from_utf8_lossy(&read(&dist.join(page))?).into_owned();
    // Nor does what is for pages without scripts.
    let none = Regex::new("(?s)<noscript>.*?</noscript>").expect("the pattern is a constant");
    let html = none.replace_all(&html, "").into_owned();
    // What waits until the app runs, the style sheets of other views, keeps nobody from operating this one;
    // nor does the one for paper.
    let tags = html.split_inclusive('>');
    let html: String = tags
        .filter(|tag| !tag.contains(LATER.name) && !tag.contains(" media=\"print\""))
        .collect();
    // Scripts that a deployment or a host makes needed are loaded where there is one.
    let html = html
        .replace(DEPLOYMENT_JS.name, "")
        .replace(BRIDGE_JS.name, "");
    let mut waiting: Vec<String> = named_in(&html)
        .into_iter()
        .filter_map(|address| resolve(page, &address))
        .collect();
    let mut loaded = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if loaded.contains(&name) {
            continue;
        }
        let content = read(&dist.join(&name))?;
        let imports = imported_by(&name, &String::from_utf8_lossy(&content));
        waiting.extend(imports.iter().filter_map(|address| resolve(&name, address)));
        loaded.insert(name);
    }
    if !loaded.iter().any(|name| name.ends_with(".wasm")) {
        bail!("{page} names no wasm, so its weight says nothing; build the release first");
    }
    Ok(loaded)
}

/// Addresses in a page's attributes that end like code or style, without those that browsers at the floor leave
/// alone, and what is loaded once the app runs.
fn named_in(html: &str) -> Vec<String> {
    let others =
        Regex::new(r#"\sdata-(?:old-[a-z]+|offline)="[^"]*""#).expect("the pattern is a constant");
    let html = &others.replace_all(html, "");
    let attribute = Regex::new(r#"\s[a-z-]+="([^"?#\s]+\.(?:wasm|m?js|css))(?:[?#][^"]*)?""#)
        .expect("the pattern is a constant");
    addresses(&attribute, html)
}

/// What a module or a style sheet cannot start without. A call of `import()` comes later.
fn imported_by(name: &str, text: &str) -> Vec<String> {
    let pattern = if name.ends_with(".css") {
        r#"@import\s+(?:url\()?["']?([^"')\s;]+)"#
    } else if name.ends_with("js") {
        r#"(?:\bfrom|\bimport)\s*["'](\.{0,2}/[^"']+)["']"#
    } else {
        return Vec::new();
    };
    addresses(
        &Regex::new(pattern).expect("the pattern is a constant"),
        text,
    )
}

fn addresses(pattern: &Regex, text: &str) -> Vec<String> {
    pattern
        .captures_iter(text)
        .map(|found| found[1].to_owned())
        .collect()
}

/// The file in the site that `address`, written in `from`, means; none for another origin.
fn resolve(from: &str, address: &str) -> Option<String> {
    if address.starts_with("//") || address.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = if address.starts_with('/') {
        Vec::new()
    } else {
        from.split('/').take(from.matches('/').count()).collect()
    };
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| {
        format!(
            "could not read {}; run `cargo xtask build` first",
            path.display()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_visit_is_what_the_page_names_and_what_that_imports() {
        let dist = tempfile::tempdir().expect("a temporary folder");
        let write = |name: &str, text: &str| {
            let path = dist.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folder");
            fs::write(path, text).expect("write");
        };
        write(
            "zh/index.html",
            r#"<html><link rel="stylesheet" href="/a.css"><script type="module" src="../boot.js"
               data-app-js="/app.js?v=1" data-app-wasm="/app.wasm"
               data-old-wasm="/old.wasm" data-offline="/offline.js"></script>
               <a href="https://example.com/other.js">elsewhere</a></html>"#,
        );
        write("a.css", r#"@import url("b.css");"#);
        write("b.css", "");
        write("boot.js", "const later = () => import('./later.js');");
        write("app.js", "import { one } from './snippets/one.js';");
        write("snippets/one.js", "");
        write("app.wasm", "");

        let loaded = loaded_by(dist.path(), "zh/index.html").expect("all files are there");

        let expected = [
            "a.css",
            "app.js",
            "app.wasm",
            "b.css",
            "boot.js",
            "snippets/one.js",
        ];
        assert_eq!(
            loaded.iter().map(String::as_str).collect::<Vec<_>>(),
            expected
        );
    }
}
