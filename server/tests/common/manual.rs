//! The commands of `docs/operations.md`, run as they stand there, so that the manual cannot say what
//! does not work.
//!
//! A block that begins with "```sh NAME" has that name. Entry points: [`run`], [`command`] for a block
//! whose last line goes on running, and [`sql`] for a statement ("```sql NAME").

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

const MANUAL: &str = include_str!("../../../docs/operations.md");

/// Runs that block with those variables; fails the test when a line of it fails.
#[track_caller]
pub fn run(name: &str, variables: &[(&str, &str)]) {
    let output = command(name, variables).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "`{name}` failed: {error}");
}

/// That block as a command. It ends at the first line that fails and has the same programs at hand as
/// an operator: the server under test, and PostgreSQL's, which Debian keeps off the PATH.
#[track_caller]
pub fn command(name: &str, variables: &[(&str, &str)]) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-eu", "-c", block("sh", name)]);
    shell.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    shell.env("PATH", programs());
    shell.envs(variables.iter().copied());
    shell
}

/// That statement.
#[track_caller]
pub fn sql(name: &str) -> &'static str {
    block("sql", name)
}

#[track_caller]
fn block(language: &str, name: &str) -> &'static str {
    let begin = format!("\n```{language} {name}\n");
    let found = MANUAL.split_once(&begin);
    let (_, rest) = found.unwrap_or_else(|| panic!("docs/operations.md has no block `{name}`"));
    let (block, _) = rest
        .split_once("\n```\n")
        .expect("a block that begins ends");
    block
}

fn programs() -> std::ffi::OsString {
    let server = Path::new(super::binary()).parent();
    let mut folders: Vec<PathBuf> = server.map(Path::to_owned).into_iter().collect();
    folders.extend(super::postgres::programs());
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    env::join_paths(folders).unwrap()
}
