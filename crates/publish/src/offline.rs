//! What a reader has without a network: the pages of each language as one file, and the service worker that
//! keeps it.
//!
//! The pages and the addresses of the built app come in; `offline/`, and `sw.js` with what it has to know of
//! this build, stand in the folder afterwards. Pages share so much that one compressed file of all of them
//! weighs less than four pages by themselves. Entry points: [`stamp`] and [`write`].

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use consent::manifest;
use interface::address;
use notice::Language;
use serde::Serialize;
use sha2::{Digest, Sha256};
use views::{Page, Template};

use crate::output::write_file;

/// The worker. It is at the root, since a worker answers for what is below it.
const WORKER: &str = "sw.js";

/// What stands for the build in pages that are not hashed yet.
pub const UNKNOWN_BUILD: &str = "build-of-this-page";

/// Files without a hash in their name that a page needs; what search looks through is the current release's.
const PLAIN: [&str; 2] = ["config.json", "icon.svg"];

/// What the worker is told of the site (`SITE` in `src/sw.js`).
#[derive(Serialize)]
struct Site<'a> {
    build: &'a str,
    files: Vec<String>,
    pages: BTreeMap<&'static str, String>,
    index: String,
}

/// Names the build in every page, by what is in all of them: two pages of one build say the same, and no others.
pub fn stamp(pages: &mut [Page], manifest: &[u8]) -> String {
    let mut all = Sha256::new();
    for page in &*pages {
        all.update(&page.html);
    }
    all.update(manifest);
    let build = short(all);
    for page in pages {
        page.html = page.html.replace(UNKNOWN_BUILD, &build);
    }
    build
}

/// Writes what is kept, where the built app has a worker that keeps it; `version` is the current release's.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write(
    out: &Path,
    template: &Template,
    pages: &[Page],
    version: &str,
    build: &str,
) -> Result<()> {
    let file = out.join(WORKER);
    if !file.exists() {
        return Ok(());
    }
    let worker = fs::read_to_string(&file)
        .with_context(|| format!("`{}` cannot be read", file.display()))?;
    let index = format!("/{}", manifest::FILE);
    let list = fs::read_to_string(out.join(manifest::FILE))
        .context("the list of releases is written before what is kept of it")?;
    let mut site = Site {
        build,
        files: files(out, template, version),
        pages: BTreeMap::new(),
        index: index.clone(),
    };
    for lang in Language::ALL.map(Language::code) {
        let below = format!("/{lang}/");
        let own = pages.iter().filter(|page| page.path.starts_with(&below));
        let texts: BTreeMap<&str, &str> = own
            .map(|page| (page.path.as_str(), page.html.as_str()))
            .chain([(index.as_str(), list.as_str())])
            .collect();
        let texts = serde_json::to_vec(&texts)?;
        let name = format!(
            "/offline/{lang}-{}.json",
            short(Sha256::new_with_prefix(&texts))
        );
        write_file(&out.join(&name[1..]), &texts)?;
        site.pages.insert(lang, name);
    }
    let site = serde_json::to_string(&site)?;
    write_file(&file, format!("const SITE={site};\n{worker}").as_bytes())
}

/// What a page of this build loads.
fn files(out: &Path, template: &Template, version: &str) -> Vec<String> {
    let own = [
        &template.style,
        &template.boot,
        &template.app_js,
        &template.app_wasm,
        &template.offline,
    ];
    let hashed = own
        .into_iter()
        .chain(template.view_styles.values())
        .cloned();
    let plain = PLAIN.map(|name| format!("/{name}")).into_iter();
    let plain = plain.chain([address::search_index(version)]);
    let plain = plain.filter(|address| out.join(&address[1..]).exists());
    let all = hashed.chain(plain);
    all.filter(|address| !address.is_empty()).collect()
}

/// Enough of a hash to tell builds apart.
fn short(hash: Sha256) -> String {
    let bytes = hash.finalize();
    bytes
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str, words: &str) -> Page {
        Page {
            path: path.into(),
            html: format!("<script data-build=\"{UNKNOWN_BUILD}\"></script>{words}"),
        }
    }

    #[test]
    fn a_page_that_says_something_else_is_of_another_build_and_so_is_every_other_page() {
        let mut old = [page("/zh/", "a"), page("/en/", "b")];
        let mut new = [page("/zh/", "a"), page("/en/", "c")];
        let (one, other) = (stamp(&mut old, b""), stamp(&mut new, b""));
        assert_ne!(one, other);
        assert_ne!(old[0].html, new[0].html);
        assert!(old.iter().all(|page| page.html.contains(&one)));
        assert_ne!(
            one,
            stamp(&mut [page("/zh/", "a"), page("/en/", "b")], b"{}")
        );
    }

    #[test]
    fn the_worker_is_told_the_pages_of_each_language_and_the_files_of_the_build() {
        let out = tempfile::tempdir().expect("a folder");
        let write_text = |name: &str, text: &str| {
            write_file(&out.path().join(name), text.as_bytes()).expect("written");
        };
        write_text(WORKER, "work();");
        write_text(manifest::FILE, "{}");
        write_text("icon.svg", "");
        write_text("content/2025-05-09/search.txt", "");
        let template = Template {
            style: "/style-1.css".into(),
            ..Template::default()
        };
        let mut pages = [
            page("/zh/", "一"),
            page("/en/", "one"),
            page("/404.html", ""),
        ];
        let build = stamp(&mut pages, b"");

        write(out.path(), &template, &pages, "2025-05-09", &build).expect("written");

        let worker = fs::read_to_string(out.path().join(WORKER)).expect("the worker");
        let site = worker
            .strip_prefix("const SITE=")
            .expect("first what it has to know");
        let site = site.strip_suffix(";\nwork();").expect("then what it does");
        let site: serde_json::Value = serde_json::from_str(site).expect("JSON");
        assert_eq!(site["build"], build);
        assert_eq!(
            site["files"],
            serde_json::json!([
                "/style-1.css",
                "/icon.svg",
                "/content/2025-05-09/search.txt"
            ])
        );
        let file = site["pages"]["zh"].as_str().expect("a file");
        let texts = fs::read(out.path().join(&file[1..])).expect("the pages");
        let texts: BTreeMap<String, String> = serde_json::from_slice(&texts).expect("JSON");
        assert_eq!(
            texts.keys().collect::<Vec<_>>(),
            ["/content/index.json", "/zh/"]
        );
        assert!(texts["/zh/"].contains('一'));
    }
}
