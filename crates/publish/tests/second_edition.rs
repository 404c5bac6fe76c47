//! The edition of a made-up shop is checked and published like any other, and says nothing of another
//! company's notice.

use std::path::{Path, PathBuf};
use std::{collections::BTreeMap, fs};

use publish::{check, site};
use views::Template;

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// Every page by its address.
fn pages() -> BTreeMap<String, String> {
    pages_of(&examples().join("lantern"))
}

fn pages_of(edition: &Path) -> BTreeMap<String, String> {
    let out = tempfile::tempdir().expect("a folder");
    site::write_pages(out.path(), &Template::default(), edition).expect("it is published");
    let pages = walk(out.path()).into_iter();
    let pages = pages.filter(|path| path.extension().is_some_and(|kind| kind == "html"));
    pages
        .map(|path| {
            let address = path.strip_prefix(out.path()).expect("below").display();
            let text = fs::read_to_string(&path).expect("a text");
            (address.to_string(), text)
        })
        .collect()
}

/// Every file below a folder.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => files.extend(walk(&path)),
            false => files.push(path),
        }
    }
    files
}

#[test]
fn it_may_be_published() {
    let report = check::of_notices(&examples(), &check::Beside::default()).expect("it is read");
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}

#[test]
fn no_page_says_anything_of_another_company() {
    let pages = pages();
    assert!(pages.len() > 40, "{} pages", pages.len());
    for (address, page) in &pages {
        for word in [
            "微信",
            "Weixin",
            "WeChat",
            "Tencent",
            "腾讯",
            "QQ",
            "十一项",
            "Eleven",
        ] {
            assert!(!page.contains(word), "{address} says {word}");
        }
    }
}

/// A copy of the examples whose edition names another one at this address.
fn beside_another(address: &str) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a folder");
    let to = copy.path().join("lantern");
    for entry in walk(&examples().join("lantern")) {
        let target = to.join(
            entry
                .strip_prefix(examples().join("lantern"))
                .expect("below"),
        );
        fs::create_dir_all(target.parent().expect("a folder")).expect("it is made");
        fs::copy(&entry, target).expect("it is copied");
    }
    let file = to.join("edition.toml");
    let about = fs::read_to_string(&file).expect("a text");
    let other = format!(
        "{about}\n[[others]]\nnames = {{ zh = \"灯下茶铺网店\", en = \"Lantern Teas on the web\" }}\naddress = \"{address}\"\n"
    );
    fs::write(file, other).expect("it is written");
    copy
}

#[test]
fn every_page_leads_to_the_other_editions_in_its_language() {
    let copy = beside_another("https://web.lantern.example/");
    let report = check::of_notices(copy.path(), &check::Beside::default()).expect("it is read");
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    for (address, page) in pages_of(&copy.path().join("lantern")) {
        let start = &address[..2];
        if ["zh", "en"].contains(&start) {
            let link = format!("href=\"https://web.lantern.example/{start}/\"");
            assert!(page.contains(&link), "{address}");
        }
    }
}

/// Under a path of the first one's origin it would share its cookie, its choices and its receipts.
#[test]
fn an_edition_without_an_origin_of_its_own_is_not_published() {
    for address in [
        "https://lantern.example/web/",
        "web.lantern.example",
        "/web/",
        "javascript:alert(1)/",
    ] {
        let copy = beside_another(address);
        let report = check::of_notices(copy.path(), &check::Beside::default()).expect("it is read");
        let found: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
        assert!(
            found.len() == 1 && found[0].contains("an edition has its origin to itself"),
            "{found:?}"
        );
    }
}

#[test]
fn its_pages_call_the_app_as_it_is_called_and_leave_out_what_it_does_not_say() {
    let pages = pages();
    let [zh, en] = ["zh", "en"].map(|lang| &pages[&format!("{lang}/index.html")]);
    assert!(en.contains("Your privacy in Lantern Teas") && zh.contains("你在灯下茶铺里的隐私"));
    assert!(en.contains("the English version governs") && zh.contains("以英文版为准"));
    let choices = &pages["en/choices/index.html"];
    assert!(!choices.contains("data-minors") && choices.contains("data-host-app=\"Lantern Teas\""));
    assert!(
        !choices.contains("section:guardian"),
        "no children, no section"
    );
}

#[test]
fn a_reader_of_neither_language_is_led_to_the_one_that_governs_here() {
    let pages = pages();
    let settings = &pages["zh/settings/index.html"];
    assert!(settings.contains("hreflang=\"x-default\" href=\"/en/settings/\""));
    assert!(pages["404.html"].contains("<html lang=\"en\""));
    let start = &pages["index.html"];
    assert!(start.contains("<html lang=\"en\"") && start.contains("url=/en/"));
}

#[test]
fn its_table_and_its_two_versions_are_shown() {
    let pages = pages();
    let notice = &pages["en/notice/2026-09-01/index.html"];
    assert!(notice.contains("<table") && notice.contains("Card number"));
    let changes = &pages["en/changes/2026-03-01..2026-09-01/index.html"];
    for word in ["Shops near me", "six", "seven"] {
        assert!(changes.contains(word), "the comparison lacks {word}");
    }
}
