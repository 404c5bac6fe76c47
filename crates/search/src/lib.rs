//! Search over one release, in both languages at once.
//!
//! [`publish::file`] makes a release, its settings and its edition into one text file, natively. The app
//! fetches it when a person first searches, [`Index::read`] cuts it into words, and [`Index::find`] gives
//! the best entries for what is typed, in the page's language whichever language found them.
//!
//! The file holds the texts themselves and no list of postings: a result shows its words anyway, and cutting
//! a hundred clauses into words takes the browser less time than a list of postings takes the network
//! (docs/decisions/search.md). Nothing here brings hashing, sorting or Unicode tables of the standard
//! library along, which a page would have to load.

mod spelling;
mod words;
mod vocabulary;
mod index;
mod asking;
mod query;
mod rank;
mod excerpt;
pub mod publish;
mod everyday;

pub use excerpt::Part;
pub use index::{Index, Kind};
pub use rank::{Hit, Scope};
