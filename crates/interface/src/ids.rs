//! Ids of a page's own parts, which no clause can have.
//!
//! A clause's id is its address (`/en/notice/2025-05-09/#status`), so it stands on the page as the
//! notice gives it. Every other id, of a prerendered part or of one that the app mounts, has a colon: the notice format
//! has none in a clause id (`crates/notice/src/parse/address.rs`), and a URL's fragment takes it as it
//! is. `tests/ids_elsewhere.rs` keeps the app to it.

use std::fmt::Display;

/// What the page is about.
pub const MAIN: &str = "page:main";
/// The live region.
pub const STATUS: &str = "page:status";
/// The field that searches.
pub const SEARCH: &str = "page:search";
/// The field that narrows a list.
pub const FILTER: &str = "page:filter";
/// What the field that narrows a list is good for.
pub const FILTER_HINT: &str = "page:filter-hint";
/// Where the prompt for a new release is, on the page of changes.
pub const SINCE: &str = "page:since";
/// The heading of the prompt for a new release.
pub const SINCE_HEADING: &str = "page:since:heading";
/// What came of an answer to it.
pub const SINCE_OUTCOME: &str = "page:since:outcome";
/// Where everything personal is switched off, and where it is said what came of that.
pub const ALL_OFF: &str = "page:all-off";
/// The heading over what a person can do with their own data.
pub const OWN_DATA_HEADING: &str = "page:own-data:heading";
/// Where it is said what came of exporting or erasing them.
pub const OWN_DATA_OUTCOME: &str = "page:own-data:outcome";
/// The button that asks for an erasure.
pub const ERASE: &str = "page:erase";
/// The heading of the step before an erasure.
pub const ERASE_HEADING: &str = "page:erase:heading";

/// A section of a page, by a name that the page has once.
pub fn section(name: &str) -> String {
    format!("page:{name}")
}

/// The heading of the part with an id.
pub fn heading(part: impl Display) -> String {
    format!("{part}:heading")
}

/// What changed in a clause.
pub fn change(clause: impl Display) -> String {
    format!("change:{clause}")
}

/// A footnote of the notice, by its label.
pub fn note(label: &str) -> String {
    // An id has no white space (HTML 3.2.6), and an address no percent sign of its own.
    let label = label.replace(|character: char| !character.is_alphanumeric(), "-");
    format!("note:{label}")
}

/// A control on the page of all choices.
pub fn choice(control: impl Display) -> String {
    format!("choice:{control}")
}

/// What a control's line says, for its answers.
pub fn state(control: impl Display) -> String {
    format!("state:{control}")
}

/// A control in the check-up.
pub fn check_up(control: impl Display) -> String {
    format!("check-up:{control}")
}

/// A use on the page of all uses.
pub fn use_of_data(disclosure: impl Display) -> String {
    format!("use:{disclosure}")
}

/// Uses that have something in common, such as one basis: `by:basis:consent`.
pub fn facet(by: &str, group: impl Display) -> String {
    format!("by:{by}:{group}")
}

/// What a control that personalises does, on the list of all that do.
pub fn recommendation(control: impl Display) -> String {
    format!("recommendation:{control}")
}

/// A walk in the settings map.
pub fn walk(id: &str) -> String {
    format!("walk:{id}")
}

/// A step in the list of a walk's steps.
pub fn step(walk: &str, place: usize) -> String {
    format!("walk:{walk}:{place}")
}

/// A row of the host app in the settings map.
pub fn app_row(id: &str) -> String {
    format!("row:{id}")
}

/// A version in the list of all.
pub fn version(version: &str) -> String {
    format!("version:{version}")
}

/// The guardian's step of a control.
pub fn guardian(control: impl Display) -> String {
    format!("guardian:{control}")
}

/// What is missing before a guardian's answer.
pub fn guardian_problem(control: impl Display) -> String {
    format!("guardian:{control}:problem")
}
