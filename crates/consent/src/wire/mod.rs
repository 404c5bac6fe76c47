//! Every type that crosses the network, in the order of a visit.
//!
//! The page says which text it shows ([`View`]), asks where the person stands ([`Choices`]),
//! puts a [`Decision`] and gets a [`Decided`] or a [`Problem`].
//! Each type goes into and out of JSON in two ways: by serde on the server, and in the browser by
//! [`crate::json`], for which `fields!` beside a type names its fields once.
//! Names are therefore spelled out, enums have no data, and what is absent is `null`.
//! What a client sends has no field that is not known: a protection that was misspelt would be lost.

mod acknowledgement;
mod choice;
mod decision;
mod guardian;
mod key;
mod problem;
mod receipt;
mod record;
mod view;
mod vocabulary;

pub use acknowledgement::{Acknowledged, Acknowledgement, Answer};
pub use choice::{Choice, ChoiceEvent, Choices};
pub use decision::{Decided, Decision, REVISION_OF_QUESTION};
pub use guardian::{GuardianAct, GuardianStep, Relation};
pub use key::{Key, KeySet, KeyState};
pub use problem::{Problem, ProblemCode};
pub use receipt::{ConsentEvent, Notice, Party, PiiItem, Processing, Receipt};
pub use record::{ChainHead, Erased, Export, GpcStance, Record, Records};
pub use view::{View, ViewToken};
pub use vocabulary::{Actor, AgeBand, Delivery, Kind, Setting, Status, Verb};
