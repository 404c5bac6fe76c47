//! A notice of which nothing is declared: pages draw no headings over nothing, and no two tabs are where one is.

use notice::{Catalogue, Language, Release};
use views::{Page, Site, Template};

fn pages() -> Vec<Page> {
    let text = "---\nversion: one\nedition: test\nlanguage: zh\n---\n# 示例\n\n## 一、总则 {#a}\n\n文字。\n";
    let catalogue = Catalogue::read("").expect("nothing is a catalogue");
    let site = Site {
        releases: vec![Release::new("one", &[(Language::Zh, text)], catalogue)],
        ..Site::default()
    };
    views::render(&site, &Template::default())
}

fn page(path: &str) -> String {
    let pages = pages();
    let page = pages.iter().find(|page| page.path == path);
    page.expect("the page is there").html.clone()
}

#[test]
fn the_settings_page_has_no_heading_over_nothing() {
    for lang in ["zh", "en"] {
        let html = page(&format!("/{lang}/settings/"));
        assert!(!html.contains("page:by-screen"), "{html}");
    }
    assert!(page("/en/settings/").contains("This notice names no settings."));
}

#[test]
fn one_tab_is_current() {
    for path in ["/en/notice/one/", "/en/archive/", "/zh/archive/", "/en/"] {
        let Some(html) = pages().into_iter().find(|page| page.path == path) else {
            continue;
        };
        let tabs = html
            .html
            .split("class=\"tabs\"")
            .nth(1)
            .expect("there are tabs");
        let tabs = tabs.split("</nav>").next().expect("they end");
        assert_eq!(tabs.matches("aria-current").count(), 1, "{path}: {tabs}");
    }
}
