//! The messages: each type with what it holds, in the order in which they are met.
//!
//! A message is one JSON object as a text. Each has `v`, the version, `nonce`, which the page has drawn for
//! this load and says in `hello`, `seq`, a number that grows with each message of a side, and `type`; the
//! fields of its type stand beside them. Entry points: [`FromHost`] and [`ToHost`].

use consent::json::{self, Read, Value, Write};

use crate::shape::{Kind, Object, Shaped, Text, Whole, Words, object, words};

/// A type of message, described.
pub struct Message {
    /// What `type` says.
    pub word: &'static str,
    /// What it means and holds.
    pub object: Object,
}

/// The messages of one side: an enum that is read by the word in `type`, and the list of all.
macro_rules! messages {
    (
        $(#[doc = $about:literal])+
        $side:ident { $( $(#[doc = $message_about:literal])+
            $name:ident = $word:literal { $( $(#[doc = $field_about:literal])+ $field:ident $(as $json:literal)? : $type:ty, )* }
        )+ }
    ) => {
        $( object! {
            $(#[doc = $message_about])+
            $name { $( $(#[doc = $field_about])+ $field $(as $json)? : $type, )* }
        }

        impl $name {
            /// What `type` says of it.
            pub const TYPE: &'static str = $word;
        } )+

        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $side { $( $(#[doc = $message_about])+ $name($name), )+ }

        impl $side {
            /// Reads a message; `None` where its type is none of these, or a field is missing or not what
            /// it may be. Members that are not known are passed over.
            pub fn read<V: Value>(message: &V) -> Option<Self> {
                match message.member("type").text()?.as_str() {
                    $( $word => json::read(message).map(Self::$name), )+
                    _ => None,
                }
            }

            /// All of them, described.
            pub fn all() -> Vec<Message> {
                vec![$( Message {
                    word: $word,
                    object: match <$name as $crate::shape::Shaped>::kind() {
                        $crate::shape::Kind::Object(object) => object,
                        other => unreachable!("a message has fields, and is no {other:?}"),
                    },
                } ),+]
            }
        }
    };
}

words! {
    /// What a host can do beyond showing the page.
    Capability {
        /// It gives tokens. Then the page sends them with each request, sends no cookie, and keeps nothing
        /// of the person on the device.
        Token = "token",
        /// It opens rows of its own settings.
        OpenSettings = "openSettings",
        /// It closes the page when it is asked to.
        Close = "close",
    }
}

words! {
    /// Which colours.
    ThemeChoice {
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
        /// The system's.
        System = "system",
    }
}

words! {
    /// A language of the page.
    PageLanguage {
        /// Simplified Chinese.
        Zh = "zh",
        /// English.
        En = "en",
    }
}

words! {
    /// How far the app of the page has come.
    AppState {
        /// It runs.
        Ready = "ready",
        /// It did not start, or fell: the page reads, and its links are plain links.
        Failed = "failed",
        /// This engine cannot run it: the page reads, and its links are plain links.
        Unsupported = "unsupported",
    }
}

/// The state of a choice, in a word of the consent API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State(pub String);

/// The words that a state may be: [`consent::wire::Status`] and [`consent::wire::Setting`] together.
const STATES: [(&str, &str); 12] = [
    ("unknown", "Nothing was decided."),
    ("allowed", "Switched on."),
    ("objected", "Switched off."),
    ("requested", "Asked, not answered."),
    ("deferred", "Asked, and put off."),
    ("given", "Consent is given."),
    ("renewed", "Consent is given again."),
    ("refused", "Consent is refused."),
    ("withdrawn", "Consent was given, and is taken back."),
    ("revoked", "Consent was taken back by somebody else."),
    ("expired", "Consent is over, by time."),
    ("invalidated", "Consent was found not to have been valid."),
];

impl Shaped for State {
    fn kind() -> Kind {
        Kind::Word(Words {
            name: "ChoiceState",
            about: "The state of a choice, in a word of the consent API.",
            words: STATES.to_vec(),
        })
    }
}

impl Read for State {
    fn read<V: Value>(value: &V, is_right: &mut bool) -> Self {
        let word = String::read(value, is_right);
        *is_right &= STATES.iter().any(|(known, _)| *known == word);
        Self(word)
    }
}

impl Write for State {
    fn write<V: Value>(&self) -> V {
        V::from_text(&self.0)
    }
}

messages! {
    /// What a host says to the page.
    FromHost {
        /// Answers `hello`, with its nonce: from now on the page listens.
        Welcome = "welcome" {
            /// What the host can do.
            capabilities: Vec<Capability>,
            /// Whether the page leaves its own masthead and footer to the host.
            embedded: Option<bool>,
        }
        /// Who is signed in. Kept in memory alone, and sent to the consent API and nowhere else.
        Token = "token" {
            /// A JWT of the host app.
            token: Text<7168>,
            /// Seconds until it ends. The page asks for the next one before.
            expires_in as "expiresIn": Whole<1, 86400>,
        }
        /// Colours that are not the system's.
        Theme = "theme" {
            /// Which ones.
            theme: ThemeChoice,
        }
        /// The size of letters that the host's own setting asks for.
        TextSize = "textSize" {
            /// In percent of the page's own.
            percent: Whole<80, 200>,
        }
        /// Large letters and large targets, for older people.
        Elder = "elder" {
            /// Whether they are wanted.
            on: bool,
        }
        /// What lies over the edges of the page, in CSS pixels; the larger of these and the browser's own
        /// counts.
        SafeArea = "safeArea" {
            /// At the top.
            top: Whole<0, 400>,
            /// At the right.
            right: Whole<0, 400>,
            /// At the bottom.
            bottom: Whole<0, 400>,
            /// At the left.
            left: Whole<0, 400>,
        }
        /// The language that the host is set to. The reader's place is kept.
        Language = "language" {
            /// Which one.
            language: PageLanguage,
        }
        /// Back was pressed in the host's own bar: the page goes back one view, or asks to be closed.
        Back = "back" {
        }
    }
}

messages! {
    /// What the page says to its host.
    ToHost {
        /// The page is there and says its nonce. Sent again until it is answered.
        Hello = "hello" {
        }
        /// How far the app of the page has come.
        Ready = "ready" {
            /// How far.
            app: AppState,
        }
        /// What the view is called; at the start and whenever it changes.
        Title = "title" {
            /// The title.
            title: Text<400>,
        }
        /// How high the page is, in CSS pixels; at the start and whenever it changes.
        Height = "height" {
            /// Of all of it.
            height: Whole<0, 1000000>,
        }
        /// A choice of the person changed, and the service has confirmed it.
        ChoiceChanged = "choiceChanged" {
            /// The control's id in the catalogue.
            purpose: Text<200>,
            /// The state in force.
            state: State,
            /// Which change of this choice it was.
            revision: Whole<0, 4294967295>,
        }
        /// The person wants that row of the host's settings opened; for hosts that can.
        OpenSettings = "openSettings" {
            /// The row's id in `settings.toml`.
            row: Text<200>,
        }
        /// The page needs a token: it has none, or the one it has ends soon or was not accepted.
        TokenNeeded = "tokenNeeded" {
        }
        /// There is no view to go back to.
        Close = "close" {
        }
    }
}
