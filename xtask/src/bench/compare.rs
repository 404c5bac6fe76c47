//! `cargo xtask bench compare`: the comparison against its gates, and beside jsdiff.
//!
//! Every neighbouring pair of versions under the corpus folder is compared natively and by
//! jsdiff's `diffWords`, in the same run; what comes out is a line for each pair and a line
//! for each gate. A gate that fails is an error. Entry point: [`run`].

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use compare::quality::{Quality, TimedComparison};
use serde::{Deserialize, Serialize};

use super::gates;
use super::measured::{Measured, Versions};
use crate::{process, workspace};

/// The release of jsdiff that the bench measures against.
const JSDIFF: &str = "diff@9.0.0";

/// Where the pairs come from.
#[derive(clap::Args)]
pub struct Options {
    /// The folder with sets of versions: `SET/LANGUAGE/DATE.md`.
    #[arg(long, default_value = "../shared/corpus")]
    corpus: PathBuf,
}

/// Measures, prints, and fails where a gate does.
///
/// # Errors
/// When a gate fails, or Node.js is not there.
pub fn run(options: &Options) -> Result<()> {
    let corpus = workspace::root().join(&options.corpus);
    if !corpus.is_dir() {
        println!("skipped: there is no corpus at {}", corpus.display());
        return Ok(());
    }
    let pairs = pairs(&corpus)?;
    let ours = ours(&pairs)?;
    let theirs = theirs(&pairs, &ours)?;
    let all = pairs.into_iter().zip(ours).zip(theirs);
    let measured: Vec<Measured> = all
        .map(|((versions, ours), theirs)| Measured {
            versions,
            ours,
            jsdiff: theirs.ms,
            cuts: theirs.cuts,
        })
        .collect();
    measured.iter().for_each(print);
    let gates = gates::all(&measured);
    gates.iter().for_each(|gate| println!("{gate}"));
    let failed = gates.iter().filter(|gate| !gate.has_passed()).count();
    let passed = gates.len() - failed;
    println!("{passed} gates passed, {failed} failed");
    if failed > 0 {
        bail!("the comparison misses {failed} of its gates, named above");
    }
    Ok(())
}

/// Neighbouring versions of each set in each language.
fn pairs(corpus: &Path) -> Result<Vec<Versions>> {
    let mut pairs = Vec::new();
    for set in folder(corpus)? {
        for versions in folder(&set)?.iter().filter(|path| path.is_dir()) {
            let language = if name(versions).starts_with("zh") {
                "zh"
            } else {
                "en"
            };
            let texts = folder(versions)?;
            pairs.extend(texts.windows(2).map(|two| Versions {
                set: format!("{}/{}", name(&set), name(versions)),
                language,
                old: two[0].clone(),
                new: two[1].clone(),
            }));
        }
    }
    Ok(pairs)
}

/// What a folder holds, in order; nothing where it is a file.
fn folder(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let entries =
        fs::read_dir(path).with_context(|| format!("could not read {}", path.display()))?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Our comparison of each pair, built for speed.
fn ours(pairs: &[Versions]) -> Result<Vec<TimedComparison>> {
    let mut cargo = Command::new("cargo");
    cargo.args([
        "run",
        "--quiet",
        "--profile",
        "native",
        "--package",
        "compare",
    ]);
    cargo
        .args(["--example", "measure"])
        .current_dir(workspace::root());
    let mut child = cargo
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("could not start cargo")?;
    let mut input = child.stdin.take().expect("standard input was piped above");
    let lines: Vec<String> = pairs.iter().map(line).collect::<Result<_>>()?;
    let writer = std::thread::spawn(move || input.write_all(lines.concat().as_bytes()));
    let output = child.wait_with_output()?;
    process::succeeded(&cargo, output.status)?;
    writer.join().expect("the writer does not panic")?;
    read_lines(&output.stdout)
}

fn line(pair: &Versions) -> Result<String> {
    #[derive(Serialize)]
    struct Files<'a> {
        old: &'a Path,
        new: &'a Path,
    }
    let files = Files {
        old: &pair.old,
        new: &pair.new,
    };
    Ok(serde_json::to_string(&files)? + "\n")
}

/// What the jsdiff side says of one pair.
#[derive(Deserialize)]
struct Theirs {
    ms: Option<f64>,
    cuts: usize,
}

fn theirs(pairs: &[Versions], ours: &[TimedComparison]) -> Result<Vec<Theirs>> {
    #[derive(Serialize)]
    struct Pair<'a> {
        old: &'a Path,
        new: &'a Path,
        blocks: &'a [notice::change::BlockChange],
    }
    if which::which("npm").is_err() {
        bail!(
            "jsdiff runs on Node.js, which is not installed; install it (Debian: apt install nodejs npm)"
        );
    }
    let folder = workspace::target_dir()?.join("bench-jsdiff");
    fs::create_dir_all(&folder)?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"]);
    process::run(npm.arg(&folder).arg(JSDIFF))?;
    let all: Vec<Pair<'_>> = pairs
        .iter()
        .zip(ours)
        .map(|(pair, ours)| Pair {
            old: &pair.old,
            new: &pair.new,
            blocks: &ours.blocks,
        })
        .collect();
    fs::write(folder.join("pairs.json"), serde_json::to_vec(&all)?)?;
    fs::write(folder.join("jsdiff.mjs"), include_str!("jsdiff.mjs"))?;
    println!("jsdiff runs now; it gives up on a pair after 20 seconds");
    let mut node = Command::new("node");
    let node = node.args(["jsdiff.mjs", "pairs.json"]).current_dir(&folder);
    read_lines(process::text_of(node)?.as_bytes())
}

fn read_lines<T: for<'a> Deserialize<'a>>(lines: &[u8]) -> Result<Vec<T>> {
    let lines = lines
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty());
    lines
        .map(|line| serde_json::from_slice(line).context("a measurement wrote no JSON"))
        .collect()
}

fn print(pair: &Measured) {
    let Measured {
        versions,
        ours,
        jsdiff,
        cuts,
    } = pair;
    let Quality {
        hunks,
        edited,
        short_equalities,
        ..
    } = ours.forward;
    let jsdiff = jsdiff.map_or("gave up".to_owned(), |ms| format!("{ms:.1} ms"));
    println!(
        "{} {} -> {}: {:.2} ms, jsdiff {jsdiff}; {hunks} hunks, {edited} blocks edited, \
         {short_equalities} short equalities, {cuts} cut words",
        versions.set,
        name(&versions.old),
        name(&versions.new),
        ours.ms,
    );
}
