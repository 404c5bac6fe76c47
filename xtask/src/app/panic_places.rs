//! Blanks what a module would say in a panic: the names of source files, and messages of libraries.
//!
//! A module comes in and is changed in place; its length stays, spaces compress to nothing. The app has no
//! hook that would show a panic's words: it ends in a trap, which `src/boot.js` marks, and these
//! words weighed 1.4 KB of a first visit. Entry point: [`blank`].

use std::sync::LazyLock;

use regex_lite::Regex;

/// What the standard library and those of the app would say in a panic. One that is not found, since a library
/// has changed its words, costs its bytes and nothing else.
const MESSAGES: [&str; 35] = [
    r"index out of bounds: the len is ",
    r" but the index is ",
    r"range start index ",
    r"range end index ",
    r" out of range for slice of length ",
    r"slice index starts at ",
    r"cannot access a Thread Local Storage value during or after destruction: ",
    r"copy_from_slice: source slice length (",
    r") does not match destination slice length (",
    r"removal index (is ",
    r"swap_remove index (is ",
    r"capacity overflow",
    r"Executor::spawn called, but no global 'spawn' function is configured.",
    r"Executor::spawn_local called, but no global 'spawn_local' function is configured.",
    r"called `Option::unwrap()` on a `None` value",
    r"called `Result::unwrap()` on an `Err` value",
    r"argument of integer logarithm must be positive",
    r"LazyCell instance has previously been poisoned",
    r"`async fn` resumed after completion",
    r"RefCell already mutably borrowed",
    r"RefCell already borrowed",
    r"a Display implementation returned an error unexpectedly",
    r"internal error: entered unreachable code",
    r"Arc counter overflow",
    r"Dropped SendWrapper<T> variable from a thread different to the one it has been created with.",
    r"Dereferenced SendWrapper<T> variable from a thread different to the one it has been created with.",
    r"Once instance has previously been poisoned",
    r"one-time initialization may not be performed recursively",
    r"assertion failed: psize >= size + min_overhead",
    r"assertion failed: psize <= size + max_overhead",
    r"use of std::thread::current() is not possible after the thread's local data has been destroyed",
    r"failed to generate unique thread ID: bitspace exhausted",
    r"Attempted to initialize thread-local while it is being dropped",
    r"cannot recursively acquire mutex",
    r"Tried to shrink to a larger capacity",
];

/// Files of the standard library, of libraries, and of this project, up to the first `.rs`; and a message of
/// tachys to whoever builds with the wrong feature.
static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    let files = r"(?:/rustc/[0-9a-f]{40}/library|cargo/\.cargo/registry/src/[^/]{1,60}|crates/[a-z]+/src|src)/[\w./-]{1,100}?\.rs";
    let message = r"Value is None because the `ssr` feature is active\.[^\x00]{1,460}to identify the source\.";
    let messages: Vec<String> = MESSAGES
        .iter()
        .map(|message| regex_lite::escape(message))
        .collect();
    let pattern = format!("{files}|{message}|{}", messages.join("|"));
    Regex::new(&pattern).expect("the pattern is right")
});

/// Blanks them; answers how many bytes that are.
pub fn blank(module: &mut [u8]) -> usize {
    // Read as Latin-1, where each byte is one letter: the pattern is of ASCII alone.
    let text: String = module.iter().map(|byte| char::from(*byte)).collect();
    let mut count = 0;
    let mut from = (0, 0);
    for found in WORDS.find_iter(&text) {
        // Bytes of the text and letters of it are not the same: letters are bytes of the module.
        let start = from.1 + text[from.0..found.start()].chars().count();
        let end = start + found.len();
        module[start..end].fill(b' ');
        count += found.len();
        from = (found.end(), end);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_blank_and_all_else_stays() {
        let mut module = "\u{e9}tokensrc/choices/history.rscrates/search/src/query.rsads.rs/rustc/\
            59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/cell/lazy.rs[hidden]"
            .as_bytes()
            .to_vec();
        let length = module.len();
        assert_eq!(blank(&mut module), 22 + 26 + 77);
        let text = String::from_utf8(module).unwrap();
        assert_eq!(text.len(), length);
        let left: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(left, ["\u{e9}token", "ads.rs", "[hidden]"]);
    }
}
