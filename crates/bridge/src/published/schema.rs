//! JSON Schema (2020-12) of the messages and of `config.json`.

use serde_json::{Map, Value, json};

use crate::config::Config;
use crate::messages::{FromHost, Message, ToHost};
use crate::shape::{Field, Kind, LONGEST_LIST, Object, Shaped};
use crate::{LARGEST, VERSION};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of every message; `$defs` names each.
pub fn messages() -> String {
    let mut definitions = Map::new();
    let mut side = |name: &str, about: &str, messages: Vec<Message>| {
        let mut one_of = Vec::new();
        for message in messages {
            one_of.push(json!({"$ref": format!("#/$defs/{}", message.object.name)}));
            definitions.insert(message.object.name.to_owned(), of_message(&message));
        }
        definitions.insert(
            name.to_owned(),
            json!({"description": about, "oneOf": one_of}),
        );
    };
    side("FromHost", "What a host says to the page.", FromHost::all());
    side("ToHost", "What the page says to its host.", ToHost::all());
    let whole = json!({
        "$schema": DIALECT,
        "title": "Bridge between the page and a host app",
        "description": format!(
            "Version {VERSION}. Each message is one JSON object as a text of at most {LARGEST} bytes in UTF-8."
        ),
        "oneOf": [{"$ref": "#/$defs/FromHost"}, {"$ref": "#/$defs/ToHost"}],
        "$defs": definitions,
    });
    text(&whole)
}

/// The schema of `config.json`.
pub fn config() -> String {
    let mut whole = of_kind(&Config::kind());
    whole["$schema"] = DIALECT.into();
    whole["title"] = "config.json".into();
    whole["additionalProperties"] = false.into();
    whole["properties"]["$schema"] = json!({"type": "string"});
    text(&whole)
}

fn of_message(message: &Message) -> Value {
    let mut schema = of_object(&message.object);
    let own = schema["properties"].as_object().cloned();
    let envelope = [
        ("v", json!({"const": VERSION})),
        (
            "nonce",
            json!({"type": "string", "pattern": "^[0-9a-f]{32}$"}),
        ),
        ("seq", json!({"type": "integer", "minimum": 1})),
        ("type", json!({"const": message.word})),
    ];
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let names = envelope.iter().map(|(name, _)| json!(name));
    let required: Vec<Value> = names.chain(required).collect();
    let mut all: Map<String, Value> = Map::new();
    for (name, kind) in envelope {
        all.insert(name.to_owned(), kind);
    }
    all.extend(own.unwrap_or_default());
    schema["properties"] = all.into();
    schema["required"] = required.into();
    schema
}

fn of_object(object: &Object) -> Value {
    let of_field = |field: &Field| {
        let mut schema = of_kind(&field.kind);
        schema["description"] = field.about.into();
        (field.name.to_owned(), schema)
    };
    let properties: Map<String, Value> = object.fields.iter().map(of_field).collect();
    let required = object.fields.iter().filter(|field| !field.is_optional);
    let required: Vec<&str> = required.map(|field| field.name).collect();
    json!({
        "description": joined(object.about),
        "type": "object",
        "properties": properties,
        "required": required,
    })
}

fn of_kind(kind: &Kind) -> Value {
    match kind {
        Kind::Text { most } => json!({"type": "string", "maxLength": most}),
        Kind::Colour => json!({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}),
        Kind::Origin => json!({"type": "string", "pattern": r"^https?://[a-z0-9.:\[\]-]+$"}),
        Kind::Whole { least, most } => {
            json!({"type": "integer", "minimum": least, "maximum": most})
        }
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Word(words) => {
            let of_word =
                |(word, about): &(&str, &str)| json!({"const": word, "description": joined(about)});
            json!({"oneOf": words.words.iter().map(of_word).collect::<Vec<_>>()})
        }
        Kind::List(kind) => {
            json!({"type": "array", "items": of_kind(kind), "maxItems": LONGEST_LIST})
        }
        Kind::Object(object) => of_object(object),
    }
}

/// A doc comment as one line.
pub(super) fn joined(about: &str) -> String {
    about.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

fn text(schema: &Value) -> String {
    let mut text = serde_json::to_string_pretty(schema).expect("a value is written as text");
    text.push('\n');
    text
}
