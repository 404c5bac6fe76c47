//! The attributes by which a page and the app understand each other: each name once, with what it may
//! say.
//!
//! A page is drawn when a release is published, and read by an app, a boot script, style sheets and
//! tests that nobody compiles together with it. A [`Mark`] has the name of an attribute and the type
//! of what it says: whoever writes it says a value ([`Mark::says`]), whoever reads it gets a value or
//! nothing ([`Mark::read`]). A word that this build does not know is nothing, and never a default:
//! a misspelt kind must not become an opt-out.
//!
//! Entry points: the constants, and [`Control`] for what a page says of a control. The macro of the
//! pages wants names of attributes spelled out; `tests/marks.rs` compares them with these, as it does
//! with the scripts in `src`, `style` and `tests/browser`.

mod control;
mod values;

use std::marker::PhantomData;

pub use control::Control;
pub use values::{
    AppState, Arrangement, Block, Change, Changes, Direction, Part, Phase, Place, Theme, Value,
    Word,
};

use notice::Language;
pub use notice::catalogue::ControlKind;

/// The name of an attribute, and the type of what it says.
pub struct Mark<T> {
    /// The name, such as `data-phase`.
    pub name: &'static str,
    /// The selector of every element that has it, such as `[data-phase]`.
    pub selector: &'static str,
    says: PhantomData<fn() -> T>,
}

// Derived, both would ask the same of `T`, which is never there.
impl<T> Clone for Mark<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Mark<T> {}

impl<T: Value> Mark<T> {
    /// What it says, where `attribute` gives an attribute by its name; `None` where it is missing, or
    /// says what this build does not know.
    pub fn read(self, attribute: impl FnOnce(&str) -> Option<String>) -> Option<T> {
        T::read(attribute(self.name)?)
    }
}

impl<T: Word> Mark<T> {
    /// The words for a value, to be written.
    pub fn says(self, value: T) -> &'static str {
        value.word()
    }

    /// The selector of every element on which it says that.
    pub fn saying(self, value: T) -> String {
        self.with(value.word())
    }
}

impl Mark<String> {
    /// The selector of every element on which it says that text, which has no quotes: an id.
    pub fn saying(self, text: &str) -> String {
        self.with(text)
    }
}

impl Mark<Changes> {
    /// The words for a value, to be written.
    pub fn says(self, changes: &[Change]) -> String {
        let words: Vec<&str> = changes.iter().map(|change| change.word()).collect();
        words.join(" ")
    }
}

impl<T> Mark<T> {
    // Joined and not formatted: the machinery of `format!` weighs more than the app's selectors.
    fn with(self, word: &str) -> String {
        ["[", self.name, "=\"", word, "\"]"].concat()
    }
}

/// A mark as a test sees it.
pub struct Known {
    /// The name of its constant.
    pub constant: &'static str,
    /// The name of the attribute.
    pub name: &'static str,
    /// All that it may say; empty where it says a text, a number, or nothing.
    pub words: Vec<&'static str>,
    /// Whether whoever reads it knows that text.
    pub knows: fn(&str) -> bool,
}

