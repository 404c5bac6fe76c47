//! The person's own records: their history, and taking them away or having them erased.

pub mod history;
mod export_and_erase;
