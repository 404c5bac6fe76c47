//! The parts of the picture of flows: where a node stands, the line between two, and words in few lines.
//!
//! An SVG does not break lines, so words are broken here, by the widths that letters have on average.
//! Entry points: [`NodeView`], [`line`] and [`middle`].

use leptos::prelude::*;
use notice::Language;
use notice::text::han;

/// The width of the picture, in its units.
pub const WIDTH: usize = 1128;

/// A column of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Kinds of data.
    Data,
    /// Features that pass them on.
    Feature,
    /// Who receives them.
    Recipient,
}

impl Column {
    /// Its left edge.
    pub fn left(self) -> usize {
        match self {
            Column::Data => 0,
            Column::Feature => 352,
            Column::Recipient => 832,
        }
    }

    fn width(self) -> usize {
        match self {
            Column::Data => 232,
            Column::Feature => 360,
            Column::Recipient => WIDTH - Column::Recipient.left(),
        }
    }

    fn next(self) -> Column {
        match self {
            Column::Data => Column::Feature,
            Column::Feature | Column::Recipient => Column::Recipient,
        }
    }
}

/// The height at which a node of a column stands: its nodes share the height of the picture.
pub fn middle(place: usize, count: usize, height: usize) -> usize {
    (2 * place + 1) * height / (2 * count.max(1))
}

/// A line from a node of a column to one of the next, as a path.
pub fn line(from: Column, start: usize, end: usize) -> String {
    let (left, right) = (from.left() + from.width(), from.next().left());
    let half = usize::midpoint(left, right);
    format!("M{left} {start}C{half} {start} {half} {end} {right} {end}")
}

/// Half the height of a node.
const HALF: usize = 20;

/// As many lines as a node has room for.
const LINES: usize = 2;

/// A node: a link with its words in at most two lines; all of them are its name.
#[component]
pub fn NodeView(
    /// Its column.
    column: Column,
    /// The height at which it stands.
    middle: usize,
    /// Where it leads.
    href: String,
    /// Its words.
    name: String,
    /// Their language.
    lang: Language,
) -> AnyView {
    let lines = broken(&name, column.width() - 16, lang);
    // One line is in the middle of the node, two are around it.
    let first = middle + 5 - 8 * (lines.len() - 1);
    let x = (column.left() + 8).to_string();
    let lines = lines.into_iter().enumerate().map(|(place, words)| {
        let y = (first + 16 * place).to_string();
        view! { <tspan x=x.clone() y=y>{words}</tspan> }
    });
    let top = (middle - HALF).to_string();
    view! {
        <a class="flows__node" href=href aria-label=name>
            <rect x=column.left().to_string() y=top width=column.width().to_string()
                height=(2 * HALF).to_string() rx="4"></rect>
            <text>{lines.collect_view()}</text>
        </a>
    }
    .into_any()
}

/// Words in lines of a width; what has no room is an ellipsis.
fn broken(words: &str, width: usize, lang: Language) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(words, lang) {
        if line.is_empty() || extent(&line) + extent(piece.trim_end()) <= width {
            line.push_str(piece);
        } else if lines.len() + 1 < LINES {
            lines.push(line);
            line = piece.to_string();
        } else {
            line = cut(line.trim_end(), width, lang);
            break;
        }
    }
    lines.push(line);
    lines
}

/// A line with an ellipsis at its end, in place of the pieces that it takes the room of.
fn cut(mut line: &str, width: usize, lang: Language) -> String {
    while extent(line) + ELLIPSIS > width {
        let Some(last) = pieces(line, lang).pop() else {
            break;
        };
        line = line[..line.len() - last.len()].trim_end();
    }
    format!("{line}…")
}

/// Where a line may end: after a word in English, after any character in Chinese.
fn pieces(words: &str, lang: Language) -> Vec<&str> {
    match lang {
        Language::En => words.split_inclusive(' ').collect(),
        Language::Zh => {
            let ends = words.char_indices();
            let ends = ends.map(|(start, letter)| &words[start..start + letter.len_utf8()]);
            ends.collect()
        }
    }
}

/// What an ellipsis takes.
const ELLIPSIS: usize = 13;

/// How wide words are at 13 units, roughly: a Chinese character fills its square.
fn extent(words: &str) -> usize {
    let of = |letter: char| if han::is_unspaced(letter) { 13 } else { 8 };
    words.chars().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_a_language_lets_them_and_keep_to_their_width() {
        let lines = broken(
            "Providers of third-party services within the app",
            160,
            Language::En,
        );
        assert_eq!(lines, ["Providers of ", "third-party…"]);
        let lines = broken(
            "位于该位置附近及同城、并已授权获取其位置的用户",
            130,
            Language::Zh,
        );
        assert_eq!(lines, ["位于该位置附近及同城", "、并已授权获取其位…"]);
        assert_eq!(broken("短", 130, Language::Zh), ["短"]);
    }

    #[test]
    fn nodes_share_the_height_of_the_picture() {
        assert_eq!([0, 1, 2].map(|place| middle(place, 3, 120)), [20, 60, 100]);
        assert_eq!(line(Column::Data, 20, 60), "M232 20C292 20 292 60 352 60");
    }
}
