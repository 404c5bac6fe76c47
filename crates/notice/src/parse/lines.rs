//! Offsets to line numbers.

/// Where in a text a reader is. Events come in order, so each byte is counted once.
pub(super) struct Lines<'a> {
    body: &'a str,
    offset: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    /// A text whose first line has this number.
    pub(super) fn new(body: &'a str, first: usize) -> Lines<'a> {
        Lines {
            body,
            offset: 0,
            line: first,
        }
    }

    /// The line with this offset; an offset before the last one asked for gives its line.
    pub(super) fn at(&mut self, offset: usize) -> usize {
        if let Some(passed) = self.body.as_bytes().get(self.offset..offset) {
            self.line += passed.iter().filter(|&&byte| byte == b'\n').count();
            self.offset = offset;
        }
        self.line
    }
}
