//! Whether the store still is what it was: no record changed, nobody who was erased back.
//!
//! Start reading at [`audit::Audit`].

pub mod audit;

pub mod erasure_list;
