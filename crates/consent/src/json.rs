//! JSON in the browser, by whatever reader and writer of values is there already.
//!
//! The browser has a JSON parser; what a page needs is the way from its values to our types and back.
//! [`fields!`](crate::fields) names the fields of a type once for both directions, and
//! [`Value`] says what is asked of a value: the app implements it for the browser's own, the tests
//! for `serde_json`'s. On the server, serde derives the same from the same names; a test holds the
//! two against each other. serde in the browser weighs 27 to 35 KB more (docs/decisions/bytes.md).

/// A JSON value, as whoever reads or writes it has it.
pub trait Value: Sized {
    /// Nothing is there: `null`, or a member that is missing.
    fn is_null(&self) -> bool;
    /// The text of a string.
    fn text(&self) -> Option<String>;
    /// The number.
    fn number(&self) -> Option<f64>;
    /// The boolean.
    fn flag(&self) -> Option<bool>;
    /// The values of an array.
    fn list(&self) -> Option<Vec<Self>>;
    /// A member of an object; `null` where there is none, and where it is no object.
    fn member(&self, name: &str) -> Self;

    /// `null`.
    fn from_nothing() -> Self;
    /// A string.
    fn from_text(text: &str) -> Self;
    /// A number.
    fn from_number(number: f64) -> Self;
    /// A boolean.
    fn from_flag(flag: bool) -> Self;
    /// An array.
    fn from_list(list: Vec<Self>) -> Self;
    /// An object without members.
    fn empty_object() -> Self;
    /// Adds a member to an object.
    fn set(&mut self, name: &str, member: Self);
}

/// What can be read from a JSON value.
pub trait Read: Sized {
    /// Reads it. Where the value is something else, `is_right` becomes `false` and what comes back
    /// means nothing: without a way out at each field, a type with twenty of them needs no code to
    /// drop the nineteen that were read before the wrong one.
    fn read<V: Value>(value: &V, is_right: &mut bool) -> Self;
}

/// What can be written as a JSON value.
pub trait Write {
    /// Writes it.
    fn write<V: Value>(&self) -> V;
}

/// Reads a type from a value; `None` where a member is missing or is something else. Members that
/// are not known are passed over.
pub fn read<T: Read, V: Value>(value: &V) -> Option<T> {
    let mut is_right = true;
    let read = T::read(value, &mut is_right);
    is_right.then_some(read)
}

/// Reads a member of an object. Not put into its callers: with it the member would be let go at each
/// of some hundred fields.
#[doc(hidden)]
#[inline(never)]
pub fn read_member<T: Read, V: Value>(object: &V, name: &str, is_right: &mut bool) -> T {
    T::read(&object.member(name), is_right)
}

/// What a value has, or the default of its type with a note that it was wrong.
fn or_wrong<T: Default>(found: Option<T>, is_right: &mut bool) -> T {
    *is_right &= found.is_some();
    found.unwrap_or_default()
}

impl Read for String {
    fn read<V: Value>(value: &V, is_right: &mut bool) -> Self {
        or_wrong(value.text(), is_right)
    }
}

impl Write for String {
    fn write<V: Value>(&self) -> V {
        V::from_text(self)
    }
}

impl Read for bool {
    fn read<V: Value>(value: &V, is_right: &mut bool) -> Self {
        or_wrong(value.flag(), is_right)
    }
}

impl Write for bool {
    fn write<V: Value>(&self) -> V {
        V::from_flag(*self)
    }
}

impl Read for u64 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        clippy::float_cmp,
        reason = "a cast that changes the number is what tells that it is no u64"
    )]
    fn read<V: Value>(value: &V, is_right: &mut bool) -> Self {
        let number = or_wrong(value.number(), is_right);
        *is_right &= number as u64 as f64 == number;
        number as u64
    }
}

impl Write for u64 {
    #[allow(
        clippy::cast_precision_loss,
        reason = "numbers of the contract are below 2^53, as JSON in browsers asks for"
    )]
    fn write<V: Value>(&self) -> V {
        V::from_number(*self as f64)
    }
}

