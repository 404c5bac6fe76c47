//! Search over the project's own releases, as the app does it.

mod editions;
mod entries;
mod queries;