macro_rules! marks {
    ($($(#[$doc:meta])+ $constant:ident: $type:ty = $name:literal;)+) => {
        $(
            $(#[$doc])+
            pub const $constant: Mark<$type> = Mark {
                name: $name,
                selector: concat!("[", $name, "]"),
                says: PhantomData,
            };
        )+

        /// Every mark there is, for the tests that hold the other languages to them.
        pub fn all() -> Vec<Known> {
            vec![$(Known {
                constant: stringify!($constant),
                name: $name,
                words: <$type as Value>::words(),
                knows: |text| <$type as Value>::read(text.to_string()).is_some(),
            }),+]
        }
    };
}

marks! {
    // On the root, the boot script and `<body>`.

    /// On the root: how far the app has come. Written by the app and by what starts it.
    APP: AppState = "data-app";
    /// On the root, until a page that took another one's place is painted. Written by the app.
    ARRIVING: () = "data-arriving";
    /// On the root, by the bridge (`docs/embedding.md`): colours that are not the system's.
    THEME: Theme = "data-theme";
    /// On the boot script: the app's JavaScript.
    APP_JS: String = "data-app-js";
    /// On the boot script: the app's WebAssembly.
    APP_WASM: String = "data-app-wasm";
    /// On the boot script: the script for what a deployment sets.
    DEPLOYMENT_JS: String = "data-deployment-js";
    /// On the boot script: the script that speaks with a host app.
    BRIDGE_JS: String = "data-bridge-js";
    /// On the root: a host has its own head line and foot, so the page shows none. By the address or the
    /// bridge.
    EMBED: () = "data-embed";
    /// On the root: large letters and targets, for older people. By the address or the bridge.
    ELDER: () = "data-elder";
    /// On the root: a host's letters are so large that a phone has no room for two things side by side.
    LARGE_TEXT: () = "data-large-text";
    /// On the root: a receipt is printed, and nothing else. By the bridge.
    PRINTING: () = "data-printing";
    /// On the root: `config.json` has a mistake.
    MISCONFIGURED: () = "data-misconfigured";
    /// On the boot script: the same for browsers that know less of WebAssembly.
    OLD_WASM: String = "data-old-wasm";
    /// On the boot script: the style sheet for browsers that know no cascade layers.
    OLD_STYLE: String = "data-old-style";
    /// On the boot script: the script that has pages kept for when there is no network.
    OFFLINE: String = "data-offline";
    /// On the boot script: what all pages of one build have in common, and no others.
    BUILD: String = "data-build";
    /// On `<body>`: the language that the page was published in, whatever a browser translates it to.
    LANG: Language = "data-lang";
    /// On `<body>`: the version that the page is about.
    RELEASE: String = "data-release";
    /// On `<body>`: SHA-256 of that version's text in the page's language.
    TEXT_HASH: String = "data-text-hash";
    /// On `<body>`: what people call the host app, in the page's language.
    HOST_APP: String = "data-host-app";
    /// On `<body>`: the clause about children; missing where the edition names none.
    MINORS: String = "data-minors";
    /// On `<body>`: what a guardian reads before deciding; missing where the edition says nothing.
    MINORS_LEAD: String = "data-minors-lead";

    // On every page.

    /// A part that another page's part of that name takes the place of.
    SWAP: Part = "data-swap";
    /// The name of the product, which a deployment may change.
    PRODUCT: () = "data-product";
    /// A style sheet of another view, which waits until the app runs.
    LATER: () = "data-later";
    /// The link to the same page in the other language, which keeps the reader's place.
    LANGUAGE_SWITCH: () = "data-language-switch";
    /// The note that this browser keeps no choices.
    UNKEPT: () = "data-unkept";
    /// A button that prints.
    PRINT: () = "data-print";
    /// A place that the app mounts a component into.
    PLACE: Place = "data-w";

    // On a place where a person answers a control: see `Control`.

    /// The control.
    PURPOSE: String = "data-purpose";
    /// Its kind.
    KIND: ControlKind = "data-kind";
    /// Its name in the page's language.
    NAME: String = "data-name";
    /// Hash of the words beside it.
    WORDS_HASH: String = "data-words-hash";
    /// Hash of the statement that a guardian makes before deciding.
    STATEMENT_HASH: String = "data-statement-hash";
    /// A guardian gives it, whoever reads.
    GUARDIAN: () = "data-guardian";
    /// The address of the way to it in the host app.
    WAY: String = "data-way";
    /// How many steps that way has, in words.
    STEPS: String = "data-steps";
    /// How far a wish has come. Written by the app.
    PHASE: Phase = "data-phase";

    /// On what folds the facts of a control: which control. A yes opens it before it is recorded.
    TOLD: String = "data-told";

    // For choices as a whole.

    /// The button that switches everything personal off.
    ALL_OFF: () = "data-all-off";
    /// The list of the check-up.
    CHECK_UP: () = "data-check-up";
    /// A button that leads to its next or previous control.
    CHECK_UP_STEP: Direction = "data-check-up-step";
    /// What comes after its last control.
    CHECK_UP_SUMMARY: () = "data-check-up-summary";
    /// The list of a person's records, which the app draws.
    TIMELINE: () = "data-timeline";
    /// On it: the last place in the chain that it shows.
    LAST: u64 = "data-last";
    /// On it: whose chain it is. Erased elsewhere, a person begins another.
    PRINCIPAL: String = "data-principal";
    /// On it: it shows what this device has, of which some may be missing.
    FROM_DEVICE: () = "data-from-device";

    // For search.

    /// What holds the field that searches, and its results.
    SEARCH: () = "data-search";
    /// Where its results are shown.
    SEARCH_HITS: () = "data-search-hits";
    /// The link in the head of every page that leads to search.
    SEARCH_LINK: () = "data-search-link";
    /// Where a person decides whether a key alone leads to search: a box.
    SEARCH_KEY: () = "data-search-key";

    // In a notice.

    /// How deep a clause, or its line in the outline, is.
    LEVEL: u8 = "data-level";
    /// The outline.
    OUTLINE: () = "data-outline";
    /// A link that is copied when it is pressed; for a while it says what came of that.
    COPY_LINK: String = "data-copy-link";

    // On the start page.

    /// On the row that says what changed: in how many clauses.
    COUNT: u64 = "data-count";
    /// In it, on what the app may fill: words that take as much room as that.
    ROOM: String = "data-room";

    // In a list that can be narrowed.

    /// The field that narrows it.
    FILTER: () = "data-filter";
    /// Where it says how many rows are left.
    FILTER_COUNT: () = "data-filter-count";
    /// Buttons that narrow or arrange it, by the style sheet.
    FILTER_SETS: () = "data-filter-sets";
    /// What is shown while no row is left.
    FILTER_NONE: () = "data-filter-none";
    /// On a row: the buttons that leave it, by their values.
    SETS: String = "data-sets";
    /// On what is about the same as rows: their ids; it is hidden while all of them are.
    SAME: String = "data-same";
    /// What a row is found by, in small letters.
    FIND: String = "data-find";
    /// Rows that are hidden together when none of them is left.
    GROUP: () = "data-group";
    /// What is hidden while the list is narrowed, or while there are results of a search.
    UNFILTERED: () = "data-unfiltered";
    /// The heading of a cell's column, for screens that are too narrow for columns.
    LABEL: String = "data-label";

    // In a comparison.

    /// The text that is compared, and how it is arranged.
    CHANGES: Arrangement = "data-changes";
    /// The button that puts both texts side by side.
    CHANGES_SIDE: () = "data-changes-side";
    /// The button that shows what did not change, too.
    CHANGES_WHOLE: () = "data-changes-whole";
    /// A button that leads to the next or the previous change.
    CHANGES_STEP: Direction = "data-changes-step";
    /// Where the bar says which change a person is at.
    CHANGES_AT: () = "data-changes-at";
    /// A change that the steps lead to.
    CHANGE_PLACE: () = "data-change-place";
    /// A clause that changed.
    CHANGE_SECTION: () = "data-change-section";
    /// On it: all kinds of change in it.
    KINDS: Changes = "data-kinds";
    /// What became of a block.
    CHANGE: Change = "data-change";
    /// What a block is, where it is drawn in a way of its own.
    BLOCK: Block = "data-block";

    /// Above the changes: the way to the answer to a new release, where one is asked for.
    ASKED: () = "data-asked";

    // On a step of a walk.

    /// The step.
    WALK: () = "data-walk";
    /// A link that an arrow key and a swipe follow, too.
    KEY: Direction = "data-key";
    /// The button that opens that row of the host app.
    OPEN_SCREEN: String = "data-open-screen";
}
