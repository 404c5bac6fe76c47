//! Who a request is from: an anonymous person with a cookie, or one of the host app's.
//!
//! Start reading at [`subject::Subject`].

pub mod subject;

pub mod host_app;
