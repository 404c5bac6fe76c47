//! File permissions: makes the files of the SQLite store and the list of erasures readable for the
//! server's user alone.
//!
//! They hold what people decided, and the secrets where no file has them. SQLite makes its log and
//! its index of the log with the permissions of the file itself, so that one is made first. Who can
//! write to the list can bring erased people back with a backup. Entry points: [`make`] and
//! [`warn_if_open`].

use std::fs;
use std::io;
use std::path::Path;

/// Makes the folder and the file where they are missing, each for its owner alone.
pub fn make(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Says which files of the store others can read or write: they are from before, or were copied here.
pub fn warn_if_open(path: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        if let Some(mode) = open_to_others(Path::new(&name)) {
            let (file, mode) = (name.display(), format!("{mode:o}"));
            tracing::warn!(
                %file,
                mode,
                "other users can read what people decided; run chmod 600 on the file"
            );
        }
    }
}

#[cfg(unix)]
fn open_to_others(path: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    let mode = fs::metadata(path).ok()?.mode() & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

#[cfg(not(unix))]
fn open_to_others(_: &Path) -> Option<u32> {
    None
}
