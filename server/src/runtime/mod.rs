//! The process: what it does when it starts, while it serves, and when it is asked to stop.
//!
//! Start reading at [`serve::run`].

pub mod serve;

mod host_list_mismatch;

pub mod connections;

pub mod supervisor;

pub mod maintenance;

pub mod commands;

pub mod log;
