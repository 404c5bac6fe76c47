//! Reference consent API and site server: one binary is a deployment.
//!
//! Each folder is above what it uses. Requests come in at [`http::app`]; what a person decides goes
//! through [`decision`] into a [`store`]. Entry points: [`http::app`] for tests, [`run`] for the
//! binary.

pub mod runtime;

pub mod http;

pub mod webhook;

pub mod decision;

pub mod state;

pub mod live;

pub mod integrity;

pub mod rate_limits;

pub mod refusal;

pub mod identity;

pub mod secrets;

pub mod settings;

pub mod store;

pub mod site_manifest;
pub mod metrics;
pub mod task_health;
pub mod clock;

pub use http::{app, openapi};
pub use runtime::commands::run as run_command;
pub use runtime::log::set_up as set_up_log;
pub use runtime::serve::{run, start_background};
