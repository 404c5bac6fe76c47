//! `mingbai compare`: what changed between two texts, or between two lines.
//!
//! Works on any Markdown, plain text or page, not only on notices of this project. `OLD NEW` gives
//! one redline for each block, and one line for each row of a table; `--inline` reads JSON lines `{"old", "new", "language"}` from
//! standard input and answers each with a `{"spans"}` line. Entry point: [`run`].

mod printed;

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail};
use import::{Encoding, Metadata};
use notice::change::{BlockChange, EmphasisChange, LinkChange, Span, Status, Weight};
use notice::{Language, Notice};
use serde::{Deserialize, Serialize};

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
    /// The encoding of both, such as gb18030; left out, UTF-8.
    #[arg(long)]
    encoding: Option<String>,
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
    /// How many of the blocks are gone.
    removed: usize,
}

#[derive(Serialize)]
struct AnswerBlock<'a> {
    status: Status,
    /// Whether words changed, or typography, emphasis or links alone.
    weight: Weight,
    old_number: Option<&'a str>,
    new_number: Option<&'a str>,
    spans: &'a [Span],
    /// Links that lead elsewhere than before.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    links: &'a [LinkChange],
    /// Words that stand out now, or do no longer.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    emphasis: &'a [EmphasisChange],
    /// The row and the column of a cell; cells of one row are next to each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<&'a notice::change::Cell>,
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
    let known = Language::ALL
        .into_iter()
        .find(|language| options.language.starts_with(language.code()));
    let Some(language) = known else {
        bail!(
            "language `{}` is not known; write en or zh",
            options.language
        );
    };
    let encoding = match &options.encoding {
        Some(name) => Some(
            Encoding::of_name(name)
                .with_context(|| format!("the encoding `{name}` is not known"))?,
        ),
        None => None,
    };
    let metadata = Metadata {
        language,
        encoding,
        ..Metadata::default()
    };
    let (Some(old), Some(new)) = (&options.old, &options.new) else {
        bail!("two files are needed: mingbai compare OLD.md NEW.md");
    };
    let start = Instant::now();
    let (old, new) = (read(old, &metadata)?, read(new, &metadata)?);
    files(&old, &new, start, &options)
}

fn read(path: &Path, metadata: &Metadata) -> anyhow::Result<Notice> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    import::as_notice(&bytes, metadata).with_context(|| format!("cannot use `{}`", path.display()))
}

fn files(old: &Notice, new: &Notice, start: Instant, options: &Options) -> anyhow::Result<()> {
    let comparison = compare::notices(old, new);
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
    for line in printed::lines(blocks) {
        writeln!(out, "{line}")?;
    }
    let same = blocks.iter().filter(|block| !printed::is_changed(block));
    let same = same.count();
    writeln!(out, "{same} blocks are unchanged; compared in {ms:.1} ms")?;
    Ok(())
}

fn answer(block: &BlockChange) -> AnswerBlock<'_> {
    AnswerBlock {
        status: block.status,
        weight: block.weight,
        old_number: block.old_number.as_deref(),
        new_number: block.new_number.as_deref(),
        spans: &block.spans,
        links: &block.links,
        emphasis: &block.emphasis,
        cell: block.cell.as_ref(),
    }
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
            writeln!(out, "{}", printed::marked(&spans))?;
        }
    }
    Ok(())
}
