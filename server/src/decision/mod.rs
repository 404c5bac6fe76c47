//! What a decision does: the rule, the place in the person's chain, the proof.
//!
//! An event comes in; the record of it goes into the store and its receipt goes out. No HTTP.
//! Start reading at [`ledger::append`].

pub mod act;

pub mod ledger;

pub mod transition;

pub mod current_choices;

pub mod receipt;
