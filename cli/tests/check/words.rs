//! Terms, interface strings and ids are written as they were agreed.

use crate::copy::{Copy, EN, TERMS, ZH};

#[test]
fn a_wrong_term_is_caught() {
    let copy = Copy::new();
    copy.edit(ZH, "{#webeans}", "微信豆", "微豆");
    copy.edit(ZH, "{#webeans}", "微信豆", "微豆");
    copy.edit(ZH, "{#webeans}", "微信豆", "微豆");
    while copy
        .read(ZH)
        .split("{#weixin-pay}")
        .next()
        .unwrap()
        .contains("微信豆")
    {
        copy.edit(ZH, "1.11", "微信豆", "微豆");
    }
    let line = copy.line(ZH, "{#webeans}");
    copy.refused(ZH, line, "says `WeBeans`, so this clause must say `微信豆`");

    let copy = Copy::new();
    let line = copy.edit(ZH, "{#official-accounts}", "公众号", "公众帐号");
    copy.refused(
        ZH,
        line,
        "`公众帐号` is not the word for this; write `公众号`",
    );
}

#[test]
fn a_term_that_the_glossary_translates_otherwise_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(
        TERMS,
        "en = \"Mini Program\"",
        "en = \"Mini Program\"",
        "en = \"receipt\"",
    );
    copy.refused(TERMS, line + 1, "GLOSSARY.md gives");
}

#[test]
fn a_missing_interface_string_is_caught() {
    let copy = Copy::new();
    let line = copy.edit("locales/en.toml", "nav-home", "nav-home", "nav-house");
    copy.refused(
        "locales/en.toml",
        line,
        "string `nav-house`: zh.toml lacks it",
    );
    let line = copy.line("locales/zh.toml", "nav-home");
    copy.refused(
        "locales/zh.toml",
        line,
        "string `nav-home`: en.toml lacks it",
    );

    let copy = Copy::new();
    let line = copy.edit("locales/en.toml", "glance-shared", "{count}", "{number}");
    copy.refused(
        "locales/en.toml",
        line,
        "it takes `{number}` here and `{count}` in zh.toml",
    );
}

#[test]
fn an_id_of_the_page_itself_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(EN, "{#status", "{#status", "{#page:status");
    copy.refused(
        EN,
        line,
        "the id `page:status` is not made of lower-case words joined by `-`; write {#page-status}",
    );
}
