//! What marks can say: words that each side writes and reads by their types.

use notice::Language;
use notice::catalogue::ControlKind;

/// Something that a mark can say.
pub trait Value: Sized {
    /// Reads it; `None` where it is not known.
    fn read(text: String) -> Option<Self>;

    /// All that it can be; empty where there is no end of it.
    fn words() -> Vec<&'static str> {
        Vec::new()
    }
}

/// One of a few words.
pub trait Word: Value + Copy {
    /// The word.
    fn word(self) -> &'static str;
}

macro_rules! words {
    ($($(#[$doc:meta])+ $type:ident { $($(#[$variant_doc:meta])+ $variant:ident = $word:literal,)+ })+) => {$(
        $(#[$doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $type {
            $($(#[$variant_doc])+ $variant,)+
        }

        impl Word for $type {
            fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl Value for $type {
            fn read(text: String) -> Option<Self> {
                match text.as_str() {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }

            fn words() -> Vec<&'static str> {
                vec![$($word),+]
            }
        }
    )+};
}

words! {
    /// How far the app has come.
    AppState {
        /// It runs.
        Ready = "ready",
        /// It did not start, or fell: its links are then plain links.
        Failed = "failed",
        /// This browser cannot run it.
        Unsupported = "unsupported",
    }

    /// Colours that are not the system's.
    Theme {
        /// Dark.
        Dark = "dark",
        /// Light.
        Light = "light",
    }

    /// A part of a page that is swapped.
    Part {
        /// Masthead, whose text this is, and notes.
        Top = "top",
        /// What the page is about.
        Main = "main",
        /// The footer.
        Foot = "foot",
    }

    /// A place that the app mounts a component into.
    Place {
        /// The answers to one control.
        Choice = "choice",
        /// Whether the service can be reached.
        ApiStatus = "api-status",
        /// The button that switches everything personal off, and what came of it.
        AllOff = "all-off",
        /// What is new since the person last agreed: said in a row of the start page, answered elsewhere.
        Since = "since",
        /// How many controls are recorded as on, off and not set.
        Recorded = "recorded",
        /// The person's records.
        History = "history",
    }

    /// How far a wish has come.
    Phase {
        /// The server has not said yet what holds.
        Loading = "loading",
        /// The server could not be asked.
        Unavailable = "unavailable",
        /// Nothing under way.
        Rest = "rest",
        /// On its way.
        Saving = "saving",
        /// Confirmed just now.
        Saved = "saved",
        /// Not sent yet.
        Waiting = "waiting",
        /// Not stored.
        Failed = "failed",
        /// This browser keeps no choices.
        Unkept = "unkept",
    }

    /// Where a button leads.
    Direction {
        /// To what comes before.
        Back = "back",
        /// To what comes after.
        Next = "next",
    }

    /// How a comparison is arranged.
    Arrangement {
        /// One text with marks.
        Inline = "",
        /// The old text beside the new one.
        Side = "side",
    }

    /// What became of a block.
    Change {
        /// It is new.
        Added = "added",
        /// It is gone.
        Removed = "removed",
        /// Its words changed.
        Edited = "edited",
        /// It is in another place.
        Moved = "moved",
        /// Its quotes or spaces changed.
        Typography = "typography",
        /// A link in it leads elsewhere.
        Link = "link",
        /// It reads as before.
        Same = "same",
    }

    /// A block that is drawn in a way of its own.
    Block {
        /// An item of a list.
        Item = "item",
        /// A step of a guide.
        Step = "step",
        /// A row of a table, or a term with its meaning.
        Row = "row",
    }
}

/// All kinds of change in a clause, with a space between them.
pub type Changes = Vec<Change>;

impl Value for Changes {
    fn read(text: String) -> Option<Self> {
        let words = text.split_whitespace();
        words.map(|word| Change::read(word.to_string())).collect()
    }

    fn words() -> Vec<&'static str> {
        Change::words()
    }
}

impl Value for Language {
    fn read(text: String) -> Option<Self> {
        Language::from_code(&text)
    }

    fn words() -> Vec<&'static str> {
        [Language::Zh, Language::En].map(Language::code).into()
    }
}

impl Word for Language {
    fn word(self) -> &'static str {
        self.code()
    }
}

impl Value for ControlKind {
    fn read(text: String) -> Option<Self> {
        ControlKind::from_word(&text)
    }

    fn words() -> Vec<&'static str> {
        ControlKind::ALL.map(ControlKind::word).into()
    }
}

impl Word for ControlKind {
    fn word(self) -> &'static str {
        ControlKind::word(self)
    }
}

/// A text.
impl Value for String {
    fn read(text: String) -> Option<Self> {
        Some(text)
    }
}

/// Nothing more than that it is there.
impl Value for () {
    fn read(_: String) -> Option<Self> {
        Some(())
    }
}

impl Value for u64 {
    fn read(text: String) -> Option<Self> {
        text.parse().ok()
    }
}

impl Value for u8 {
    fn read(text: String) -> Option<Self> {
        text.parse().ok()
    }
}
