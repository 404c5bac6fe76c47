//! Faults inside one process: a clock that jumps, a slow disk, a full disk.
//!
//! `faults.c` is compiled with the system's `cc` and loaded into the process; a small file that it
//! maps is the switchboard. libfaketime moves clocks too, but neither slows nor fills a
//! disk, and a real full disk takes a file system of its own and root. Where there is no `cc` the
//! faults are left out, and the report says so. Entry point: [`Switchboard::new`].

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The switches of one process.
#[derive(Debug)]
pub struct Switchboard {
    file: File,
    path: PathBuf,
    library: PathBuf,
}

/// How full the disk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disk {
    /// There is room.
    Free = 0,
    /// No file can grow.
    Full = 1,
    /// No file can be written: file systems that never write in place.
    FullForAll = 2,
}

impl Switchboard {
    /// A switchboard of that name in that folder, with everything off; `None` without a compiler.
    pub fn new(folder: &Path, name: &str) -> Option<Self> {
        let library = compile(folder)?;
        let path = folder.join(name);
        fs::write(&path, [0; 24]).unwrap();
        // PostgreSQL runs as another user than the tests do as root.
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        let file = File::options().write(true).open(&path).unwrap();
        Some(Self {
            file,
            path,
            library,
        })
    }

    /// What the process needs in its environment.
    pub fn environment(&self) -> [(String, String); 2] {
        let text = |path: &Path| path.display().to_string();
        [
            ("LD_PRELOAD".to_owned(), text(&self.library)),
            ("FAULTS".to_owned(), text(&self.path)),
        ]
    }

    /// Moves the clock ahead of the real time, or behind it.
    pub fn move_clock(&self, seconds: i64) {
        self.set(0, seconds * 1000);
    }

    /// Makes each sync take that much longer.
    pub fn slow_disk(&self, by: Duration) {
        self.set(1, i64::try_from(by.as_millis()).unwrap());
    }

    /// Fills the disk, or makes room.
    pub fn fill_disk(&self, disk: Disk) {
        self.set(2, disk as i64);
    }

    fn set(&self, place: u64, value: i64) {
        let written = self.file.write_all_at(&value.to_ne_bytes(), place * 8);
        written.unwrap();
    }
}

/// Compiles it into that folder, which a PostgreSQL of another user can read, once.
fn compile(folder: &Path) -> Option<PathBuf> {
    let library = folder.join("faults.so");
    if library.exists() {
        return Some(library);
    }
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/histories/faults.c");
    let mut compiler = Command::new("cc");
    compiler
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library);
    let status = compiler.arg(source).arg("-ldl").status().ok()?;
    (status.success() && cfg!(target_os = "linux")).then_some(library)
}
