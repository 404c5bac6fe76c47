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
    let out = tempfile::tempdir().expect("a folder");
    site::write_pages(
        out.path(),
        &Template::default(),
        &examples().join("lantern"),
    )
    .expect("it is published");
    let mut pages = BTreeMap::new();
    collect(out.path(), out.path(), &mut pages);
    pages
}

fn collect(root: &Path, folder: &Path, pages: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, pages);
        } else if path.extension().is_some_and(|kind| kind == "html") {
            let address = path.strip_prefix(root).expect("below").display();
            let text = fs::read_to_string(&path).expect("a text");
            pages.insert(address.to_string(), text);
        }
    }
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
