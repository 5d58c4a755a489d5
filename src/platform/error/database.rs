//! What a database error means: diesel gives no SQLSTATE, so the server's English message tells.

use diesel::result::{DatabaseErrorKind as Kind, Error as DieselError};

use super::Problem;
use crate::say;

impl From<DieselError> for Problem {
    fn from(error: DieselError) -> Self {
        // the line was cut under COMMIT, and no ROLLBACK went through after it
        if let DieselError::RollbackErrorOnCommit { commit_error, .. } = error {
            return Self::from(*commit_error);
        }
        let DieselError::DatabaseError(kind, info) = &error else {
            return Self::internal(&error);
        };
        let mut problem = match database_fault(kind, info.message()) {
            DatabaseFault::Retry => Self::busy("database.busy"),
            DatabaseFault::Unavailable => Self::busy("database.unavailable"),
            DatabaseFault::Lost => Self::busy("database.unavailable"),
            DatabaseFault::ReadOnly => Self::read_only(),
            DatabaseFault::LockTimeout => Self::busy("database.locked"),
            DatabaseFault::BadText => Self::unprocessable(
                "text.encoding",
                say!(
                    "Le texte contient un caractère que la base ne sait pas garder.",
                    "The text holds a character that the database cannot keep."
                ),
            ),
            DatabaseFault::Unexpected => Self::internal(format!("{error} [{kind:?}]")),
        };
        problem.0.retryable = matches!(database_fault(kind, info.message()), DatabaseFault::Retry);
        problem.0.connection_lost = matches!(database_fault(kind, info.message()), DatabaseFault::Lost);
        problem
    }
}

/// What a database error means for the person who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DatabaseFault {
    Retry,
    Unavailable,
    Lost,
    ReadOnly,
    LockTimeout,
    BadText,
    Unexpected,
}

/// diesel gives no SQLSTATE: the English message of the server (`lc_messages=C`) tells.
fn database_fault(kind: &Kind, message: &str) -> DatabaseFault {
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    match kind {
        Kind::SerializationFailure => DatabaseFault::Retry,
        Kind::ClosedConnection => DatabaseFault::Lost,
        Kind::ReadOnlyTransaction => DatabaseFault::ReadOnly,
        _ if says(&["deadlock detected", "could not serialize access"]) => DatabaseFault::Retry,
        _ if says(&["due to lock timeout"]) => DatabaseFault::LockTimeout,
        _ if says(&["during recovery", "recovery is in progress"]) => DatabaseFault::ReadOnly,
        // of its own accord, at the word of an operator, or for the sake of a standby
        _ if says(&["canceling statement due to", "No space left on device", "could not extend file"])
            || says(&["too many clients", "remaining connection slots", "out of memory"]) =>
        {
            DatabaseFault::Unavailable
        }
        _ if says(&[
            "terminating connection",
            "server closed the connection",
            "no connection to the server",
        ]) || says(&["the database system is", "could not receive data", "could not send data"])
            || says(&["SSL connection has been closed", "connection to server"]) =>
        {
            DatabaseFault::Lost
        }
        _ if says(&[
            "invalid byte sequence",
            "unsupported Unicode escape",
            "cannot be converted to text",
        ]) =>
        {
            DatabaseFault::BadText
        }
        _ => DatabaseFault::Unexpected,
    }
}

/// Whether a statement was refused because the base takes no writes: a standby, or the decision of an operator.
pub fn is_read_only(error: &DieselError) -> bool {
    let DieselError::DatabaseError(kind, info) = error else { return false };
    database_fault(kind, info.message()) == DatabaseFault::ReadOnly
}

/// Gives a named constraint of the database its answer.
pub trait RefuseOn<T> {
    /// Turns the violation of one constraint into a refusal; anything else passes.
    fn refuse_on(self, constraint: &str, refusal: impl FnOnce() -> Problem) -> Result<T, Problem>;
}

impl<T> RefuseOn<T> for Result<T, DieselError> {
    fn refuse_on(self, constraint: &str, refusal: impl FnOnce() -> Problem) -> Result<T, Problem> {
        match self {
            Err(DieselError::DatabaseError(_, info)) if info.constraint_name() == Some(constraint) => {
                Err(refusal())
            }
            other => other.map_err(Problem::from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_message_of_the_server_has_its_meaning() {
        for (message, expected) in [
            ("deadlock detected", DatabaseFault::Retry),
            ("could not serialize access due to concurrent update", DatabaseFault::Retry),
            ("canceling statement due to lock timeout", DatabaseFault::LockTimeout),
            ("canceling statement due to statement timeout", DatabaseFault::Unavailable),
            ("canceling statement due to user request", DatabaseFault::Unavailable),
            ("canceling statement due to conflict with recovery", DatabaseFault::Unavailable),
            ("cannot execute INSERT during recovery", DatabaseFault::ReadOnly),
            ("could not extend file \"base/1/2\": No space left on device", DatabaseFault::Unavailable),
            ("sorry, too many clients already", DatabaseFault::Unavailable),
            ("terminating connection due to administrator command", DatabaseFault::Lost),
            ("server closed the connection unexpectedly", DatabaseFault::Lost),
            ("the database system is shutting down", DatabaseFault::Lost),
            ("invalid byte sequence for encoding \"UTF8\": 0x00", DatabaseFault::BadText),
            ("division by zero", DatabaseFault::Unexpected),
        ] {
            assert_eq!(database_fault(&Kind::Unknown, message), expected, "{message}");
        }
        assert_eq!(database_fault(&Kind::SerializationFailure, ""), DatabaseFault::Retry);
        let read_only = "cannot execute INSERT in a read-only transaction";
        assert_eq!(database_fault(&Kind::ReadOnlyTransaction, read_only), DatabaseFault::ReadOnly);
        assert_eq!(database_fault(&Kind::UniqueViolation, "duplicate key"), DatabaseFault::Unexpected);
    }
}
