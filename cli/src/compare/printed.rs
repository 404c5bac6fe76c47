//! Changes as lines of text: `edited 1.2: We [-may-]{+do+} share`.
//!
//! A row of a table is one line, which names the row, and for each cell that changed its column.
//! Entry points: [`lines`] for a comparison, [`marked`] for one redline.

use notice::change::{BlockChange, Op, Span, Status};

use crate::colour;

/// Whether there is something to say of a block.
pub fn is_changed(block: &BlockChange) -> bool {
    block.status != Status::Same || !block.links.is_empty() || !block.emphasis.is_empty()
}

/// A line for each block and each row of a table that changed.
pub fn lines(blocks: &[BlockChange]) -> Vec<String> {
    let row = |block: &BlockChange| block.cell.as_ref().map(|cell| cell.row);
    let parts = blocks.chunk_by(|one, next| row(one).is_some() && row(one) == row(next));
    let changed = parts.filter(|part| part.iter().any(is_changed));
    let lines = changed.map(|part| match (part, row(&part[0])) {
        ([block], None) => one(block),
        _ => self::row(part),
    });
    lines.collect()
}

fn one(block: &BlockChange) -> String {
    let outcome = outcome(block, block.status);
    let number = number(block);
    [format!("{outcome}{number}: {}", marked(&block.spans))]
        .into_iter()
        .chain(small(block))
        .collect::<Vec<_>>()
        .join("; ")
}

fn row(cells: &[BlockChange]) -> String {
    let status = status(cells);
    let outcome = outcome(&cells[0], status);
    let number = cells.first().map(number).unwrap_or_default();
    let name = cells[0].cell.as_ref().map_or("", |cell| &cell.row_name);
    let is_whole = !matches!(status, Status::Edited | Status::MovedEdited | Status::Same);
    if is_whole {
        let all: Vec<String> = cells.iter().map(|cell| marked(&cell.spans)).collect();
        return format!("{outcome} row{number}: {}", all.join(" | "));
    }
    let changed = cells.iter().filter(|cell| {
        let has_moved_only = cell.status == Status::Moved || cell.status == Status::Relabelled;
        is_changed(cell) && (!has_moved_only || small(cell).is_some())
    });
    let changed = changed.map(|cell| {
        let column = cell.cell.as_ref().map_or("", |cell| &cell.column);
        let column = match column {
            "" => String::new(),
            column => format!("{column}: "),
        };
        [format!("{column}{}", marked(&cell.spans))]
            .into_iter()
            .chain(small(cell))
            .collect::<Vec<_>>()
            .join("; ")
    });
    let changed = changed.collect::<Vec<_>>().join(" | ");
    format!("{outcome} row{number} `{name}`: {changed}")
}

/// The outcome of a row: that of all its cells, else edited.
fn status(cells: &[BlockChange]) -> Status {
    let all = |status: Status| cells.iter().all(|cell| cell.status == status);
    let statuses = [Status::Added, Status::Removed, Status::Moved, Status::Same];
    if let Some(status) = statuses.into_iter().find(|status| all(*status)) {
        return status;
    }
    let is_moved = |cell: &BlockChange| matches!(cell.status, Status::Moved | Status::MovedEdited);
    let is_kept = |cell: &BlockChange| matches!(cell.status, Status::Same | Status::Relabelled);
    match () {
        () if cells.iter().all(is_kept) => Status::Relabelled,
        () if cells.iter().any(is_moved) => Status::MovedEdited,
        () => Status::Edited,
    }
}

/// The word for an outcome, as JSON has it.
fn outcome(block: &BlockChange, status: Status) -> String {
    let word = match status {
        Status::Same if !block.emphasis.is_empty() => return "emphasis".to_owned(),
        Status::Same => return "link".to_owned(),
        status => serde_json::to_value(status).expect("a status is a word"),
    };
    word.as_str().unwrap_or_default().to_owned()
}

fn number(block: &BlockChange) -> String {
    match (&block.old_number, &block.new_number) {
        (Some(old), Some(new)) if old != new => format!(" {new} (was {old})"),
        (None, Some(new)) if block.status == Status::Relabelled => format!(" {new} (was none)"),
        (Some(old), None) if block.status == Status::Relabelled => format!(" none (was {old})"),
        (_, Some(number)) | (Some(number), None) => format!(" {number}"),
        (None, None) => String::new(),
    }
}

/// Links that lead elsewhere, and words that stand out or no longer.
fn small(block: &BlockChange) -> Option<String> {
    let links = block.links.iter().map(|link| {
        let (old, new) = (link.old.as_deref(), link.new.as_deref());
        let nowhere = "nowhere";
        format!(
            "`{}` leads to {} (was {})",
            link.words,
            new.unwrap_or(nowhere),
            old.unwrap_or(nowhere)
        )
    });
    let emphasis = block.emphasis.iter().map(|run| {
        let is_now = if run.is_now { "now" } else { "no longer" };
        format!("`{}` is {is_now} emphasised", run.words)
    });
    let all: Vec<String> = links.chain(emphasis).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// A redline: `[-struck-]{+added+}`.
pub fn marked(spans: &[Span]) -> String {
    spans
        .iter()
        .map(|Span(op, text)| match op {
            Op::Equal => text.clone(),
            Op::Delete => colour::deleted(format!("[-{text}-]")).to_string(),
            Op::Insert => colour::inserted(format!("{{+{text}+}}")).to_string(),
        })
        .collect()
}
