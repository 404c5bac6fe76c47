//! `serde_json`'s values in the place of the browser's, for tests of what reads and writes them.
//!
//! The tests of `crates/bridge` take this file in, too. Entry point: [`Plain`].

use consent::json::Value;

/// A value of `serde_json`, asked as the app asks the browser's.
pub struct Plain(pub serde_json::Value);

impl Value for Plain {
    fn is_null(&self) -> bool {
        self.0.is_null()
    }

    fn text(&self) -> Option<String> {
        self.0.as_str().map(str::to_owned)
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn list(&self) -> Option<Vec<Self>> {
        let list = self.0.as_array()?;
        Some(list.iter().cloned().map(Plain).collect())
    }

    fn member(&self, name: &str) -> Self {
        Plain(self.0.get(name).cloned().unwrap_or_default())
    }

    fn from_nothing() -> Self {
        Plain(serde_json::Value::Null)
    }

    fn from_text(text: &str) -> Self {
        Plain(text.into())
    }

    fn from_number(number: f64) -> Self {
        // The browser writes a whole number without a point.
        Plain(match number.fract() {
            0.0 => (number as u64).into(),
            _ => number.into(),
        })
    }

    fn from_flag(flag: bool) -> Self {
        Plain(flag.into())
    }

    fn from_list(list: Vec<Self>) -> Self {
        Plain(list.into_iter().map(|value| value.0).collect())
    }

    fn empty_object() -> Self {
        Plain(serde_json::Value::Object(serde_json::Map::new()))
    }

    fn set(&mut self, name: &str, member: Self) {
        let members = self.0.as_object_mut().expect("it is an object");
        members.insert(name.to_owned(), member.0);
    }
}