/// Smaller numbers are read and written as the large ones are.
macro_rules! smaller_numbers {
    ($($number:ty),*) => { $(
        impl Read for $number {
            fn read<V: Value>(value: &V, is_right: &mut bool) -> Self {
                let number = u64::read(value, is_right);
                or_wrong(Self::try_from(number).ok(), is_right)
            }
        }

        impl Write for $number {
            fn write<V: Value>(&self) -> V {
                u64::from(*self).write()
            }
        }
    )* };
}

smaller_numbers!(u16, u32);

impl<T: Read> Read for Option<T> {
    fn read<V: Value>(value: &V, is_right: &mut bool) -> Self {
        (!value.is_null()).then(|| T::read(value, is_right))
    }
}

impl<T: Write> Write for Option<T> {
    fn write<V: Value>(&self) -> V {
        match self {
            Some(value) => value.write(),
            None => V::from_nothing(),
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read<V: Value>(value: &V, is_right: &mut bool) -> Self {
        let mut things = Vec::new();
        for value in or_wrong(value.list(), is_right) {
            things.push(T::read(&value, is_right));
        }
        things
    }
}

impl<T: Write> Write for Vec<T> {
    fn write<V: Value>(&self) -> V {
        V::from_list(self.iter().map(Write::write).collect())
    }
}

/// The one of some words that a value is; the first of them where it is none.
#[doc(hidden)]
pub fn read_word<T: Copy>(
    text: Option<String>,
    words: &[(&'static str, T)],
    is_right: &mut bool,
) -> T {
    let found = words.iter().find(|(word, _)| text.as_deref() == Some(word));
    *is_right &= found.is_some();
    found.unwrap_or(&words[0]).1
}

/// Names the fields of a type once: it can then be read from JSON and written as JSON. A field whose
/// name in JSON is a word of Rust's is written `kind as "type"`.
///
/// ```
/// struct Colour {
///     token: String,
///     value: Option<String>,
/// }
///
/// consent::fields! { Colour { token, value } }
/// ```
#[macro_export]
macro_rules! fields {
    ($($type:ident $(<$of:ident>)? { $($field:ident $(as $name:literal)?),* $(,)? })*) => { $(
        impl $(<$of: $crate::json::Read>)? $crate::json::Read for $type $(<$of>)? {
            fn read<V: $crate::json::Value>(value: &V, is_right: &mut bool) -> Self {
                Self { $(
                    $field: $crate::json::read_member(
                        value,
                        $crate::fields!(@name $field $($name)?),
                        is_right,
                    ),
                )* }
            }
        }

        impl $(<$of: $crate::json::Write>)? $crate::json::Write for $type $(<$of>)? {
            fn write<V: $crate::json::Value>(&self) -> V {
                let mut object = V::empty_object();
                $( object.set(
                    $crate::fields!(@name $field $($name)?),
                    $crate::json::Write::write(&self.$field),
                ); )*
                object
            }
        }
    )* };
    (@name $field:ident $name:literal) => { $name };
    (@name $field:ident) => { stringify!($field) };
}

/// An enum whose variants are words in JSON, each written once.
///
/// The words are taken as tokens: utoipa does not look into a literal that a macro passes on.
macro_rules! words {
    (
        $(#[$about:meta])*
        pub enum $type:ident { $( $(#[$about_word:meta])* $variant:ident = $word:tt, )* }
    ) => {
        $(#[$about])*
        #[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
        pub enum $type {
            $( $(#[$about_word])* #[cfg_attr(feature = "server", serde(rename = $word))] $variant, )*
        }

        impl $type {
            /// The word in JSON.
            pub fn code(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }

            /// What that word in JSON says.
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $( $word => Some(Self::$variant), )*
                    _ => None,
                }
            }
        }

        impl $crate::json::Read for $type {
            fn read<V: $crate::json::Value>(value: &V, is_right: &mut bool) -> Self {
                const WORDS: &[(&str, $type)] = &[ $( ($word, $type::$variant), )* ];
                $crate::json::read_word(value.text(), WORDS, is_right)
            }
        }

        impl $crate::json::Write for $type {
            fn write<V: $crate::json::Value>(&self) -> V {
                V::from_text(self.code())
            }
        }
    };
}

pub(crate) use words;
