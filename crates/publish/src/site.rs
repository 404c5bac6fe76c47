//! The site: everything that can be computed from the notices, computed once.
//!
//! Notices and the addresses of the built app come in; pages, models, comparisons and the site
//! manifest stand in a folder afterwards. Entry points: [`write`], and [`write_pages`] where the app
//! stands in the folder already.

use std::fs;
use std::path::Path;

use anyhow::Result;
use consent::manifest;
use notice::Language;
use views::Template;

use crate::app::App;
use crate::output::write_file;
use crate::{model, offline, releases, web_manifest};

/// How much was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// Pages, in both languages.
    pub pages: usize,
    /// Releases that they show.
    pub releases: usize,
    /// Settings paths in the texts that are shown as words, for nothing stands behind them.
    pub paths_as_words: usize,
}

/// Writes the app and the pages of the notices: an edition's folder, or one release's.
///
/// # Errors
/// When there is no release to read, or a file cannot be written.
pub fn write(out: &Path, app: &App, notices: &Path) -> Result<Published> {
    app.write(out)?;
    write_pages(out, &app.template, notices)
}

/// Writes the pages of the notices beside an app whose addresses are known.
///
/// # Errors
/// When there is no release to read, or a file cannot be written.
pub fn write_pages(out: &Path, template: &Template, notices: &Path) -> Result<Published> {
    let (site, paths_as_words) = releases::read(notices)?;
    let first = site.edition.first_language();
    write_file(
        &out.join("index.html"),
        start_page(template, first).as_bytes(),
    )?;
    model::write(out, &site)?;
    web_manifest::write(out)?;
    let unstamped = Template {
        build: offline::UNKNOWN_BUILD.into(),
        ..template.clone()
    };
    let mut pages = views::render(&site, &unstamped);
    let build = offline::stamp(&mut pages, &fs::read(out.join(manifest::FILE))?);
    for page in &pages {
        write_page(out, page)?;
    }
    offline::write(out, template, &pages, &site.current().version, &build)?;
    Ok(Published {
        pages: pages.len(),
        releases: site.releases.len(),
        paths_as_words: paths_as_words.len(),
    })
}

/// Whether a folder has a site that was published into it.
pub fn is_site(folder: &Path) -> bool {
    folder.join(manifest::FILE).exists()
}

fn write_page(out: &Path, page: &views::Page) -> Result<()> {
    let relative = page.path.trim_start_matches('/');
    let file = if relative.ends_with(".html") {
        out.join(relative)
    } else {
        out.join(relative).join("index.html")
    };
    write_file(&file, page.html.as_bytes())
}

