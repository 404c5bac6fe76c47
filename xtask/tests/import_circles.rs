//! No file uses one that uses it, straight or by way of others: data flows one way.
//!
//! Every crate is read as tokens, without its tests. Paths that are written there lead from one module to
//! another, and a name that a module takes over with `use` leads on to where it is from. Of two files or folders
//! beside each other, each with all that is in it, one may use the other; parent and child may use each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, slice};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The segments of a path.
type Segments = Vec<String>;

/// What is written in one module.
#[derive(Default)]
struct Module {
    file: PathBuf,
    /// Paths, each with its line.
    paths: Vec<(Segments, usize)>,
    /// What names mean that are taken over with `use`.
    names: BTreeMap<String, Segments>,
}

/// The modules of a crate, each under its path from the crate's root.
#[derive(Default)]
struct Crate {
    modules: BTreeMap<Segments, Module>,
}

/// One module uses another.
struct Edge {
    from: Segments,
    to: Segments,
    /// Where it says so.
    place: String,
}

impl Crate {
    fn of(root: &Path) -> Crate {
        let mut found = Crate::default();
        let folder = root.parent().expect("a file is in a folder");
        found.read_file(Vec::new(), root, folder);
        found
    }

    fn read_file(&mut self, module: Segments, file: &Path, folder: &Path) {
        let text = fs::read_to_string(file)
            .unwrap_or_else(|error| panic!("{} cannot be read: {error}", file.display()));
        let tokens: TokenStream = text
            .parse()
            .unwrap_or_else(|error| panic!("{} is no Rust: {error}", file.display()));
        self.read(&module, file, folder, tokens);
    }

    /// Reads what is in a module; `folder` is where the files of its own modules are.
    fn read(&mut self, module: &Segments, file: &Path, folder: &Path, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let own = self.modules.entry(module.clone()).or_default();
        own.file = file.to_owned();
        let mut at = 0;
        while at < tokens.len() {
            let line = tokens[at].span().start().line;
            let keyword = word(tokens.get(at)).unwrap_or_default();
            let name = word(tokens.get(at + 1));
            match (keyword.as_str(), name) {
                _ if is_test(&tokens[at..]) => at = end_of_item(&tokens, at),
                ("mod", Some(name)) => {
                    let child = [module.as_slice(), slice::from_ref(&name)].concat();
                    let below = folder.join(&name);
                    match tokens.get(at + 2) {
                        Some(TokenTree::Group(body)) => {
                            self.read(&child, file, &below, body.stream());
                        }
                        _ => self.read_file(child, &file_of(&below), &below),
                    }
                    at += 3;
                }
                ("use", _) => {
                    let end = at + tokens[at..].iter().take_while(|it| !is(it, ';')).count();
                    let own = self.modules.get_mut(module).expect("it is being read");
                    for (path, name) in taken_over(&[], &tokens[at + 1..end]) {
                        own.names.extend(name.map(|name| (name, path.clone())));
                        own.paths.push((path, line));
                    }
                    at = end;
                }
                ("", _) => {
                    if let TokenTree::Group(group) = &tokens[at] {
                        self.read(module, file, folder, group.stream());
                    }
                    at += 1;
                }
                _ => {
                    let path = path_at(&tokens[at..]);
                    let length = path.len() * 3 - 2;
                    // One that begins with `::` leads to another crate.
                    let is_ours = at < 2 || !(is(&tokens[at - 1], ':') && is(&tokens[at - 2], ':'));
                    if path.len() > 1 && is_ours {
                        let own = self.modules.get_mut(module).expect("it is being read");
                        own.paths.push((path, line));
                    }
                    at += length;
                }
            }
        }
    }

