//! The real binary as a command: arguments and settings in, exit and output out.

use std::process::Command;

/// What a command said, and whether it did it.
#[derive(Debug)]
pub struct Outcome {
    pub is_done: bool,
    pub output: String,
    pub error: String,
}

/// Runs `server` with those arguments and environment variables.
pub fn server(arguments: &[&str], variables: &[(&str, &str)]) -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_server"))
        .args(arguments)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Outcome {
        is_done: output.status.success(),
        output: text(output.stdout),
        error: text(output.stderr),
    }
}
