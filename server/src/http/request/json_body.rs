//! Reads the JSON body of a request: one object, whose members are strings or `null`.
//!
//! serde alone takes more than the contract: an array in the order of a type's fields, an object in the
//! place of a word, a body whose header names another character set. And its errors name the types of this
//! program. So the members are read first, and the type is read from them, with errors in the contract's
//! words. Entry point: [`Body`].

use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use std::vec;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use consent::wire::ProblemCode;
use mime::{CHARSET, Mime, UTF_8};
use serde::de::value::MapAccessDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Value;
use serde_json::error::Category;
use tokio::time::timeout;

use crate::http::LARGEST_BODY;
use crate::http::error::too_slow;
use crate::refusal::Refusal;
use crate::state::App;

/// A body in JSON.
pub struct Body<T>(pub T);

/// Why a body was not read.
pub enum NotRead {
    /// It is not what the contract asks for.
    Refused(Refusal),
    /// It did not come within that time.
    TooSlow(Duration),
}

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Body<T> {
    type Rejection = NotRead;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, NotRead> {
        check_type(request.headers())?;
        let body = whole(request, patience(app.settings.patience)).await?;
        let read = read(&body).map_err(|detail| Refusal::new(ProblemCode::BadRequest, detail));
        Ok(Self(read?))
    }
}

impl From<Refusal> for NotRead {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl IntoResponse for NotRead {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(refusal) => refusal.into_response(),
            Self::TooSlow(patience) => too_slow(patience),
        }
    }
}

/// How long a body may take, of the time that the whole request has: the rest is for storing.
fn patience(of_request: Duration) -> Duration {
    of_request * 2 / 3
}

/// Read as what it is, and refused where a header says that it is something else: whoever stands in
/// between, and goes by the header, would read another text.
fn check_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let is_one = types.next().is_some_and(is_json) && types.next().is_none();
    let mut encodings = headers.get_all(CONTENT_ENCODING).iter();
    if is_one && encodings.all(|encoding| encoding == "identity") {
        return Ok(());
    }
    let detail = format!(
        "send the body as JSON in UTF-8, not compressed, with `{CONTENT_TYPE}: application/json`"
    );
    Err(Refusal::new(ProblemCode::NotJson, detail))
}

/// JSON has no parameters (RFC 8259, 11); one that says UTF-8 all the same is right.
fn is_json(value: &HeaderValue) -> bool {
    let text = value.to_str().ok();
    let Some(kind) = text.and_then(|text| text.parse::<Mime>().ok()) else {
        return false;
    };
    let mut parameters = kind.params();
    kind.essence_str() == "application/json"
        && parameters.all(|(name, value)| name != CHARSET || value == UTF_8)
}

async fn whole(request: Request, patience: Duration) -> Result<Bytes, NotRead> {
    let body = timeout(patience, Bytes::from_request(request, &())).await;
    let body = body.map_err(|_| NotRead::TooSlow(patience))?;
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            let detail = format!("a body has at most {LARGEST_BODY} bytes");
            Refusal::new(ProblemCode::TooLarge, detail)
        }
        _ => {
            let detail = "the body broke off before its end; send it again";
            Refusal::new(ProblemCode::BadRequest, detail)
        }
    });
    Ok(body?)
}

/// Reads a type of the contract; the error says what to send instead.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    let members: Members =
        serde_json::from_slice(body).map_err(|error| match error.classify() {
            Category::Data => {
                "the body has to be a JSON object that has each field by its name".to_owned()
            }
            _ => format!("the body is no JSON: {error}"),
        })?;
    if let Some(name) = members.repeated() {
        return Err(format!(
            "`{name:.64}` is there more than once; send it once"
        ));
    }
    let members = MapAccessDeserializer::new(members.into_access());
    T::deserialize(members).map_err(|Wrong(what)| what)
}

/// The members of an object as they came.
struct Members(Vec<(String, Value)>);

impl Members {
    /// A name that is there twice: which of the two values counts is each reader's own guess (RFC 8259, 4).
    fn repeated(&self) -> Option<&str> {
        let mut names: Vec<&str> = self.0.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        let pairs = names.windows(2);
        pairs
            .filter(|pair| pair[0] == pair[1])
            .map(|pair| pair[0])
            .next()
    }

    fn into_access(self) -> Access {
        Access {
            left: self.0.into_iter(),
            value: None,
        }
    }
}

impl<'de> de::Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = object.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        from.deserialize_map(Object)
    }
}

/// Hands the members out one by one; what is wrong with one is said with its name.
struct Access {
    left: vec::IntoIter<(String, Value)>,
    value: Option<(String, Value)>,
}

