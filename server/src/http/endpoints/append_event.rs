//! Adds what a person did to their chain, with a receipt that names what was published.
//!
//! Takes an [`Event`] and its rule, gives the row that is stored. Entry point: [`append_event`].

use consent::manifest::{PurposeEntry, ReleaseEntry};

use crate::decision::act::RecordState;
use crate::decision::ledger::{self, Event};
use crate::decision::receipt::receipt;
use crate::http::request::find_or_create_person::Person;
use crate::refusal::Refusal;
use crate::state::App;
use crate::store::Row;

/// Adds the event, unless its key already did; answers the row and whether it is new.
///
/// The purpose is `None` for what is said of the notice as a whole. `rule` is asked as
/// [`ledger::append`] says.
pub async fn append_event(
    app: &App,
    person: &Person,
    event: &Event,
    (release, purpose): (&ReleaseEntry, Option<&PurposeEntry>),
    rule: impl Fn(Option<&Row>, Option<&Row>) -> Result<RecordState, Refusal>,
) -> Result<(Row, bool), Refusal> {
    let receipt = |record| receipt(record, release, purpose, &app.settings);
    let (subject, is_new) = (&person.subject, person.is_new());
    ledger::append(app, subject, is_new, event, rule, receipt).await
}
