//! The TypeScript definition of the messages, for who writes a host in TypeScript or reads it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::schema::joined;
use crate::messages::{FromHost, Message, ToHost};
use crate::shape::{Kind, Words};
use crate::{LARGEST, VERSION};

/// The whole file.
pub fn typescript() -> String {
    let mut words = BTreeMap::new();
    let mut sides = String::new();
    side(
        &mut sides,
        &mut words,
        "FromHost",
        "What a host says to the page.",
        &FromHost::all(),
    );
    side(
        &mut sides,
        &mut words,
        "ToHost",
        "What the page says to its host.",
        &ToHost::all(),
    );
    let mut text = format!(
        "// The bridge between the page and a host app, version {VERSION}. Made from crates/bridge; do not edit.\n\
         // Each message is one JSON object as a text of at most {LARGEST} bytes in UTF-8.\n\n\
         /** What stands in every message. */\n\
         export interface Envelope {{\n\
         \x20 /** The version of the protocol. */\n\
         \x20 v: {VERSION};\n\
         \x20 /** What the page has drawn for this load and says in `hello`: 32 hexadecimal digits. */\n\
         \x20 nonce: string;\n\
         \x20 /** Grows with each message of a side; what is not larger than the last one is dropped. */\n\
         \x20 seq: number;\n\
         }}\n"
    );
    for Words { name, about, words } in words.values() {
        let _ = write!(text, "\n/** {} */\nexport type {name} =", joined(about));
        for (word, about) in words {
            let _ = write!(text, "\n  /** {} */\n  | \"{word}\"", joined(about));
        }
        text.push_str(";\n");
    }
    text + &sides
}

fn side(
    text: &mut String,
    words: &mut BTreeMap<&'static str, Words>,
    name: &str,
    about: &str,
    messages: &[Message],
) {
    for Message { word, object } in messages {
        let _ = write!(
            text,
            "\n/** {} */\nexport interface {} extends Envelope {{\n  type: \"{word}\";\n",
            joined(object.about),
            object.name
        );
        for field in &object.fields {
            let mark = if field.is_optional { "?" } else { "" };
            let kind = of_kind(&field.kind, words);
            let _ = writeln!(
                text,
                "  /** {}{} */\n  {}{mark}: {kind};",
                joined(field.about),
                limits(&field.kind),
                field.name
            );
        }
        text.push_str("}\n");
    }
    let names: Vec<&str> = messages.iter().map(|message| message.object.name).collect();
    let _ = write!(
        text,
        "\n/** {about} */\nexport type {name} = {};\n",
        names.join(" | ")
    );
}

fn of_kind(kind: &Kind, words: &mut BTreeMap<&'static str, Words>) -> String {
    match kind {
        Kind::Text { .. } | Kind::Colour | Kind::Origin => "string".to_owned(),
        Kind::Whole { .. } => "number".to_owned(),
        Kind::Flag => "boolean".to_owned(),
        Kind::Word(own) => {
            words.insert(own.name, own.clone());
            own.name.to_owned()
        }
        Kind::List(kind) => format!("{}[]", of_kind(kind, words)),
        Kind::Object(object) => {
            let fields = object.fields.iter();
            let fields: Vec<String> = fields
                .map(|field| format!("{}: {}", field.name, of_kind(&field.kind, words)))
                .collect();
            format!("{{ {} }}", fields.join("; "))
        }
    }
}

fn limits(kind: &Kind) -> String {
    match kind {
        Kind::Text { most } => format!(" At most {most} UTF-16 units."),
        Kind::Whole { least, most } => format!(" Whole, from {least} to {most}."),
        _ => String::new(),
    }
}
