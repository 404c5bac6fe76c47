//! Whether the store still is what it was: no record changed, nobody who was erased back.
//!
//! Start reading at [`chain_audit::ChainAudit`].

pub mod chain_audit;

pub mod erasure_list;
