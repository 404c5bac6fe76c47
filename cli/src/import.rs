//! `mingbai import SOURCE`: a provider's text in the notice format, and what is left to review.
//!
//! Reads plain text, Markdown or HTML, writes `en.md` or `zh.md` and `review-en.md` or
//! `review-zh.md` into a folder. Ids come from the version before or the other language where these
//! are named. A text that cannot be used writes nothing. Entry point: [`run`].

use std::fs;
use std::path::{Path, PathBuf};

use ::import::{Beside, Encoding, Format, ImportedNotice, Metadata, ReviewItem};
use anyhow::{Context as _, bail};
use clap::Args;
use notice::{Language, Notice, Stated};
use serde::Serialize;

use crate::print;

/// What to read, what it is, and where to write.
#[derive(Args)]
pub struct Options {
    /// The text: plain text, Markdown or HTML.
    source: PathBuf,
    /// Its language: zh or en.
    #[arg(long)]
    language: String,
    /// The edition of the product it is for.
    #[arg(long)]
    edition: String,
    /// The folder of the release.
    #[arg(long)]
    out: PathBuf,
    /// The version's name; left out, the date of last update.
    #[arg(long)]
    version: Option<String>,
    /// The release folder of the version before, whose ids the clauses take over.
    #[arg(long, value_name = "DIR")]
    after: Option<PathBuf>,
    /// The same version in the other language, whose ids the clauses take over.
    #[arg(long, value_name = "FILE")]
    like: Option<PathBuf>,
    /// The encoding of the text, such as gb18030; left out, UTF-8.
    #[arg(long)]
    encoding: Option<String>,
    /// Write over a notice that is there and differs.
    #[arg(long)]
    force: bool,
    /// Print one JSON object instead of the review list.
    #[arg(long)]
    json: bool,
}

/// What was made of the text.
#[derive(Serialize)]
struct Answer<'a> {
    version: &'a str,
    /// The notice that was written.
    notice: &'a Path,
    /// The file with the review list.
    review_list: &'a Path,
    review_items: Vec<AnswerItem<'a>>,
}

#[derive(Serialize)]
struct AnswerItem<'a> {
    /// The kind of thing, by a name that stays the same.
    kind: &'a str,
    /// The line in the source, from 1.
    line: usize,
    what: &'a str,
}

/// Imports the text.
///
/// # Errors
/// When the text cannot be read or used, or when another notice is already there.
pub fn run(options: Options) -> anyhow::Result<()> {
    let Some(language) = Language::from_code(&options.language) else {
        bail!(
            "language `{}` is not known; write zh or en",
            options.language
        );
    };
    let encoding = match &options.encoding {
        Some(name) => Some(Encoding::of_name(name).with_context(|| {
            format!("encoding `{name}` is not known; write gb18030, big5, utf-16 or another one of the web's")
        })?),
        None => None,
    };
    let name = options.source.file_name().unwrap_or_default();
    let metadata = Metadata {
        language,
        edition: options.edition,
        version: options.version,
        format: Format::of_name(&name.to_string_lossy()),
        encoding,
    };
    let before = options
        .after
        .map(|folder| notice(&folder.join(format!("{}.md", language.code()))))
        .transpose()?;
    let other = options.like.map(|file| notice(&file)).transpose()?;
    let beside = Beside {
        after: before.as_ref(),
        like: other.as_ref(),
    };
    let source = options.source.display();
    let bytes = fs::read(&options.source)
        .with_context(|| format!("`{source}` cannot be read; name the file with the notice"))?;
    let imported = import::import_beside(&bytes, &metadata, beside)
        .with_context(|| format!("`{source}` cannot be imported"))?;
    let files = Files::of(&options.out, language);
    files.write(&imported, options.force)?;
    match options.json {
        true => print::json(&answer(&imported, &files)),
        false => {
            print::text(&review_list(&imported))?;
            let Files { notice, list } = files;
            eprintln!("wrote {} and {}", notice.display(), list.display());
            eprintln!("{}", summary(&imported));
            Ok(())
        }
    }
}

/// A notice that is there already.
fn notice(file: &Path) -> anyhow::Result<Notice> {
    let text = fs::read_to_string(file).with_context(|| {
        format!(
            "`{}` cannot be read; name the notice whose ids are taken over",
            file.display()
        )
    })?;
    Ok(notice::parse(&text).0)
}

/// The files that an import leaves.
struct Files {
    notice: PathBuf,
    list: PathBuf,
}

impl Files {
    fn of(folder: &Path, language: Language) -> Self {
        let code = language.code();
        Self {
            notice: folder.join(format!("{code}.md")),
            list: folder.join(format!("review-{code}.md")),
        }
    }

