//! The kinds of things that an editor reviews, most harmful first.

/// What kind of thing is open. The order is that of the list: what would harm a reader of the
/// published notice most comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReviewKind {
    /// A placeholder that nobody filled in.
    Placeholder,
    /// The text is in another language than stated.
    Language,
    /// No heading was found, so that the text is one clause.
    NoHeading,
    /// A date that may be meant and was not taken.
    DateInDoubt,
    /// What `check` would refuse.
    Refused,
    /// There is no title.
    NoTitle,
    /// A reference that could mean several clauses.
    Reference,
    /// A link within the text that leads nowhere.
    LostLink,
    /// A clause whose partner in the other text is not known.
    Identity,
    /// The date that was taken from a sentence with several.
    DateTaken,
    /// A date that the text does not state.
    DateNotStated,
    /// Which version this one replaces.
    Supersedes,
    /// The front matter has another title than the text.
    OtherTitle,
    /// A line that may be a heading.
    MaybeHeading,
    /// What is left of a table of contents.
    Contents,
    /// A number that is missing in a row.
    Gap,
    /// A number written otherwise than the others.
    OddNumber,
    /// A paragraph that may belong elsewhere.
    Tail,
    /// A header of a page.
    PageHeader,
    /// A word that was broken at the end of a line.
    BrokenWord,
    /// A sign of a site generator.
    SiteSign,
    /// A tag that was left out.
    Tag,
    /// An image that was left out.
    Image,
    /// An address that was left out.
    Address,
    /// A line of the front matter that was left out.
    FrontMatter,
    /// Ids made from numbers.
    MadeIds,
    /// An id made from a heading.
    NamedId,
    /// A clause without a heading.
    NoOwnHeading,
    /// A guide that is odd.
    Guide,
    /// A settings path.
    Path,
    /// Settings paths that end alike.
    PathEnd,
    /// A document that is named without an address.
    Document,
    /// Wording that may be a slip.
    Wording,
}

impl ReviewKind {
    /// What all things of the kind have in common, and what to do, in the plural.
    pub fn title(self) -> &'static str {
        match self {
            ReviewKind::Placeholder => "placeholders that nobody filled in; fill them in",
            ReviewKind::Language => {
                "the language is another one than stated; import with the right one"
            }
            ReviewKind::NoHeading => {
                "no heading was found, so the text is one clause; mark the headings with `##`"
            }
            ReviewKind::DateInDoubt => "dates that may be meant and were not taken",
            ReviewKind::Refused => "what `check` refuses",
            ReviewKind::NoTitle => "the title is missing",
            ReviewKind::Reference => {
                "references that could mean several clauses; link them by hand"
            }
            ReviewKind::LostLink => "links within the text that lead nowhere; their words stay",
            ReviewKind::Identity => {
                "clauses without a partner in the text that the ids come from; give them its id, or a new one"
            }
            ReviewKind::DateTaken => "dates taken from a sentence with several; check them",
            ReviewKind::DateNotStated => "dates that the text does not state",
            ReviewKind::Supersedes => "the version before",
            ReviewKind::OtherTitle => "titles beside the one that was taken",
            ReviewKind::MaybeHeading => {
                "short lines that may be headings; mark them with `#` signs and an id if they are"
            }
            ReviewKind::Contents => {
                "lines of a table of contents, kept as points; remove them if they are left over"
            }
            ReviewKind::Gap => "numbers that are missing in a row",
            ReviewKind::OddNumber => "numbers written otherwise than the others",
            ReviewKind::Tail => "paragraphs that may belong elsewhere",
            ReviewKind::PageHeader => "lines that look like a page header; remove them if they are",
            ReviewKind::BrokenWord => {
                "words that were broken at the end of a line; check how they are joined"
            }
            ReviewKind::SiteSign => "signs of a site generator, kept as words; remove them",
            ReviewKind::Tag => "tags left out; their words stay",
            ReviewKind::Image => "images left out; their descriptions stay",
            ReviewKind::Address => {
                "addresses left out, because they are not written in full or have no words; the words stay"
            }
            ReviewKind::FrontMatter => "lines of the front matter left out",
            ReviewKind::MadeIds => "ids made from numbers",
            ReviewKind::NamedId => "ids made from headings; use the same in the other language",
            ReviewKind::NoOwnHeading => {
                "clauses without a heading of their own; give them one if the page needs it"
            }
            ReviewKind::Guide => "guides that are odd",
            ReviewKind::Path => {
                "settings paths; name the row of each in settings.toml and the catalogue, and what it does, as `title`"
            }
            ReviewKind::PathEnd => "settings paths that end alike",
            ReviewKind::Document => {
                "documents named without an address; link them if there is a page"
            }
            ReviewKind::Wording => "wording that may be a slip",
        }
    }

    /// A name for programs, which stays the same: `date-in-doubt`.
    pub fn name(self) -> &'static str {
        match self {
            ReviewKind::Placeholder => "placeholder",
            ReviewKind::Language => "language",
            ReviewKind::NoHeading => "no-heading",
            ReviewKind::DateInDoubt => "date-in-doubt",
            ReviewKind::Refused => "refused",
            ReviewKind::NoTitle => "no-title",
            ReviewKind::Reference => "reference",
            ReviewKind::LostLink => "lost-link",
            ReviewKind::Identity => "identity",
            ReviewKind::DateTaken => "date-taken",
            ReviewKind::DateNotStated => "date-not-stated",
            ReviewKind::Supersedes => "supersedes",
            ReviewKind::OtherTitle => "other-title",
            ReviewKind::MaybeHeading => "maybe-heading",
            ReviewKind::Contents => "contents",
            ReviewKind::Gap => "gap",
            ReviewKind::OddNumber => "odd-number",
            ReviewKind::Tail => "tail",
            ReviewKind::PageHeader => "page-header",
            ReviewKind::BrokenWord => "broken-word",
            ReviewKind::SiteSign => "site-sign",
            ReviewKind::Tag => "tag",
            ReviewKind::Image => "image",
            ReviewKind::Address => "address",
            ReviewKind::FrontMatter => "front-matter",
            ReviewKind::MadeIds => "made-ids",
            ReviewKind::NamedId => "named-id",
            ReviewKind::NoOwnHeading => "no-own-heading",
            ReviewKind::Guide => "guide",
            ReviewKind::Path => "path",
            ReviewKind::PathEnd => "path-end",
            ReviewKind::Document => "document",
            ReviewKind::Wording => "wording",
        }
    }
}
