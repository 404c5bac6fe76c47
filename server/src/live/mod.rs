//! Live events: a person's other tabs and devices follow what is decided in one.
//!
//! The stream itself is in `http/endpoints/events.rs`. Start reading at
//! [`subscribers::Subscribers`].

pub mod subscribers;

pub mod stream_cursor;
