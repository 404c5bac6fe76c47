//! What nobody else may know: the keys that sign receipts, and what tokens and cookies are sealed
//! with.
//!
//! Start reading at [`signing_keys::Keys`].

pub mod signing_keys;

pub mod hmac_tokens;

pub mod secret_file;
