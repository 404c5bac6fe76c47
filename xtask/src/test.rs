//! Every check of the project, one after the other: what a contributor and CI run.
//!
//! The workspace comes in; a table and the line `N passed, N failed` go out. A stage that fails
//! does not hide the ones after it. Entry point: [`run`].

pub mod browser;
mod count;
mod engines;
mod report;
mod stage;

use std::time::Instant;

use anyhow::{Result, bail};

use count::Count;
use report::Outcome;
use stage::{STAGES, Stage};

/// What `cargo xtask test` can be told.
#[derive(clap::Args)]
pub struct Options {
    /// Run this stage alone; may be given again.
    #[arg(long, value_name = "STAGE")]
    only: Vec<String>,
    /// Leave this stage out; may be given again.
    #[arg(long, value_name = "STAGE")]
    skip: Vec<String>,
    /// Print the stages and end.
    #[arg(long)]
    list: bool,
}

/// Runs the stages and fails when any test did.
pub fn run(options: Options) -> Result<()> {
    check_names(options.only.iter().chain(&options.skip))?;
    if options.list {
        STAGES
            .iter()
            .for_each(|stage| println!("{:<11} {}", stage.name, stage.about));
        return Ok(());
    }
    let chosen = STAGES.iter().filter(|stage| is_chosen(stage, &options));
    let outcomes: Vec<Outcome> = chosen.map(run_stage).collect();
    print!("{}", report::table(&outcomes));
    if report::total(&outcomes).failed > 0 {
        // The last line is the total: an error message after it would hide it.
        std::process::exit(1);
    }
    Ok(())
}

fn check_names<'a>(names: impl Iterator<Item = &'a String>) -> Result<()> {
    for name in names {
        if !STAGES.iter().any(|stage| stage.name == name) {
            bail!("there is no stage `{name}`; `cargo xtask test --list` names them");
        }
    }
    Ok(())
}

fn is_chosen(stage: &Stage, options: &Options) -> bool {
    let names = |list: &[String]| list.iter().any(|name| name == stage.name);
    (options.only.is_empty() || names(&options.only)) && !names(&options.skip)
}

fn run_stage(stage: &'static Stage) -> Outcome {
    println!("\n== {}: {}", stage.name, stage.about);
    let begun = Instant::now();
    let result = (stage.run)();
    if let Err(error) = &result {
        eprintln!("{}: {error:#}", stage.name);
    }
    let count = result.unwrap_or(Count::ONE_FAILED);
    Outcome {
        name: stage.name,
        count,
        time: begun.elapsed(),
    }
}
