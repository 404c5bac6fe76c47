//! Lays out what becomes part of the program: the built app in the folder that `MINGBAI_APP` names, as
//! `cargo xtask build` sets it, or nothing, for a program that checks and compares and cannot publish.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-env-changed=MINGBAI_APP");
    let out = env::var_os("OUT_DIR").expect("cargo names the folder");
    let inside = PathBuf::from(out).join("app");
    if inside.exists() {
        fs::remove_dir_all(&inside)?;
    }
    fs::create_dir_all(&inside)?;
    let Some(app) = env::var_os("MINGBAI_APP") else {
        return Ok(());
    };
    println!("cargo:rerun-if-changed={}", Path::new(&app).display());
    for file in fs::read_dir(&app)? {
        let file = file?;
        fs::copy(file.path(), inside.join(file.file_name()))?;
    }
    Ok(())
}