impl<'de> MapAccess<'de> for Access {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Wrong> {
        self.value = self.left.next();
        let Some((name, _)) = &self.value else {
            return Ok(None);
        };
        let name: de::value::StrDeserializer<'_, Wrong> = name.as_str().into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        let (name, value) = self.value.take().expect("a value follows its name");
        let read = seed.deserialize(Member(value));
        read.map_err(|Wrong(what)| Wrong(format!("`{name}` {what}")))
    }
}

/// The value of a member: a string, a word of several, or nothing.
struct Member(Value);

impl<'de> Deserializer<'de> for Member {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::String(text) => visitor.visit_string(text),
            _ => Err(Wrong::no_string()),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::String(word) => visitor.visit_enum(word.into_deserializer()),
            _ => Err(Wrong::no_word(words)),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// What is wrong with a body, in the contract's words.
#[derive(Debug)]
struct Wrong(String);

impl Wrong {
    fn no_string() -> Self {
        Self("has to be a string".to_owned())
    }

    fn no_word(words: &[&str]) -> Self {
        Self(format!("has to be one of {}", list(words)))
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: fmt::Display>(what: T) -> Self {
        Self(what.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::no_string()
    }

    fn unknown_variant(_: &str, words: &'static [&'static str]) -> Self {
        Self::no_word(words)
    }

    fn unknown_field(name: &str, names: &'static [&'static str]) -> Self {
        let names = list(names);
        Self(format!(
            "`{name:.64}` is no field here; the fields are {names}"
        ))
    }

    fn missing_field(name: &'static str) -> Self {
        Self(format!("the field `{name}` is missing"))
    }
}

/// Names one after the other.
fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use consent::wire::{Decision, View};

    use super::*;

    #[track_caller]
    fn check<T: DeserializeOwned>(body: &str, expected: &str) {
        let refused = read::<T>(body.as_bytes()).err();
        assert_eq!(refused.as_deref(), Some(expected), "{body}");
    }

    #[test]
    fn an_error_names_the_field_and_what_it_has_to_be() {
        let object = "the body has to be a JSON object that has each field by its name";
        for body in [
            r#"["1", "zh", "hash", "choices"]"#,
            "[]",
            "\"zh\"",
            "null",
            "7",
        ] {
            check::<View>(body, object);
        }
        check::<View>("{}", "the field `release` is missing");
        check::<View>(r#"{"release": 1}"#, "`release` has to be a string");
        check::<View>(r#"{"release": null}"#, "`release` has to be a string");
        check::<View>(r#"{"release": ["1"]}"#, "`release` has to be a string");
        check::<View>(
            r#"{"releases": "1"}"#,
            "`releases` is no field here; the fields are `release`, `language`, `text_hash`, \
             `surface`",
        );
        check::<View>(
            r#"{"release": "1", "release": "1"}"#,
            "`release` is there more than once; send it once",
        );
        let verbs = "`verb` has to be one of `give`, `refuse`, `withdraw`, `object`, `allow`";
        for verb in [
            "\"forget\"",
            "1",
            "null",
            r#"{"object": null}"#,
            "[\"object\"]",
        ] {
            check::<Decision>(&format!(r#"{{"verb": {verb}}}"#), verbs);
        }
        check::<Decision>(
            r#"{"age_band": true}"#,
            "`age_band` has to be one of `under-14`, `14-17`, `adult`",
        );
        check::<Decision>(r#"{"client_time": 7}"#, "`client_time` has to be a string");
    }

    #[test]
    fn what_is_no_json_is_said_to_be_none() {
        for body in ["", "{", "{]", "\u{feff}{}", "{} {}", "{\"a\": 1e999}"] {
            let refused = read::<View>(body.as_bytes()).expect_err(body);
            assert!(refused.starts_with("the body is no JSON: "), "{refused}");
        }
        assert!(read::<View>(b"{\"release\": \"\xff\"}").is_err());
    }

    #[test]
    fn a_body_is_json_where_its_header_says_so_and_nothing_else() {
        let check = |values: &[&str], expected: bool| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(CONTENT_TYPE, value.parse().expect("a value"));
            }
            assert_eq!(check_type(&headers).is_ok(), expected, "{values:?}");
        };
        for right in [
            "application/json",
            "Application/JSON",
            "application/json; charset=utf-8",
            "application/json;charset=\"UTF-8\"",
        ] {
            check(&[right], true);
        }
        for wrong in [
            "",
            "text/plain",
            "application/jsonp",
            "application/ld+json",
            "application/json, text/plain",
            "application/json; charset=utf-16",
            "application/json; charset=utf-8; charset=utf-16",
        ] {
            check(&[wrong], false);
        }
        check(&[], false);
        check(&["application/json", "application/json"], false);
    }

    #[test]
    fn a_body_that_is_compressed_is_not_read() {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("identity"));
        assert!(check_type(&headers).is_ok());
        headers.append(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        assert!(check_type(&headers).is_err());
    }
}
