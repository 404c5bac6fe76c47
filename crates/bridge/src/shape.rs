//! Types of what a message or a configuration holds, and the description of them.
//!
//! A description says for each field what it is called, what it may be and what it means; whatever is
//! published is made of descriptions. Entry points: [`Shaped`], and the macros that make a type together with
//! its description.

use consent::json::{Read, Value, Write};

/// What a field may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A text of so many UTF-16 units at most.
    Text {
        /// How many.
        most: u32,
    },
    /// An opaque colour as `#rrggbb`.
    Colour,
    /// Scheme, host and port of a site, as browsers write an origin.
    Origin,
    /// A whole number.
    Whole {
        /// The smallest.
        least: u32,
        /// The largest.
        most: u32,
    },
    /// True or false.
    Flag,
    /// One of some words.
    Word(Words),
    /// Several of a kind; 64 at most.
    List(Box<Kind>),
    /// Fields of its own.
    Object(Object),
}

/// The most that a list may hold.
pub const LONGEST_LIST: u32 = 64;

/// An enum of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The name of the type.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Each word and what it means.
    pub words: Vec<(&'static str, &'static str)>,
}

/// A type with fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// The name of the type.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in JSON.
    pub name: &'static str,
    /// What it means.
    pub about: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// Whether it may be missing.
    pub is_optional: bool,
}

/// A type that says what it is in JSON.
pub trait Shaped {
    /// What it may be.
    fn kind() -> Kind;

    /// Whether it may be missing.
    const IS_OPTIONAL: bool = false;
}

impl<T: Shaped> Shaped for Option<T> {
    fn kind() -> Kind {
        T::kind()
    }

    const IS_OPTIONAL: bool = true;
}

impl<T: Shaped> Shaped for Vec<T> {
    fn kind() -> Kind {
        Kind::List(Box::new(T::kind()))
    }
}

impl Shaped for bool {
    fn kind() -> Kind {
        Kind::Flag
    }
}

/// A text with a limit, in UTF-16 units as JavaScript counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text<const MOST: u32>(pub String);

impl<const MOST: u32> Shaped for Text<MOST> {
    fn kind() -> Kind {
        Kind::Text { most: MOST }
    }
}

impl<const MOST: u32> Read for Text<MOST> {
    fn read<V: Value>(value: &V, is_right: &mut bool) -> Self {
        let text = String::read(value, is_right);
        *is_right &= text.encode_utf16().count() <= MOST as usize;
        Self(text)
    }
}

impl<const MOST: u32> Write for Text<MOST> {
    fn write<V: Value>(&self) -> V {
        V::from_text(&self.0)
    }
}

/// A whole number from one limit to the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Whole<const LEAST: u32, const MOST: u32>(pub u32);

impl<const LEAST: u32, const MOST: u32> Shaped for Whole<LEAST, MOST> {
    fn kind() -> Kind {
        Kind::Whole {
            least: LEAST,
            most: MOST,
        }
    }
}

impl<const LEAST: u32, const MOST: u32> Read for Whole<LEAST, MOST> {
    fn read<V: Value>(value: &V, is_right: &mut bool) -> Self {
        let number = u32::read(value, is_right);
        *is_right &= (LEAST..=MOST).contains(&number);
        Self(number)
    }
}

impl<const LEAST: u32, const MOST: u32> Write for Whole<LEAST, MOST> {
    fn write<V: Value>(&self) -> V {
        self.0.write()
    }
}

/// A type with fields, read and written by their names, with its description. A field whose name in JSON
/// is another one is written `expires_in as "expiresIn"`.
macro_rules! object {
    (
        $(#[doc = $about:literal])+
        $name:ident { $( $(#[doc = $field_about:literal])+ $field:ident $(as $json:literal)? : $type:ty, )* }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name { $( $(#[doc = $field_about])+ pub $field: $type, )* }

        consent::fields! { $name { $( $field $(as $json)? ),* } }

        impl $crate::shape::Shaped for $name {
            fn kind() -> $crate::shape::Kind {
                $crate::shape::Kind::Object($crate::shape::Object {
                    name: stringify!($name),
                    about: concat!($($about, "\n"),+).trim(),
                    fields: vec![$( $crate::shape::Field {
                        name: consent::fields!(@name $field $($json)?),
                        about: concat!($($field_about, "\n"),+).trim(),
                        kind: <$type as $crate::shape::Shaped>::kind(),
                        is_optional: <$type as $crate::shape::Shaped>::IS_OPTIONAL,
                    } ),*],
                })
            }
        }
    };
}

/// An enum of words, each written once.
macro_rules! words {
    (
        $(#[doc = $about:literal])+
        $name:ident { $( $(#[doc = $word_about:literal])+ $variant:ident = $word:literal, )+ }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $( $(#[doc = $word_about])+ $variant, )+ }

        impl $name {
            /// The word in JSON.
            pub fn code(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }

            /// What that word in JSON says; `None` where it is no word of these.
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $( $word => Some(Self::$variant), )+
                    _ => None,
                }
            }
        }

        impl consent::json::Read for $name {
            fn read<V: consent::json::Value>(value: &V, is_right: &mut bool) -> Self {
                let found = value.text().and_then(|text| Self::from_code(&text));
                *is_right &= found.is_some();
                found.unwrap_or([$( Self::$variant ),+][0])
            }
        }

        impl consent::json::Write for $name {
            fn write<V: consent::json::Value>(&self) -> V {
                V::from_text(self.code())
            }
        }

        impl $crate::shape::Shaped for $name {
            fn kind() -> $crate::shape::Kind {
                $crate::shape::Kind::Word($crate::shape::Words {
                    name: stringify!($name),
                    about: concat!($($about, "\n"),+).trim(),
                    words: vec![$( ($word, concat!($($word_about, "\n"),+).trim()) ),+],
                })
            }
        }
    };
}

pub(crate) use {object, words};
