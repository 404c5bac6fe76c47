//! `mingbai compare`: what changed between two Markdown files, or between two lines.
//!
//! Works on any Markdown, not only on notices of this project. `OLD.md NEW.md` gives one
//! redline for each block; `--inline` reads JSON lines `{"old", "new", "language"}` from
//! standard input and answers each with a `{"spans"}` line. Entry point: [`run`].

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail};
use notice::change::{BlockChange, Op, Span, Status};
use serde::{Deserialize, Serialize};

use crate::colour;

/// What to compare and how to print it.
#[derive(clap::Args)]
pub struct Options {
    /// The older file.
    #[arg(required_unless_present = "inline")]
    old: Option<PathBuf>,
    /// The newer file.
    #[arg(required_unless_present = "inline")]
    new: Option<PathBuf>,
    /// The language of both: `en`, `zh`, or a tag that starts with one of them.
    #[arg(long, default_value = "en")]
    language: String,
    /// Print JSON instead of text.
    #[arg(long)]
    json: bool,
    /// Read pairs of lines from standard input instead of two files.
    #[arg(long, conflicts_with_all = ["old", "new"])]
    inline: bool,
}

/// The answer for two files.
#[derive(Serialize)]
struct Answer<'a> {
    language: &'a str,
    /// Milliseconds from the two texts to what changed.
    ms: f64,
    blocks: Vec<AnswerBlock<'a>>,
    removed: usize,
}

#[derive(Serialize)]
struct AnswerBlock<'a> {
    status: Status,
    old_number: Option<&'a str>,
    new_number: Option<&'a str>,
    spans: &'a [Span],
}

/// A pair of lines on standard input.
#[derive(Deserialize)]
struct Line {
    old: String,
    new: String,
}

#[derive(Serialize)]
struct AnswerLine {
    spans: Vec<Span>,
}

/// Compares.
///
/// # Errors
/// When a file cannot be read, or a line of input is no pair.
pub fn run(options: Options) -> anyhow::Result<()> {
    if options.inline {
        return inline(options.json);
    }
    if !["en", "zh"]
        .iter()
        .any(|known| options.language.starts_with(known))
    {
        bail!(
            "language `{}` is not known; write en or zh",
            options.language
        );
    }
    let (Some(old), Some(new)) = (&options.old, &options.new) else {
        bail!("two files are needed: mingbai compare OLD.md NEW.md");
    };
    files(&read(old)?, &read(new)?, &options)
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}

fn files(old: &str, new: &str, options: &Options) -> anyhow::Result<()> {
    let start = Instant::now();
    let comparison = compare::notices(&notice::parse(old).0, &notice::parse(new).0);
    let ms = start.elapsed().as_secs_f64() * 1000.0;
    let blocks = &comparison.blocks;
    let removed = blocks
        .iter()
        .filter(|block| block.status == Status::Removed)
        .count();
    let mut out = std::io::stdout().lock();
    if options.json {
        let answer = Answer {
            language: &options.language,
            ms,
            blocks: blocks.iter().map(answer).collect(),
            removed,
        };
        serde_json::to_writer(&mut out, &answer)?;
        writeln!(out)?;
        return Ok(());
    }
    for block in blocks.iter().filter(|block| block.status != Status::Same) {
        writeln!(out, "{}", text(block)?)?;
    }
    let same = blocks
        .iter()
        .filter(|block| block.status == Status::Same)
        .count();
    writeln!(out, "{same} blocks are unchanged; compared in {ms:.1} ms")?;
    Ok(())
}

fn answer(block: &BlockChange) -> AnswerBlock<'_> {
    AnswerBlock {
        status: block.status,
        old_number: block.old_number.as_deref(),
        new_number: block.new_number.as_deref(),
        spans: &block.spans,
    }
}

/// One block as text: `edited 1.2: We [-may-]{+do+} share`.
fn text(block: &BlockChange) -> anyhow::Result<String> {
    let status = serde_json::to_value(block.status)?;
    let status = status.as_str().unwrap_or_default();
    let number = match (&block.old_number, &block.new_number) {
        (Some(old), Some(new)) if old != new => format!(" {new} (was {old})"),
        (_, Some(number)) | (Some(number), None) => format!(" {number}"),
        (None, None) => String::new(),
    };
    Ok(format!("{status}{number}: {}", marked(&block.spans)))
}

fn marked(spans: &[Span]) -> String {
    spans
        .iter()
        .map(|Span(op, text)| match op {
            Op::Equal => text.clone(),
            Op::Delete => colour::deleted(format!("[-{text}-]")).to_string(),
            Op::Insert => colour::inserted(format!("{{+{text}+}}")).to_string(),
        })
        .collect()
}

fn inline(is_json: bool) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for (index, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.context("standard input is not UTF-8 text")?;
        if line.trim().is_empty() {
            continue;
        }
        let pair: Line = serde_json::from_str(&line).with_context(|| {
            format!(
                "line {} of standard input is no JSON with `old` and `new`",
                index + 1
            )
        })?;
        let spans = compare::inline(&pair.old, &pair.new);
        if is_json {
            serde_json::to_writer(&mut out, &AnswerLine { spans })?;
            writeln!(out)?;
        } else {
            writeln!(out, "{}", marked(&spans))?;
        }
    }
    Ok(())
}
