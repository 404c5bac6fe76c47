//! Hostile notices: whatever the source holds, the pages hold text and safe links.

use notice::{Catalogue, Language, Release};
use views::{Site, Template};

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script href=\"data:text/javascript,alert(1)\" /></svg>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java\nscript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](&#x6A;avascript&colon;alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[a](vbscript:msgbox(1))",
    "[a](path:\"onmouseover=alert(1))",
    "[a](https://example.com/\"onmouseover=\"alert(1))",
    "![a](javascript:alert(1))",
    "<https://example.com/<script>>",
    "[<img src=x onerror=alert(1)>](https://example.com/)",
    "[a [b](javascript:alert(1)) c](javascript:alert(2))",
    "`<script>alert(1)</script>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a href=\"javascript:alert(1)\">a</a>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<base href=//example.com>",
    "<!--><script>alert(1)</script>-->",
    "<img alt=\"a>b\" src=x onerror=alert(1)>",
    "<img/src=\"x\"/onerror=alert(1)>",
    "<IMG SRC=x ONERROR=alert(1)>",
    "<img src=x onerror\n=alert(1)>",
    "<a href=\"java&#115;cript:alert(1)\">a</a>",
    "<a href=\"java\tscript:alert(1)\">a</a>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>a</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<details open ontoggle=alert(1)>a</details>",
    "<input autofocus onfocus=alert(1)>",
    "<form action=\"javascript:alert(1)\"><button>a</button></form>",
    "<button formaction=\"javascript:alert(1)\">a</button>",
    "<object data=\"data:text/html,<script>alert(1)</script>\"></object>",
    "<embed src=\"data:text/html,<script>alert(1)</script>\">",
    "<link rel=stylesheet href=//example.com/a.css>",
    "<p style=\"background:url(//example.com)\">a</p>",
    "<meta http-equiv=refresh content=\"0; url=//example.com\">",
    "| <script>alert(1)</script> | b |\n|---|---|\n| <img onerror=alert(1) src=x> | c |",
];

#[test]
fn nothing_of_a_hostile_notice_can_run_on_a_page() {
    for attack in ATTACKS {
        let text = format!(
            "---\nversion: one\nedition: test\nlanguage: en\nprovenance: official\n---\n# {attack}\n\n{attack}\n\n\
             ## 1. {attack} {{#one}}\n\n{attack}\n\n- {attack}\n\n### 1.1 Steps {{#steps .guide}}\n\n1. Tap **{attack}**.\n"
        );
        let release = Release::new("one", &[(Language::En, &text)], Catalogue::default());
        let site = Site {
            releases: vec![release],
            ..Site::default()
        };
        for page in views::render(&site, &Template::default()) {
            check(&page.html, attack);
        }
    }
}

fn check(html: &str, attack: &str) {
    for tag in tags(html) {
        let name: String = tag
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let is_own_script = tag.starts_with("script type=\"module\" src=\"\"");
        assert!(
            is_own_script
                || ![
                    "script", "iframe", "object", "embed", "base", "style", "img"
                ]
                .contains(&name.as_str()),
            "{attack}: <{tag}>"
        );
        for attribute in attributes(tag) {
            let (key, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            assert!(!key.starts_with("on"), "{attack}: {attribute}");
            assert!(
                key != "http-equiv" && key != "srcdoc",
                "{attack}: {attribute}"
            );
            let value = value.trim_matches('"').to_ascii_lowercase();
            if key == "href" || key == "src" {
                let is_safe = value.is_empty()
                    || ["/", "#", "https:", "http:", "mailto:"]
                        .iter()
                        .any(|start| value.starts_with(start));
                assert!(is_safe, "{attack}: {attribute}");
            }
        }
    }
}

/// What stands between `<` and `>`, without closing tags.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<')
        .skip(1)
        .filter(|tag| !tag.starts_with(['/', '!']))
        .filter_map(|tag| Some(tag.split_once('>')?.0))
}

/// Attributes as they are written; a quoted value may hold spaces.
fn attributes(tag: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = tag.split_once(' ').map_or("", |(_, rest)| rest);
    while !rest.is_empty() {
        let end = match rest.split_once("=\"") {
            Some((key, value)) if !key.contains(' ') => {
                key.len() + 2 + value.find('"').map_or(value.len(), |end| end + 1)
            }
            _ => rest.find(' ').unwrap_or(rest.len()),
        };
        found.push(&rest[..end.min(rest.len())]);
        rest = rest[end.min(rest.len())..].trim_start();
    }
    found
}
