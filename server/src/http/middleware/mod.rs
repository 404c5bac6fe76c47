//! The middleware: what is done around every request, whatever its address.
//!
//! `app` in [`super`] says in which order.

pub mod request_log;

pub mod security_headers;

pub mod cors;

pub mod cross_site;

pub mod timeout_and_panic;

pub mod header_limit;

pub mod host_header;
