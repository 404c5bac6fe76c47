//! What a deployment sets at run time: `config.json`.
//!
//! Every entry may be missing; the page then keeps what it was built with. One that is not what it may be is
//! refused by itself, with a line in the console and a sentence in the page. Entry point: [`Config`].

use consent::json::{Read, Value, Write};

use crate::messages::PageLanguage;
use crate::shape::{Kind, Shaped, Text, object, words};

object! {
    /// What a deployment sets without a rebuild, in `config.json` at the root of the site.
    Config {
        /// The product's name, in the head line and in titles.
        product: Option<Product>,
        /// Colours of the operator's own. One that loses the contrast that the page needs is refused.
        colours: Option<Vec<Colour>>,
        /// Where the consent API is, if not at the page's own origin.
        api: Option<Origin>,
        /// Sites that may frame the page and speak to it, each as its exact origin.
        hosts: Option<Vec<Origin>>,
        /// The language of `/` for a browser that asks for neither, where no server chooses.
        language: Option<PageLanguage>,
        /// The edition that this deployment is for. The page says so if another one was published here.
        edition: Option<Text<100>>,
        /// `false` has no page kept for when there is no network, and removes what was.
        offline: Option<bool>,
    }
}

object! {
    /// The product's name in both languages.
    Product {
        /// In Chinese.
        zh: Text<60>,
        /// In English.
        en: Text<60>,
    }
}

object! {
    /// A colour in place of the page's own.
    Colour {
        /// What it is for: a token of `style/tokens.css`.
        token: Token,
        /// The colour, opaque.
        value: Hex,
        /// Under which theme alone; missing for both.
        theme: Option<Theme>,
    }
}

words! {
    /// What a colour is for.
    Token {
        /// The page's ground.
        Paper = "paper",
        /// The ground of rows and fields.
        Surface = "surface",
        /// The ground between groups of rows.
        Group = "group",
        /// Text.
        Text = "text",
        /// Text beside it.
        TextSecondary = "text-secondary",
        /// Links.
        Link = "link",
        /// The main button.
        Action = "action",
        /// Text on the main button.
        OnAction = "on-action",
        /// The mark of the product.
        Seal = "seal",
        /// What is drawn on the mark.
        OnSeal = "on-seal",
        /// Lines between rows.
        Line = "line",
        /// The border of what can be operated.
        BorderInput = "border-input",
        /// The ring around what has the focus.
        Focus = "focus",
    }
}

words! {
    /// A theme.
    Theme {
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
}

/// The contrast that a colour needs against each of some grounds, in tenths (WCAG 2.2, 1.4.3 and 1.4.11).
pub struct Contrast {
    /// The token of what is to be seen.
    pub of: &'static str,
    /// The tokens of the grounds.
    pub on: &'static [&'static str],
    /// The ratio, in tenths.
    pub tenths: u32,
}

/// Every contrast that a deployment's colours must keep.
pub const CONTRASTS: &[Contrast] = &[
    Contrast {
        of: "text",
        on: &["paper", "surface", "group"],
        tenths: 45,
    },
    Contrast {
        of: "text-secondary",
        on: &["paper", "surface", "group"],
        tenths: 45,
    },
    Contrast {
        of: "link",
        on: &["paper", "surface"],
        tenths: 45,
    },
    Contrast {
        of: "on-action",
        on: &["action"],
        tenths: 45,
    },
    Contrast {
        of: "on-seal",
        on: &["seal"],
        tenths: 45,
    },
    Contrast {
        of: "border-input",
        on: &["paper", "surface"],
        tenths: 30,
    },
    Contrast {
        of: "focus",
        on: &["paper", "surface"],
        tenths: 30,
    },
];

/// Scheme, host and port of one site, as browsers write it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin(pub String);

impl Shaped for Origin {
    fn kind() -> Kind {
        Kind::Origin
    }
}

impl Read for Origin {
    fn read<V: Value>(value: &V, is_right: &mut bool) -> Self {
        let text = String::read(value, is_right);
        *is_right &= is_origin(&text);
        Self(text)
    }
}

impl Write for Origin {
    fn write<V: Value>(&self) -> V {
        V::from_text(&self.0)
    }
}

/// One site alone: no path, no pattern, and not `null`, which every sandboxed frame and file is.
fn is_origin(text: &str) -> bool {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let is_part = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-.:[]".contains(letter)
    };
    host.is_some_and(|host| !host.is_empty() && host.chars().all(is_part))
}

/// An opaque colour as `#rrggbb`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hex(pub String);

impl Shaped for Hex {
    fn kind() -> Kind {
        Kind::Colour
    }
}

impl Read for Hex {
    fn read<V: Value>(value: &V, is_right: &mut bool) -> Self {
        let text = String::read(value, is_right);
        let digits = text.strip_prefix('#').unwrap_or_default();
        let is_hex = |letter: char| letter.is_ascii_hexdigit();
        *is_right &= digits.len() == 6 && digits.chars().all(is_hex);
        Self(text)
    }
}

impl Write for Hex {
    fn write<V: Value>(&self) -> V {
        V::from_text(&self.0)
    }
}
