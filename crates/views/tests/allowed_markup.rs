//! Every element that a page is made of is one that the app takes (`src/allowed_markup.js`): a page with another one is
//! loaded anew by the browser, each time that somebody comes to it.

mod common;

use std::collections::BTreeSet;

use notice::{Catalogue, Language, Release};
use views::Template;

/// Every kind of block and of words that a notice can have.
const BLOCKS: &str = "
## 1 Data {#data}

**Bold**, *italic*, `code`, [a link](https://example.org), a break\\
and a note[^1].

> A quotation.

- point

1. item

| Name | Kept |
| --- | --- |
| lang | a year |

```
code
```

### Deeper

[^1]: A note.

Term
: What it means.
";

fn allowed() -> BTreeSet<String> {
    let script = include_str!("../../../src/allowed_markup.js");
    let list = script
        .split_once("/^(")
        .and_then(|(_, rest)| rest.split_once(")$/"));
    let (list, _) = list.expect("the script lists names");
    let names = list.split('|').flat_map(|name| match name {
        "h[1-6]" => (1..=6).map(|level| format!("h{level}")).collect(),
        name => vec![name.to_owned()],
    });
    names.collect()
}

#[test]
fn every_element_of_a_page_is_taken_by_the_app() {
    let release = |name: &str, words: &str| {
        let text = format!(
            "---\nversion: {name}\nedition: test\nlanguage: en\n---\n# Notice\n{BLOCKS}\n{words}\n"
        );
        Release::new(name, &[(Language::En, &text)], Catalogue::default())
    };
    let site = common::site_of(
        release("one", "Kept for a year."),
        release("two", "Kept for two years."),
    );
    let allowed = allowed();
    for page in views::render(&site, &Template::default()) {
        let (_, body) = page.html.split_once("<body").expect("a page has a body");
        for tag in body.split('<').skip(1) {
            let name: String = tag
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect();
            assert!(
                name.is_empty() || allowed.contains(&name),
                "{}: `{name}` is not in src/allowed_markup.js",
                page.path
            );
        }
    }
}
