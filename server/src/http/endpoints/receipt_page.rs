//! A receipt as a page to print: plain HTML without a script, in the language of the record and in the words
//! of the page that it was decided on.
//!
//! Takes a verified [`Receipt`]; everything in it is written as text. Entry point: [`page`].

use std::fmt::Write;

use consent::wire::Receipt;
use interface::receipt::{self, Line};
use interface::{Language, words};

/// The page.
pub fn page(receipt: &Receipt, signed: &str) -> String {
    let lang = Language::from_code(&receipt.processing.language).unwrap_or(Language::Zh);
    let said = receipt::in_words(receipt, lang);
    let (title, technical) = (words::receipt_title(lang), words::receipt_technical(lang));
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n{facts}\
         <h2>{technical}</h2>\n{details}\
         <h2>{proof}</h2>\n<p><code>{signed}</code></p>\n</main>\n</body>\n</html>\n",
        tag = lang.tag(),
        facts = list(&said.facts),
        details = list(&said.technical),
        proof = words::receipt_signed(lang),
        signed = escape(signed),
    )
}

/// As a list and not a table: without a style sheet, a phone's width is too little for two columns.
fn list(lines: &[Line]) -> String {
    let mut rows = String::new();
    for line in lines {
        let (name, value) = (line.name, escape(&line.value));
        writeln!(rows, "<dt><b>{name}</b></dt>\n<dd>{value}</dd>")
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
