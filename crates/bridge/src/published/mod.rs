//! What is made of the types for others: JSON Schemas, a TypeScript definition, and the page's own list.
//!
//! Native alone. Each function gives the text of one file; `tests/published.rs` says which.

mod schema;
mod script;
mod typescript;

pub use schema::{config as config_schema, messages as messages_schema};
pub use script::script;
pub use typescript::typescript;
