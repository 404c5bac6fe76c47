//! The page's own list of what fits, as a script: `src/bridge/protocol.js`.
//!
//! A kind is written as short as it can be: a number is a text of that length, `[least, most]` a whole
//! number, `true` a flag, a text some words, `[kind]` a list, `{}` fields of its own, `colour` and `origin`
//! with `#` before them what they say. A name that ends in `?` may be missing.

use std::fmt::Write as _;

use crate::config::{CONTRASTS, Config};
use crate::messages::{FromHost, ToHost};
use crate::shape::{Field, Kind, Object, Shaped};
use crate::{INJECTED, LARGEST, RECEIVER, VERSION};

/// The whole file.
pub fn script() -> String {
    let mut text = format!(
        "// What fits in the bridge and in config.json. Made from crates/bridge; do not edit. How a kind is\n\
         // written: crates/bridge/src/published/script.rs; what reads it: fits.js.\n\n\
         export const VERSION = {VERSION};\n\
         export const LARGEST = {LARGEST};\n\
         export const INJECTED = \"{INJECTED}\";\n\
         export const RECEIVER = \"{RECEIVER}\";\n\n\
         export const FROM_HOST = {{\n"
    );
    for message in FromHost::all() {
        let _ = writeln!(text, "  {}: {},", message.word, fields(&message.object));
    }
    text.push_str("};\n\nexport const TO_HOST = {\n");
    for message in ToHost::all() {
        let _ = writeln!(text, "  {}: {},", message.word, fields(&message.object));
    }
    text.push_str("};\n\nexport const CONFIG = {\n");
    if let Kind::Object(config) = Config::kind() {
        for field in &config.fields {
            let _ = writeln!(text, "  {},", member(field));
        }
    }
    text.push_str(
        "};\n\n// Of what, on which grounds, at least by how much.\nexport const CONTRASTS = [\n",
    );
    for contrast in CONTRASTS {
        let grounds = contrast.on.join(" ");
        let (whole, tenths) = (contrast.tenths / 10, contrast.tenths % 10);
        let _ = writeln!(
            text,
            "  [\"{}\", \"{grounds}\", {whole}.{tenths}],",
            contrast.of
        );
    }
    text + "];\n"
}

fn fields(object: &Object) -> String {
    let members: Vec<String> = object.fields.iter().map(member).collect();
    match members.is_empty() {
        true => "{}".to_owned(),
        false => format!("{{ {} }}", members.join(", ")),
    }
}

fn member(field: &Field) -> String {
    let kind = of_kind(&field.kind);
    match field.is_optional {
        true => format!("\"{}?\": {kind}", field.name),
        false => format!("{}: {kind}", field.name),
    }
}

fn of_kind(kind: &Kind) -> String {
    match kind {
        Kind::Text { most } => most.to_string(),
        Kind::Colour => "\"#colour\"".to_owned(),
        Kind::Origin => "\"#origin\"".to_owned(),
        Kind::Whole { least, most } => format!("[{least}, {most}]"),
        Kind::Flag => "true".to_owned(),
        Kind::Word(words) => {
            let words: Vec<&str> = words.words.iter().map(|(word, _)| *word).collect();
            format!("\"{}\"", words.join(" "))
        }
        Kind::List(kind) => format!("[{}]", of_kind(kind)),
        Kind::Object(object) => fields(object),
    }
}
