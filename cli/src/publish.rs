//! `mingbai publish NOTICES --out SITE`: the app and the pages of the notices, ready to be served.

use std::path::{Path, PathBuf};
use std::{fs, io};

use ::publish::site::{self, Published};
use ::publish::{app::App, compress};
use anyhow::{Context, Result, bail};
use clap::Args;
use server::settings::Origin;

use crate::{app, progress};

/// What to publish, and where.
#[derive(Args)]
pub struct Options {
    /// The folder of an edition, with a folder for each release; or of one release.
    notices: PathBuf,
    /// The folder of the site; what an earlier run published there is replaced.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// What the site says of itself, in place of the app's own `config.json`.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where the site will be reached, as `https://privacy.example`: search engines want whole addresses for
    /// the page in the other language.
    #[arg(long, value_name = "ORIGIN")]
    origin: Option<Origin>,
    /// Leave out the compressed copies of each file, which take the most time.
    #[arg(long)]
    quick: bool,
}

/// Publishes.
///
/// # Errors
/// When this program has no app inside, there is no release to read, or a file cannot be written.
pub fn run(options: Options) -> Result<()> {
    let site = Site {
        out: &options.out,
        config: options.config.as_deref(),
        origin: options.origin.as_ref(),
    };
    let published = site.publish(&options.notices)?;
    let Published {
        pages,
        releases,
        paths_as_words,
    } = published;
    println!(
        "{} holds {pages} pages of {releases} releases",
        options.out.display()
    );
    if paths_as_words > 0 {
        println!(
            "{paths_as_words} settings paths are shown as words; declare them in catalogue.toml under \
             [[paths]], with their rows in settings.toml, and they lead to a page"
        );
    }
    if !options.quick {
        let cache = tempfile::tempdir().context("no temporary folder can be made")?;
        let compress = || compress::folder(&options.out, cache.path());
        println!("{}", progress::during("compressing", compress)?);
    }
    Ok(())
}

/// The site that notices are published into.
pub struct Site<'a> {
    /// Its folder.
    pub out: &'a Path,
    /// What it says of itself, in place of the app's own `config.json`.
    pub config: Option<&'a Path>,
    /// Where it will be reached.
    pub origin: Option<&'a Origin>,
}

impl Site<'_> {
    /// Publishes into a folder that is new, empty, or holds a site that was published before.
    ///
    /// # Errors
    /// When the folder holds something else, or as [`run`].
    pub fn publish(&self, notices: &Path) -> Result<Published> {
        let Self {
            out,
            config,
            origin,
        } = self;
        let app: App = app::app()?.reached_at(origin.map(Origin::as_str).unwrap_or_default());
        if !notices.is_dir() {
            bail!(
                "there is no folder {}; name an edition's folder, or a release's",
                notices.display()
            );
        }
        empty(out)?;
        let write = || site::write(out, &app, notices);
        let published = progress::during("making the pages", write)?;
        if let Some(config) = config {
            fs::copy(config, out.join("config.json"))
                .with_context(|| format!("`{}` cannot be copied", config.display()))?;
        }
        Ok(published)
    }
}

/// Empties a folder that a run before this one filled. Anything else in it is somebody's, and stays.
fn empty(out: &Path) -> Result<()> {
    let holds = match fs::read_dir(out) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(error).context(format!("{} cannot be read", out.display())),
    };
    if holds && !site::is_site(out) {
        bail!(
            "{} holds something that is no published site; name another folder",
            out.display()
        );
    }
    if holds {
        fs::remove_dir_all(out).with_context(|| format!("{} cannot be emptied", out.display()))?;
    }
    Ok(())
}
