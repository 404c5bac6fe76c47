//! Receipts: kept on this device, checked on this page, and opened under their record.

pub mod proof;
pub mod receipt;
#[allow(clippy::module_inception, reason = "it gets its own name next")]
pub mod receipts;