/// `/` on a host that cannot look at the reader's languages: both ways, without a script. Its own language is the one
/// for a reader of neither.
pub fn start_page(template: &Template, first: Language) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\n\
         <title>明白 Mingbai</title>\n<noscript><meta http-equiv=\"refresh\" content=\"0; url=/{code}/\"></noscript>\n\
         <script type=\"module\" src=\"{start}\"></script>\n\
         <link rel=\"stylesheet\" href=\"{style}\">\n<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n</head>\n\
         <body><main><h1 lang=\"zh-Hans\"><a href=\"/zh/\">明白</a></h1><p lang=\"en\"><a href=\"/en/\">Mingbai in English</a></p></main></body>\n</html>\n",
        tag = first.tag(),
        code = first.code(),
        start = template.start_js,
        style = template.style
    )
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use interface::marks::{self, Control};

    use super::*;
    use crate::manifest;

    /// The project's own releases.
    fn own() -> views::Site {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/notices/weixin");
        releases::read(&folder).expect("they are there").0
    }

    /// The values of an attribute in a page; every page of this site quotes them.
    fn values<'p>(html: &'p str, attribute: &str) -> Vec<&'p str> {
        let attribute = format!(" {attribute}=\"");
        let parts = html.split(&attribute).skip(1);
        parts.filter_map(|rest| rest.split('"').next()).collect()
    }

    /// What stands between `<` and `>`; every page of this site writes these two as entities elsewhere.
    fn tags(html: &str) -> impl Iterator<Item = &str> {
        html.split('<').filter_map(|rest| rest.split('>').next())
    }

    /// The names of the attributes in a tag that are for the app.
    fn marks_in(tag: &str) -> impl Iterator<Item = &str> {
        let parts = tag
            .match_indices(" data-")
            .map(|(start, _)| &tag[start + 1..]);
        parts.filter_map(|rest| rest.split(['=', ' ']).next())
    }

    #[test]
    fn a_page_says_nothing_that_the_app_does_not_read() {
        let site = own();
        let known: HashMap<&str, marks::Known> = marks::all()
            .into_iter()
            .map(|mark| (mark.name, mark))
            .collect();
        for page in views::render(&site, &Template::default()) {
            for name in tags(&page.html).flat_map(marks_in) {
                let mark = known.get(name);
                let mark = mark.unwrap_or_else(|| panic!("{}: `{name}` is no mark", page.path));
                for said in values(&page.html, name) {
                    assert!((mark.knows)(said), "{}: `{name}` says `{said}`", page.path);
                }
            }
        }
    }

    #[test]
    fn the_app_reads_every_control_as_the_catalogue_has_it() {
        let site = own();
        let catalogue = &site.current().catalogue;
        let mut read = HashSet::new();
        for page in views::render(&site, &Template::default()) {
            let places =
                tags(&page.html).filter(|tag| values(tag, marks::PLACE.name) == ["choice"]);
            for place in places {
                let attribute = |name: &str| {
                    let is_there = marks_in(place).any(|found| found == name);
                    let said = || values(place, name).first().copied().unwrap_or_default();
                    is_there.then(|| said().to_string())
                };
                let control = Control::read(attribute).expect("a control that can be answered");
                let declared = catalogue.control(&control.purpose).expect("declared");
                assert_eq!(control.kind, declared.kind, "{}", page.path);
                assert_eq!(control.guardian, declared.guardian, "{}", page.path);
                assert_eq!(
                    control.statement_hash.is_some(),
                    control.kind == marks::ControlKind::Consent
                );
                read.insert(control.purpose);
            }
        }
        assert_eq!(
            read.len(),
            catalogue.controls.len(),
            "each can be answered on some page"
        );
    }

    #[test]
    fn the_manifest_names_the_guardians_statement_that_every_page_carries() {
        let site = own();
        let named = manifest::of(&site)
            .guardian_statement_hash
            .expect("a statement is published");
        let mut carriers = HashSet::new();
        for page in views::render(&site, &Template::default()) {
            let lang = page.path.split('/').nth(1).unwrap_or_default().to_owned();
            for carried in values(&page.html, marks::STATEMENT_HASH.name) {
                assert_eq!(carried, named.get(&lang), "{}", page.path);
                carriers.insert(lang.clone());
            }
        }
        assert_eq!(carriers.len(), 2, "both languages have a consent to give");
    }

    #[test]
    fn no_page_has_an_id_twice() {
        let site = own();
        for page in views::render(&site, &Template::default()) {
            let mut ids = HashSet::new();
            for id in values(&page.html, "id") {
                assert!(ids.insert(id), "{} has `{id}` twice", page.path);
            }
        }
    }

    #[test]
    fn every_link_leads_to_a_page_and_a_place_in_it() {
        let site = own();
        let pages = views::render(&site, &Template::default());
        let places: HashMap<&str, HashSet<&str>> = pages
            .iter()
            .map(|page| {
                (
                    page.path.as_str(),
                    values(&page.html, "id").into_iter().collect(),
                )
            })
            .collect();
        for page in &pages {
            let own_links = values(&page.html, "href")
                .into_iter()
                .filter(|link| link.starts_with(['/', '#']));
            for link in own_links.filter(|link| link.len() > 1) {
                let (path, place) = link.split_once('#').unwrap_or((link, ""));
                // What is behind a `?` narrows what a page lists.
                let path = path.split('?').next().unwrap_or_default();
                let path = if path.is_empty() { &page.path } else { path };
                // Files beside the pages have an ending.
                if path
                    .rsplit('/')
                    .next()
                    .is_some_and(|name| name.contains('.'))
                {
                    continue;
                }
                let Some(places) = places.get(path) else {
                    panic!("{}: `{link}` leads to no page", page.path);
                };
                let is_there = place.is_empty() || places.contains(place);
                assert!(is_there, "{}: `{link}` leads to no place", page.path);
            }
        }
    }
}
