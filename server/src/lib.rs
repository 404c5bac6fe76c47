//! Reference consent API and site server: one binary is a deployment.
//!
//! Requests come in at [`http::app`]; what a person decides goes through [`ledger`] into a
//! [`store`]. Entry points: [`http::app`] for tests, [`run`] for the binary.

pub mod settings;

pub mod state;

pub mod http;

pub mod rules;

pub mod standing;

pub mod ledger;

pub mod receipt;
pub mod row_cache;

pub mod keys;

pub mod secrets;

pub mod tokens;

pub mod subject;

pub mod host;

pub mod site;

pub mod store;

pub mod audit;
pub mod erasure_list;

pub mod live;

pub mod stream_cursor;

pub mod webhook;

pub mod limits;

pub mod supervisor;

pub mod connections;

pub mod metrics;

pub mod clock;

mod log;
mod serve;
mod maintenance;
mod tasks;

pub use http::{app, openapi};
pub use log::set_up as set_up_log;
pub use serve::{run, start_background};
pub use tasks::run as run_task;