    /// The modules that a path touches: where it leads, and where what it names there is from.
    fn targets(&self, from: &Segments, path: &[String], found: &mut BTreeSet<Segments>) {
        let (mut module, mut rest) = (from.clone(), path);
        match path.first().map(String::as_str) {
            Some("crate") => (module, rest) = (Vec::new(), &path[1..]),
            Some("self") => rest = &path[1..],
            Some("super") => {
                while rest.first().is_some_and(|segment| segment == "super") {
                    module.pop();
                    rest = &rest[1..];
                }
            }
            Some(name) if self.child(from, name).is_some() => {}
            Some(name) => {
                let meant = self.modules[from].names.get(name);
                // What is named after where it is from is another crate's.
                if let Some(meant) = meant.filter(|meant| path.len() > 1 && meant[0] != *name) {
                    self.targets(from, &[meant, &path[1..]].concat(), found);
                }
                return;
            }
            None => return,
        }
        while let Some(child) = rest.first().and_then(|name| self.child(&module, name)) {
            (module, rest) = (child, &rest[1..]);
        }
        let is_new = found.insert(module.clone());
        let onward = rest
            .first()
            .and_then(|name| self.modules[&module].names.get(name));
        if let Some(onward) = onward.filter(|_| is_new) {
            self.targets(&module, &[onward, &rest[1..]].concat(), found);
        }
    }

    fn child(&self, module: &Segments, name: &str) -> Option<Segments> {
        let child = [module.as_slice(), &[name.to_owned()]].concat();
        self.modules.contains_key(&child).then_some(child)
    }

    fn edges(&self) -> Vec<Edge> {
        let mut edges: Vec<Edge> = Vec::new();
        let mut seen = BTreeSet::new();
        for (from, module) in &self.modules {
            for (path, line) in &module.paths {
                let mut found = BTreeSet::new();
                self.targets(from, path, &mut found);
                let news = found
                    .into_iter()
                    .filter(|to| !from.starts_with(to) && !to.starts_with(from))
                    .filter(|to| seen.insert((from, to.clone())));
                edges.extend(news.map(|to| Edge {
                    from: from.clone(),
                    to,
                    place: format!("{}:{line}: `{}`", module.file.display(), path.join("::")),
                }));
            }
        }
        edges
    }

    /// Each circle, with the lines that make it.
    fn circles(&self) -> Vec<String> {
        let edges = self.edges();
        let parents: BTreeSet<&[String]> = self
            .modules
            .keys()
            .filter_map(|module| Some(module.split_last()?.1))
            .collect();
        let in_one = |parent| circles_below(parent, &edges);
        parents.into_iter().flat_map(in_one).collect()
    }
}

/// The circles among what is beside each other in one module, each taken with all that is below it.
fn circles_below(parent: &[String], edges: &[Edge]) -> Vec<String> {
    let beside = |module: &Segments| -> Option<String> {
        module
            .strip_prefix(parent)
            .and_then(|below| below.first().cloned())
    };
    let between: Vec<(String, String, &str)> = edges
        .iter()
        .filter_map(|edge| Some((beside(&edge.from)?, beside(&edge.to)?, edge.place.as_str())))
        .filter(|(from, to, _)| from != to)
        .collect();
    let mut reached: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, to, _) in &between {
        reached.entry(from).or_default().insert(to);
    }
    // What is reached by a way round is reached, until there is no more: there are few beside each other.
    loop {
        let before = reached.clone();
        for further in reached.values_mut() {
            let more = further.iter().filter_map(|to| before.get(to)).flatten();
            *further = further.iter().chain(more).copied().collect();
        }
        if reached == before {
            break;
        }
    }
    let reaches = |from: &str, to: &str| reached.get(from).is_some_and(|all| all.contains(to));
    let circles: BTreeSet<Vec<&str>> = reached
        .keys()
        .map(|one| {
            let others = reached.keys().copied();
            others
                .filter(|other| reaches(one, other) && reaches(other, one))
                .collect()
        })
        .collect();
    let written = circles.iter().filter(|circle| !circle.is_empty());
    written
        .map(|circle| {
            let has = |name: &String| circle.contains(&name.as_str());
            let of_it = between.iter().filter(|(from, to, _)| has(from) && has(to));
            let mut lines: Vec<String> = of_it
                .map(|(from, to, place)| format!("  {place} ({from} uses {to})"))
                .collect();
            // What is taken over from a child touches both.
            lines.dedup();
            format!("{}:\n{}", circle.join(", "), lines.join("\n"))
        })
        .collect()
}

fn word(token: Option<&TokenTree>) -> Option<String> {
    match token {
        Some(TokenTree::Ident(word)) => Some(word.to_string()),
        _ => None,
    }
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// Whether an attribute is next that leaves an item to the tests.
fn is_test(tokens: &[TokenTree]) -> bool {
    let [sign, TokenTree::Group(attribute), ..] = tokens else {
        return false;
    };
    let mut said = attribute.stream().to_string();
    said.retain(|character| !character.is_whitespace());
    is(sign, '#') && (said == "cfg(test)" || said.starts_with("cfg(all(test,"))
}

/// What comes after an item and its attributes.
fn end_of_item(tokens: &[TokenTree], at: usize) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        other => is(other, ';'),
    };
    at + 1 + tokens[at..].iter().take_while(|token| !ends(token)).count()
}

