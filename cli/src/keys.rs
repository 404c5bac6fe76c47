//! `mingbai keys`: the keys that sign receipts and the secrets of tokens, and what else an operator
//! changes in the store of a consent API.

use anyhow::{Context, Result};
use clap::Args;
use server::settings::{Settings, Task};

/// What to do, on which store.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    task: Task,
    #[command(flatten)]
    settings: Settings,
}

/// Does it and says what was done.
///
/// # Errors
/// When the store cannot be opened, or the task cannot be done.
pub fn run(options: Options) -> Result<()> {
    server::set_up_log();
    let runtime = tokio::runtime::Runtime::new().context("the task cannot start")?;
    runtime.block_on(server::run_command(options.task, &options.settings))
}
