//! Reads and writes files of secrets, for operators who keep them outside the store: one a line,
//! the newest first.
//!
//! The same form for the private halves of signing keys and for what tokens are sealed with. A line
//! is 32 random bytes in base64url, and words after them: `leaked` when others may know them, `names` when
//! people whom a host app signs in are named with them; empty lines and lines that begin with `#` are passed over.
//! Entry points: [`SecretFile::read`] and [`SecretFile::add`].

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

/// What nobody else knows.
pub type Secret = [u8; 32];

/// A secret as a file has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptSecret {
    /// The secret.
    pub value: Secret,
    /// Whether others may know it, so that little rests on it any more.
    pub is_leaked: bool,
    /// Whether people whom a host app signs in get their names by it.
    pub gives_names: bool,
}

impl KeptSecret {
    /// A secret that nothing is said of.
    pub fn of(value: Secret) -> Self {
        Self {
            value,
            is_leaked: false,
            gives_names: false,
        }
    }
}

/// The words that say so.
const LEAKED: &str = "leaked";
const NAMES: &str = "names";

/// A file of secrets.
#[derive(Debug, Clone)]
pub struct SecretFile {
    path: PathBuf,
}

/// Where a secret is put among those that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Before the others: it is used from then on.
    First,
    /// After the others: what was made with it is accepted, and nothing is made with it.
    Last,
}

/// Why a file of secrets cannot be used.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "each says it in its message")]
pub enum SecretFileError {
    #[error("the secrets in `{path}` cannot be read")]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("the secrets in `{path}` cannot be written")]
    Unwritable { path: PathBuf, source: io::Error },
    #[error(
        "`{path}` can be read by other users (mode {mode:o}); run chmod 600 on it, and replace \
         what is in it if they may have read it"
    )]
    OpenToOthers { path: PathBuf, mode: u32 },
    #[error(
        "line {line} of `{path}` is no secret; a line is 43 characters of base64url, as \
         `server new-secret` writes them, and perhaps the words `leaked` and `names`"
    )]
    Malformed { path: PathBuf, line: usize },
    #[error("`{path}` has no secret in it; make one with `server new-secret`")]
    Empty { path: PathBuf },
    #[error(
        "the first secret in `{path}` is leaked; put a new one before it with `server new-secret`"
    )]
    FirstLeaked { path: PathBuf },
}

type Result<T> = std::result::Result<T, SecretFileError>;

impl SecretFile {
    /// The file at that path, which need not be there yet.
    pub fn at(path: &Path) -> Self {
        let path = path.to_owned();
        Self { path }
    }

    /// The secrets in it, the newest first: at least one, which nobody else knows.
    pub fn read(&self) -> Result<Vec<KeptSecret>> {
        let secrets = self.secrets(&self.text()?)?;
        let path = self.path.clone();
        match secrets.first() {
            None => Err(SecretFileError::Empty { path }),
            Some(first) if first.is_leaked => Err(SecretFileError::FirstLeaked { path }),
            Some(_) => Ok(secrets),
        }
    }

    /// Puts secrets into it, and makes it where it is missing; answers how many are in it then.
    ///
    /// It is replaced whole, so that whoever reads it meanwhile reads the old one or the new one.
    pub fn add(&self, secrets: &[KeptSecret], place: Place) -> Result<usize> {
        let earlier = match self.path.exists() {
            true => self.text()?,
            false => String::new(),
        };
        let count = self.secrets(&earlier)?.len() + secrets.len();
        let lines: String = secrets.iter().map(|secret| line(secret) + "\n").collect();
        let between = if earlier.is_empty() || earlier.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        let text = match place {
            Place::First => format!("{lines}{earlier}"),
            Place::Last => format!("{earlier}{between}{lines}"),
        };
        self.replace(&text)
            .map_err(|source| SecretFileError::Unwritable {
                path: self.path.clone(),
                source,
            })?;
        Ok(count)
    }