/// The file of a module that is declared.
fn file_of(below: &Path) -> PathBuf {
    let file = below.with_extension("rs");
    match file.exists() {
        true => file,
        false => below.join("mod.rs"),
    }
}

/// The words that a path begins with, joined by `::`.
fn path_at(tokens: &[TokenTree]) -> Segments {
    let mut path: Segments = word(tokens.first()).into_iter().collect();
    while let [colon, another, next, ..] = &tokens[path.len() * 3 - 2..]
        && is(colon, ':')
        && is(another, ':')
        && let Some(segment) = word(Some(next))
    {
        path.push(segment);
    }
    path
}

/// What a `use` takes over: each path, and the name that it has here.
fn taken_over(before: &[String], tokens: &[TokenTree]) -> Vec<(Segments, Option<String>)> {
    let mut all = Vec::new();
    for part in tokens.split(|token| is(token, ',')) {
        let is_of_another_crate = part.first().is_some_and(|first| is(first, ':'));
        if part.is_empty() || is_of_another_crate {
            continue;
        }
        let mut path = before.to_vec();
        let mut name = None;
        for (at, token) in part.iter().enumerate() {
            match token {
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    all.extend(taken_over(&path, &inner));
                    path.clear();
                }
                TokenTree::Ident(word) if word == "as" => {
                    name = self::word(part.get(at + 1));
                    break;
                }
                // `{self}` means what is before the braces.
                TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
                TokenTree::Ident(word) => path.push(word.to_string()),
                _ => {}
            }
        }
        let is_all = part.last().is_some_and(|last| is(last, '*'));
        if !path.is_empty() {
            name = name.or_else(|| path.last().cloned()).filter(|_| !is_all);
            all.push((path, name));
        }
    }
    all
}

/// The roots of the workspace's crates.
fn roots() -> Vec<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is in the workspace");
    let crates = fs::read_dir(workspace.join("crates")).expect("the crates are there");
    let crates = crates.map(|entry| entry.expect("an entry").path());
    let others = ["", "cli", "server", "xtask"].map(|folder| workspace.join(folder));
    let roots = crates
        .chain(others)
        .flat_map(|folder| ["src/lib.rs", "src/main.rs"].map(|file| folder.join(file)));
    roots.filter(|root| root.exists()).collect()
}

#[test]
fn no_file_uses_one_that_uses_it() {
    let mut circles = Vec::new();
    let mut count = 0;
    for root in roots() {
        let found = Crate::of(&root);
        count += found.modules.len();
        circles.extend(found.circles());
    }
    assert!(
        count > 400,
        "{count} modules were found, so they are looked for wrongly"
    );
    assert!(
        circles.is_empty(),
        "{} circles; what both ends use belongs into a file below both:\n{}",
        circles.len(),
        circles.join("\n")
    );
}

#[test]
fn a_circle_is_named_with_its_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("written");
    };
    write("lib.rs", "mod one;\nmod two;\nmod three;\nmod alone;\n");
    write("one.rs", "//! crate::alone\nuse crate::two::Two;\n");
    // By way of a name that another module takes over, and of a child.
    write("two.rs", "mod part;\npub use part::{self, Two};\n");
    write(
        "two/part.rs",
        "mod of_it { fn it() { super::super::super::three::Three } }",
    );
    write("three.rs", "use super::{one as first, alone};\n");
    write(
        "alone.rs",
        "use ::one::One;\n#[cfg(test)]\nmod tests { use crate::three; }\nfn own() { \"crate::one::a\" }",
    );
    let found = Crate::of(&folder.path().join("lib.rs")).circles();
    let said = found
        .join("\n")
        .replace(&format!("{}/", folder.path().display()), "");
    assert_eq!(
        said,
        "one, three, two:\n  \
         one.rs:2: `crate::two::Two` (one uses two)\n  \
         three.rs:1: `super::one` (three uses one)\n  \
         two/part.rs:1: `super::super::super::three::Three` (two uses three)"
    );
}
