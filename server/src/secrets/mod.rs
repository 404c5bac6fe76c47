//! What nobody else may know: the keys that sign receipts, and what tokens and cookies are sealed with.
//!
//! Start reading at [`keys::Keys`].

pub mod keys;

pub mod tokens;

pub mod secret_file;