    fn text(&self) -> Result<String> {
        let unreadable = |source| SecretFileError::Unreadable {
            path: self.path.clone(),
            source,
        };
        let facts = fs::metadata(&self.path).map_err(unreadable)?;
        if let Some(mode) = open_to_others(&facts) {
            let path = self.path.clone();
            return Err(SecretFileError::OpenToOthers { path, mode });
        }
        fs::read_to_string(&self.path).map_err(unreadable)
    }

    fn secrets(&self, text: &str) -> Result<Vec<KeptSecret>> {
        let lines = text.lines().enumerate();
        let lines = lines.map(|(place, line)| (place + 1, line.trim()));
        let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let malformed = |line| SecretFileError::Malformed {
            path: self.path.clone(),
            line,
        };
        lines
            .map(|(line, text)| secret(text).ok_or_else(|| malformed(line)))
            .collect()
    }

    fn replace(&self, text: &str) -> io::Result<()> {
        // Where the path is a link, the file that it leads to.
        let path = fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        let fresh = path.with_added_extension("new");
        let mut file = create_private(&fresh)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&fresh, &path)?;
        match path.parent() {
            Some(folder) if folder != Path::new("") => File::open(folder)?.sync_all(),
            _ => Ok(()),
        }
    }
}

/// A secret as a line.
fn line(secret: &KeptSecret) -> String {
    let word = |says: bool, word: &str| {
        if says {
            format!(" {word}")
        } else {
            String::new()
        }
    };
    let value = BASE64.encode(secret.value);
    value + &word(secret.is_leaked, LEAKED) + &word(secret.gives_names, NAMES)
}

/// The secret in a line.
fn secret(line: &str) -> Option<KeptSecret> {
    let mut words = line.split_whitespace();
    let value = BASE64.decode(words.next()?).ok()?.try_into().ok()?;
    let mut secret = KeptSecret::of(value);
    for word in words {
        let says = match word {
            LEAKED => &mut secret.is_leaked,
            NAMES => &mut secret.gives_names,
            _ => return None,
        };
        *says = true;
    }
    Some(secret)
}

fn create_private(path: &Path) -> io::Result<File> {
    // One that a broken-off run left may have been made otherwise.
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The mode of a file that others can read. As PostgreSQL does with its keys: nobody but the owner,
/// or the group of a file that belongs to root, as secrets that are mounted into a container do.
#[cfg(unix)]
fn open_to_others(facts: &fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    let mode = facts.mode() & 0o777;
    let allowed = if facts.uid() == 0 { 0o740 } else { 0o700 };
    (mode & !allowed != 0).then_some(mode)
}

#[cfg(not(unix))]
fn open_to_others(_: &fs::Metadata) -> Option<u32> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: std::result::Result<&[bool], usize>) {
        let read = SecretFile::at(Path::new("f")).secrets(text);
        let read = read.map(|all| all.iter().map(|one| one.is_leaked).collect::<Vec<_>>());
        match (read, expected) {
            (Ok(read), Ok(expected)) => assert_eq!(read, expected, "{text}"),
            (Err(SecretFileError::Malformed { line, .. }), Err(expected)) => {
                assert_eq!(line, expected, "{text}");
            }
            (read, _) => panic!("{text}: {read:?}"),
        }
    }

    #[test]
    fn a_line_is_a_secret_and_perhaps_a_word() {
        let secret = BASE64.encode([7; 32]);
        check("", Ok(&[]));
        check(
            &format!("# mine\n\n  {secret}  \n{secret} leaked"),
            Ok(&[false, true]),
        );
        check(&format!("{secret}\nhunter2"), Err(2));
        check(&format!("{secret} lost"), Err(1));
        check(&format!("{secret} leaked {secret}"), Err(1));
        check(
            &format!("{secret} names leaked\n{secret} names"),
            Ok(&[true, false]),
        );
        check(&secret[1..], Err(1));
    }
}
