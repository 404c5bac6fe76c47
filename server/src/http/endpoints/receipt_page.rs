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
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n{facts}\
         <h2>{technical}</h2>\n{details}\
         <h2>{proof}</h2>\n<p><code>{signed}</code></p>\n</main>\n</body>\n</html>\n",
        tag = lang.tag(),
        facts = table(&said.facts),
        details = table(&said.technical),
        proof = words::receipt_signed(lang),
        signed = escape(signed),
    )
}

fn table(lines: &[Line]) -> String {
    let mut rows = String::new();
    for line in lines {
        let (name, value) = (line.name, escape(&line.value));
        writeln!(
            rows,
            "<tr><th scope=\"row\">{name}</th><td>{value}</td></tr>"
        )
        .expect("writing to a string does not fail");
    }
    format!("<table>\n{rows}</table>\n")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
    out
}
