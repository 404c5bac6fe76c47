//! A receipt as a page to print: plain HTML without a script, in the language of the record and in the words
//! of the page that it was decided on.
//!
//! Takes a verified [`Receipt`]; everything in it is written as text. Its style is in the page: an API may be
//! elsewhere than the site and its sheets, and a page that somebody keeps is read as it was. Entry points:
//! [`page`] and [`policy`].

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use consent::wire::Receipt;
use interface::receipt::{self, Line};
use interface::{Language, words};
use sha2::{Digest, Sha256};

/// The site's type and colours, and what a page of text needs of them.
const STYLE: &str = concat!(
    include_str!("../../../../style/tokens.css"),
    include_str!("receipt_page.css"),
);

/// What the page may load: its own style, known by its hash, and the icon.
pub fn policy() -> String {
    let hash = BASE64.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'"
    )
}

/// The page.
pub fn page(receipt: &Receipt, signed: &str) -> String {
    let lang = Language::from_code(&receipt.processing.language).unwrap_or(Language::Zh);
    let said = receipt::in_words(receipt, lang);
    let (title, technical) = (words::receipt_title(lang), words::receipt_technical(lang));
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{facts}\
         <h2>{technical}</h2>\n{details}\
         <h2>{proof}</h2>\n<p><code>{signed}</code></p>\n</main>\n</body>\n</html>\n",
        tag = lang.tag(),
        facts = list(&said.facts),
        details = list(&said.technical),
        proof = words::receipt_signed(lang),
        signed = escape(signed),
    )
}

/// As a list and not a table: a phone's width is too little for two columns.
fn list(lines: &[Line]) -> String {
    let mut rows = String::new();
    for line in lines {
        let (name, value) = (line.name, escape(&line.value));
        writeln!(rows, "<dt>{name}</dt>\n<dd>{value}</dd>")
            .expect("writing to a string does not fail");
    }
    format!("<dl>\n{rows}</dl>\n")
}

/// Letters in a row after which a line may break: a hash or a signature is wider than a phone, which
/// would then show the whole page in letters too small to read.
const UNBROKEN: usize = 16;

/// Text as HTML. Where it may break is no letter: what is copied is what was signed.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_a_row = 0;
    for letter in text.chars() {
        in_a_row = if letter.is_ascii_graphic() {
            in_a_row + 1
        } else {
            0
        };
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
        if in_a_row == UNBROKEN {
            out.push_str("<wbr>");
            in_a_row = 0;
        }
    }
    out
}
