//! Starting other programs, with errors that name the program and the next step.
//!
//! A [`Command`] comes in; it goes out as success or as one sentence. Entry points: [`run`] for
//! a program that talks to the person, [`text_of`] for one whose answer is read here, and
//! [`run_watched`] for one whose lines are shown and read at once.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

/// Runs a program to its end, its output shown as it comes.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| could_not_start(command))?;
    succeeded(command, status)
}

/// What a program wrote, without the white space around it.
pub fn text_of(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| could_not_start(command))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        bail!(
            "`{}` ended with {}: {}",
            shown(command),
            output.status,
            reason.trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program, shows each line it writes and hands the line to `watch`.
pub fn run_watched(command: &mut Command, mut watch: impl FnMut(&str)) -> Result<ExitStatus> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| could_not_start(command))?;
    let output = child
        .stdout
        .take()
        .expect("standard output was piped above");
    for line in BufReader::new(output).split(b'\n') {
        let line = line.with_context(|| format!("lost the output of `{}`", shown(command)))?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        watch(&line);
    }
    Ok(child.wait()?)
}

/// The error of a program that ended badly, when it did.
pub fn succeeded(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    bail!(
        "`{}` ended with {status}; its reason stands above",
        shown(command)
    )
}

/// The command as a person would type it.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

fn could_not_start(command: &Command) -> String {
    format!("could not start `{}`; is it installed?", shown(command))
}