    fn write(&self, imported: &ImportedNotice, force: bool) -> anyhow::Result<()> {
        let Self { notice, list } = self;
        let there = fs::read_to_string(notice).ok();
        if there.is_some_and(|there| there != imported.markdown) && !force {
            bail!(
                "`{}` holds another notice already; name another folder, or write over it with --force",
                notice.display()
            );
        }
        let folder = notice.parent().unwrap_or(notice);
        fs::create_dir_all(folder)
            .with_context(|| format!("`{}` cannot be made", folder.display()))?;
        for (file, text) in [(notice, &imported.markdown), (list, &review_list(imported))] {
            fs::write(file, text)
                .with_context(|| format!("`{}` cannot be written", file.display()))?;
        }
        Ok(())
    }
}

fn answer<'a>(imported: &'a ImportedNotice, files: &'a Files) -> Answer<'a> {
    let item = |item: &'a ReviewItem| AnswerItem {
        kind: item.kind.name(),
        line: item.line,
        what: &item.what,
    };
    Answer {
        version: &imported.version,
        notice: &files.notice,
        review_list: &files.list,
        review_items: imported.review_items.iter().map(item).collect(),
    }
}

/// What came of it, in one line: the clauses, the dates, and how much there is to review.
fn summary(imported: &ImportedNotice) -> String {
    let (notice, _) = notice::parse(&imported.markdown);
    let date = |date: &Stated<String>| match date {
        Stated::Known(date) => date.clone(),
        Stated::NotStated => "not-stated".to_owned(),
    };
    let groups = import::grouped(&imported.review_items);
    format!(
        "{} clauses, updated {}, effective {}; to review: {} things of {} kinds, the most harmful first",
        notice.clauses.len(),
        date(&notice.meta.updated),
        date(&notice.meta.effective),
        imported.review_items.len(),
        groups.len()
    )
}

/// One line for each kind of thing, with its places.
fn review_list(imported: &ImportedNotice) -> String {
    let mut list = format!(
        "# To review in version {}\n\nOne line for each kind, the most harmful first. The numbers are lines of the source.\n\n",
        imported.version
    );
    for group in import::grouped(&imported.review_items) {
        list.push_str(&format!("- {group}\n"));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Imports a text into a folder that is not there yet; gives its files, or what was said.
    fn import(bytes: &[u8], edition: &str) -> Result<Vec<String>, String> {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("source.txt");
        fs::write(&source, bytes).unwrap();
        let out = folder.path().join("out");
        let options = || Options {
            source: source.clone(),
            language: "en".to_owned(),
            edition: edition.to_owned(),
            out: out.clone(),
            version: None,
            after: None,
            like: None,
            encoding: None,
            force: false,
            json: false,
        };
        let outcome = run(options()).map_err(|error| format!("{error:#}"));
        let files = fs::read_dir(&out).map(|files| {
            let names = files
                .flatten()
                .map(|file| file.file_name().to_string_lossy().into_owned());
            let mut names: Vec<String> = names.collect();
            names.sort();
            names
        });
        match outcome {
            Ok(()) => {
                run(options()).expect("the same text may be imported again");
                fs::write(out.join("en.md"), "edited").unwrap();
                let refusal = run(options())
                    .expect_err("an edited notice is kept")
                    .to_string();
                assert!(
                    refusal.contains("holds another notice already"),
                    "{refusal}"
                );
                Ok(files.unwrap())
            }
            Err(said) => {
                assert!(files.is_err(), "a refused text wrote {files:?}");
                Err(said)
            }
        }
    }

    #[test]
    fn a_text_becomes_a_notice_and_a_list() {
        let files = import(b"Title\n1. A\nText.\n2. B\nText.\n", "demo");
        assert_eq!(
            files,
            Ok(vec!["en.md".to_owned(), "review-en.md".to_owned()])
        );
    }

    #[test]
    fn a_bad_text_is_refused_in_one_sentence_and_writes_nothing() {
        for (bytes, said) in [
            (&b""[..], "the text is empty"),
            (b"caf\xe9", "not UTF-8"),
            (b"a\0b", "a binary file"),
        ] {
            let refusal = import(bytes, "demo").expect_err("it is refused");
            assert!(
                refusal.contains(said) && !refusal.contains('\n'),
                "{refusal}"
            );
        }
        let long = vec![b'a'; 20 * 1024 * 1024];
        assert!(import(&long, "demo").is_err_and(|said| said.contains("20 megabytes")));
        assert!(
            import(b"1. A\nText.\n", "De mo")
                .is_err_and(|said| said.contains("the edition `De mo`"))
        );
    }
}
