//! `cargo xtask publish`: the pages of a preview, beside the app that Trunk has built.
//!
//! Run by Trunk after a build, in its staging folder. `MINGBAI_NOTICE=DIR` publishes the release in
//! that folder instead of the project's own. Entry point: [`run`].

use std::env;
use std::path::{Path, PathBuf};

use ::publish::site::{self, Published};
use anyhow::{Result, bail};
use clap::Args;
use views::Template;

use crate::profile::Profile;
use crate::tools::Tools;
use crate::{app, style, template, workspace};

/// Where to read and write.
#[derive(Args)]
pub struct Options {
    /// The folder that holds the built app; Trunk's staging folder when Trunk runs this.
    #[arg(long)]
    out: Option<PathBuf>,
    /// A release's folder, or an edition's, to publish instead of the project's own.
    #[arg(long)]
    notice: Option<PathBuf>,
}

/// Publishes into the folder.
///
/// # Errors
/// When there is no folder to write to, no release to read, or a file cannot be written.
pub fn run(options: Options) -> Result<()> {
    let staging = || env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let Some(out) = options.out.or_else(staging) else {
        bail!(
            "publish needs a folder with the built app; run `cargo xtask build`, or name one with --out"
        );
    };
    let tools = Tools::ready()?;
    let styles = style::write(&out, &tools)?;
    let built = template::read(&out)?;
    // Trunk copies the script that starts the app as it is, without what it imports.
    let template = Template {
        style: styles.common,
        view_styles: styles.views,
        old_style: styles.without_layers,
        app_js: built.app_js,
        app_wasm: built.app_wasm,
        reload: built.reload,
        ..app::scripts(&out, &tools, Profile::Debug)?
    };
    let named = || env::var_os("MINGBAI_NOTICE").map(PathBuf::from);
    let notice = options.notice.or_else(named);
    let published = site::write_pages(&out, &template, &notices(notice.as_deref()))?;
    say(published);
    Ok(())
}

/// The folder of notices to publish; the project's own where none is named.
pub fn notices(named: Option<&Path>) -> PathBuf {
    let own = || workspace::root().join("public/notices/weixin");
    named.map_or_else(own, Path::to_owned)
}

/// Says how much was published.
pub fn say(
    Published {
        pages, releases, ..
    }: Published,
) {
    eprintln!("published {pages} pages of {releases} releases");
}
