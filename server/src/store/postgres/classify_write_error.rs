//! Whether a failed write to PostgreSQL stored nothing for certain, or may have been stored.
//!
//! Takes an error, gives a [`StoreError`] that says which. Entry points: [`Failure`], [`write_failed`] and
//! [`is_certain`].

use std::borrow::Borrow;

use sqlx::error::DatabaseError;

use crate::store::StoreError;

/// Why a statement that writes did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// It had no connection to go on, so that the database knows nothing of it.
    NotSent(sqlx::Error),
    /// The database refused it, or the connection broke off.
    Sent(sqlx::Error),
}

impl Failure {
    /// The database's own words, where it refused the statement.
    pub fn refusal(&self) -> Option<&dyn DatabaseError> {
        match self {
            Self::Sent(sqlx::Error::Database(error)) => Some(&**error),
            _ => None,
        }
    }
}

impl From<&Failure> for StoreError {
    fn from(failure: &Failure) -> Self {
        match failure {
            Failure::NotSent(error) => Self::NotWritten(error.to_string()),
            Failure::Sent(error) => write_failed(error),
        }
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        Self::from(&failure)
    }
}

/// What is answered of a write that failed with that error. One that is not the database's own
/// leaves open what became of it, unless the statement never got a connection.
pub fn write_failed(error: impl Borrow<sqlx::Error>) -> StoreError {
    let error = error.borrow();
    let is_known = match error {
        sqlx::Error::Database(database) => is_certain(&**database),
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
        _ => false,
    };
    match is_known {
        true => StoreError::NotWritten(error.to_string()),
        false => StoreError::OutcomeUnknown(error.to_string()),
    }
}

/// Whether an error of the database says that nothing was stored. A connection that was ended, and a
/// statement whose completion is unknown, say nothing (PostgreSQL, Appendix A: classes 08, 57, 58,
/// XX and code 40003).
pub fn is_certain(error: &dyn DatabaseError) -> bool {
    let code = error.code().unwrap_or_default();
    let says_nothing = ["08", "57", "58", "XX", "40003"];
    !code.is_empty() && !says_nothing.iter().any(|class| code.starts_with(class))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::error::Error;
    use std::fmt;

    use sqlx::error::ErrorKind;

    use super::*;

    /// An error of the database with that code.
    #[derive(Debug)]
    struct Coded(&'static str);

    impl fmt::Display for Coded {
        fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str(self.0)
        }
    }

    impl Error for Coded {}

    impl DatabaseError for Coded {
        fn message(&self) -> &str {
            self.0
        }

        fn code(&self) -> Option<Cow<'_, str>> {
            (!self.0.is_empty()).then_some(Cow::Borrowed(self.0))
        }

        fn as_error(&self) -> &(dyn Error + Send + Sync + 'static) {
            self
        }

        fn as_error_mut(&mut self) -> &mut (dyn Error + Send + Sync + 'static) {
            self
        }

        fn into_error(self: Box<Self>) -> Box<dyn Error + Send + Sync + 'static> {
            self
        }

        fn kind(&self) -> ErrorKind {
            ErrorKind::Other
        }
    }

    /// PostgreSQL that is stopped while it waits for a standby ends the connection with 57P01, with
    /// the commit on its disk: such an erasure was said not to be done.
    #[test]
    fn only_an_error_that_ends_before_the_commit_says_that_nothing_was_stored() {
        let is_known = |error: sqlx::Error| write_failed(error).is_outcome_known();
        let of_code = |code| is_known(sqlx::Error::Database(Box::new(Coded(code))));
        // Duplicate key, zero byte in a text, no such table, lost race, lock not had, disk full.
        for code in ["23505", "22021", "42P01", "40001", "55P03", "53100"] {
            assert!(of_code(code), "{code}");
        }
        // Connection lost, stopped by an administrator, cancelled, I/O, internal, completion unknown.
        for code in ["08006", "57P01", "57014", "58030", "XX000", "40003", ""] {
            assert!(!of_code(code), "{code}");
        }
        assert!(is_known(sqlx::Error::PoolTimedOut));
        assert!(is_known(sqlx::Error::PoolClosed));
        let cut = std::io::ErrorKind::ConnectionReset;
        assert!(!is_known(sqlx::Error::Io(cut.into())));
    }
}
