//! The build: for people, small and compressed in `dist/`; for looking, quick in `dist-dev/`.
//!
//! The workspace comes in; a folder that can be served goes out, and for people the program `mingbai`
//! with the app inside. What each part took is printed. Entry points: [`run`] for `cargo xtask build`,
//! [`site`] for other commands.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use ::publish::app::App;
use ::publish::compress;
use ::publish::site::{self as publish_site, Published};
use anyhow::{Context, Result};

use crate::parts::Parts;
use crate::profile::Profile;
use crate::tools::Tools;
use crate::{app, process, publish, workspace};

/// What `cargo xtask build` can be told.
#[derive(clap::Args, Default)]
pub struct Options {
    /// A folder with another release to publish in place of `public/notices`.
    #[arg(long, value_name = "DIR")]
    pub notice: Option<PathBuf>,
}

/// Builds for people, the site and the program with the app inside, and says what each part took.
pub fn run(options: Options) -> Result<()> {
    let mut parts = Parts::start();
    let dist = site(Profile::Release, options.notice.as_deref(), &mut parts)?;
    let program = parts.time("program", program)?;
    println!("build: {} holds the release", dist.display());
    println!("build: {} publishes and serves notices", program.display());
    println!("build: {parts}");
    Ok(())
}

/// Builds the app and the pages; says in which folder they are.
///
/// # Errors
/// When there is no such release, a tool fails, or a file cannot be written.
pub fn site(profile: Profile, notice: Option<&Path>, parts: &mut Parts) -> Result<PathBuf> {
    let dist = profile.dist();
    let notices = publish::notices(notice);
    let notices = notices
        .canonicalize()
        .with_context(|| format!("there is no release folder {}", notices.display()))?;
    let tools = parts.time("tools", Tools::ready)?;
    let app = parts.time("app", || match profile {
        Profile::Debug => app::build_quickly(&tools),
        Profile::Release => app::build(&tools),
    })?;
    let published = parts.time("pages", || publish_into(&dist, &app, &notices))?;
    publish::say(published);
    // Compressed once here instead of at each request.
    if profile == Profile::Release {
        let cache = workspace::target_dir()?.join("compressed");
        let written = parts.time("compression", || compress::folder(&dist, &cache))?;
        println!("build: {written}");
    }
    Ok(dist)
}

fn publish_into(dist: &Path, app: &App, notices: &Path) -> Result<Published> {
    if dist.exists() {
        fs::remove_dir_all(dist)
            .with_context(|| format!("`{}` cannot be emptied", dist.display()))?;
    }
    publish_site::write(dist, app, notices)
}

/// Builds `mingbai` around the app that was built last.
fn program() -> Result<PathBuf> {
    process::run(
        Command::new("cargo")
            .current_dir(workspace::root())
            .args(["build", "--package", "cli", "--profile", "native"])
            .env("MINGBAI_APP", app::folder(Profile::Release)?),
    )?;
    let name = format!("mingbai{}", env::consts::EXE_SUFFIX);
    Ok(workspace::target_dir()?.join("native").join(name))
}
