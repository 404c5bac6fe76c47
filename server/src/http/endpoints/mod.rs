//! The endpoints: one file for each address, or for a few that belong together.
//!
//! Start reading at [`decisions::decide`]: the others take a part of what it takes.

pub mod view_tokens;

pub mod choices;

pub mod decisions;

pub mod acknowledgements;

pub mod guardian_statements;

mod append_event;

pub mod events;

pub mod records;
mod receipt_page;

pub mod export;

pub mod well_known;

pub mod health;

pub mod static_files;
