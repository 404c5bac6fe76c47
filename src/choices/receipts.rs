//! Receipts: kept on this device, checked on this page, and opened under their record.

pub mod receipt_store;
pub mod verify_receipt;
pub mod receipt_view;
