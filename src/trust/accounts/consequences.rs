//! What follows, in the wings that come later, from what is done to an account; the table itself is the application's.

use diesel::QueryResult;

use crate::ids::AccountId;
use crate::platform::db::Tx;
use crate::platform::reply::Reply;
use crate::trust::journal::Author;

/// What a password changed, or all the sessions of an account ended, set off: whether an address with a secret of that
/// account stopped working.
pub type OnCredentialsEnded = fn(&mut Tx, &Author, AccountId) -> QueryResult<bool>;

/// What follows from an act on an account, in the same transaction.
#[derive(Clone, Copy)]
pub struct AccountConsequences {
    /// Whoever knew a secret of the account may have been somebody else: those made before stop working.
    pub credentials_ended: OnCredentialsEnded,
}

/// The header that tells of a calendar whose address no longer works.
pub const FEED_HEADER: &str = "calendar-feed";

/// An answer that tells, in its `Calendar-Feed` header, that the address of the calendar no longer works.
pub fn telling(reply: Reply, feed_revoked: bool) -> Reply {
    if feed_revoked { reply.header(FEED_HEADER, "revoked".to_owned()) } else { reply }
}
