//! An imported notice without a catalogue is published as what it is.

use publish::site;
use views::Template;

/// Each such link led to a page that is not there, and nobody said so.
#[test]
fn a_settings_path_with_nothing_behind_it_is_words() {
    let notices = tempfile::tempdir().expect("a folder");
    let release = notices.path().join("one");
    std::fs::create_dir(&release).expect("a folder");
    let text = "---\nversion: one\nedition: demo\nlanguage: en\nupdated: 2026-01-01\n---\n# Demo\n\n## 1. Data {#c1 .made}\n\nSee **[Settings > Privacy](path:c1-path)** and [the law](https://example.org).\n";
    std::fs::write(release.join("en.md"), text).expect("it is written");
    let out = tempfile::tempdir().expect("a folder");
    let published = site::write_pages(out.path(), &Template::default(), notices.path());
    assert_eq!(published.expect("it is published").paths_as_words, 1);
    let page = out.path().join("en/notice/one/index.html");
    let page = std::fs::read_to_string(page).expect("the page is there");
    assert!(!page.contains("/settings/c1-path"), "{page}");
    assert!(
        page.contains("<strong>Settings &gt; Privacy</strong>"),
        "{page}"
    );
    assert!(page.contains("href=\"https://example.org\""), "{page}");
}
